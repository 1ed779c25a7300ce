"""The rules for the parts of an expression that compute a value: numbers, dates, functions, CASE."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from secaudit.catalogue.errors import ExpressionError
from secaudit.catalogue.functions import FUNCTIONS, Signature
from secaudit.catalogue.syntax import shown
from secaudit.catalogue.values import Value, check_comparable, require
from secaudit.model.column import ValueType
from secaudit.model.text import Text, same

if TYPE_CHECKING:
    from secaudit.catalogue.checker import Checker

_DATE, _NUMBER = ValueType.DATE, ValueType.NUMBER
_DAY_OR_MOMENT = frozenset({_DATE, ValueType.TIMESTAMP})
_SIGNS: dict[type[exp.Expression], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/"}
_UNITS = {"DAY": "DAY", "DAYS": "DAY", "MONTH": "MONTH", "MONTHS": "MONTH", "YEAR": "YEAR", "YEARS": "YEAR"}


def _neg(checker: Checker, node: exp.Neg) -> Value:
    value = checker.value(node.this)
    require(value, frozenset({_NUMBER}), Text("sau dấu -", "after the sign -"))
    return checker.made(value.type, node)


def _arithmetic(checker: Checker, node: exp.Expression) -> Value:
    sign = _SIGNS[type(node)]
    left = checker.value(node.this)
    if isinstance(node.expression, exp.Interval) and sign in "+-":
        return _shifted(checker, node, left, node.expression)
    right = checker.value(node.expression)
    if sign == "-" and left.type is _DATE and right.type is _DATE:
        return _days_between(checker, node)
    if left.type is _DATE and right.type is ValueType.INTEGER and sign in "+-":
        raise ExpressionError(
            same(shown(node)),
            Text("ngày cộng hoặc trừ INTERVAL", "a date plus or minus an INTERVAL"),
            Text(
                f"viết {left.shown} {sign} INTERVAL '{right.shown}' DAY",
                f"write {left.shown} {sign} INTERVAL '{right.shown}' DAY",
            ),
            left.offset,
            code="type-clash",
        )
    place = Text(f"ở hai bên dấu {sign}", f"on both sides of {sign}")
    for side in (left, right):
        require(side, frozenset({_NUMBER}), place)
    whole = sign != "/" and left.type is right.type is ValueType.INTEGER
    return checker.made(ValueType.INTEGER if whole else _NUMBER, node)


def _days_between(checker: Checker, node: exp.Expression) -> Value:
    """Make the difference of two dates a whole number of days: some engines would make it an interval."""
    days = exp.DateDiff(this=node.this, expression=node.expression, unit=exp.var("DAY"))
    node.replace(days)
    return checker.made(ValueType.INTEGER, days)


def _shifted(checker: Checker, node: exp.Expression, left: Value, interval: exp.Interval) -> Value:
    """Check a date with an interval, and keep it a date: some engines would make it a moment."""
    require(left, _DAY_OR_MOMENT, Text("trước INTERVAL", "before INTERVAL"))
    unit, count = _UNITS.get(interval.text("unit").upper()), interval.this
    if unit is None or not isinstance(count, exp.Literal) or not re.fullmatch(r"\d{1,5}", count.name):
        raise ExpressionError(
            same(shown(interval)),
            Text("INTERVAL 'n' DAY, MONTH hoặc YEAR", "INTERVAL 'n' DAY, MONTH or YEAR"),
            Text("n là số nguyên viết thẳng", "n is a whole number written out"),
            checker.scope.source.word("interval"),
            code="interval",
        )
    interval.set("this", exp.Literal.string(count.name))
    interval.set("unit", exp.var(unit))
    if left.type is not _DATE:
        return checker.made(left.type, node)
    day = exp.Cast(this=exp.Null(), to=exp.DataType.build("date"))
    node.replace(day)
    day.set("this", node)
    return checker.made(_DATE, day)


def _cast(checker: Checker, node: exp.Cast) -> Value:
    target = node.to.sql(dialect="duckdb")
    if target != "DATE":
        raise ExpressionError(
            Text(f"chuyển kiểu thành {target}", f"a conversion to {target}"),
            same("CAST(… AS DATE)"),
            Text(
                "không chuyển được kiểu nào khác; so sánh các giá trị cùng kiểu",
                "nothing else can be converted; compare values of the same type",
            ),
            checker.scope.source.offset(node),
            code="cast",
        )
    value = checker.value(node.this)
    if value.literal is not None:
        _check_day(value)
    else:
        require(value, _DAY_OR_MOMENT, Text("trong CAST", "inside CAST"))
    return checker.made(_DATE, node)


def _check_day(value: Value) -> None:
    text = value.literal or ""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        date.fromisoformat(text)
    except ValueError:
        raise ExpressionError(
            Text(f"ngày '{text}'", f"the date '{text}'"),
            Text("ngày có thật, viết năm-tháng-ngày", "a real day, written year-month-day"),
            Text("viết như DATE '2026-12-31'", "write it as in DATE '2026-12-31'"),
            value.offset,
            code="date",
        ) from None


def _function(checker: Checker, node: exp.Expression) -> Value:
    signature = FUNCTIONS[type(node)]
    values = []
    for name, item in _arguments(node, signature):
        value = checker.value(item)
        place = Text(f"trong {signature.name}()", f"inside {signature.name}()")
        require(value, signature.parameters[name], place)
        allowed = signature.literal.get(name)
        written = isinstance(item, exp.Literal) and re.fullmatch(r"[0-9]{1,3}", item.name)
        if allowed is not None and not (written and int(item.name) in allowed):
            first, last = allowed[0], allowed[-1]
            raise ExpressionError(
                Text(f"{value.shown} {place.vi}", f"{value.shown} {place.en}"),
                Text(f"một số từ {first} đến {last}", f"a whole number, {first} to {last}"),
                Text("viết thẳng số đó", "write the number itself"),
                value.offset,
                code="type-clash",
            )
        values.append(value)
    if len(values) < signature.least:
        raise ExpressionError(
            same(shown(node)),
            Text(
                f"{signature.least} giá trị trong {signature.name}()",
                f"{signature.least} values in {signature.name}()",
            ),
            Text("viết đủ các giá trị, cách nhau bằng dấu phẩy", "write all of them, with commas between"),
            checker.scope.source.offset(node),
            code="arguments",
        )
    return (
        checker.common(node, values) if signature.returns is None else checker.made(signature.returns, node)
    )


def _arguments(node: exp.Expression, signature: Signature) -> Iterator[tuple[str, exp.Expression]]:
    for name in signature.parameters:
        given = node.args.get(name)
        for item in given if isinstance(given, list) else [given]:
            if item is not None:
                yield name, item


def _case(checker: Checker, node: exp.Case) -> Value:
    operand = checker.value(node.this) if node.this else None
    results = []
    for branch in node.args["ifs"]:
        if operand is None:
            checker.boolean(branch.this, Text("sau WHEN", "after WHEN"))
        else:
            check_comparable(operand, checker.value(branch.this), "CASE")
        results.append(checker.value(branch.args["true"]))
    if node.args.get("default"):
        results.append(checker.value(node.args["default"]))
    return checker.common(node, [result for result in results if result.type is not None])


RULES: dict[type[exp.Expression], Callable[[Checker, Any], Value]] = {
    **dict.fromkeys(_SIGNS, _arithmetic),
    **dict.fromkeys(FUNCTIONS, _function),
    exp.Neg: _neg,
    exp.Cast: _cast,
    exp.Case: _case,
}
"""The rule for each kind of node."""
