"""Expressions over rows: each node of sqlglot's syntax tree becomes a function of what is in scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import sqlglot
from sqlglot import exp

from tests.oracle import calendar, logic
from tests.oracle.logic import Failure, Value
from tests.oracle.world import Row, World


@dataclass(frozen=True)
class Scope:
    """What an expression can see: the world, the rows under their aliases, and the audit's own names."""

    world: World
    rows: Mapping[str, Row]
    inner: str
    names: Mapping[str, Value]
    on_record: bool = False
    """Whether aggregates speak of the rows on record alone, as in a `due` (decision 0004)."""

    def beside(self, alias: str, row: Row) -> Scope:
        """Return the scope within a subquery."""
        return Scope(self.world, {**self.rows, alias: row}, alias, self.names, self.on_record)


Evaluator = Callable[[Scope], Any]

NAMES = ("as_of", "this_period", "period_start", "period_end")


def compiled(sql: str) -> Evaluator:
    """Return the function that evaluates an expression.

    Raises:
        NotImplementedError: it holds something that the oracle does not know.
    """
    return build(sqlglot.parse_one(sql, read="duckdb"))


def build(node: exp.Expr) -> Evaluator:
    """Return the function that evaluates a node."""
    maker = _MAKERS.get(type(node))
    if maker is None:
        raise NotImplementedError(f"{type(node).__name__}: {node.sql()}")
    return maker(node)


def _column(node: exp.Expr) -> Evaluator:
    name, alias = node.name, node.args.get("table")
    if alias is None and name in NAMES:
        return lambda scope: scope.names[name]
    if alias is None:
        return lambda scope: scope.rows[scope.inner][name]
    table = alias.name
    return lambda scope: scope.rows[table][name]


def _literal(node: exp.Expr) -> Evaluator:
    value: Value = node.name
    if not node.is_string:
        value = Fraction(node.name) if "." in node.name else int(node.name)
    return lambda scope: value


def _connected(combine: Callable[..., logic.Truth]) -> Callable[[exp.Expr], Evaluator]:
    def make(node: exp.Expr) -> Evaluator:
        left, right = build(node.this), build(node.expression)
        return lambda scope: combine((left(scope), right(scope)))

    return make


def _comparison(sign: str) -> Callable[[exp.Expr], Evaluator]:
    def make(node: exp.Expr) -> Evaluator:
        left, right = build(node.this), build(node.expression)
        return lambda scope: logic.compare(sign, left(scope), right(scope))

    return make


def _arithmetic(sign: str) -> Callable[[exp.Expr], Evaluator]:
    def make(node: exp.Expr) -> Evaluator:
        left = build(node.this)
        if isinstance(node.expression, exp.Interval):
            return _shifted(left, node.expression, 1 if sign == "+" else -1)
        right = build(node.expression)
        return lambda scope: logic.arithmetic(sign, left(scope), right(scope))

    return make


def _shifted(day: Evaluator, interval: exp.Interval, direction: int) -> Evaluator:
    count, unit = direction * int(interval.this.name), interval.args["unit"].name

    def shift(scope: Scope) -> Value:
        start = day(scope)
        return None if start is None else calendar.later(start, count, unit)

    return shift


def _is_null(node: exp.Expr) -> Evaluator:
    assert isinstance(node.expression, exp.Null)
    inside = build(node.this)
    return lambda scope: inside(scope) is None


def _in(node: exp.Expr) -> Evaluator:
    value, options = build(node.this), [build(option) for option in node.expressions]
    return lambda scope: logic.among(value(scope), [option(scope) for option in options])


def _between(node: exp.Expr) -> Evaluator:
    value, low, high = build(node.this), build(node.args["low"]), build(node.args["high"])
    return lambda scope: logic.within(value(scope), low(scope), high(scope))


def _like(node: exp.Expr) -> Evaluator:
    text, pattern = build(node.this), build(node.expression)
    return lambda scope: logic.matches(text(scope), pattern(scope))


def _case(node: exp.Expr) -> Evaluator:
    subject = build(node.this) if node.this else None
    branches = [(build(branch.this), build(branch.args["true"])) for branch in node.args["ifs"]]
    otherwise = build(node.args["default"]) if node.args.get("default") else lambda scope: None

    def choose(scope: Scope) -> Value:
        for condition, result in branches:
            truth = condition(scope)
            if subject is not None:
                truth = logic.compare("=", subject(scope), truth)
            if truth is True:
                return result(scope)  # type: ignore[no-any-return]
        return otherwise(scope)

    return choose


