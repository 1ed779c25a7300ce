"""Scores of two audits side by side, and how much of them can be compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from secaudit.model.course import Scores
from secaudit.model.result import Cell, Counts, score
from secaudit.model.status import Status


def counts_of(cells: Iterable[Cell]) -> Counts:
    """Return the sum of cells, all seven statuses present."""
    counts = dict.fromkeys(Status, 0)
    for cell in cells:
        counts[cell.status] += cell.count
    return counts


def scores_of(before: Collection[Cell], after: Collection[Cell], alike: Collection[str]) -> Scores:
    """Return the scores of two audits from their cells; `alike` controls ask the same in both."""
    parts = []
    for cells in (before, after):
        every = counts_of(cells)
        same = counts_of(cell for cell in cells if cell.control in alike)
        weight = _weight(every)
        parts.append((score(every), score(same), _weight(same) / weight if weight else None))
    (first, first_alike, first_share), (second, second_alike, second_share) = parts
    return Scores(first, second, first_alike, second_alike, first_share, second_share)


def _weight(counts: Counts) -> int:
    """Return how many verdicts count in the score."""
    return sum(count for status, count in counts.items() if status.in_score)
