"""An inventory that has been read: typed tables, and where every value came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.location import Location, Origin
from secaudit.model.problem import Gravity, Problem
from secaudit.model.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

UNIT_COLUMN = "_unit"
"""Name of the column that every loaded table has beside its own: the unit that answers for the row."""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows `first` to the next block's `first` of a table, which came from one place."""

    first: int
    origin: Origin


@dataclass(frozen=True)
class TableData:
    """The rows of one table.

    `rows` holds every declared column in the declared order (all NULL where no file had it), after each
    event column its boolean (`appraised` after `appraised_on`: true with a date, false where it is known
    not to have happened, NULL where unknown), and last `_unit`. Row i of `rows` came from the block that
    covers i.
    """

    table: Table
    rows: pa.Table
    blocks: tuple[Block, ...] = ()
    kept: tuple[tuple[int, ...] | None, ...] = ()
    """For each block, the positions within its origin of the rows kept, or None when all were."""

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return where a row, or one of its cells, was written.

        Raises:
            LookupError: the row is not from a file (a derived table).
        """
        index = self._block_of(row)
        block, kept = self.blocks[index], self.kept[index]
        position = row - block.first
        return block.origin.locate(position if kept is None else kept[position], column)

    def has_place(self, row: int, column: str) -> bool:
        """Whether the file of a row has a place for a column: a sheet may lack it altogether.

        Raises:
            LookupError: the row is not from a file (a derived table).
        """
        return self.blocks[self._block_of(row)].origin.has(column)

    def _block_of(self, row: int) -> int:
        index = bisect_right(self.blocks, row, key=lambda block: block.first) - 1
        if index < 0:
            raise LookupError(f"{self.table.name} row {row} is not from a file")
        return index


@dataclass(frozen=True, slots=True)
class FileAccount:
    """What became of one input file: rows_in = rows_kept + rows_rejected, always."""

    path: str
    sha256: str
    size: int
    rows_in: int
    rows_kept: int
    rows_rejected: int


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that is not judged, and the first reason why; `unit` is its unit where that can be told."""

    table: str
    id: str | None
    location: Location
    problem: Problem
    unit: str | None = None


@dataclass(frozen=True)
class Inventory:
    """Everything read from the given paths.

    `tables` has every readable table, empty ones too. `problems` are all warnings and, under keep-going,
    the errors that rejected rows. `incomplete` names the tables that a whole file or sheet may have had
    rows of that could not be read.
    """

    paths: tuple[str, ...]
    tables: Mapping[str, TableData]
    files: tuple[FileAccount, ...]
    problems: tuple[Problem, ...] = ()
    rejected: tuple[RejectedRow, ...] = field(default=())
    incomplete: frozenset[str] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether everything was read: no row was rejected, no file, sheet or column left out."""
        return not self.rejected and all(one.gravity is not Gravity.ERROR for one in self.problems)
