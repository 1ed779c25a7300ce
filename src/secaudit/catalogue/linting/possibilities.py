"""What conditions can come to, over all values that their columns can hold."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from math import prod
from typing import Any

from sqlglot import exp

from secaudit.catalogue.linting.domains import Cell, Domains, Name, asked
from secaudit.model.table import Table

MOST = 30_000
"""Cases that are tried for one question; beyond, the columns with most classes are not told apart."""

Truth = bool | None
World = Mapping[Name, Cell]
Judge = Callable[[World], Truth]

_SIGNS: dict[type[exp.Expression], Callable[[Any, Any], bool]] = {
    exp.EQ: operator.eq,
    exp.NEQ: operator.ne,
    exp.LT: operator.lt,
    exp.LTE: operator.le,
    exp.GT: operator.gt,
    exp.GTE: operator.ge,
}
_MIRRORED: dict[type[exp.Expression], type[exp.Expression]] = {
    exp.LT: exp.GT,
    exp.LTE: exp.GTE,
    exp.GT: exp.LT,
    exp.GTE: exp.LTE,
}


def outcomes(
    trees: Sequence[exp.Expression], tables: Mapping[str, Table]
) -> frozenset[tuple[Truth, ...]] | None:
    """Return every combination of true, false and unknown that conditions can come to together.

    Some that are returned may be impossible; none that is possible is left out. None where there are too
    many cases to try.
    """
    without: set[Name] = set()
    while True:
        worlds = _Worlds(trees, tables, without)
        if worlds.count() <= MOST:
            return frozenset(tuple(judge(world) for judge in worlds.judges) for world in worlds)
        widest = worlds.widest()
        if widest is None:
            return None
        without.add(widest)


class _Worlds:
    """All cases: a class of values for each column, and a truth for each condition that is left free."""

    def __init__(
        self, trees: Sequence[exp.Expression], tables: Mapping[str, Table], without: Collection[Name]
    ) -> None:
        self._domains = Domains(trees, tables, without)
        # What is true or false with an unknown part stays so when that part is settled; but for what passes
        # over an unknown, so there a free condition has to be unknown, too.
        passes_over = any(tree.find(exp.Case, exp.Coalesce) for tree in trees)
        self._truths: Sequence[Truth] = (True, False, None) if passes_over else (True, False)
        self._free: dict[Name, Sequence[Truth]] = {}
        self.judges = [self._judge(tree) for tree in trees]

    def count(self) -> int:
        """Return how many cases there are."""
        return prod(len(cells) for cells in (*self._domains.of.values(), *self._free.values()))

    def widest(self) -> Name | None:
        """Return the column with most classes, None where there is no column."""
        return max(self._domains.of, key=lambda name: len(self._domains.of[name]), default=None)

    def __iter__(self) -> Iterator[World]:
        choices: dict[Name, Sequence[Cell]] = {**self._domains.of, **self._free}
        for cells in product(*choices.values()):
            yield dict(zip(choices, cells, strict=True))

    def _judge(self, node: exp.Expression) -> Judge:
        """Return how a condition is judged in a case."""
        match node:
            case exp.Paren():
                return self._judge(node.this)
            case exp.Boolean():
                truth = bool(node.this)
                return lambda world: truth
            case exp.Null():
                return lambda world: None
            case exp.Not():
                inner = self._judge(node.this)
                return lambda world: None if (found := inner(world)) is None else not found
            case exp.And() | exp.Or():
                return _joined(
                    self._judge(node.this), self._judge(node.expression), isinstance(node, exp.And)
                )
            case exp.Case():
                return self._case(node)
            case exp.Coalesce():
                return _first([self._judge(part) for part in (node.this, *node.expressions)])
        return self._cell(node) or self._comparison(node) or self._left_free(node)

    def _cell(self, node: exp.Expression) -> Judge | None:
        """Return how a boolean column, or whether a column is empty, is judged."""
        name = self._domains.column(node.this if isinstance(node, exp.Is) else node)
        if name is None:
            return None
        if isinstance(node, exp.Is):
            return lambda world: world[name] is None
        return lambda world: world[name]

    def _comparison(self, node: exp.Expression) -> Judge | None:
        found = self._domains.question(node)
        if found is None:
            return None
        name, values = found
        if isinstance(node, exp.In):
            return _known(name, lambda cell: cell in values)
        if isinstance(node, exp.Between):
            low, high = values
            return _known(name, lambda cell: low <= cell <= high)
        kind = type(node)
        sign = _SIGNS[_MIRRORED.get(kind, kind) if isinstance(node.expression, exp.Column) else kind]
        return _known(name, lambda cell: sign(cell, values[0]))

    def _left_free(self, node: exp.Expression) -> Judge:
        name = ("", node.sql(dialect="duckdb"))
        self._free[name] = self._truths
        return lambda world: world[name]

    def _case(self, node: exp.Case) -> Judge:
        branches = [
            (self._judge(asked(node, branch)), self._judge(branch.args["true"]))
            for branch in node.args["ifs"]
        ]
        default = node.args.get("default")
        otherwise = self._judge(exp.null() if default is None else default)

        def judged(world: World) -> Truth:
            for test, result in branches:
                if test(world):
                    return result(world)
            return otherwise(world)

        return judged


def _known(name: Name, holds: Callable[[Any], bool]) -> Judge:
    return lambda world: None if (cell := world[name]) is None else holds(cell)


def _first(judges: Sequence[Judge]) -> Judge:
    return lambda world: next((truth for judge in judges if (truth := judge(world)) is not None), None)


def _joined(left: Judge, right: Judge, both: bool) -> Judge:
    """Return how AND (`both`) or OR is judged: one side may decide, whatever the other comes to."""

    def judged(world: World) -> Truth:
        truths = (left(world), right(world))
        if (not both) in truths:
            return not both
        return None if None in truths else both

    return judged
