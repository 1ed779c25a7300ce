"""Which changes of rows a verdict's turn can come from.

A verdict hangs on its own row, on rows that are tied to it by a reference, and, where exposure or a sum of
units below is asked, on rows of anybody. Changes are taken from the nearest of these that has any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from secaudit.comparison.objections import Key
from secaudit.comparison.rows import RowDifference
from secaudit.model.finding import Value
from secaudit.model.inventory import Inventory
from secaudit.model.sheet import Reads
from secaudit.model.tables import READABLE

MOST = 20
"""A verdict that more changes than this may have turned is put down to none of them."""

_BEHIND_ALL = frozenset({"declarations", "observations"})


class Causes:
    """Finds the changes behind a verdict, by their numbers in the list of differences."""

    def __init__(
        self, changes: Sequence[RowDifference], reads: Mapping[str, Reads], base: Inventory, head: Inventory
    ) -> None:
        self._changes = changes
        self._reads = reads
        self._rows = _References(base, head)
        self._of_row: dict[Key, list[int]] = {}
        self._of_unit: dict[tuple[str, str | None], list[int]] = {}
        self._naming: dict[tuple[str, str], list[int]] = {}
        self._of_table: dict[str, list[int]] = {}
        for number, change in enumerate(changes):
            self._of_row.setdefault((change.table, change.row), []).append(number)
            self._of_unit.setdefault((change.table, change.unit), []).append(number)
            self._of_table.setdefault(change.table, []).append(number)
            for named in _named(change):
                self._naming.setdefault((change.table, named), []).append(number)

    def of(self, control: str, table: str, row: str, unit: str | None) -> tuple[int, ...]:
        """Return the changes that can have turned the verdict of a control on a row."""
        reads = self._reads.get(control)
        if reads is None or not self._changes:
            return ()
        found = self._own(reads, table, row) + self._tied(reads, table, row)
        if not found:
            found = [
                number for name in sorted(reads.tables) for number in self._of_unit.get((name, unit), ())
            ]
        if not found:
            found = [*self._of_unit.get(("declarations", unit), ())]
        if not found and reads.wide:
            found = [number for name in sorted(reads.tables) for number in self._of_table.get(name, ())]
        unique = tuple(dict.fromkeys(found))
        return unique if len(unique) <= MOST else ()

    def _own(self, reads: Reads, table: str, row: str) -> list[int]:
        return [
            number
            for number in self._of_row.get((table, row), ())
            if self._changes[number].column is None or self._changes[number].column in reads.columns
        ]

    def _tied(self, reads: Reads, table: str, row: str) -> list[int]:
        """Return the changes of rows that name this one, or that it names."""
        found = [number for name in reads.tables for number in self._naming.get((name, row), ())]
        found += self._naming.get(("observations", row), ())
        for name, ids in self._rows.of(table, row).items():
            if name in reads.tables and name != "units":
                found += [number for each in ids for number in self._of_row.get((name, each), ())]
        return found


class _References:
    """What rows name in other tables, on either side."""

    def __init__(self, base: Inventory, head: Inventory) -> None:
        self._sides = (base, head)
        self._known: dict[str, dict[str, dict[str, set[str]]]] = {}

    def of(self, table: str, row: str) -> Mapping[str, Collection[str]]:
        if table not in READABLE:
            return {}
        if table not in self._known:
            self._known[table] = self._read(table)
        return self._known[table].get(row, {})

    def _read(self, table: str) -> dict[str, dict[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = {}
        columns = list(READABLE[table].references())
        for side in self._sides:
            rows = side.tables[table].rows
            ids = rows["id"].to_pylist()
            for column in columns:
                for row, named in zip(ids, rows[column.name].to_pylist(), strict=True):
                    if named:
                        for target in column.references:
                            found.setdefault(row, {}).setdefault(target, set()).add(named)
        return found


def _named(change: RowDifference) -> Iterable[str]:
    """Return the ids that a changed row names, before or after, and for an observation its row."""
    columns = {column.name for column in READABLE[change.table].references()} - {"unit"}
    if change.table == "observations":
        columns |= {"row"}
    values: list[Value] = [change.cells.get(name) for name in columns]
    if change.column in columns:
        values += [change.before, change.after]
    return dict.fromkeys(str(value) for value in values if value)
