"""What is not known as a list of things to fill in, each with what that settles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.finding import Blank
from secaudit.model.status import Severity
from secaudit.model.text import Text

COMPLETION_VERSION = 1
"""Raised when the layout of a completion list's JSON changes in a way that an older reader cannot follow."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell to fill in, or one table to declare complete, and the unknown verdicts that wait for it.

    `settles` counts the verdicts for which nothing else is missing, `helps` all in which it takes part (of
    a recurring duty one for each period). Filled in, a cell may still show that another one is missing.
    `severity` is the worst among the controls, `due` the earliest deadline of those verdicts, None where one
    of them is due at once. `label` names the column, or the table.
    """

    blank: Blank
    label: Text
    settles: int
    helps: int
    severity: Severity
    due: date | None
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitCompletion:
    """What one unit has to fill in, that which settles most first.

    `unknown` counts the unknown verdicts on its own rows. `settles` counts those of any unit that are known
    once it has filled in its whole list. `unit` is "" for rows that no unit answers for.
    """

    unit: str
    name: str
    unknown: int
    settles: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Completion:
    """What a whole audit lacks, unit by unit in the order of the tree.

    `unknown` counts the unknown verdicts (of `scope`, where a unit was asked for), `settleable` those that
    are known once every list is filled in, `beyond` those that no filling in settles: what they wait for was
    rejected, cannot be computed, or only comes to light later.
    """

    as_of: date
    scope: str | None
    unknown: int
    settleable: int
    beyond: int
    units: tuple[UnitCompletion, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, unit by unit."""
        for unit in self.units:
            yield from unit.entries
