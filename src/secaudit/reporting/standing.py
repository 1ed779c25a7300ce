"""How units stand: their counts and scores, in the order of the tree and by score."""

from __future__ import annotations

from collections import defaultdict

from secaudit.lazily import dataclass
from secaudit.model.result import AuditResult, Counts, UnitInfo
from secaudit.reporting.listing import Part


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit's own counts and score; `subtree_score` covers it and all below it, None for a leaf.

    `depth` is 0 for a unit at the top of the scope.
    """

    unit: UnitInfo
    depth: int
    counts: Counts
    score: float | None
    subtree_score: float | None
    is_leaf: bool


@dataclass(frozen=True, slots=True)
class Head:
    """The one unit at the top of the scope, and the score of its whole tree."""

    unit: UnitInfo
    score: float | None


def head_of(result: AuditResult) -> Head | None:
    """Return the top of the scope, None where the inventory has several trees."""
    known = {unit.id for unit in result.units}
    tops = [unit for unit in result.units if unit.id == result.scope or unit.parent not in known]
    if len(tops) != 1:
        return None
    scores = {score.unit: score.subtree_score for score in result.scores}
    return Head(tops[0], scores.get(tops[0].id))


def standings(result: AuditResult) -> tuple[Standing, ...]:
    """Return every unit in scope: each above the units below it, siblings in the result's order."""
    known = {unit.id for unit in result.units}
    children: dict[str | None, list[UnitInfo]] = defaultdict(list)
    for unit in result.units:
        children[unit.parent if unit.parent in known and unit.id != result.scope else None].append(unit)
    scores = {score.unit: score for score in result.scores}
    ordered: list[Standing] = []
    waiting = [(unit, 0) for unit in reversed(children[None])]
    while waiting:
        unit, depth = waiting.pop()
        below = children[unit.id]
        if (score := scores.get(unit.id)) is not None:
            whole = score.subtree_score if below else None
            ordered.append(Standing(unit, depth, score.own, score.own_score, whole, not below))
        waiting.extend((child, depth + 1) for child in reversed(below))
    return tuple(ordered)


def ranked(units: tuple[Standing, ...], limit: int) -> tuple[Part[Standing], Part[Standing]]:
    """Return the weakest and the strongest units by their own score, those without a score left out.

    Where all fit within `limit`, the first part holds them all, weakest first, and the second is empty.
    """
    scored = sorted(
        (unit for unit in units if unit.score is not None),
        key=lambda unit: (unit.score or 0.0, unit.unit.name, unit.unit.id),
    )
    if len(scored) <= limit:
        return Part(tuple(scored), len(scored)), Part((), 0)
    half = limit // 2
    return Part(tuple(scored[:half]), len(scored)), Part(tuple(reversed(scored[-half:])), len(scored))
