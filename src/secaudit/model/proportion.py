"""Shares that the programme sets a target for: money for cybersecurity, and people who were trained."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from secaudit.lazily import dataclass

Of = Literal["security_money", "trained_people"]


@dataclass(frozen=True, slots=True)
class Proportion:
    """A part of a whole: VND of cybersecurity in IT and digital transformation, or people trained of all.

    One unit's own, or with `subtree` that of it and all below it, of which `reported` of `members` units gave
    figures. `part` and `whole` are None where a cell is empty. `year` and `stage` are those of money.
    """

    of: Of
    unit: str
    part: int | None
    whole: int | None
    year: int | None = None
    stage: str | None = None
    subtree: bool = False
    members: int = 1
    reported: int = 1

    @property
    def ratio(self) -> float | None:
        """The share, None where it is not known or there is nothing to divide."""
        return self.part / self.whole if self.whole and self.part is not None else None

    @property
    def is_whole(self) -> bool:
        """Whether every unit in the sum gave its figures."""
        return self.reported == self.members

    def reaches(self, target: float) -> bool | None:
        """Whether the share reaches a target, as the controls judge it.

        A sum that falls short falls short whoever is still silent; one that suffices is only known to when
        all have reported.
        """
        if self.part is None or self.whole is None:
            return None
        if self.part < Decimal(str(target)) * self.whole:
            return False
        return True if self.is_whole else None
