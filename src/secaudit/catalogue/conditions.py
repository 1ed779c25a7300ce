"""The rules for the parts of an expression that are true, false or unknown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from secaudit.catalogue.errors import ExpressionError
from secaudit.catalogue.syntax import shown
from secaudit.catalogue.values import Value, check_comparable, require
from secaudit.model.column import ValueType
from secaudit.model.text import Text, same

if TYPE_CHECKING:
    from secaudit.catalogue.checker import Checker

_SIGNS: dict[type[exp.Expression], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}


def _connective(checker: Checker, node: exp.And | exp.Or) -> Value:
    word = type(node).__name__.upper()
    place = Text(f"ở hai bên {word}", f"on both sides of {word}")
    for side in (node.this, node.expression):
        checker.boolean(side, place)
    return checker.made(ValueType.BOOLEAN, node)


def _not(checker: Checker, node: exp.Not) -> Value:
    checker.boolean(node.this, Text("sau NOT", "after NOT"))
    return checker.made(ValueType.BOOLEAN, node)


def _comparison(checker: Checker, node: exp.Expression) -> Value:
    check_comparable(checker.value(node.this), checker.value(node.expression), _SIGNS[type(node)])
    return checker.made(ValueType.BOOLEAN, node)


def _in(checker: Checker, node: exp.In) -> Value:
    left = checker.value(node.this)
    if not node.expressions:
        raise checker.misplaced(node)
    for item in node.expressions:
        value = checker.value(item)
        if not _is_literal(item):
            raise ExpressionError(
                Text(f"{value.shown} trong danh sách IN", f"{value.shown} in a list after IN"),
                Text("danh sách các giá trị viết thẳng", "a list of literal values"),
                Text("so sánh với cột bằng = và OR", "compare with columns by = and OR"),
                value.offset,
                code="in-list",
            )
        check_comparable(left, value, "IN")
    return checker.made(ValueType.BOOLEAN, node)


def _is_literal(node: exp.Expression) -> bool:
    inner = node.this if isinstance(node, exp.Neg) else node
    return isinstance(inner, exp.Literal | exp.Boolean | exp.Null) or (
        isinstance(inner, exp.Cast) and isinstance(inner.this, exp.Literal)
    )


def _between(checker: Checker, node: exp.Between) -> Value:
    middle = checker.value(node.this)
    for name in ("low", "high"):
        check_comparable(middle, checker.value(node.args[name]), "BETWEEN")
    return checker.made(ValueType.BOOLEAN, node)


def _is(checker: Checker, node: exp.Is) -> Value:
    value = checker.value(node.this)
    if not isinstance(node.expression, exp.Null) or value.type is None:
        raise ExpressionError(
            same(shown(node)),
            same("IS NULL, IS NOT NULL"),
            Text(
                "viết điều kiện trực tiếp; IS TRUE và IS FALSE che mất dữ liệu còn thiếu",
                "write the condition itself; IS TRUE and IS FALSE hide missing data",
            ),
            value.offset,
            code="is-truth",
        )
    return checker.made(ValueType.BOOLEAN, node)


def _like(checker: Checker, node: exp.Like) -> Value:
    left = checker.value(node.this)
    require(left, frozenset({ValueType.TEXT}), Text("trước LIKE", "before LIKE"))
    if left.choices:
        check_comparable(left, left, "LIKE")
    pattern = checker.value(node.expression)
    if pattern.literal is None:
        raise ExpressionError(
            Text(f"{pattern.shown} sau LIKE", f"{pattern.shown} after LIKE"),
            Text("mẫu viết thẳng", "a literal pattern"),
            Text(
                "viết mẫu trong dấu nháy đơn, ví dụ 'bí thư%'",
                "write the pattern in single quotes, as in 'abc%'",
            ),
            pattern.offset,
            code="type-clash",
        )
    return checker.made(ValueType.BOOLEAN, node)


RULES: dict[type[exp.Expression], Callable[[Checker, Any], Value]] = {
    **dict.fromkeys(_SIGNS, _comparison),
    exp.And: _connective,
    exp.Or: _connective,
    exp.Not: _not,
    exp.In: _in,
    exp.Between: _between,
    exp.Is: _is,
    exp.Like: _like,
}
"""The rule for each kind of node."""
