"""Conditions on the rows of a table, as data: no SQL, three-valued, compiled to Arrow.

What is said of a row is true, false, or NULL where a cell is empty. Controls are SQL; these conditions are
for what the tool itself knows, such as that nothing is approved before it was appraised.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any, Literal

from secaudit.lazily import dataclass

if TYPE_CHECKING:
    import pyarrow as pa

Operator = Literal["<", "<=", ">", ">=", "=", "<>"]

_FUNCTIONS = {
    "<": "less",
    "<=": "less_equal",
    ">": "greater",
    ">=": "greater_equal",
    "=": "equal",
    "<>": "not_equal",
}


class Condition(ABC):
    """A condition on a row."""

    @abstractmethod
    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return for each row whether it holds: true, false, or NULL for want of a value."""

    @abstractmethod
    def columns(self) -> Iterator[str]:
        """Yield the columns that it reads, as often as it reads them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column in the place of a fixed value."""

    name: str


Operand = Column | str | int | float | bool | date


@dataclass(frozen=True, slots=True)
class Compare(Condition):
    """A cell against a value or another cell; of moments, the day is compared."""

    column: str
    operator: Operator
    value: Operand

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether the comparison holds."""
        import pyarrow.compute as pc

        left = _day(rows[self.column])
        right = _day(rows[self.value.name]) if isinstance(self.value, Column) else self.value
        return pc.call_function(_FUNCTIONS[self.operator], [left, _comparable(right, left.type)])

    def columns(self) -> Iterator[str]:
        """Yield both columns."""
        yield self.column
        if isinstance(self.value, Column):
            yield self.value.name


@dataclass(frozen=True, slots=True)
class Sooner(Condition):
    """One moment or day before another, to the minute where both are moments."""

    first: str
    then: str

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether `first` is before `then`."""
        import pyarrow.compute as pc

        first, then = rows[self.first], rows[self.then]
        if first.type != then.type:
            first, then = _day(first), _day(then)
        return pc.less(first, then)

    def columns(self) -> Iterator[str]:
        """Yield both columns."""
        yield from (self.first, self.then)


@dataclass(frozen=True, slots=True)
class Within(Condition):
    """A cell that is one of a few values."""

    column: str
    values: tuple[str | int, ...]

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether it is one of them."""
        import pyarrow as pa
        import pyarrow.compute as pc

        cells = rows[self.column]
        found = pc.is_in(cells, pa.array(self.values, cells.type))
        return pc.if_else(pc.is_null(cells), pa.scalar(None, pa.bool_()), found)

    def columns(self) -> Iterator[str]:
        """Yield the column."""
        yield self.column


@dataclass(frozen=True, slots=True)
class Holds(Condition):
    """A yes-or-no cell that says yes, or an event that happened."""

    column: str

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return the cell itself."""
        return rows[self.column]

    def columns(self) -> Iterator[str]:
        """Yield the column."""
        yield self.column


@dataclass(frozen=True, slots=True)
class Absent(Condition):
    """A cell that is empty, or says that there is nothing. Never NULL."""

    column: str

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether there is nothing."""
        import pyarrow as pa
        import pyarrow.compute as pc

        cells = rows[self.column]
        if cells.type == pa.string():
            return pc.fill_null(pc.equal(cells, ""), True)
        return pc.is_null(cells)

    def columns(self) -> Iterator[str]:
        """Yield the column."""
        yield self.column


@dataclass(frozen=True, slots=True)
class Shaped(Condition):
    """A text that has a form, as a regular expression (RE2) over the whole of it; "none" is not asked."""

    column: str
    form: str

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether it has the form."""
        import pyarrow as pa
        import pyarrow.compute as pc

        cells = rows[self.column]
        said = pc.if_else(pc.equal(cells, ""), pa.scalar(None, pa.string()), cells)
        return pc.match_substring_regex(said, f"^(?:{self.form})$")

    def columns(self) -> Iterator[str]:
        """Yield the column."""
        yield self.column


@dataclass(frozen=True, slots=True)
class LaterYear(Condition):
    """A text that begins with a year, later than the year of a day; NULL where it begins with none."""

    text: str
    day: str

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether the text's year is the later one."""
        import pyarrow as pa
        import pyarrow.compute as pc

        begins = pc.fill_null(pc.match_substring_regex(rows[self.text], "^[0-9]{4}"), False)
        digits = pc.if_else(
            begins, pc.utf8_slice_codeunits(rows[self.text], 0, 4), pa.scalar(None, pa.string())
        )
        return pc.greater(digits.cast(pa.int64()), pc.year(rows[self.day]))

    def columns(self) -> Iterator[str]:
        """Yield both columns."""
        yield from (self.text, self.day)


@dataclass(frozen=True, slots=True)
class AtMostSum(Condition):
    """Some numbers that together are at most another one. Empty parts count as nothing."""

    parts: tuple[str, ...]
    whole: str

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether they are; NULL where the whole is empty, or all parts are."""
        import pyarrow.compute as pc

        total = reduce(pc.add, (pc.fill_null(rows[part], 0) for part in self.parts))
        given = reduce(pc.or_, (pc.is_valid(rows[part]) for part in self.parts))
        return pc.if_else(given, pc.less_equal(total, rows[self.whole]), None)

    def columns(self) -> Iterator[str]:
        """Yield the parts and the whole."""
        yield from (*self.parts, self.whole)


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """A condition that does not hold."""

    condition: Condition

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return the opposite; NULL stays NULL."""
        import pyarrow.compute as pc

        return pc.invert(self.condition.on(rows))

    def columns(self) -> Iterator[str]:
        """Yield the columns of the condition."""
        yield from self.condition.columns()


class _Several(Condition):
    conditions: tuple[Condition, ...]

    def columns(self) -> Iterator[str]:
        """Yield the columns of every condition."""
        for condition in self.conditions:
            yield from condition.columns()


@dataclass(frozen=True)
class All(_Several):
    """Conditions that all hold: false as soon as one is, as in SQL."""

    conditions: tuple[Condition, ...]

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether all hold."""
        import pyarrow.compute as pc

        return reduce(pc.and_kleene, (condition.on(rows) for condition in self.conditions))


@dataclass(frozen=True)
class OneOf(_Several):
    """Conditions of which one holds: true as soon as one is, as in SQL."""

    conditions: tuple[Condition, ...]

    def on(self, rows: pa.Table) -> pa.ChunkedArray:
        """Return whether one holds."""
        import pyarrow.compute as pc

        return reduce(pc.or_kleene, (condition.on(rows) for condition in self.conditions))


def both(*conditions: Condition) -> Condition:
    """Return the condition that all hold."""
    return conditions[0] if len(conditions) == 1 else All(conditions)


def either(*conditions: Condition) -> Condition:
    """Return the condition that one holds."""
    return conditions[0] if len(conditions) == 1 else OneOf(conditions)


def _day(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return cells.cast(pa.date32()) if pa.types.is_timestamp(cells.type) else cells


def _comparable(value: Any, kind: pa.DataType) -> Any:
    import pyarrow as pa

    if isinstance(value, (pa.ChunkedArray, pa.Array)):
        return value
    if pa.types.is_integer(kind) and isinstance(value, float):
        return pa.scalar(value, pa.float64())
    return pa.scalar(value, kind)
