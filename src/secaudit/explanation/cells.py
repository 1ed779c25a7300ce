"""The values that a verdict rests on, each with its place and with what an inspector saw instead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from secaudit.audit.evidence import name_column
from secaudit.audit.observations import as_value, latest_observations
from secaudit.audit.preparation import Prepared
from secaudit.explanation.part import CellValue, Completeness, Observed
from secaudit.explanation.wording import cell_in_words
from secaudit.model.inventory import Inventory
from secaudit.model.location import Location
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.choices import choice_label


class Ground(Protocol):
    """What cells are looked up in: an inventory, and the tables made of it as things stood on a day."""

    @property
    def as_of(self) -> date:
        """The day."""

    @property
    def inventory(self) -> Inventory:
        """The inventory as read."""

    @property
    def prepared(self) -> Prepared:
        """Its tables as judged."""


class Cells:
    """Looks up cells of the inventory as it was judged."""

    def __init__(self, bench: Ground) -> None:
        self._bench = bench
        self._positions: dict[str, dict[str, int]] = {}
        self._tables = bench.prepared.tables
        self._observed: dict[tuple[str, str, str], tuple[int, dict[str, Any]]] = {
            (row["table"], row["row"].casefold(), row["column"]): (position, row)
            for position, row in latest_observations(bench.inventory.tables["observations"], bench.as_of)
        }

    def position(self, table: str, row_id: str) -> int | None:
        """Return where a row stands in its table, whatever the capitals of its id."""
        known = self._positions.get(table)
        if known is None:
            ids = self._tables[table]["id"].to_pylist()
            known = self._positions[table] = {row.casefold(): at for at, row in enumerate(ids)}
        return known.get(row_id.casefold())

    def place(self, table: str, row: int, column: str | None = None) -> Location | None:
        """Return where a row or cell was written; None for what the tool computed."""
        declared = SCHEMA[table].by_name.get(column) if column is not None else None
        if SCHEMA[table].derived or (declared is not None and declared.computed):
            return None
        return self._bench.inventory.tables[table].locate(row, column)

    def raw(self, table: str, row: int, column: str) -> Any:
        """Return a value as it was judged."""
        return self._tables[table][column][row].as_py()

    def name(self, table: str, row: int) -> str:
        """Return what people call a row: its name, else its id."""
        column = name_column(SCHEMA[table])
        named = self.raw(table, row, column) if column else None
        return str(named or self.raw(table, row, "id"))

    def of(self, table: str, row: int, names: Iterable[str]) -> tuple[CellValue, ...]:
        """Return the cells of a row behind some names, in the order of the table."""
        columns = {SCHEMA[table].sources[name] for name in names}
        return tuple(self.cell(table, row, name) for name in SCHEMA[table].by_name if name in columns)

    def cell(self, table: str, row: int, name: str) -> CellValue:
        """Return one cell."""
        column = SCHEMA[table].by_name[name]
        value = self.raw(table, row, name)
        happened = self.raw(table, row, column.happened) if column.is_event else None
        shown = cell_in_words(column, value, happened)
        later = value is not None and happened is False
        if value is None and happened is False:
            value = "none"
        row_id = str(self.raw(table, row, "id"))
        observed = self._observation(table, row_id, name)
        replaced = self._bench.prepared.declared_values
        return CellValue(
            table=table,
            row=row_id,
            column=name,
            label=column.label,
            value=as_value(value),
            shown=shown,
            location=self.place(table, row, name),
            later=later,
            declared=replaced.get((table, row, name)),
            observed=observed,
        )

    def _observation(self, table: str, row_id: str, column: str) -> Observed | None:
        found = self._observed.get((table, row_id.casefold(), column))
        if found is None:
            return None
        position, seen = found
        return Observed(
            id=seen["id"],
            value=seen["value"],
            observed_on=seen["observed_on"],
            method=choice_label("method", seen["method"]),
            by=seen["by"] or None,
            evidence=seen["evidence"] or None,
            location=self._bench.inventory.tables["observations"].locate(position, "value"),
        )

    def completeness(self, table: str, unit: str | None) -> Completeness:
        """Return whether a unit has declared a table complete, and where."""
        declared = SCHEMA[table]
        if declared.closed or declared.derived:
            return Completeness("always", unit)
        if unit is None:
            return Completeness("no_unit", None)
        rows = self._tables["declarations"].select(["id", "unit", "tables", "declared_on", "declared"])
        for position, row in enumerate(rows.to_pylist()):
            if row["unit"] == unit and row["declared"] and table in (row["tables"] or ()):
                counts = table in self._bench.prepared.declared_tables.get(unit, frozenset())
                place = self._bench.inventory.tables["declarations"].locate(position, "tables")
                return Completeness(
                    "declared" if counts else "spoilt", unit, row["id"], as_value(row["declared_on"]), place
                )
        return Completeness("undeclared", unit)
