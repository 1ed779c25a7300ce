"""A random sample that anybody can draw again from what is printed: a seed, the ids and this rule.

Ids are put in order of the SHA-256 of `seed|id`, written in hexadecimal, and the first ones are taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from math import ceil
from statistics import NormalDist
from typing import TypeVar

Kind = TypeVar("Kind")


def sample_size(population: int, confidence: float, margin: float) -> int:
    """Return how many of a finite population tell a share to within `margin`, both ratios.

    n = n0 / (1 + (n0 - 1) / N) with n0 = z² p (1 - p) / e² and p = 0.5, the worst case, rounded up (W. G.
    Cochran, Sampling Techniques, third edition, 1977, section 4.4). z is the normal deviate of the
    confidence: 1.96 for 95%.

    Raises:
        ValueError: confidence or margin is not between 0 and 1.
    """
    if not (0 < confidence < 1 and 0 < margin < 1):
        raise ValueError("confidence and margin are ratios between 0 and 1")
    if population <= 0:
        return 0
    deviate = NormalDist().inv_cdf((1 + confidence) / 2)
    endless = deviate * deviate * 0.25 / (margin * margin)
    # Rounded first, so that the last bit of a float asks for no further device.
    return min(population, ceil(round(endless / (1 + (endless - 1) / population), 9)))


def shares(sizes: Sequence[int], whole: int) -> tuple[int, ...]:
    """Return how many to draw from strata of these sizes: in proportion, at least one of each that has any.

    By largest remainders, the earlier stratum first where they are equal. More than `whole` are drawn where
    there are more strata than that.
    """
    total = sum(sizes)
    if not total:
        return tuple(0 for _ in sizes)
    exact = [size * whole / total for size in sizes]
    drawn = [min(size, max(int(part), 1 if size else 0)) for size, part in zip(sizes, exact, strict=True)]
    order = sorted(range(len(sizes)), key=lambda at: (int(exact[at]) - exact[at], at))
    while sum(drawn) < min(whole, total):
        for at in order:
            if sum(drawn) < whole and drawn[at] < sizes[at]:
                drawn[at] += 1
    return tuple(_reduced(drawn, whole))


def _reduced(drawn: list[int], whole: int) -> list[int]:
    """Take back from the largest strata what the single ones got beyond the whole."""
    while sum(drawn) > whole and max(drawn) > 1:
        drawn[drawn.index(max(drawn))] -= 1
    return drawn


def draw(ids: Iterable[str], count: int, seed: str) -> tuple[str, ...]:
    """Return so many of the ids, in the order in which they are drawn."""
    return tuple(sorted(ids, key=lambda id_: (mark(seed, id_), id_))[:count])


def mark(seed: str, id_: str) -> str:
    """Return what puts an id in its place: the SHA-256 of `seed|id` in UTF-8, in hexadecimal."""
    return sha256(f"{seed}|{id_}".encode()).hexdigest()


def strata(kinds: Mapping[str, Kind]) -> dict[Kind, list[str]]:
    """Return ids by kind, the kind with the most first; of equal ones that which comes first by its words."""
    found: dict[Kind, list[str]] = {}
    for id_, kind in kinds.items():
        found.setdefault(kind, []).append(id_)
    return dict(sorted(found.items(), key=lambda item: (-len(item[1]), str(item[0]))))
