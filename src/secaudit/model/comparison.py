"""What became of an inventory between two states: the one result that every rendering of a check reads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding, Value
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.result import CatalogueInfo, Counts, Tool, UnitInfo
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text

CHECK_SCHEMA_VERSION = 1
"""Raised when the layout of check.json changes in a way that an older reader cannot follow."""


class Turn(StrEnum):
    """What became of one verdict, that is of one fingerprint.

    NEW: its subject, or its control, was not judged before, and it is no pass. WORSE and BETTER: it moved
    along `WORSENING`; FIXED is a finding that became a pass. GONE is a finding whose subject is no longer
    there: nobody fixed it. NOT_COMPARABLE: its control asks something else than before, or the base does
    not tell, so nothing can be said of the inventory.
    """

    NEW = "new"
    WORSE = "worse"
    BETTER = "better"
    FIXED = "fixed"
    GONE = "gone"
    UNCHANGED = "unchanged"
    NOT_COMPARABLE = "not_comparable"

    @property
    def label(self) -> Text:
        """The word for it in both languages."""
        return _TURN_LABELS[self]


_TURN_LABELS = {
    Turn.NEW: Text("Mới phát sinh", "New"),
    Turn.WORSE: Text("Xấu đi", "Worse"),
    Turn.BETTER: Text("Tốt lên", "Better"),
    Turn.FIXED: Text("Đã khắc phục", "Fixed"),
    Turn.GONE: Text("Không còn đối tượng", "Subject gone"),
    Turn.UNCHANGED: Text("Không đổi", "Unchanged"),
    Turn.NOT_COMPARABLE: Text("Không so sánh được", "Not comparable"),
}


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One verdict on both sides.

    `finding` is that of the head where there is one, else that of the base (`in_base`): its `location` is
    a place in that state. `before` and `after` are None where the verdict was not given there, or, with a
    stored audit as base, where the base does not list it. `blocking` says that it makes the check fail;
    `known`, that the baseline of the base lists it, so that it does not. `causes` are the fingerprints of
    the row changes that it can come from.
    """

    turn: Turn
    finding: Finding
    before: Status | None
    after: Status | None
    blocking: bool
    known: bool
    in_base: bool = False
    causes: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The mark of the finding, the same in every run and version."""
        return self.finding.fingerprint

    @property
    def severity(self) -> Severity:
        """How much it matters: as its control says in the base."""
        return self.finding.severity


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A rule that judges a change and not a state: "CHG-01", a level lowered. `advice` says what to do."""

    id: str
    title: Text
    severity: Severity
    help: Text
    advice: Text


RowTurn = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row added or removed, or one cell of a row that is on both sides, in one sentence.

    `rule` names the `ChangeRule` that objects, None where none does. `column` is None for a whole row;
    `before` and `after` are the cell's values, None for an empty one. `location` is a place of the head,
    or of the base with `in_base` (what was removed). `flips` are the fingerprints of the verdict changes
    that it can have caused; `alone` is false where another change of the same check may be the cause of
    some of them. `lost` counts the duties that no longer apply, `worse` the verdicts that got worse.

    `row` and `column` are "*" where many rows of a table changed at once: `before` then counts them, and
    `after` the rows that there were.
    """

    rule: str | None
    severity: Severity
    kind: RowTurn
    table: str
    row: str
    name: str
    unit: str | None
    column: str | None
    before: Value
    after: Value
    sentence: Text
    location: Location | None
    blocking: bool
    fingerprint: str
    in_base: bool = False
    flips: tuple[str, ...] = ()
    alone: bool = True
    lost: int = 0
    worse: int = 0


YardstickKind = Literal["control", "profile", "waiver", "baseline", "catalogue"]


@dataclass(frozen=True, slots=True)
class YardstickChange:
    """What a change does to that by which it is judged: controls, profiles, waivers, the baseline.

    Both states are judged by those of the base, so none of it changes a verdict of this check; once the
    change is accepted, it does.
    """

    rule: str
    severity: Severity
    kind: YardstickKind
    id: str
    sentence: Text
    location: Location | None
    blocking: bool
    fingerprint: str
    in_base: bool = False


StateKind = Literal["revision", "work_tree", "folder", "audit"]


@dataclass(frozen=True, slots=True)
class State:
    """One side of a check.

    `label` is how the user named it, `commit` the revision's full name where it is one. `prefix` is what
    has to stand before the file of a location to have its path from the top of the repository ("" or
    "inventory/"); outside of a repository, from the folder that was given. `dirty` says that the work
    tree has changes that no commit holds. `counts` are the verdicts by status; a stored audit has them too.
    """

    kind: StateKind
    label: str
    commit: str | None = None
    prefix: str = ""
    dirty: bool = False
    counts: Counts | None = None


@dataclass(frozen=True, slots=True)
class UnitTurns:
    """How many listed verdicts of one unit turned which way; `blocking` also counts its row changes."""

    unit: str | None
    name: str
    turns: Mapping[Turn, int]
    blocking: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Everything that a check found. What renders it neither counts nor judges.

    `verdicts` are worst first: what blocks, then by turn and severity. Unchanged ones are counted in
    `turns`, and listed only with `lists_unchanged`; verdicts that are no finding on either side (a pass that
    no longer applies) are listed too. `rows` are those with a rule first. `fail_on` is None for "none".
    `notes` say what could not be told, or what a reader has to know to read the rest rightly. `problems`
    are the warnings of the head's inventory, and under keep-going what was left out of it. `incomplete` says
    that not everything could be judged or compared: it wins over `refused`.
    """

    schema_version: int
    as_of: date
    generated_at: datetime
    tool: Tool
    base: State
    head: State
    fail_on: Severity | None
    unknown_fails: bool
    catalogue: CatalogueInfo
    units: tuple[UnitInfo, ...]
    verdicts: tuple[VerdictChange, ...]
    rows: tuple[RowChange, ...]
    yardstick: tuple[YardstickChange, ...]
    rules: tuple[ChangeRule, ...]
    turns: Mapping[Turn, int]
    unit_turns: tuple[UnitTurns, ...]
    notes: tuple[Text, ...] = ()
    problems: tuple[Problem, ...] = ()
    lists_unchanged: bool = False
    incomplete: bool = False

    @property
    def blocking(self) -> int:
        """How many things make the check fail: verdicts, row changes and changes of the yardstick."""
        parts = (self.verdicts, self.rows, self.yardstick)
        return sum(1 for part in parts for one in part if one.blocking)

    @property
    def refused(self) -> bool:
        """Whether the change is refused: something blocks."""
        return bool(self.blocking)


def change_fingerprint(rule: str, *parts: str) -> str:
    """Return the mark by which the same change is known: its rule, the row, the cell and both values.

    It depends on no date, line or wording, so a baseline can list it.
    """
    return sha256("\x1f".join((rule, *parts)).encode()).hexdigest()[:32]
