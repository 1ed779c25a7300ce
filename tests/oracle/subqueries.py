"""What is certain, what is doubtful, what is missing (contract 3 "Open tables", decision 0001)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sqlglot import exp

from secaudit.model.column import Kind, ValueType
from secaudit.model.tables import SCHEMA
from tests.oracle import logic
from tests.oracle.evaluate import Evaluator, Scope, build, register
from tests.oracle.logic import Truth, Value
from tests.oracle.world import UNIT, Row


@dataclass(frozen=True)
class Key:
    """An equality that ties a row to its subject: `d.unit = units.id`."""

    column: str
    subject: Evaluator
    kind: Kind

    def fits(self, row: Row, scope: Scope) -> Truth:
        """Whether they are equal. Rows that are known to refer to nothing are not joined."""
        here, there = row[self.column], self.subject(scope)
        if here == "" and there == "" and self.kind is Kind.REFERENCE:
            return False
        return logic.compare("=", here, there)


@dataclass(frozen=True)
class Selection:
    """FROM table AS alias WHERE keys AND rest."""

    table: str
    alias: str
    keys: Sequence[Key]
    rest: Evaluator

    def memberships(self, scope: Scope) -> Iterator[tuple[Truth, Scope]]:
        """Yield each row that belongs to the subject, or might, with its scope."""
        for row in self._candidates(scope):
            inside = scope.beside(self.alias, row)
            belongs = logic.all_of([*(key.fits(row, scope) for key in self.keys), self.rest(inside)])
            if belongs is None and self._is_anothers(row, scope):
                continue
            if belongs is not False:
                yield belongs, inside

    def _candidates(self, scope: Scope) -> Sequence[Row]:
        key, find = self.keys[0], scope.world.rows_with
        return [*find(self.table, key.column, key.subject(scope)), *find(self.table, key.column, None)]

    def _is_anothers(self, row: Row, scope: Scope) -> bool:
        """Whether a row does not say what it belongs to, and was written by another unit."""
        loose = any(row[key.column] is None for key in self.keys)
        return loose and row[UNIT] != scope.rows[scope.inner][UNIT]

    def is_adrift(self, scope: Scope) -> bool:
        """Whether the subject itself does not say what it belongs to: then nothing is known of its rows."""
        return any(key.subject(scope) is None for key in self.keys)

    def is_complete(self, scope: Scope) -> bool:
        """Whether the subject's unit has declared the table."""
        return scope.world.is_complete(scope.rows[scope.inner][UNIT], self.table)


def _selection(select: exp.Select) -> Selection:
    source = select.args.get("from_") or select.args["from"]
    table, alias = source.this.name, source.this.alias_or_name
    keys, rest = [], []
    for part in _conjuncts(select.args["where"].this if select.args.get("where") else None):
        key = _key(part, table, alias)
        if key is None:
            rest.append(build(part))
        else:
            keys.append(key)
    return Selection(table, alias, keys, lambda scope: logic.all_of([part(scope) for part in rest]))


def _conjuncts(node: exp.Expr | None) -> Iterator[exp.Expr]:
    if isinstance(node, exp.Paren):
        yield from _conjuncts(node.this)
    elif isinstance(node, exp.And):
        yield from _conjuncts(node.this)
        yield from _conjuncts(node.expression)
    elif node is not None:
        yield node


def _key(node: exp.Expr, table: str, alias: str) -> Key | None:
    if not isinstance(node, exp.EQ):
        return None
    for own, other in ((node.this, node.expression), (node.expression, node.this)):
        if isinstance(own, exp.Column) and isinstance(other, exp.Column):
            declared = SCHEMA[table].types.get(own.name)
            if (
                own.table in ("", alias)
                and other.table not in ("", alias)
                and declared not in (None, ValueType.BOOLEAN)
            ):
                return Key(own.name, build(other), SCHEMA[table].by_name[own.name].kind)
    return None


def _exists(node: exp.Expr) -> Evaluator:
    chosen = _selection(node.this)

    def find(scope: Scope) -> Truth:
        if chosen.is_adrift(scope):
            return None
        found = logic.any_of(belongs for belongs, _ in chosen.memberships(scope))
        return found if found is not False or chosen.is_complete(scope) else None

    return find


def _subquery(node: exp.Expr) -> Evaluator:
    select = node.this
    (output,) = select.expressions
    chosen = _selection(select)
    summed = _AGGREGATES[type(output)]
    whole = isinstance(output.this, exp.Star)
    argument: Evaluator = (lambda scope: 1) if whole else build(output.this)

    def total(scope: Scope) -> Value:
        if scope.on_record:
            sure = [inside for belongs, inside in chosen.memberships(scope) if belongs]
            return summed([value for inside in sure if (value := argument(inside)) is not None])
        if chosen.is_adrift(scope):
            return None
        members = list(chosen.memberships(scope))
        values = [argument(inside) for _, inside in members]
        if not chosen.is_complete(scope) or any(belongs is None for belongs, _ in members) or None in values:
            return None
        return summed(values)

    return total


def _average(values: list[Any]) -> Value:
    return float(Fraction(sum(map(Fraction, values)))) / len(values) if values else None


_AGGREGATES: dict[type[exp.Expr], Callable[[list[Any]], Value]] = {
    exp.Count: len,
    exp.Sum: sum,
    exp.Avg: _average,
    exp.Min: lambda values: min(values, default=None),
    exp.Max: lambda values: max(values, default=None),
}

register(exp.Exists, _exists)
register(exp.Subquery, _subquery)
