"""Chance that falls the same on every machine and in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Integers drawn from a seed and a purpose.

    Only the generator's raw bits are used, and whole numbers to shape them: the library's own ways of
    choosing and shuffling may change between versions. Each purpose has its own sequence, so a change
    in one part of the city leaves the others as they were.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        self._bits = Random(seed * 2**128 + int.from_bytes(purpose.encode())).getrandbits  # noqa: S311

    def below(self, count: int) -> int:
        """Return a number from 0 to `count` - 1."""
        return (self._bits(32) * count) >> 32

    def between(self, least: int, most: int) -> int:
        """Return a number, both ends included."""
        return least + self.below(most - least + 1)

    def chance(self, percent: int) -> bool:
        """Return true in so many of a hundred cases."""
        return self.below(100) < percent

    def pick(self, things: Sequence[T]) -> T:
        """Return one of several things."""
        return things[self.below(len(things))]

    def day(self, first: date, last: date) -> date:
        """Return a day, both ends included."""
        return date.fromordinal(self.between(first.toordinal(), last.toordinal()))
