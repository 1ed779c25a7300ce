"""Where the money for cybersecurity stands: what is missing to the 15%, what counts twice, what is wasted."""

from __future__ import annotations

from secaudit.lazily import dataclass

SHARE = (15, 100)
"""The least share of cybersecurity in the money for IT and digital transformation (CTHD13/II.2.3)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One sum of a year and stage beside the 15%, in whole VND.

    `unit` is whose it is; with `subtree` the sum of it and all below it, of which `reported` of `members`
    units gave figures. `total` is the money for IT and digital transformation, `security` the part for
    cybersecurity; None where a cell is empty. `moved` is missing if it comes out of the same total, `added`
    if it is new money, which also raises the total; both are 0 where the share suffices.
    """

    unit: str
    year: int
    stage: str
    total: int | None
    security: int | None
    moved: int | None
    added: int | None
    subtree: bool = False
    members: int = 1
    reported: int = 1

    @property
    def known(self) -> bool:
        """Whether both figures are on record, of every unit in the sum."""
        return self.total is not None and self.security is not None and self.reported == self.members

    @property
    def ratio(self) -> float | None:
        """The share of cybersecurity, None where nothing can be divided."""
        return self.security / self.total if self.total and self.security is not None else None


@dataclass(frozen=True, slots=True)
class Line:
    """A spending line, in VND."""

    id: str
    unit: str
    year: int
    stage: str
    item: str
    amount: int
    system: str | None


@dataclass(frozen=True, slots=True)
class Double:
    """Lines of one unit, year and stage with the same item and amount: all but one count twice."""

    lines: tuple[Line, ...]

    @property
    def excess(self) -> int:
        """What counts more than once, in VND."""
        return sum(line.amount for line in self.lines[1:])


@dataclass(frozen=True, slots=True)
class Bloc:
    """What the units of one bloc below a `unit` have in a year and stage, in VND.

    `name` is "party" or "government". Of the `members` of both blocs `reported` gave figures.
    """

    name: str
    unit: str
    year: int
    stage: str
    total: int
    security: int
    members: int
    reported: int

    @property
    def ratio(self) -> float | None:
        """The share of cybersecurity, None where nothing can be divided."""
        return self.security / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Money:
    """The money of some units. Every list is in the order of the units, then of year and stage."""

    gaps: tuple[Gap, ...] = ()
    doubles: tuple[Double, ...] = ()
    retired: tuple[Line, ...] = ()
    blocs: tuple[Bloc, ...] = ()
