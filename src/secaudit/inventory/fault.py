"""What is wrong with a value, before it is known where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem
from secaudit.model.text import Text

_SHOWN = 60
"""Characters of a value that a message quotes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem without its place: the same wrong word may stand in a thousand cells."""

    code: str
    found: Text
    expected: Text
    advice: Text

    def at(self, location: Location, gravity: Gravity = Gravity.ERROR) -> Problem:
        """Return the fault as a problem at one place."""
        return Problem(self.code, location, self.found, self.expected, self.advice, gravity)


class CellFault(Exception):
    """A raw value that cannot be what its column holds. `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.code)


class FileFault(Exception):
    """A file, or a place in it, that cannot be read at all. `problems` says why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(problems[0].code)


def quoted(value: object) -> str:
    """Return a value as messages show it: in quotes, on one line, cut when it is long."""
    words = " ".join(str(value).split())
    words = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in words)
    return f"“{words[:_SHOWN]}…”" if len(words) > _SHOWN else f"“{words}”"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known name that a misspelt one most likely stands for, or None."""
    options = {name.casefold(): name for name in known}
    wanted = "_".join(word.casefold().replace("-", " ").split())
    matches = get_close_matches(wanted, sorted(options), n=1, cutoff=0.6)
    return options[matches[0]] if matches else None
