"""Counting verdicts, and proving that none was lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from secaudit.audit.subtree import UnitTree
from secaudit.model.result import Cell, Counts, CountTable, Score, score
from secaudit.model.status import Status

_RANK = {status: rank for rank, status in enumerate(Status)}


class CountMismatch(RuntimeError):
    """Verdicts do not add up to the rows that had to be judged: a fault of the tool, never of the input."""


def counted(expected: Mapping[str, int], cells: Iterable[Cell]) -> CountTable:
    """Return the count table of an audit; `expected` is the number of subject rows of each control.

    Raises:
        CountMismatch: the verdicts of a control do not add up to its rows.
    """
    ordered = tuple(sorted(cells, key=lambda cell: (cell.control, cell.unit or "", _RANK[cell.status])))
    by_control: dict[str, Counter[Status]] = {control: Counter() for control in expected}
    for cell in ordered:
        by_control[cell.control][cell.status] += cell.count
    for control, rows in expected.items():
        if by_control[control].total() != rows:
            raise CountMismatch(
                f"{control}: {by_control[control].total()} verdicts for {rows} rows; please report this"
            )
    total = sum(by_control.values(), Counter[Status]())
    return CountTable(
        expected=sum(expected.values()),
        total=_all_seven(total),
        by_control={control: _all_seven(counts) for control, counts in by_control.items()},
        by_cell=ordered,
    )


def scores(tree: UnitTree, units: Iterable[str], cells: Iterable[Cell]) -> tuple[Score, ...]:
    """Return the score of each unit, from its own rows and from those of its whole subtree."""
    own: dict[str, Counter[Status]] = {}
    for cell in cells:
        if cell.unit is not None:
            own.setdefault(cell.unit, Counter())[cell.status] += cell.count
    result = []
    for unit in units:
        subtree = sum((own.get(member, Counter()) for member in tree.members(unit)), Counter[Status]())
        alone = own.get(unit, Counter())
        result.append(Score(unit, _all_seven(alone), score(alone), _all_seven(subtree), score(subtree)))
    return tuple(result)


def _all_seven(counts: Mapping[Status, int]) -> Counts:
    return {status: counts.get(status, 0) for status in Status}
