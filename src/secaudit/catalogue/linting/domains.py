"""The values that stand for all that a column can hold, as far as a condition can tell them apart.

A column that is only compared with written values falls into a few classes: each of those values, what lies
between them, and no value. Whatever else a condition asks is taken as free to be true or false, so what is
said to be impossible is impossible; what is impossible for another reason may go unnoticed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from sqlglot import exp

from secaudit.catalogue.linting.reading import nullable
from secaudit.model.column import Column, Kind, ValueType
from secaudit.model.table import Table

Name = tuple[str, str]
"""A column, by its table or the alias of its subquery."""

Cell = Any
"""A truth, a number, a text, a day or None."""

_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
_EQUALITIES = (exp.EQ, exp.NEQ, exp.In)
_ORDERED = (ValueType.INTEGER, ValueType.DATE)
_OTHER_WORDS = "\0"
"""A text that is written nowhere."""

_ANY_DAY = date(2000, 1, 1)


class Domains:
    """The classes of values of each column that conditions compare with written ones.

    `tables` are the tables that columns may be of, by the name under which a condition has them; `without`
    names columns that are not to be told apart.
    """

    def __init__(
        self,
        trees: Iterable[exp.Expression],
        tables: Mapping[str, Table],
        without: Collection[Name] = (),
    ) -> None:
        self._tables = tables
        self._values: dict[Name, set[Cell]] = {}
        for tree in trees:
            self._note(tree)
        self.of: dict[Name, Sequence[Cell]] = {}
        for name, values in self._values.items():
            cells = () if name in without else self._classes(name, values)
            if cells:
                self.of[name] = cells

    def column(self, node: exp.Expression) -> Name | None:
        """Return the name of a column whose classes are known."""
        name = _name(node)
        return name if name in self.of else None

    def question(self, node: exp.Expression) -> tuple[Name, Sequence[Cell]] | None:
        """Return the column and the written values of a comparison that the classes can answer."""
        found = self._compared(node)
        return found if found is not None and found[0] in self.of else None

    def _note(self, node: exp.Expression) -> None:
        found = self._compared(node)
        if found is not None:
            self._values.setdefault(found[0], set()).update(found[1])
        elif (name := self._told_by_itself(node)) is not None:
            self._values.setdefault(name, set())
        else:
            for part in parts(node):
                self._note(part)

    def _told_by_itself(self, node: exp.Expression) -> Name | None:
        """Return the column of a truth, or of a question whether a cell is empty."""
        if isinstance(node, exp.Is):
            return _name(node.this)
        name = _name(node)
        return name if name is not None and self._type(name) is ValueType.BOOLEAN else None

    def _compared(self, node: exp.Expression) -> tuple[Name, Sequence[Cell]] | None:
        """Return the column and the written values of a comparison between them. Texts have no order here."""
        sides = _sides(node)
        name = None if sides is None else _name(sides[0])
        if sides is None or name is None or self._declared(name) is None:
            return None
        if not (isinstance(node, _EQUALITIES) or self._type(name) in _ORDERED):
            return None
        values = [_written(side) for side in sides[1]]
        return None if None in values else (name, values)

    def _declared(self, name: Name) -> Column | None:
        table = self._tables.get(name[0])
        return None if table is None else table.by_name[table.sources[name[1]]]

    def _type(self, name: Name) -> ValueType | None:
        table = self._tables.get(name[0])
        return None if table is None else table.types[name[1]]

    def _classes(self, name: Name, values: Collection[Cell]) -> Sequence[Cell]:
        declared = self._declared(name)
        if declared is None:
            return ()
        # An event that did not happen has no day, even where the cell must be filled.
        empty = (None,) if nullable(declared) or declared.is_event else ()
        match self._type(name):
            case ValueType.BOOLEAN:
                return (True, False, *empty)
            case ValueType.INTEGER:
                return (*sorted(_whole(values, declared)), *empty)
            case ValueType.DATE:
                return (*sorted(_days(values)), *empty)
            case ValueType.TEXT if declared.kind is Kind.CHOICE:
                return (*declared.choices, *empty)
            case ValueType.TEXT:
                return (*sorted(values), _OTHER_WORDS, *empty)
        return ()


def parts(node: exp.Expression) -> Iterator[exp.Expression]:
    """Yield the conditions that a condition is put together from, none where it is a single one."""
    match node:
        case exp.Paren() | exp.Not():
            yield node.this
        case exp.And() | exp.Or():
            yield from (node.this, node.expression)
        case exp.Coalesce():
            yield from (node.this, *node.expressions)
        case exp.Case():
            for branch in node.args["ifs"]:
                yield from (asked(node, branch), branch.args["true"])
            if node.args.get("default") is not None:
                yield node.args["default"]


def asked(node: exp.Case, branch: exp.If) -> exp.Expression:
    """Return what a branch of a CASE asks; with an operand, whether that equals its value."""
    if node.this is None:
        test: exp.Expression = branch.this
        return test
    return exp.EQ(this=node.this.copy(), expression=branch.this.copy())


def _sides(node: exp.Expression) -> tuple[exp.Expression, list[exp.Expression]] | None:
    if isinstance(node, exp.In):
        return node.this, list(node.expressions)
    if isinstance(node, exp.Between):
        return node.this, [node.args["low"], node.args["high"]]
    if isinstance(node, _COMPARISONS):
        swapped = isinstance(node.expression, exp.Column)
        return (node.expression, [node.this]) if swapped else (node.this, [node.expression])
    return None


def _name(node: exp.Expression) -> Name | None:
    return (node.table, node.name) if isinstance(node, exp.Column) and node.table else None


def _written(node: exp.Expression) -> Cell:
    """Return a written value; None for anything else."""
    if isinstance(node, exp.Neg) and isinstance(number := _written(node.this), Decimal):
        return -number
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.Literal):
        return node.name if node.is_string else Decimal(node.name)
    if isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal) and node.this.is_string:
        try:
            return date.fromisoformat(node.this.name)
        except ValueError:
            return None
    return None


def _whole(values: Iterable[Cell], column: Column) -> Iterator[int]:
    """Return a whole number for each value, each gap between two, and each end."""
    found = {number for number in (column.minimum, column.maximum) if number is not None} or {0}
    for value in values:
        floor = int(value.to_integral_value(rounding=ROUND_FLOOR))
        found |= {floor - 1, floor, floor + 1, floor + 2}
    low = min(found) if column.minimum is None else column.minimum
    high = max(found) if column.maximum is None else column.maximum
    return (number for number in found if low <= number <= high)


def _days(values: Iterable[Cell]) -> set[date]:
    return {day + timedelta(days=step) for day in set(values) or {_ANY_DAY} for step in (-1, 0, 1)}
