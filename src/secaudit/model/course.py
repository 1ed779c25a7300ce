"""What became of findings from one recorded audit to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from secaudit.lazily import dataclass
from secaudit.model.history import OPEN, KeptFinding, KeptUnit, Record
from secaudit.model.result import Counts
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text


class Course(StrEnum):
    """What became of a finding from one audit to a later one.

    NEW: open for the first time. REOPENED: open again, after it had been closed. STILL: open in both.
    FIXED: the row passes now. EXCUSED: covered by an exception, or in time again. EXEMPT: the control no
    longer applies to the row. GONE: the row, or the period, is no longer there. UNTOLD: closed, but the
    later record does not tell how. NOT_COMPARABLE: its control asks something else than before, or was
    judged in one of the two audits only.
    """

    NEW = "new"
    REOPENED = "reopened"
    STILL = "still"
    FIXED = "fixed"
    EXCUSED = "excused"
    EXEMPT = "exempt"
    GONE = "gone"
    UNTOLD = "untold"
    NOT_COMPARABLE = "not_comparable"

    @property
    def label(self) -> Text:
        """The word for it in both languages."""
        return _COURSE_LABELS[self]


_COURSE_LABELS = {
    Course.NEW: Text("Mới phát sinh", "New"),
    Course.REOPENED: Text("Tái diễn", "Reopened"),
    Course.STILL: Text("Chưa khắc phục", "Still open"),
    Course.FIXED: Text("Đã khắc phục", "Fixed"),
    Course.EXCUSED: Text("Được ngoại lệ hoặc còn hạn", "Excused or in time"),
    Course.EXEMPT: Text("Không còn thuộc diện áp dụng", "No longer applies"),
    Course.GONE: Text("Không còn trong danh mục", "No longer listed"),
    Course.UNTOLD: Text("Không rõ vì sao hết", "Closed, not known how"),
    Course.NOT_COMPARABLE: Text("Không so sánh được", "Not comparable"),
}

CLOSED = (Course.FIXED, Course.EXCUSED, Course.EXEMPT, Course.GONE, Course.UNTOLD)
"""How an open finding can end."""


@dataclass(frozen=True, slots=True)
class FindingCourse:
    """One finding and what became of it.

    `finding` is that of the later audit where it lists it, else that of the earlier. `since` is the day of
    the audit that first saw it open this time, `days` how long it has been open since, or was until it was
    seen closed; both None for what is not comparable. `times` counts how often it was opened. `new_row` says
    that the row itself was not there in the earlier audit, None where that is not known.
    """

    course: Course
    finding: KeptFinding
    before: Status | None
    after: Status | None
    since: date | None
    days: int | None
    times: int
    new_row: bool | None = None

    @property
    def lost_data(self) -> bool:
        """Whether it failed, and now it is not even known: data that told so is no longer there."""
        return self.course is Course.STILL and self.before is Status.FAIL and self.after is Status.UNKNOWN

    @property
    def was_open(self) -> bool:
        """Whether it was open in the earlier audit."""
        return self.before in OPEN

    @property
    def is_open(self) -> bool:
        """Whether it is open in the later audit."""
        return self.after in OPEN


@dataclass(frozen=True, slots=True)
class UnitStand:
    """How the rows of one unit stood in an audit; `score` is None where nothing counts."""

    unit: KeptUnit
    counts: Counts
    score: float | None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record, or the part of it that was asked for: of a unit and all below it, a control, or a status.

    `counts` and `score` are those of the units, whatever else was asked for; `findings` those asked for.
    """

    record: Record
    unit: KeptUnit | None
    names: tuple[str, ...]
    counts: Counts
    score: float | None
    units: tuple[UnitStand, ...]
    findings: tuple[KeptFinding, ...]
    titles: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of two audits over the units in both.

    `before` and `after` cover all verdicts, `alike_before` and `alike_after` only those of controls that ask
    the same in both, and applied to something in both. `share_before` and `share_after` say what share of
    the verdicts in the score that is, 0 to 1. All are None where nothing counts.
    """

    before: float | None
    after: float | None
    alike_before: float | None
    alike_after: float | None
    share_before: float | None
    share_after: float | None


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the findings of one unit or one control; `scores` only for units."""

    id: str | None
    name: Text
    open_before: int
    open_after: int
    courses: Mapping[Course, int]
    scores: Scores | None = None


@dataclass(frozen=True, slots=True)
class HistoryDiff:
    """What changed between two audits, of the units that both judged.

    `names` are those of the units at the top, or of the one that was asked for.
    `controls_changed`, `controls_added` and `controls_removed` are those whose verdicts do not compare;
    `controls_begun` ask the same, but applied to nothing in one of the two (a law came into force): they are
    outside the part of the scores that compares.
    `fail_before` and `fail_after` count verdicts of status fail. `units_added` and `units_removed` are names
    of units that only one of the two judged. `notes` say what a reader has to know to read the rest rightly.
    """

    before: Record
    after: Record
    names: tuple[str, ...]
    units: int
    units_added: tuple[str, ...]
    units_removed: tuple[str, ...]
    counts_before: Counts
    counts_after: Counts
    scores: Scores
    courses: tuple[FindingCourse, ...]
    totals: Mapping[Course, int]
    by_unit: tuple[Tally, ...]
    by_control: tuple[Tally, ...]
    controls_changed: tuple[str, ...]
    controls_added: tuple[str, ...]
    controls_removed: tuple[str, ...]
    controls_begun: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One audit on the line of a trend.

    `scores` compare it with the point before, None for the first. `courses` count what became of findings
    since then; `open` is how many are open.
    """

    record: Record
    counts: Counts
    score: float | None
    open: int
    scores: Scores | None
    courses: Mapping[Course, int]


@dataclass(frozen=True, slots=True)
class FixTime:
    """How long findings of a control were open until an audit saw them fixed, in days."""

    control: str
    title: Text
    severity: Severity
    fixed: int
    median: int
    longest: int


@dataclass(frozen=True, slots=True)
class Repeat:
    """One row that violated the same control again: after it had been mended, or in another period.

    `seen` are the days of the audits that first saw each violation, `periods` the periods violated.
    """

    control: str
    title: Text
    severity: Severity
    subject: str
    name: str
    unit: str | None
    seen: tuple[date, ...]
    periods: tuple[str, ...]
    still_open: bool


@dataclass(frozen=True, slots=True)
class UnitTrend:
    """The score of one unit and what is below it at every point; None where it was not judged."""

    unit: KeptUnit
    scores: tuple[float | None, ...]
    open: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The audits of one unit and what is below it over time, in the order of their days.

    `names` are those of the units at the top, or of the one that was asked for.
    `left_out` are records of the history that are not on the line: of other units, or of a day that a later
    record judged again.
    """

    names: tuple[str, ...]
    points: tuple[TrendPoint, ...]
    units: tuple[UnitTrend, ...]
    fix_times: tuple[FixTime, ...]
    repeats: tuple[Repeat, ...]
    left_out: tuple[int, ...]
    notes: tuple[Text, ...] = ()
