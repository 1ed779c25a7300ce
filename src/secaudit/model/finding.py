"""Findings: verdicts that somebody has to read, with everything that explains them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text
from secaudit.model.waiver import ENDING_SOON_DAYS

Value = str | int | float | bool | None
"""A cell as evidence shows it; days and moments in ISO form, so that a result survives its JSON file."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The row that was judged. `unit` is the unit that answers for it, `label` its name for readers."""

    table: str
    id: str
    name: str
    unit: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """One obligation behind a control, with its own date and whether that has passed at the audit's date."""

    obligation: str
    document: str
    clause: Text
    due: date | None
    passed: bool
    in_force: bool
    date_assumed: bool
    checked: bool


@dataclass(frozen=True, slots=True)
class Blank:
    """One exact thing to fill in: an empty cell of a row, or a table that a unit has yet to declare.

    Without `column`, `unit` has to declare `table` complete, by a row in its declarations; then `location`
    is that of an earlier declaration, if it made one. Else `row` is the id and `name` the name of the row
    that has the cell, `unit` the one that answers for it, and `location` the empty cell, or its row where
    the file has no place for it. `added` says that a sheet or CSV file lacks the whole column, `undone` that
    the unit did declare the table, but rows of it were rejected: those have to be mended, not declared anew.
    """

    table: str
    column: str | None
    row: str | None = None
    name: str | None = None
    unit: str | None = None
    location: Location | None = None
    added: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that would settle an unknown: an empty cell, or a table not declared complete.

    `column` is None where the whole `table` is undeclared. `blanks` are the very cells and declarations;
    results of earlier versions have none.
    """

    table: str
    column: str | None
    label: Text
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A cell that was declared one way and observed another. Both stay visible."""

    table: str
    row: str
    unit: str | None
    column: str
    declared: Value
    observed: Value
    observed_on: date
    method: str
    by: str | None
    observation: str
    declared_at: Location | None
    observed_at: Location | None


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """A waiver, and what came of it in this audit.

    "refused": its control cannot be waived; "expired" and "future": it does not cover the audit's
    date; "unused": it covers it, but its subject does not fail. `unit` answers for the subject.

    `ends_on` is the last day that it covers: `until_on`, or an earlier one where that is further away than
    the catalogue's longest term; None in results that do not tell. `days_left` are the days from the
    audit's to that one, None where the waiver does not cover the audit's date.
    """

    id: str
    control: str
    subject: str
    reason: str
    approved_by: str
    approver_post: str | None
    from_on: date
    until_on: date
    conditions: str | None
    state: Literal["in_force", "expired", "future", "unused", "refused"]
    location: Location | None
    unit: str | None = None
    ends_on: date | None = None
    days_left: int | None = None

    @property
    def last_day(self) -> date:
        """The last day that it covers."""
        return self.ends_on or self.until_on

    @property
    def is_too_long(self) -> bool:
        """Whether it is meant to last longer than the catalogue allows; it covers no more than that."""
        return self.last_day < self.until_on

    @property
    def ends_soon(self) -> bool:
        """Whether it covers the audit's date, but not for long any more."""
        return self.days_left is not None and self.days_left <= ENDING_SOON_DAYS


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """A measured number beside its target. Ratios are 0 to 1, money is VND."""

    value: float | None
    target: float
    unit: str


@dataclass(frozen=True, slots=True)
class FindingRemediation:
    """What to do about a finding, in the words of its control."""

    text: Text
    product: Text
    authority: Text
    effort_days: int
    deed: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict with its reason, its law and its place.

    `due` is the effective deadline at the audit's date, None when the duty has no date and so is due at
    once; then `days_overdue` counts from the day on which it came into force. `observed` names the
    evidence columns whose value is an observation, with what had been declared.

    `missing` is what an unknown waits for. While it is not even known whether the control applies, that is
    what would tell; `missing_if_applies` is what would be missing too if it does, or if what is filled in
    casts doubt on whether it applies. `settleable` says that with all of both filled in, the verdict is
    known; false where more could come to light, or where filling in does not help (a rejected row, a figure
    that cannot be computed).
    """

    control: str
    title: Text
    severity: Severity
    status: Status
    subject: Subject
    message: Text
    evidence: Mapping[str, Value]
    missing: tuple[Missing, ...]
    measure: MeasureResult | None
    due: date | None
    days_overdue: int | None
    days_left: int | None
    sources: tuple[Source, ...]
    location: Location | None
    waiver: WaiverUse | None
    remediation: FindingRemediation
    fingerprint: str
    period: str | None = None
    observed: Mapping[str, Value] | None = None
    missing_if_applies: tuple[Missing, ...] = ()
    settleable: bool = True


def fingerprint(control: str, table: str, subject: str, period: str | None = None) -> str:
    """Return the mark by which the same finding is known in every run and version.

    It depends on control, subject and period alone: no date, no line number, no wording.
    """
    parts = "\x1f".join((control, table, subject, period or ""))
    return sha256(parts.encode()).hexdigest()[:32]
