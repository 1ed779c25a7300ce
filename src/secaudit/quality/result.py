"""What is found about the quality of data: how often it was checked, and the cells to mend."""

from __future__ import annotations

from enum import StrEnum

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.text import Language, Text


class Quality(StrEnum):
    """The six standards that data has to meet (CTTU26/2c, HN46/1a, TB07/III.1, KH01/1)."""

    VALID = "valid"
    COMPLETE = "complete"
    CLEAN = "clean"
    LIVE = "live"
    CONSISTENT = "consistent"
    SHARED = "shared"

    @property
    def label(self) -> Text:
        """The word of the law, and the English one."""
        return _LABELS[self]


_LABELS = {
    Quality.VALID: Text("đúng", "valid"),
    Quality.COMPLETE: Text("đủ", "complete"),
    Quality.CLEAN: Text("sạch", "clean"),
    Quality.LIVE: Text("sống", "live"),
    Quality.CONSISTENT: Text("thống nhất", "consistent"),
    Quality.SHARED: Text("dùng chung", "shared"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one quality was checked in one unit's rows of one table, and how often it was not met.

    `unit` is None for rows of which no unit can be told.
    """

    unit: str | None
    table: str
    quality: Quality
    checked: int
    faults: int

    @property
    def score(self) -> float | None:
        """The share of checks that were met, 0 to 1; None where nothing was checked."""
        return score(self.checked, self.faults)


def score(checked: int, faults: int) -> float | None:
    """Return the share of checks that were met, 0 to 1; None where nothing was checked."""
    return 1 - faults / checked if checked else None


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell to mend: what was found there, what was expected, and what to do.

    `column` is None where a whole row, or a whole table, is meant; `row` is None for a table. `code` is
    stable and made for programs. The texts have no final full stop.
    """

    quality: Quality
    code: str
    table: str
    row: str | None
    column: str | None
    unit: str | None
    location: Location | None
    found: Text
    expected: Text
    advice: Text

    def describe(self, language: Language) -> str:
        """Return the fault as one sentence: found, expected, what to do."""
        wanted = Text("cần", "expected").to(language)
        return (
            f"{self.found.to(language)}; {wanted} {self.expected.to(language)}. → {self.advice.to(language)}."
        )