def _cast(node: exp.Expr) -> Evaluator:
    assert node.args["to"].this is exp.DataType.Type.DATE
    inside = build(node.this)

    def to_day(scope: Scope) -> Value:
        value = inside(scope)
        if isinstance(value, str):
            return date.fromisoformat(value)
        return None if value is None else calendar.day_of(value)

    return to_day


def _of_one(function: Callable[[Any], Value], argument: str = "this") -> Callable[[exp.Expr], Evaluator]:
    def make(node: exp.Expr) -> Evaluator:
        inside = build(node.args[argument])

        def call(scope: Scope) -> Value:
            value = inside(scope)
            return None if value is None else function(value)

        return call

    return make


def _of_several(function: Callable[[list[Value]], Value]) -> Callable[[exp.Expr], Evaluator]:
    def make(node: exp.Expr) -> Evaluator:
        parts = [build(part) for part in (node.this, *node.expressions)]
        return lambda scope: function([part(scope) for part in parts])

    return make


def _round(node: exp.Expr) -> Evaluator:
    inside = build(node.this)
    places = int(node.args["decimals"].name) if node.args.get("decimals") else 0
    return lambda scope: logic.rounded(inside(scope), places)


def _make_date(node: exp.Expr) -> Evaluator:
    parts = [build(node.args[name]) for name in ("year", "month", "day")]

    def make(scope: Scope) -> Value:
        year, month, day = (part(scope) for part in parts)
        if year is None or month is None or day is None:
            return None
        try:
            return date(year, month, day)
        except ValueError as error:
            raise Failure(str(error)) from error

    return make


def _working_days_after(node: exp.Expr) -> Evaluator:
    if node.name.lower() != "working_days_after":
        raise NotImplementedError(node.sql())
    start, count = (build(part) for part in node.expressions)

    def reach(scope: Scope) -> Value:
        day, days = start(scope), count(scope)
        return (
            None if day is None or days is None else calendar.working_days_after(calendar.day_of(day), days)
        )

    return reach


def _joined(node: exp.Expr) -> Evaluator:
    separator, *parts = (build(part) for part in node.expressions)

    def join(scope: Scope) -> Value:
        between = separator(scope)
        known = [part for part in (part(scope) for part in parts) if part is not None]
        return None if between is None else str(between).join(known)

    return join


def _passed_on(node: exp.Expr) -> Evaluator:
    return build(node.this)


def _constant(value: Value) -> Callable[[exp.Expr], Evaluator]:
    return lambda node: lambda scope: value


_MAKERS: dict[type[exp.Expr], Callable[[exp.Expr], Evaluator]] = {
    exp.Column: _column,
    exp.Literal: _literal,
    exp.Boolean: lambda node: _constant(bool(node.this))(node),
    exp.Null: _constant(None),
    exp.Paren: _passed_on,
    exp.And: _connected(logic.all_of),
    exp.Or: _connected(logic.any_of),
    exp.Not: lambda node: (lambda inside: lambda scope: logic.negation(inside(scope)))(build(node.this)),
    exp.EQ: _comparison("="),
    exp.NEQ: _comparison("<>"),
    exp.LT: _comparison("<"),
    exp.LTE: _comparison("<="),
    exp.GT: _comparison(">"),
    exp.GTE: _comparison(">="),
    exp.Add: _arithmetic("+"),
    exp.Sub: _arithmetic("-"),
    exp.Mul: _arithmetic("*"),
    exp.Div: _arithmetic("/"),
    exp.Neg: _of_one(lambda value: -value),
    exp.Is: _is_null,
    exp.In: _in,
    exp.Between: _between,
    exp.Like: _like,
    exp.Case: _case,
    exp.Cast: _cast,
    exp.Lower: _of_one(str.lower),
    exp.Upper: _of_one(str.upper),
    exp.Trim: _of_one(lambda text: text.strip(" ")),
    exp.Length: _of_one(len),
    exp.Abs: _of_one(abs),
    exp.Round: _round,
    exp.Least: _of_several(lambda values: logic.extreme(values, min)),
    exp.Greatest: _of_several(lambda values: logic.extreme(values, max)),
    exp.Coalesce: _of_several(logic.first_known),
    exp.Year: _of_one(lambda day: day.year),
    exp.Month: _of_one(lambda day: day.month),
    exp.Day: _of_one(lambda day: day.day),
    exp.DateFromParts: _make_date,
    exp.ConcatWs: _joined,
    exp.Anonymous: _working_days_after,
    exp.LastDay: _of_one(lambda day: calendar.last_day(calendar.day_of(day))),
}


def register(kind: type[exp.Expr], maker: Callable[[exp.Expr], Evaluator]) -> None:
    """Teach the evaluator one more kind of node."""
    _MAKERS[kind] = maker
