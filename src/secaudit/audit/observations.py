"""Observations take the place of what was declared, and both stay visible."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from secaudit.lazily import dataclass
from secaudit.model.column import Column
from secaudit.model.finding import Contradiction, Value
from secaudit.model.inventory import UNIT_COLUMN, Inventory, TableData
from secaudit.model.table import Table
from secaudit.model.tables import READABLE

if TYPE_CHECKING:
    import pyarrow as pa

Cell = tuple[str, int, str]
"""A table, the position of a row in it, and a column."""


@dataclass(frozen=True)
class Overlay:
    """The tables as observed, and what differs from what was declared.

    `declared` holds the declared value of every cell that an observation replaced.
    """

    tables: Mapping[str, pa.Table]
    contradictions: tuple[Contradiction, ...]
    declared: Mapping[Cell, Value]


def overlay(inventory: Inventory, as_of: date) -> Overlay:
    """Return the tables with the latest observation not after `as_of` in place of each observed cell.

    Of two observations of a cell on one day, the one with the greater id counts, so that the order of
    files does not matter.
    """
    tables = {name: data.rows for name, data in inventory.tables.items()}
    latest = latest_observations(inventory.tables["observations"], as_of)
    contradictions: list[Contradiction] = []
    declared: dict[Cell, Value] = {}
    changed: set[tuple[str, str]] = set()
    for table_name, observations in _by_table(latest).items():
        data = inventory.tables[table_name]
        rows = _rows_of(data.rows["id"], [observation["row"] for _, observation in observations])
        changes: dict[str, dict[int, Any]] = {}
        for row, (position, observation) in zip(rows, observations, strict=True):
            column = data.table.by_name[observation["column"]]
            before = shown(data.rows, column, row)
            parsed = _parsed(column, observation["value"])
            changes.setdefault(column.name, {})[row] = parsed
            after = _shown_value(column, parsed)
            declared[(table_name, row, column.name)] = before
            if before is not None and before != after:
                contradictions.append(
                    _contradiction(inventory, data, (row, column), before, after, (position, observation))
                )
        tables[table_name] = _replaced(data, changes)
        changed |= {(table_name, name) for name in changes}
    _renew_units(tables, changed)
    contradictions.sort(key=lambda found: (found.table, found.row, found.column))
    return Overlay(tables, tuple(contradictions), declared)


def _rows_of(ids: pa.ChunkedArray, names: list[str]) -> list[int]:
    """Return the rows of some ids, all of which reading has found there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows: list[int] = pc.index_in(pa.array(names, pa.string()), value_set=ids).to_pylist()
    return rows


def _renew_units(tables: dict[str, pa.Table], changed: set[tuple[str, str]]) -> None:
    """Find again which unit answers for a row, where an observation changed a cell that says so."""
    from secaudit.inventory.finish import owning_units

    columns: dict[str, dict[str, pa.ChunkedArray]] | None = None
    for name, rows in tables.items():
        table = READABLE[name]
        if not changed & _owner_cells(table):
            continue
        columns = columns or {
            each: {column: held[column] for column in held.column_names} for each, held in tables.items()
        }
        units = owning_units(table, columns[name], columns)
        tables[name] = rows.set_column(rows.schema.get_field_index(UNIT_COLUMN), UNIT_COLUMN, units)


def _owner_cells(table: Table) -> set[tuple[str, str]]:
    """Return the columns, with their tables, on the way from a row to its unit."""
    cells: set[tuple[str, str]] = set()
    here = [table]
    for step in table.owner:
        cells |= {(each.name, step) for each in here}
        here = [READABLE[name] for each in here for name in each.by_name[step].references]
    return cells


def shown(rows: pa.Table, column: Column, row: int) -> Value:
    """Return a cell as evidence shows it: dates in ISO form, `none` for what is known not to be."""
    value = rows[column.name][row].as_py()
    if column.is_event and value is None and rows[column.happened][row].as_py() is False:
        return "none"
    return as_value(value)


def as_value(value: Any) -> Value:
    """Return a value of a table as evidence shows it."""
    if isinstance(value, list | tuple):
        return "; ".join(value)
    shown_value: Value = value.isoformat() if hasattr(value, "isoformat") else value
    return shown_value


def latest_observations(data: TableData, as_of: date) -> list[tuple[int, dict[str, Any]]]:
    """Return, with its position, the observation that counts at `as_of` for each observed cell."""
    best: dict[tuple[str, str, str], tuple[tuple[date, str], int, dict[str, Any]]] = {}
    for position, row in enumerate(data.rows.to_pylist()):
        if row["observed_on"] is None or row["observed_on"] > as_of:
            continue
        cell = (row["table"], row["row"].casefold(), row["column"])
        rank = (row["observed_on"], row["id"])
        if cell not in best or rank > best[cell][0]:
            best[cell] = (rank, position, row)
    return [(position, row) for _, position, row in best.values()]


def _by_table(
    observations: list[tuple[int, dict[str, Any]]],
) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    by_table: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for position, row in observations:
        by_table.setdefault(row["table"], []).append((position, row))
    return by_table


def _parsed(column: Column, value: str) -> Any:
    from secaudit.inventory.cells import parse
    from secaudit.inventory.cells.none import KNOWN_NOT

    parsed = parse(column, value)
    return False if parsed is KNOWN_NOT else parsed


def _shown_value(column: Column, parsed: Any) -> Value:
    if column.is_event and parsed is False:
        return "none"
    return as_value(parsed)


def _contradiction(
    inventory: Inventory,
    data: TableData,
    cell: tuple[int, Column],
    before: Value,
    after: Value,
    observation: tuple[int, dict[str, Any]],
) -> Contradiction:
    row, column = cell
    position, seen = observation
    return Contradiction(
        table=data.table.name,
        row=data.rows["id"][row].as_py(),
        unit=data.rows[UNIT_COLUMN][row].as_py(),
        column=column.name,
        declared=before,
        observed=after,
        observed_on=seen["observed_on"],
        method=seen["method"],
        by=seen["by"],
        observation=seen["id"],
        declared_at=data.locate(row, column.name),
        observed_at=inventory.tables["observations"].locate(position, "value"),
    )


def _replaced(data: TableData, changes: Mapping[str, Mapping[int, Any]]) -> pa.Table:
    """Return the rows with some cells changed; an event's boolean changes with its date."""
    rows = data.rows
    for name, cells in changes.items():
        column = data.table.by_name[name]
        if column.is_event:
            dates = {row: None if value is False else value for row, value in cells.items()}
            happened = {row: None if value is None else value is not False for row, value in cells.items()}
            rows = _with_cells(_with_cells(rows, name, dates), column.happened, happened)
        else:
            rows = _with_cells(rows, name, cells)
    return rows


def _with_cells(rows: pa.Table, name: str, cells: Mapping[int, Any]) -> pa.Table:
    import pyarrow as pa

    index = rows.schema.get_field_index(name)
    field = rows.schema.field(index)
    values = rows[name].to_pylist()
    for row, value in cells.items():
        values[row] = value
    return rows.set_column(index, field, pa.array(values, field.type))
