"""How much of each list is printed: paper is read from end to end, files are searched."""

from __future__ import annotations

from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows of each list go into a report; the full lists are in the data files."""

    failures: int
    upcoming: int
    gaps: int
    actions: int
    contradictions: int
    waivers: int
    claims: int
    exposed: int
    rejected: int
    reasons: int
    ranking: int


UNIT_LIMITS = Limits(
    failures=300,
    upcoming=60,
    gaps=60,
    actions=80,
    contradictions=60,
    waivers=60,
    claims=40,
    exposed=60,
    rejected=20,
    reasons=100,
    ranking=14,
)
"""For a unit with few or no units below it."""

CITY_LIMITS = Limits(
    failures=150,
    upcoming=40,
    gaps=40,
    actions=50,
    contradictions=40,
    waivers=40,
    claims=30,
    exposed=60,
    rejected=20,
    reasons=100,
    ranking=14,
)
"""For a scope of many units."""
