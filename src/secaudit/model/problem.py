"""What is wrong with an input, said so that a person can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.text import Language, Text


class Gravity(StrEnum):
    """How bad a problem is: an error makes its input invalid, a warning is told and lived with."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> Text:
        """The word for it in both languages."""
        return Text("lỗi", "error") if self is Gravity.ERROR else Text("cảnh báo", "warning")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input.

    `code` is stable and made for programs ("unknown-column"); `found` says what is there, `expected`
    what should be, `advice` what to do. Each is a sentence or phrase without a final full stop.
    """

    code: str
    location: Location
    found: Text
    expected: Text
    advice: Text
    gravity: Gravity = Gravity.ERROR

    def describe(self, language: Language) -> str:
        """Return the problem as one line of text: place, gravity, found, expected, what to do."""
        wanted = Text("cần", "expected").to(language)
        advice = self.advice.to(language)
        stop = "" if advice.endswith("?") else "."
        return (
            f"{self.location}: {self.gravity.label.to(language)}: {self.found.to(language)}; "
            f"{wanted} {self.expected.to(language)}. → {advice}{stop} [{self.code}]"
        )


class SecauditError(Exception):
    """Base of every error that the tool raises on purpose."""


class InvalidInput(SecauditError):
    """An input cannot be judged as it is. `problems` says why; at least one is an error."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.describe("en") for problem in self.problems))

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[Problem, ...]]]:
        # An inventory may be read in another process, whose error has to arrive whole.
        return type(self), (self.problems,)


class InventoryInvalid(InvalidInput):
    """The inventory has errors; nothing was judged (exit code 3)."""


class CatalogueInvalid(InvalidInput):
    """The catalogue has errors; nothing was judged (exit code 3)."""


class NotAsClaimed(InvalidInput):
    """A signature, a hash or a chain does not hold: the file is not what it claims to be (exit code 5)."""
