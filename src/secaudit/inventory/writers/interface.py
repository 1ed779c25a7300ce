"""What every writer of inventory files offers, and the order in which all of them lay out cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from secaudit.lazily import dataclass
from secaudit.model.column import Column, Kind
from secaudit.model.table import Table
from secaudit.model.tables import READABLE

Row = Mapping[str, object]
"""One row as a file holds it: an absent or None cell is empty (unknown), `none` is known not to be.

Cells are strings, whole numbers, booleans, dates, date-times and lists of strings.
"""

Rows = Mapping[str, Sequence[Row]]
"""Rows by table name."""

_CELL = (str, int, date, list, tuple, type(None))
"""What a cell may hold; a bool is an int and a datetime a date."""

_MAY_BE_NAUGHT = (Kind.TEXT, Kind.REFERENCE, Kind.PATH)


class Writer(Protocol):
    """Turns rows into the files of one format, without touching a disk."""

    def encode(self, sheets: Sequence[Sheet], comment: str) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the content of each file.

        The same sheets give the same bytes. `comment` says what the data is, wherever the format has
        room for a remark that no reader takes for data.

        Raises:
            ValueError: a value does not fit the format; the message names table, column and row.
        """


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one table, with the columns that any of them fills, in the declared order."""

    table: Table
    columns: tuple[Column, ...]
    rows: Sequence[Row]

    def cell(self, row: Row, column: Column) -> object:
        """Return what to write: None for an empty cell, `none` for a text that is known to be naught."""
        value = row.get(column.name)
        if value == "":
            return "none" if column.kind in _MAY_BE_NAUGHT else None
        return value

    def cells(self, row: Row) -> list[object]:
        """Return the row's cells in the order of `columns`."""
        return [self.cell(row, column) for column in self.columns]


def sheets(rows: Rows) -> list[Sheet]:
    """Return the tables that have rows, in the schema's order.

    Raises:
        ValueError: a table, column or type of value that inventory files do not have; nothing is
            dropped or reshaped silently.
    """
    if strangers := sorted(rows.keys() - READABLE.keys()):
        raise ValueError(f"no such table: {', '.join(strangers)}")
    return [_sheet(table, rows[name]) for name, table in READABLE.items() if rows.get(name)]


def _sheet(table: Table, rows: Sequence[Row]) -> Sheet:
    filled: set[str] = set()
    for row in rows:
        for name, value in row.items():
            if not isinstance(value, _CELL):
                raise ValueError(f"{table.name}.{name} holds no {type(value).__name__}: {value!r}")
            if value is not None:
                filled.add(name)
    if strangers := sorted({name for row in rows for name in row} - table.readable.keys()):
        raise ValueError(f"{table.name} has no column {', '.join(strangers)}")
    return Sheet(table, tuple(c for c in table.readable.values() if c.name in filled), rows)
