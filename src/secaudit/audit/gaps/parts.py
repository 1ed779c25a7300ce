"""An expression taken apart into what can be unknown in it, and how the unknown travels upwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from sqlglot import exp

from secaudit.catalogue.expression import Subquery
from secaudit.lazily import dataclass
from secaudit.model.column import ValueType
from secaudit.model.table import Table


class Cell(NamedTuple):
    """A cell that a person fills, of the judged row or (`inner`) of a row of a subquery's table."""

    column: str
    inner: bool = False


class Answer(NamedTuple):
    """What the subquery at a position gives."""

    subquery: int


class Figures(NamedTuple):
    """What the units below a judged row have yet to report, in a table of sums over subtrees."""


Leaf = Cell | Answer | Figures
"""What an unknown can come from."""


class How(Enum):
    """How the value of a part follows from the values of its own parts."""

    FIXED = "a value that nothing in the inventory changes"
    LEAF = "a cell, or what a subquery gives"
    ALL = "unknown as soon as one part is"
    NOT = "not"
    AND = "and"
    OR = "or"
    FIRST = "the first part that is known"
    ANY = "known as soon as one part is"
    EMPTY = "whether the part is unknown"
    CASE = "condition, value, condition, value, …, value otherwise"
    GIVEN = "nothing to settle unless the first part holds; then the second"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One part of an expression.

    `at` is where the engine's word on it stands in a pattern, None where it follows from its parts.
    `truth` says that the value is true or false and not any other. `fails` says that it may be unknown
    although all of its parts are known: a division, a maximum over no rows.
    """

    how: How
    parts: tuple[Part, ...] = ()
    leaf: Leaf | None = None
    at: int | None = None
    truth: bool = False
    fails: bool = False
    value: str = "V"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the engine is asked about one node: whether it is true, or whether it has a value.

    `happened` is the boolean of an event whose date is asked for: with it known, the date is not missing.
    `cell` is the name of the judged row that the node is, if it is no more than that.
    """

    node: exp.Expr
    truth: bool
    happened: exp.Expr | None = None
    cell: str | None = None


_LOGIC: dict[type[exp.Expr], How] = {exp.And: How.AND, exp.Or: How.OR, exp.Not: How.NOT}
_PASSING: dict[type[exp.Expr], How] = {
    exp.Coalesce: How.FIRST,
    exp.Least: How.ANY,
    exp.Greatest: How.ANY,
    exp.ConcatWs: How.ANY,
}
_VALUES = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg, exp.Cast, exp.DateDiff, exp.Interval)
_TRUTHS = (exp.Predicate, exp.In, exp.Between, exp.Like)


