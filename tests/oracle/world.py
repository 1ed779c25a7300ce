"""The inventory as it counts on one day: observations, events, owners, declarations, derived columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from secaudit.model.column import Column
from secaudit.model.tables import READABLE, SCHEMA
from tests.oracle.calendar import day_of
from tests.oracle.cells import KNOWN_NOT, read
from tests.oracle.exposure import expose
from tests.oracle.rollup import bloc_budgets, subtree_budgets, subtree_training

Row = dict[str, Any]
Tables = dict[str, list[Row]]
UNIT = "_unit"


class World:
    """All rows as of a day.

    Every row has its columns, beside each event the boolean that says whether it has happened, and under
    `_unit` the unit that answers for it, or None. Rows of tables that the oracle does not make itself are
    `given`, with the unit that they speak of as their id.
    """

    def __init__(self, cells: Tables, day: date, given: Mapping[str, list[Row]] | None = None) -> None:
        self.day = day
        self.tables = _observed(cells, day)
        by_id = {name: {row["id"]: row for row in rows} for name, rows in self.tables.items()}
        for name, rows in self.tables.items():
            for row in rows:
                row[UNIT] = _owner(name, row, by_id)
        self.declared = _declarations(self.tables["declarations"])
        for name, rows in self.tables.items():
            for row in rows:
                _settle(name, row, day)
        expose(self.tables, self.declared, day)
        self.tables["subtree_budgets"] = subtree_budgets(self.tables, self.declared)
        self.tables["subtree_training"] = subtree_training(self.tables)
        self.tables["bloc_budgets"] = bloc_budgets(self.tables, self.declared)
        for name in SCHEMA:
            if name not in self.tables:
                self.tables[name] = [{**row, UNIT: row["id"]} for row in (given or {}).get(name, ())]
        self._indexes: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def is_complete(self, unit: str | None, table: str) -> bool:
        """Whether absence from a table is known, in the eyes of a subject of that unit."""
        if SCHEMA[table].closed or SCHEMA[table].derived:
            return True
        return unit is not None and table in self.declared.get(unit, ())

    def rows_with(self, table: str, column: str, value: object) -> Sequence[Row]:
        """Return the rows that have a value in a column; None finds those that say nothing."""
        index = self._indexes.get((table, column))
        if index is None:
            index = self._indexes[table, column] = {}
            for row in self.tables[table]:
                index.setdefault(row[column], []).append(row)
        return index.get(value, ())


def typed(given: Mapping[str, Iterable[Mapping[str, object]]]) -> Tables:
    """Return written rows as cells; units that rows name but nobody wrote down exist (see `from_rows`)."""
    tables: Tables = {name: [] for name in READABLE}
    for name, rows in given.items():
        columns = READABLE[name].readable
        tables[name] = [
            {column.name: read(column, row.get(column.name)) for column in columns.values()} for row in rows
        ]
        if name == "observations":
            # What was seen stays as it was written: it is the value of another column.
            for typed_row, row in zip(tables[name], given[name], strict=True):
                typed_row["value"] = row["value"]
    known = {row["id"] for row in tables["units"]}
    named = {
        row[column.name]: None
        for name, rows in tables.items()
        for column in READABLE[name].references()
        if column.references == ("units",)
        for row in rows
    }
    for unit in named:
        if unit and unit not in known:
            made = dict.fromkeys(READABLE["units"].readable)
            tables["units"].append({**made, "id": unit, "name": unit, "kind": "other"})
    return tables


def _observed(cells: Tables, day: date) -> Tables:
    """Put the latest observation not after the day in the place of each observed cell."""
    tables = {name: [dict(row) for row in rows] for name, rows in cells.items()}
    latest: dict[tuple[str, str, str], tuple[date, str, str]] = {}
    for seen in tables["observations"]:
        if seen["observed_on"] <= day:
            cell = (seen["table"], seen["row"], seen["column"])
            latest[cell] = max(
                latest.get(cell, (date.min, "", "")), (seen["observed_on"], seen["id"], seen["value"])
            )
    for name, rows in tables.items():
        for row in rows:
            for column in READABLE[name].readable.values():
                if (name, row["id"], column.name) in latest:
                    row[column.name] = read(column, latest[name, row["id"], column.name][2])
    return tables


def _owner(name: str, row: Row, by_id: Mapping[str, Mapping[str, Row]]) -> str | None:
    chain = SCHEMA[name].owner
    if not chain:
        return None
    table, found = SCHEMA[name], row
    for step in chain[:-1]:
        targets = [other for other in table.by_name[step].references if found[step] in by_id[other]]
        if not targets:
            return None
        table, found = SCHEMA[targets[0]], by_id[targets[0]][found[step]]
    return found[chain[-1]] or None


def _declarations(rows: Iterable[Row]) -> dict[str, set[str]]:
    declared: dict[str, set[str]] = {}
    for row in rows:
        if row["declared_on"] not in (None, KNOWN_NOT):
            declared.setdefault(row["unit"], set()).update(row["tables"] or ())
    return declared


def _settle(name: str, row: Row, day: date) -> None:
    """Give each event its boolean and each default its place."""
    for column in READABLE[name].readable.values():
        value = row[column.name]
        if value is None and column.default is not None:
            row[column.name] = column.default
        if column.is_event:
            row[column.happened] = _happened(column, value, day)
        if value == KNOWN_NOT and column.type in ("date", "timestamp"):
            row[column.name] = None


def _happened(column: Column, value: object, day: date) -> bool | None:
    if value is None or value == KNOWN_NOT:
        return None if value is None else False
    assert isinstance(value, date)
    return column.term or day_of(value) <= day
