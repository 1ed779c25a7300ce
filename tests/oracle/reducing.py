"""Makes a disagreement small: rows and cells are left out as long as the judges still disagree."""

from __future__ import annotations

from collections.abc import Callable

from secaudit.model.tables import READABLE
from tests.oracle.inventories import Rows

Disagrees = Callable[[Rows], bool]


def reduced(rows: Rows, disagrees: Disagrees, attempts: int = 400) -> Rows:
    """Return a smaller inventory on which the judges still disagree, within so many attempts."""
    budget = [attempts]

    def still(smaller: Rows) -> bool:
        budget[0] -= 1
        return budget[0] >= 0 and disagrees(smaller)

    return _fewer_cells(_fewer_rows(rows, still), still)


def _fewer_rows(rows: Rows, still: Disagrees) -> Rows:
    size = max(map(len, rows.values()))
    while size:
        for name in list(rows):
            start = 0
            while start < len(rows[name]):
                smaller = {**rows, name: rows[name][:start] + rows[name][start + size :]}
                if still(smaller):
                    rows = smaller
                else:
                    start += size
        size //= 2
    return {name: listed for name, listed in rows.items() if listed}


def _fewer_cells(rows: Rows, still: Disagrees) -> Rows:
    for name in list(rows):
        for number in range(len(rows[name])):
            for column in list(rows[name][number]):
                if READABLE[name].by_name[column].required:
                    continue
                row = {key: value for key, value in rows[name][number].items() if key != column}
                smaller = {**rows, name: [*rows[name][:number], row, *rows[name][number + 1 :]]}
                if still(smaller):
                    rows = smaller
    return rows