class PartReader:
    """Takes expressions apart, and collects what has to be asked of the engine about them.

    `subject` is the table of the judged row, `inner` that of the subquery whose condition is read, with
    the name that it has there. `figures` are the names that stand for sums over units.
    """

    def __init__(
        self,
        subject: Table,
        subqueries: Sequence[Subquery] = (),
        inner: tuple[Table, str] | None = None,
        figures: frozenset[str] = frozenset(),
    ) -> None:
        self.asked: list[Asked] = []
        self._subject = subject
        self._inner = inner
        self._figures = figures
        self._answers: Mapping[int, int] = {id(item.node): index for index, item in enumerate(subqueries)}
        self._kinds = [item.kind for item in subqueries]

    def read(self, node: exp.Expr) -> Part:
        """Return an expression as parts."""
        if isinstance(node, exp.Paren):
            return self.read(node.this)
        if id(node) in self._answers:
            return self._answer(node)
        if isinstance(node, exp.Column):
            return self._column(node)
        if isinstance(node, exp.Null):
            return Part(How.FIXED, value="N")
        if isinstance(node, exp.Boolean):
            return Part(How.FIXED, truth=True, value="T" if node.this else "F")
        if isinstance(node, exp.Is):
            return Part(How.EMPTY, (self.read(node.this),), truth=True)
        if type(node) in _LOGIC:
            parts = [node.this] if isinstance(node, exp.Not) else [node.this, node.expression]
            return Part(_LOGIC[type(node)], tuple(self.read(part) for part in parts), truth=True)
        if isinstance(node, exp.Case):
            return self._case(node)
        if type(node) in _PASSING:
            parts = [part for part in (node.this, *node.expressions) if part is not None]
            return Part(_PASSING[type(node)], tuple(self.read(part) for part in parts))
        return self._strict(node)

    def read_as(self, test: exp.Expr, key: tuple[str, str]) -> Part:
        """Return the test whether a row of the inner table is tied to the judged row by a key."""
        assert self._inner is not None
        inner = exp.column(key[0], table=self._inner[1], quoted=True)
        outer = exp.column(key[1], table=self._subject.name, quoted=True)
        return Part(
            How.ALL, (self.read(inner), self.read(outer)), None, self._ask(test, truth=True), truth=True
        )

    def _ask(
        self, node: exp.Expr, *, truth: bool, happened: exp.Expr | None = None, cell: str | None = None
    ) -> int:
        self.asked.append(Asked(node, truth, happened, cell))
        return len(self.asked) - 1

    def _answer(self, node: exp.Expr) -> Part:
        index = self._answers[id(node)]
        truth = self._kinds[index] == "exists"
        fails = self._kinds[index] in ("min", "max", "avg")
        return Part(How.LEAF, (), Answer(index), self._ask(node, truth=truth), truth, fails)

    def _column(self, node: exp.Column) -> Part:
        if not node.table:
            return Part(How.FIXED)
        inner = self._inner is not None and node.table == self._inner[1]
        table = self._inner[0] if self._inner is not None and inner else self._subject
        truth = table.types.get(node.name) is ValueType.BOOLEAN
        leaf: Leaf | None = None
        source = table.by_name.get(table.sources.get(node.name, ""))
        if not inner and node.name in self._figures:
            leaf = Figures()
        elif source is not None and not table.derived and (not source.computed or source.name == "exposed"):
            leaf = Cell(source.name, inner)
        happened = None
        if source is not None and source.is_event and node.name == source.name:
            happened = exp.column(source.happened, table=node.table, quoted=True)
        at = self._ask(node, truth=truth, happened=happened, cell=None if inner else node.name)
        return Part(How.LEAF, (), leaf, at, truth)

    def _case(self, node: exp.Case) -> Part:
        parts: list[Part] = []
        for branch in node.args["ifs"]:
            test = self.read(branch.this) if node.this is None else self._equal(node.this, branch.this)
            parts += [test, self.read(branch.args["true"])]
        default = node.args.get("default")
        parts.append(Part(How.FIXED, value="N") if default is None else self.read(default))
        return Part(How.CASE, tuple(parts), truth=any(part.truth for part in parts[1::2]))

    def _equal(self, operand: exp.Expr, value: exp.Expr) -> Part:
        """Return the test of a branch of `CASE operand WHEN value`."""
        parts = (self.read(operand), self.read(value))
        asks = operand.find(exp.Exists, exp.Subquery) or value.find(exp.Exists, exp.Subquery)
        test = exp.EQ(this=operand.copy(), expression=value.copy())
        return Part(How.ALL, parts, None, None if asks else self._ask(test, truth=True), truth=True)

    def _strict(self, node: exp.Expr) -> Part:
        truth = isinstance(node, _TRUTHS) and not isinstance(node, _VALUES)
        fails = isinstance(node, exp.Div)
        inside = [part for part in node.iter_expressions() if not isinstance(part, exp.Var | exp.DataType)]
        if isinstance(node, exp.In):
            fails = any(isinstance(item, exp.Null) for item in node.expressions)
            inside = [node.this]
        parts = tuple(self.read(part) for part in inside)
        fails = fails or any(part.how is How.ALL and part.fails for part in parts)
        return Part(How.ALL, parts, None, self._ask(node, truth=True) if truth else None, truth, fails)
