"""The exact things to fill in: each empty cell with its row, unit and place, each table to be declared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from secaudit.audit.evidence import name_column
from secaudit.audit.exposing import doubts
from secaudit.audit.gaps.silence import SUMMED, Silence
from secaudit.audit.preparation import Prepared, knowing_links
from secaudit.audit.subtree import Gaps
from secaudit.exposure import Doubts, Node
from secaudit.lazily import dataclass
from secaudit.model.finding import Blank
from secaudit.model.inventory import UNIT_COLUMN, Inventory
from secaudit.model.location import Location
from secaudit.model.tables import SCHEMA


@dataclass(frozen=True, slots=True)
class ToFill:
    """Things to fill in; `enough` says that together they settle what they were asked for."""

    blanks: tuple[Blank, ...]
    enough: bool = True


class Blanks:
    """Makes the blanks of one inventory; what several verdicts wait for is made once."""

    def __init__(self, inventory: Inventory, prepared: Prepared) -> None:
        self._inventory = inventory
        self._prepared = prepared
        self._cells: dict[tuple[str, int, str], Blank] = {}
        self._declarations: dict[tuple[str, str], Blank] = {}

    def cell(self, table: str, row: int, column: str) -> Blank:
        """Return the blank of an empty cell, by the position of its row."""
        key = (table, row, column)
        if key not in self._cells:
            data, named = self._inventory.tables[table], name_column(SCHEMA[table])
            self._cells[key] = Blank(
                table,
                column,
                row=self._value(table, "id", row),
                name=(self._value(table, named, row) if named else None) or None,
                unit=self._value(table, UNIT_COLUMN, row),
                location=data.locate(row, column),
                added=not data.has_place(row, column),
            )
        return self._cells[key]

    def declaration(self, table: str, unit: str | None) -> ToFill:
        """Return what is missing while a unit has not declared a table complete; nothing where it has.

        A row without a unit has nobody who could declare, and a declaration that rejected rows undid is
        not mended by another one.
        """
        if unit is None:
            return ToFill((), enough=False)
        if table in self._prepared.declared_tables.get(unit, frozenset()):
            return ToFill(())
        if (unit, table) not in self._declarations:
            self._declarations[unit, table] = Blank(
                table,
                None,
                unit=unit,
                location=self._declared_at.get(unit),
                undone=(unit, table) in self._undone,
            )
        return ToFill((self._declarations[unit, table],), enough=(unit, table) not in self._undone)

    def exposure(self, table: str, row: int) -> ToFill:
        """Return what leaves it open whether a row is exposed: its own cells, cells on the ways, links."""
        unit, found = self._value(table, UNIT_COLUMN, row), list[Blank]()
        if table == "devices" and self._value(table, "internet", row) is None:
            found.append(self.cell(table, row, "internet"))
        segment = None if table == "segments" else self._value(table, "segment", row)
        doubt = self._doubts.of(Node(table, self._value(table, "id", row), segment))
        for step in sorted(doubt.rows):
            column = "encryption" if step.table == "links" else "segment"
            found.append(self.cell(step.table, self._positions(step.table)[step.id], column))
        links = self.declaration("links", unit)
        knows = bool(links.blanks) or unit in self._knowing_links
        return ToFill((*found, *links.blanks), enough=links.enough and knows and not doubt.other)

    def reports(self, table: str, row: int) -> ToFill:
        """Return what the units below have yet to report for a row of sums over a subtree."""
        cells = self._prepared.tables[table].slice(row, 1).to_pylist()[0]
        found: list[Blank] = []
        enough = not self._lost.unplaced and not self._lost.silent & set(
            self._prepared.tree.members(cells["unit"])
        )
        for unit, column, line in self._silence.behind(table, cells):
            if line is not None:
                found.append(self.cell(SUMMED[table], line, column))
            else:
                declaration = self.declaration(SUMMED[table], unit)
                found += declaration.blanks
                enough = enough and declaration.enough
        return ToFill(tuple(found), enough)

    def _value(self, table: str, column: str, row: int) -> Any:
        return self._prepared.tables[table][column][row].as_py()

    def _positions(self, table: str) -> dict[str, int]:
        if table not in self._row_numbers:
            ids = self._prepared.tables[table]["id"].to_pylist()
            self._row_numbers[table] = {name: row for row, name in enumerate(ids)}
        return self._row_numbers[table]

    @cached_property
    def _row_numbers(self) -> dict[str, dict[str, int]]:
        return {}

    @cached_property
    def _doubts(self) -> Doubts:
        return doubts(self._prepared.tables, self._prepared.as_of)

    @cached_property
    def _knowing_links(self) -> frozenset[str]:
        return knowing_links(self._prepared.declared_tables, self._inventory)

    @cached_property
    def _silence(self) -> Silence:
        prepared = self._prepared
        return Silence(prepared.tables, prepared.tree, prepared.declared_tables)

    @cached_property
    def _lost(self) -> Gaps:
        return Gaps.of(self._inventory)

    @cached_property
    def _declared_at(self) -> dict[str, Location]:
        """Where each unit made the last of its declarations."""
        data = self._inventory.tables["declarations"]
        return {unit: data.locate(row, "tables") for row, unit, _ in self._made()}

    @cached_property
    def _undone(self) -> frozenset[tuple[str, str]]:
        """The tables that units declared, and that rejected rows made open again."""
        return frozenset(
            (unit, name)
            for _, unit, names in self._made()
            for name in names
            if name not in self._prepared.declared_tables.get(unit, frozenset())
        )

    def _made(self) -> Iterator[tuple[int, str, list[str]]]:
        rows = self._prepared.tables["declarations"].select(["unit", "tables", "declared"]).to_pylist()
        for number, row in enumerate(rows):
            if row["declared"]:
                yield number, row["unit"], row["tables"] or []
