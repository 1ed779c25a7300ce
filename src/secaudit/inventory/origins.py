"""Finds the place of a value in each kind of file, from a few numbers kept per row."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.location import Location

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMN_BITS = 28
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1


def pack(line: int, column: int) -> int:
    """Return a line and a column (both from 0) as one number, for compact storage."""
    return (line + 1) << _COLUMN_BITS | (column + 1)


@dataclass(frozen=True, slots=True)
class TextOrigin:
    """Rows of a YAML or JSON document. A packed place of 0 means that the row lacks the cell."""

    file: str
    rows: array[int]
    cells: Mapping[str, array[int]]

    def place(self, packed: int) -> Location:
        """Return a packed place as a location."""
        return Location(self.file, line=packed >> _COLUMN_BITS, column=packed & _COLUMN_MASK)

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return the place of a row, or of one of its cells."""
        places = self.cells.get(column) if column is not None else None
        return self.place((places[row] if places is not None else 0) or self.rows[row])

    def has(self, column: str) -> bool:
        """Every row names its own cells, so none has to be added for all."""
        return True


@dataclass(frozen=True, slots=True)
class LineOrigin:
    """Rows of a CSV file: the line on which each begins, and the position (from 1) of each column."""

    file: str
    lines: Sequence[int]
    positions: Mapping[str, int]

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return the line of a row and the position of one of its cells (1 for the row itself)."""
        position = self.positions.get(column, 1) if column is not None else 1
        return Location(self.file, line=self.lines[row], column=position)

    def has(self, column: str) -> bool:
        """Whether the header names the column."""
        return column in self.positions


@dataclass(frozen=True, slots=True)
class SheetOrigin:
    """Rows of a sheet: the number of each (from 1), and the index (from 0) of each column."""

    file: str
    sheet: str
    numbers: Sequence[int]
    indexes: Mapping[str, int]

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return a cell of a row; the row itself is its first cell."""
        index = self.indexes.get(column, 0) if column is not None else 0
        return Location(self.file, sheet=self.sheet, cell=cell_name(self.numbers[row], index))

    def has(self, column: str) -> bool:
        """Whether the header names the column."""
        return column in self.indexes


@dataclass(frozen=True, slots=True)
class KeptOrigin:
    """Rows of a file that was read before, of which the places are columns of a table from row `first` on.

    Without `positions` they are those of a text document, with `sheet` those of a sheet, else of a CSV file.
    """

    file: str
    kept: pa.Table
    first: int
    positions: Mapping[str, int] | None = None
    sheet: str | None = None

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return the place of a row, or of one of its cells, as the origin would that it was read with."""
        number = self._number("rows", row)
        if self.positions is None:
            name = f"p:{column}"
            places = name in self.kept.column_names
            return TextOrigin(self.file, array("Q"), {}).place(
                (self._number(name, row) if places else 0) or number
            )
        at = self.positions.get(column) if column is not None else None
        if self.sheet is not None:
            return Location(self.file, sheet=self.sheet, cell=cell_name(number, at or 0))
        return Location(self.file, line=number, column=1 if at is None else at)

    def has(self, column: str) -> bool:
        """Whether a cell of the column can be filled in without adding the column to the file first."""
        return self.positions is None or column in self.positions

    def _number(self, name: str, row: int) -> int:
        return int(self.kept[name][self.first + row].as_py() or 0)


@dataclass(frozen=True, slots=True)
class RowOrigin:
    """Rows of a Parquet file, which have nothing but their number."""

    file: str

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return the number of a row, from 1."""
        return Location(self.file, row=row + 1)

    def has(self, column: str) -> bool:
        """Whoever writes such a file writes it anew, with whatever columns it needs."""
        return True


@dataclass(frozen=True, slots=True)
class GivenOrigin:
    """Rows that a program gave: the table and the number of the row in it."""

    file: str
    table: str

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return the table, the row's number (from 1) and the column."""
        cell = f"{row + 1}.{column}" if column else str(row + 1)
        return Location(self.file, sheet=self.table, cell=cell)

    def has(self, column: str) -> bool:
        """A program may give any cell."""
        return True


def column_letters(index: int) -> str:
    """Return the letters of a sheet's column: "A" for 0, "AA" for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, index: int) -> str:
    """Return the name of a cell, row from 1 and column from 0: "C7"."""
    return f"{column_letters(index)}{row}"
