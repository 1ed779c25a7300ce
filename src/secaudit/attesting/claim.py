"""One thing that a document claims, and what came of checking it."""

from __future__ import annotations

from enum import StrEnum

from secaudit.lazily import dataclass
from secaudit.model.text import Text


class Outcome(StrEnum):
    """What came of a check."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCHECKED = "unchecked"
    """It could not be checked, though it was asked for."""
    UNASKED = "unasked"
    """Nothing was given to check it against, or the document does not claim it."""

    @property
    def label(self) -> Text:
        """The words that stand before a line."""
        return _LABELS[self]


_LABELS = {
    Outcome.HOLDS: Text("đúng", "holds"),
    Outcome.FAILS: Text("SAI", "FAILS"),
    Outcome.UNCHECKED: Text("không kiểm được", "not checked"),
    Outcome.UNASKED: Text("chưa kiểm", "not asked"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, its outcome and the reason in a sentence without a final full stop. `code` is for programs."""

    code: str
    outcome: Outcome
    told: Text


def holds(code: str, vi: str, en: str) -> Claim:
    """Return a claim that holds."""
    return Claim(code, Outcome.HOLDS, Text(vi, en))


def fails(code: str, vi: str, en: str) -> Claim:
    """Return a claim that does not hold."""
    return Claim(code, Outcome.FAILS, Text(vi, en))


def unchecked(code: str, vi: str, en: str) -> Claim:
    """Return a claim that could not be checked."""
    return Claim(code, Outcome.UNCHECKED, Text(vi, en))


def unasked(code: str, vi: str, en: str) -> Claim:
    """Return a claim that nobody asked to check, or that is not made."""
    return Claim(code, Outcome.UNASKED, Text(vi, en))
