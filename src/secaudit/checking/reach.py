"""Which controls a change can reach: only their verdicts have to be given anew.

A verdict hangs on the cells that its control reads, on what the row's unit declared, on observations, and on
which unit a row is of. Where one of the last three changed, every control is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from secaudit.comparison.rows import RowDifference
from secaudit.model.sheet import Reads
from secaudit.model.tables import READABLE

_BEHIND_ALL = frozenset({"declarations", "observations"})


def reached(changes: Iterable[RowDifference], reads: Mapping[str, Reads]) -> frozenset[str] | None:
    """Return the ids of the controls whose verdicts a change may turn; None for all."""
    rows: set[str] = set()
    cells: set[tuple[str, str]] = set()
    for change in changes:
        if change.table in _BEHIND_ALL or _moves(change):
            return None
        if change.column is None:
            rows.add(change.table)
        else:
            cells.add((change.table, change.column))
    return frozenset(name for name, each in reads.items() if _is_reached(each, rows, cells))


def _moves(change: RowDifference) -> bool:
    """Whether a change may move rows from one unit to another, or the units themselves."""
    if change.table == "units":
        return change.column in (None, "parent", "kind")
    return change.column is not None and change.column in READABLE[change.table].owner


def _is_reached(reads: Reads, rows: set[str], cells: set[tuple[str, str]]) -> bool:
    if reads.table in rows or reads.tables & rows:
        return True
    touched = cells | {(table, None) for table, _ in cells}
    return bool(reads.cells & touched) or any((reads.table, name) in cells for name in reads.columns)
