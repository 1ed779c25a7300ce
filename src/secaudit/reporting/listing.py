"""Lists that may be too long to print: what is shown, out of how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from secaudit.lazily import dataclass

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """The first items of a list, and how many the whole list has."""

    shown: tuple[Item, ...]
    total: int

    @property
    def cut(self) -> bool:
        """Whether something was left out: a report must then say so."""
        return len(self.shown) < self.total


def first(items: Iterable[Item], limit: int) -> Part[Item]:
    """Return the first `limit` items, and how many there are."""
    everything = tuple(items)
    return Part(everything[:limit], len(everything))


def even_quotas(sizes: Sequence[int], limit: int) -> tuple[int, ...]:
    """Return how many items of each list to show when only `limit` fit in all and none comes before another.

    Short lists are shown whole; the long ones are cut at the same length.
    """
    quotas = [0] * len(sizes)
    left, waiting = limit, sorted(range(len(sizes)), key=sizes.__getitem__)
    for place, index in enumerate(waiting):
        quotas[index] = min(sizes[index], left // (len(waiting) - place))
        left -= quotas[index]
    return tuple(quotas)


def share_out(sizes: Sequence[int], limit: int, steps: Sequence[int] = (3, 25)) -> tuple[int, ...]:
    """Return how many items of each list to show when only `limit` fit in all.

    The lists stand in order of importance. Each first gets up to `steps[0]` items, so that none is left
    without an example; what remains goes to the most important lists, up to the next step, and then up
    to their full size.
    """
    quotas = [0] * len(sizes)
    left = limit
    for step in (*steps, max(sizes, default=0)):
        for index, size in enumerate(sizes):
            more = min(max(min(size, step) - quotas[index], 0), left)
            quotas[index] += more
            left -= more
    return tuple(quotas)
