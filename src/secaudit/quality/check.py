"""A check: which rows of a table it looked at, which of them are at fault, and what to say of those."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.day import day_told, moment_told
from secaudit.model.inventory import UNIT_COLUMN, TableData
from secaudit.model.text import Text
from secaudit.quality.result import Fault, Quality, Tally

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Words:
    """What was found in a row, what was expected, and what to do; without final full stops."""

    found: Text
    expected: Text
    advice: Text


@dataclass(frozen=True)
class Check:
    """The outcome of one check on one table, row by row.

    `checked` and `faulty` hold true or false for every row; what is at fault was checked. `tell` gives the
    words for the row at a position, and is only asked about those at fault, so that counting costs no words.
    """

    quality: Quality
    code: str
    data: TableData
    column: str | None
    checked: pa.ChunkedArray
    faulty: pa.ChunkedArray
    tell: Callable[[int], Words]

    def faults(self) -> Iterator[Fault]:
        """Yield the rows at fault, in the order of the table."""
        import pyarrow.compute as pc

        rows, name = self.data.rows, self.data.table.name
        for row in pc.indices_nonzero(self.faulty).to_pylist():
            words = self.tell(row)
            yield Fault(
                self.quality,
                self.code,
                name,
                rows["id"][row].as_py(),
                self.column,
                rows[UNIT_COLUMN][row].as_py(),
                self.data.locate(row, self.column),
                words.found,
                words.expected,
                words.advice,
            )


class Sums:
    """Adds up checks of one table, quality by quality, without looking at single rows."""

    def __init__(self, data: TableData) -> None:
        self._data = data
        self._sums: dict[Quality, tuple[pa.ChunkedArray, pa.ChunkedArray]] = {}

    def add(self, check: Check) -> None:
        """Count a check of this table."""
        import pyarrow as pa
        import pyarrow.compute as pc

        checked, faulty = check.checked.cast(pa.int32()), check.faulty.cast(pa.int32())
        known = self._sums.get(check.quality)
        if known is not None:
            checked, faulty = pc.add(known[0], checked), pc.add(known[1], faulty)
        self._sums[check.quality] = checked, faulty

    def over(self, units: pa.Array) -> dict[str, pa.Array]:
        """Return the counts under `counted`'s names: one for each of the units, a last one for other rows."""
        import pyarrow as pa
        import pyarrow.compute as pc

        known = pc.index_in(self._data.rows[UNIT_COLUMN], units).cast(pa.int64())
        places = pc.fill_null(known, len(units)).combine_chunks()
        together = pc.sort_indices(places)
        ends = _ends(places, len(units) + 1)
        return {
            name: _summed(column.take(together), ends)
            for quality, pair in self._sums.items()
            for name, column in zip(counted(quality), pair, strict=True)
        }

    def tallies(self) -> Iterator[Tally]:
        """Yield what was counted, unit by unit, in the order of their first rows."""
        import pyarrow.compute as pc

        first = pc.unique(self._data.rows[UNIT_COLUMN])
        units = first.drop_null()
        places = {unit: place for place, unit in enumerate((*units.to_pylist(), None))}
        sums = {name: column.to_pylist() for name, column in self.over(units).items()}
        for unit in first.to_pylist():
            place = places[unit]
            for quality in self._sums:
                checked, faults = (sums[name][place] for name in counted(quality))
                if checked:
                    yield Tally(unit, self._data.table.name, quality, checked, faults)


def _ends(places: pa.Array, size: int) -> list[int]:
    """Return behind which row those of each place end, when the rows are sorted by place."""
    import pyarrow.compute as pc

    rows = [0] * size
    for found in pc.value_counts(places).to_pylist():
        rows[found["values"]] = found["counts"]
    return list(accumulate(rows))


def _summed(sorted_rows: pa.ChunkedArray, ends: Sequence[int]) -> pa.Array:
    """Return the sum of the rows of each place: what has been added up at its end, less what had been before.

    To group rows, a library would be loaded that nothing else needs.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    running = pc.cumulative_sum(sorted_rows.cast(pa.int64())).combine_chunks()
    zero = pa.array([0], pa.int64())
    at_ends = pa.concat_arrays([zero, running]).take(pa.array([0, *ends], pa.int64()))
    return pc.pairwise_diff(at_ends).slice(1)


def counted(quality: Quality) -> tuple[str, str]:
    """Return the names of the columns that count how often a quality was checked, and not met."""
    return f"{quality}_checked", f"{quality}_faults"


def marked(size: int, rows: Iterable[int]) -> pa.ChunkedArray:
    """Return a column of so many rows that is true at some of them."""
    import pyarrow as pa

    bits = bytearray((size + 7) // 8)
    for row in rows:
        bits[row >> 3] |= 1 << (row & 7)
    return pa.chunked_array([pa.Array.from_buffers(pa.bool_(), size, [None, pa.py_buffer(bits)])])


@dataclass(frozen=True)
class Row:
    """One row of a table, for the words about it."""

    data: TableData
    position: int

    @cached_property
    def cells(self) -> dict[str, object]:
        """Its cells by column."""
        return {name: self.data.rows[name][self.position].as_py() for name in self.data.rows.column_names}

    def told(self, *names: str) -> Text:
        """Return cells as "label value, label value"."""
        parts = [self._cell(name) for name in dict.fromkeys(names)]
        return Text(", ".join(part.vi for part in parts), ", ".join(part.en for part in parts))

    def _cell(self, name: str) -> Text:
        table = self.data.table
        column = table.by_name[table.sources[name]]
        value = self.cells[column.name]
        if value is None and column.is_event and self.cells[column.happened] is False:
            value = ""
        written = value_words(column.name, value)
        return Text(f"{column.label.vi} {written.vi}", f"{column.label.en} {written.en}")


def value_words(column: str, value: object) -> Text:
    """Return a value as people write it: days as d/m/y, money with separators, words for choices."""
    from datetime import date, datetime

    from secaudit.model.tables.choices import choice_label

    if value is None:
        return Text("(trống)", "(empty)")
    if value == "":
        return Text("(không có)", "(none)")
    if isinstance(value, bool):
        return Text("có", "yes") if value else Text("không", "no")
    if isinstance(value, datetime):
        return moment_told(value)
    if isinstance(value, date):
        return day_told(value)
    if isinstance(value, int):
        plain = str(value) if column == "year" else f"{value:,}"
        return Text(plain.replace(",", "."), plain)
    label = choice_label(column, str(value))
    return Text(f"“{label.vi}”", f"“{label.en}”")
