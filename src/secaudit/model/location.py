"""Where a value was written, down to the line and column or the sheet and cell."""

from __future__ import annotations

from typing import Protocol

from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Location:
    """A place in an input file.

    Text files have `line` and `column` (both from 1), spreadsheets `sheet` and `cell` ("C7"), and
    Parquet files `row` (from 1). `file` is relative to the folder that was read, with forward
    slashes on every system, so that results do not depend on the machine.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file} [{self.sheet}!{self.cell}]" if self.cell else f"{self.file} [{self.sheet}]"
        if self.row is not None:
            return f"{self.file} (row {self.row})"
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class Origin(Protocol):
    """Finds the place of each value of a block of rows, without a `Location` stored for every cell."""

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return the place of a row (from 0 within the block), or of one of its cells."""

    def has(self, column: str) -> bool:
        """Whether a cell of the column can be filled in without adding the column to the file first."""
