"""What a change does to the rows of an inventory, cell by cell, in whatever files and order they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from secaudit.lazily import dataclass
from secaudit.model.column import Column
from secaudit.model.finding import Value
from secaudit.model.inventory import UNIT_COLUMN, Inventory, TableData
from secaudit.model.location import Location
from secaudit.model.table import Table
from secaudit.model.tables import READABLE

if TYPE_CHECKING:
    import pyarrow as pa

NONE = "none"
"""The value of a cell that says: known not to be."""

_NAMES = ("name", "item", "what", "number")


@dataclass(frozen=True, slots=True)
class RowDifference:
    """A row added or removed (`column` None), or one cell of a row that is on both sides.

    `cells` are the row's values, of the head where it is there; `location` is where to look, in the base
    for a removed row.
    """

    kind: Literal["added", "removed", "changed"]
    table: str
    row: str
    unit: str | None
    column: str | None
    before: Value
    after: Value
    cells: Mapping[str, Value]
    location: Location | None

    @property
    def name(self) -> str:
        """What people call the row; its id where it has no name."""
        named = next((self.cells[name] for name in _NAMES if self.cells.get(name)), None)
        return str(named) if named else self.row

    @property
    def blanks(self) -> bool:
        """Whether a cell that said something says nothing any more."""
        return self.kind == "changed" and self.before is not None and self.after is None

    @property
    def fills(self) -> bool:
        """Whether an empty cell was filled in."""
        return self.kind == "changed" and self.before is None


def differences(base: Inventory, head: Inventory) -> list[RowDifference]:
    """Return what is not the same in both, table by table: of the head in its order, then what is gone."""
    found: list[RowDifference] = []
    for name, table in READABLE.items():
        found += _of_table(table, base.tables[name], head.tables[name])
    return found


def _of_table(table: Table, base: TableData, head: TableData) -> Iterator[RowDifference]:
    if base.rows is head.rows or base.rows.equals(head.rows):
        return
    old, new = _places(base.rows), _places(head.rows)
    common = [row for row in new if row in old]
    columns = [column for column in table.readable.values() if column.name != "id"]
    changed = _changed(
        columns, base.rows, head.rows, [old[row] for row in common], [new[row] for row in common]
    )
    at = {row: place for place, row in enumerate(common)}
    touched = [row for row in new if row not in at or at[row] in changed]
    told = _cells(table, head.rows, [new[row] for row in touched])
    for row, cells in zip(touched, told, strict=True):
        if row not in at:
            yield _whole("added", table, head, row, new[row], cells)
            continue
        for column, before, after in changed[at[row]]:
            yield RowDifference(
                "changed", table.name, row, _unit(head.rows, new[row]), column.name, before, after, cells,
                _place_of(head, new[row], column.name),
            )  # fmt: skip
    gone = [row for row in old if row not in new]
    for row, cells in zip(gone, _cells(table, base.rows, [old[row] for row in gone]), strict=True):
        yield _whole("removed", table, base, row, old[row], cells)


def _changed(
    columns: Collection[Column], base: pa.Table, head: pa.Table, old: list[int], new: list[int]
) -> dict[int, list[tuple[Column, Value, Value]]]:
    """Return the cells that differ, by the number of the row among those on both sides."""
    changed: dict[int, list[tuple[Column, Value, Value]]] = {}
    if not old:
        return changed
    base, head = _picked(base, old), _picked(head, new)
    for column in columns:
        names = [column.name, *([column.happened] if column.is_event else [])]
        before, after = base.select(names), head.select(names)
        if before.equals(after):
            continue
        for at, pair in enumerate(zip(_values(column, before), _values(column, after), strict=True)):
            if pair[0] != pair[1]:
                changed.setdefault(at, []).append((column, *pair))
    return changed


def _picked(rows: pa.Table, places: list[int]) -> pa.Table:
    """Return rows in another order; in most changes it is the one that they have."""
    return rows if places == list(range(rows.num_rows)) else rows.take(places)


def _values(column: Column, rows: pa.Table) -> list[Value]:
    values = [_plain(value) for value in rows[column.name].to_pylist()]
    if not column.is_event:
        return values
    known = rows[column.happened].to_pylist()
    return [NONE if is_so is False else value for value, is_so in zip(values, known, strict=True)]


def _plain(value: Any) -> Value:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return "; ".join(sorted(map(str, value)))
    return NONE if value == "" else value


def _places(rows: pa.Table) -> dict[str, int]:
    return {row: place for place, row in enumerate(rows["id"].to_pylist())}


def _cells(table: Table, rows: pa.Table, places: Collection[int]) -> list[dict[str, Value]]:
    if not places:
        return []
    taken = rows.take(list(places))
    columns = {name: _values(column, taken) for name, column in table.readable.items()}
    return [{name: values[at] for name, values in columns.items()} for at in range(len(places))]


def _unit(rows: pa.Table, place: int) -> str | None:
    unit: str | None = rows[UNIT_COLUMN][place].as_py()
    return unit


def _whole(
    kind: Literal["added", "removed"],
    table: Table,
    data: TableData,
    row: str,
    place: int,
    cells: Mapping[str, Value],
) -> RowDifference:
    unit = _unit(data.rows, place)
    return RowDifference(kind, table.name, row, unit, None, None, None, cells, _place_of(data, place, None))


def _place_of(data: TableData, place: int, column: str | None) -> Location | None:
    try:
        return data.locate(place, column)
    except LookupError:
        return None
