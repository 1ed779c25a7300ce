"""From which day a control applies, and by when it must be met (contract, "Deadlines")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.control import Control
from secaudit.model.finding import Source
from secaudit.model.period import Period, period_of, periods_between


@dataclass(frozen=True, slots=True)
class Deadline:
    """The standing of a control on one day.

    `in_force_from` is the first day on which one of its obligations is in force, `demanded_from` the last
    day on which one of them asked for it again. `due` is the earliest date among those in force on the day
    of the audit, None where none of them has a date (due at once); of a recurring duty it is the last day
    of the period.
    """

    in_force_from: date
    demanded_from: date
    in_force: bool
    due: date | None
    sources: tuple[Source, ...]


def in_force_from(control: Control) -> date:
    """Return the first day on which a control asks anything: one of its obligations is in force by then."""
    first = min(obligation.document.issued for obligation in control.cites)
    return first if control.from_period is None else max(first, control.from_period.first)


def periods_in_force(control: Control, as_of: date) -> Sequence[Period | None]:
    """Return the periods to judge a recurring control for; one None for a control that does not recur.

    These are all that had begun by `as_of` and had not ended before the control came into force: a duty
    of a period that is over by then could not have been met. A control that is not in force yet is
    judged, as not applicable, for the period in which it will be.
    """
    if control.every is None:
        return (None,)
    first = in_force_from(control)
    return tuple(periods_between(first, as_of, control.every)) or (period_of(first, control.every),)


def deadline(control: Control, as_of: date, period: Period | None = None) -> Deadline:
    """Return the standing of a control at `as_of`, of a recurring one for one of its periods."""
    issued = [obligation.document.issued for obligation in control.cites]
    first = in_force_from(control)
    demanded_from = max((day for day in issued if day <= as_of), default=first)
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
    due = min(dates, default=None) if period is None else period.last
    return Deadline(first, demanded_from, first <= as_of, due, sources)


def days_late(due: date | None, standing: Deadline, as_of: date) -> int:
    """Return the days by which a duty is overdue; negative or zero: the days still left.

    A duty without a date is due at once. Its days count from when it was last asked for, so that no report
    claims years on the strength of an old document that a new one has restated.
    """
    return (as_of - (due or standing.demanded_from)).days
