"""An organisation of the fictitious city as the generators see it: what it is and how well it works."""

from __future__ import annotations

from typing import Literal, TypeVar

from secaudit.demo.dice import Dice
from secaudit.lazily import dataclass

T = TypeVar("T")

Row = dict[str, object]
"""One row of a table, as an inventory file holds it."""


Leak = Literal["link", "machine"]


@dataclass(frozen=True, slots=True)
class Body:
    """A unit and its habits.

    `code` marks its ids and names. `care` (0 to 99) moves every chance of a duty fulfilled up or down,
    so that good units are good throughout; `gaps` is the percentage of cells that it leaves empty.
    `secrets` says that it handles state secrets, `leak` how they can get out of their sealed zone: by a
    link that somebody forgot, by a machine that is on the internet, or not at all. `systems` and
    `devices` are how many it has.
    """

    id: str
    name: str
    code: str
    kind: str
    parent: str | None
    care: int
    gaps: int
    secrets: bool
    leak: Leak | None
    systems: int
    devices: int

    def does(self, dice: Dice, percent: int) -> bool:
        """Return whether it fulfils a duty that units of middling care fulfil in so many of a hundred."""
        return dice.chance(max(2, min(98, percent + (self.care - 50) * 2 // 5)))

    def fills(self, dice: Dice, value: T) -> T | None:
        """Return the value, or None where the unit left the cell empty."""
        return None if dice.chance(self.gaps) else value


def share(total: int, weights: list[int]) -> list[int]:
    """Split a whole number by weights; what is left over goes to the first ones, one each."""
    sums = sum(weights)
    parts = [total * weight // sums for weight in weights]
    for place in range(total - sum(parts)):
        parts[place] += 1
    return parts
