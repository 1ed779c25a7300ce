"""Raw rows, as a reader hands them over: columns of untyped cells, and where each one stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, TypeAlias

from secaudit.inventory.fault import Fault
from secaudit.inventory.origins import TextOrigin
from secaudit.lazily import dataclass
from secaudit.model.location import Location, Origin
from secaudit.model.problem import Problem

if TYPE_CHECKING:
    import pyarrow as pa

    from secaudit.inventory.typed import Typed

Cells: TypeAlias = "list[object] | pa.ChunkedArray"
"""The cells of one column: Python values as they were written, or an Arrow column of a bulk file."""

RawCell = tuple[str, int, object, int]
"""A cell of a text document: key, place of the key, value, place of the value."""


@dataclass(frozen=True, slots=True)
class Nested:
    """Stands for a value with values inside, where one value should be; cell parsing refuses it."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that its reader could not make sense of, or, with `column`, one cell of it.

    Nothing else is said of such a row or cell: what stands there is not what was meant.
    """

    row: int
    fault: Fault
    location: Location
    column: str | None = None


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Rows `first` and on of typed columns that many blocks may share."""

    columns: Mapping[str, Typed]
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class RawBlock:
    """Rows of one table from one place of one file.

    `headers` tells where each column's name is written. `bulk` columns are Arrow's. `table` is the name as
    written, which may be no table's. `kept` are the rows with every cell read, of a block in which nothing is
    wrong and that was looked at before; its `columns` are then no more than their names.
    """

    table: str
    rows: int
    columns: Mapping[str, Cells]
    headers: Mapping[str, Location]
    head: Location
    origin: Origin
    faults: tuple[RowFault, ...] = ()
    bulk: bool = False
    kept: KeptRows | None = None


@dataclass(frozen=True, slots=True)
class RawFile:
    """What a reader found in a file: blocks of rows, and what it could not or did not read."""

    blocks: tuple[RawBlock, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Pivot:
    """Turns the rows of a text document, each with its own keys, into columns."""

    file: str
    columns: dict[str, list[object]] = field(default_factory=dict)
    places: dict[str, array[int]] = field(default_factory=dict)
    headers: dict[str, int] = field(default_factory=dict)
    rows: array[int] = field(default_factory=lambda: array("Q"))

    def add(self, place: int, cells: Iterable[RawCell]) -> None:
        """Add one row that stands at a place."""
        before = len(self.rows)
        self.rows.append(place)
        for key, key_place, value, value_place in cells:
            values = self.columns.get(key)
            if values is None:
                values = self.columns[key] = []
                self.places[key] = array("Q")
                self.headers[key] = key_place
            self._fill(key, values, before)
            values.append(value)
            self.places[key].append(value_place)

    def block(self, table: str, place: int) -> RawBlock:
        """Return the rows added so far as a block of a table whose name stands at a place."""
        origin = TextOrigin(self.file, self.rows, self.places)
        for key, values in self.columns.items():
            self._fill(key, values, len(self.rows))
        headers = {key: origin.place(at) for key, at in self.headers.items()}
        return RawBlock(table, len(self.rows), self.columns, headers, origin.place(place), origin)

    def _fill(self, key: str, values: list[object], length: int) -> None:
        if missing := length - len(values):
            values.extend([None] * missing)
            self.places[key].extend([0] * missing)
