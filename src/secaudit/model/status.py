"""The seven statuses and five severities, with their words."""

from __future__ import annotations

from enum import StrEnum

from secaudit.model.text import Text


class Status(StrEnum):
    """The verdict on one control for one subject. They are never merged.

    The members stand in the order in which they are tried: the first that holds is the verdict.
    """

    ERROR = "error"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    PASS = "pass"
    WAIVED = "waived"
    NOT_YET_DUE = "not_yet_due"
    FAIL = "fail"

    @property
    def label(self) -> Text:
        """The word for it in both languages."""
        return _STATUS_LABELS[self]

    @property
    def is_finding(self) -> bool:
        """Whether it is listed as a finding: everything but a pass and what does not apply."""
        return self not in (Status.PASS, Status.NOT_APPLICABLE)

    @property
    def in_score(self) -> bool:
        """Whether it counts in a unit's score: not_applicable, not_yet_due and errors do not."""
        return self in (Status.PASS, Status.FAIL, Status.WAIVED, Status.UNKNOWN)


_STATUS_LABELS = {
    Status.ERROR: Text("Lỗi đánh giá", "Error"),
    Status.NOT_APPLICABLE: Text("Không áp dụng", "Not applicable"),
    Status.UNKNOWN: Text("Chưa đủ căn cứ", "Unknown"),
    Status.PASS: Text("Đạt", "Pass"),
    Status.WAIVED: Text("Chấp nhận ngoại lệ", "Waived"),
    Status.NOT_YET_DUE: Text("Chưa đến hạn", "Not yet due"),
    Status.FAIL: Text("Không đạt", "Fail"),
}


class Severity(StrEnum):
    """How much a failed control matters, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst, 4 for the mildest: sorts findings."""
        return _SEVERITY_RANKS[self]

    @property
    def label(self) -> Text:
        """The word for it in both languages."""
        return _SEVERITY_LABELS[self]


_SEVERITY_RANKS = {severity: rank for rank, severity in enumerate(Severity)}

_SEVERITY_LABELS = {
    Severity.CRITICAL: Text("Nghiêm trọng", "Critical"),
    Severity.HIGH: Text("Cao", "High"),
    Severity.MEDIUM: Text("Trung bình", "Medium"),
    Severity.LOW: Text("Thấp", "Low"),
    Severity.INFO: Text("Thông tin", "Info"),
}


WORSENING = (
    Status.PASS,
    Status.NOT_APPLICABLE,
    Status.NOT_YET_DUE,
    Status.WAIVED,
    Status.UNKNOWN,
    Status.FAIL,
    Status.ERROR,
)
"""The statuses from best to worst: a verdict is worse when it comes later here (contract, section 5)."""

_PLACES = {status: place for place, status in enumerate(WORSENING)}


def is_worse(before: Status, after: Status) -> bool:
    """Whether a verdict turned for the worse."""
    return _PLACES[after] > _PLACES[before]
