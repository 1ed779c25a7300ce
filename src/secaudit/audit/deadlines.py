"""From which day a control applies, and by when it must be met (contract, "Deadlines")."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secaudit.model.control import Control
from secaudit.model.finding import Source


@dataclass(frozen=True, slots=True)
class Deadline:
    """The standing of a control on one day.

    `in_force_from` is the first day on which one of its obligations is in force, `demanded_from` the last
    day on which one of them asked for it again. `due` is the earliest date among those in force on the day
    of the audit, None where none of them has a date (due at once).
    """

    in_force_from: date
    demanded_from: date
    in_force: bool
    due: date | None
    sources: tuple[Source, ...]


def deadline(control: Control, as_of: date) -> Deadline:
    """Return the standing of a control at `as_of`."""
    issued = [obligation.document.issued for obligation in control.cites]
    in_force_from = min(issued)
    demanded_from = max((day for day in issued if day <= as_of), default=in_force_from)
    dates = [
        obligation.due
        for obligation in control.cites
        if obligation.due is not None and obligation.document.issued <= as_of
    ]
    sources = tuple(
        Source(
            obligation=obligation.id,
            document=obligation.document.id,
            clause=obligation.clause,
            due=obligation.due,
            passed=obligation.due is not None and obligation.due < as_of,
            in_force=obligation.document.issued <= as_of,
            date_assumed=obligation.document.issued_assumed,
            checked=obligation.document.checked,
        )
        for obligation in control.cites
    )
    return Deadline(in_force_from, demanded_from, in_force_from <= as_of, min(dates, default=None), sources)


def days_late(due: date | None, standing: Deadline, as_of: date) -> int:
    """Return the days by which a duty is overdue; negative or zero: the days still left.

    A duty without a date is due at once. Its days count from when it was last asked for, so that no report
    claims years on the strength of an old document that a new one has restated.
    """
    return (as_of - (due or standing.demanded_from)).days
