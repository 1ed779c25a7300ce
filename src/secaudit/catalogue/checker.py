"""The type of every part of an expression, checked before any row is read.

SQL engines convert silently, and not all alike: text beside numbers, dates beside moments. Here nothing
is converted, so an expression that loads means the same on every engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlglot import exp

from secaudit.catalogue import computing, conditions
from secaudit.catalogue.errors import ExpressionError
from secaudit.catalogue.scope import Scope
from secaudit.catalogue.syntax import shown
from secaudit.catalogue.values import NUMERIC, Value, require
from secaudit.model.column import ValueType
from secaudit.model.text import Text

_NUMERAL = re.compile(r"([0-9]{1,18}(\.[0-9]{1,9})?|\.[0-9]{1,9})")

NestedRule = Callable[[Scope, "exp.Exists | exp.Subquery"], Value]
"""What checks a subquery found in a scope."""


class Checker:
    """Gives the type of a node and of all below it, in one scope.

    Two forms are rewritten so that every engine computes the same: the difference of two dates becomes a
    whole number of days, and a date plus an interval stays a date. `nested` checks subqueries; it is None
    inside one, since they do not nest.
    """

    def __init__(self, scope: Scope, nested: NestedRule | None) -> None:
        self.scope = scope
        self._nested = nested

    def value(self, node: exp.Expression) -> Value:
        """Return what a node stands for.

        Raises:
            ExpressionError: types clash somewhere in it, or a name is unknown.
        """
        rule = _RULES.get(type(node))
        if rule is None:
            raise self.misplaced(node)
        return rule(self, node)

    def boolean(self, node: exp.Expression, place: Text) -> None:
        """Check that a node is a condition; `place` says where it stands ("after NOT")."""
        require(self.value(node), frozenset({ValueType.BOOLEAN}), place)

    def made(self, kind: ValueType | None, node: exp.Expression) -> Value:
        """Return a computed value of a type."""
        return Value(kind, node, self.scope.source)

    def common(self, node: exp.Expression, values: Sequence[Value]) -> Value:
        """Return a value of the type that all given ones share; whole numbers may meet other numbers.

        Raises:
            ExpressionError: they share none.
        """
        kinds = {value.type for value in values}
        if kinds == NUMERIC:
            return self.made(ValueType.NUMBER, node)
        if len(kinds) != 1:
            words = [value.words for value in values]
            raise ExpressionError(
                Text(
                    "; ".join(word.vi for word in words) or "chỉ có NULL",
                    "; ".join(word.en for word in words) or "nothing but NULL",
                ),
                Text("các kết quả cùng một kiểu", "results of one type"),
                Text("dùng giá trị cùng kiểu ở mọi nhánh", "give every branch a value of the same type"),
                self.scope.source.offset(node),
                code="type-clash",
            )
        words_held = {value.choices for value in values}
        choices = words_held.pop() if len(words_held) == 1 else ()
        return Value(kinds.pop(), node, self.scope.source, choices)

    def misplaced(self, node: exp.Expression) -> ExpressionError:
        """Return the refusal of something that is allowed, but not where it stands."""
        if isinstance(node, exp.AggFunc):
            advice = Text(
                "viết (SELECT … FROM bảng WHERE …) quanh hàm tổng hợp",
                "write (SELECT … FROM table WHERE …) around it",
            )
        elif isinstance(node, exp.Interval):
            advice = Text(
                "INTERVAL chỉ đứng sau ngày và dấu + hoặc -", "INTERVAL only follows a date and a + or -"
            )
        else:
            advice = Text("viết lại chỗ này", "write this part another way")
        return ExpressionError(
            Text(f"{shown(node)} đứng sai chỗ", f"{shown(node)} where it cannot be"),
            Text("một giá trị hoặc một điều kiện", "a value or a condition"),
            advice,
            self.scope.source.offset(node),
            code="misplaced",
        )

    def column(self, node: exp.Column) -> Value:
        """Return what a column holds."""
        return self.scope.resolve(node)

    def literal(self, node: exp.Literal) -> Value:
        """Return what a literal is: text, a whole number or a decimal one."""
        if node.is_string:
            return Value(ValueType.TEXT, node, self.scope.source, literal=node.name)
        if not _NUMERAL.fullmatch(node.name):
            raise ExpressionError(
                Text(f"số {node.name}", f"the number {node.name}"),
                Text(
                    "số thập phân, nhiều nhất 18 chữ số và 9 chữ số sau dấu chấm",
                    "a decimal number of at most 18 digits, and 9 after the point",
                ),
                Text("viết số thường, không có số mũ", "write a plain number without an exponent"),
                self.scope.source.offset(node),
                code="number",
            )
        return self.made(ValueType.NUMBER if "." in node.name else ValueType.INTEGER, node)

    def subquery(self, node: exp.Exists | exp.Subquery) -> Value:
        """Return what a subquery gives."""
        if self._nested is None:
            raise ExpressionError(
                Text("truy vấn con nằm trong truy vấn con", "a subquery inside a subquery"),
                Text("một tầng truy vấn con", "one level of subqueries"),
                Text(
                    "nối hai EXISTS bằng AND, hoặc tách thành hai tiêu chí",
                    "join two EXISTS by AND, or write two controls",
                ),
                self.scope.source.offset(node),
                code="nested-subquery",
            )
        return self._nested(self.scope, node)


_RULES: dict[type[exp.Expression], Callable[[Checker, Any], Value]] = {
    **conditions.RULES,
    **computing.RULES,
    exp.Column: Checker.column,
    exp.Literal: Checker.literal,
    exp.Boolean: lambda checker, node: checker.made(ValueType.BOOLEAN, node),
    exp.Null: lambda checker, node: checker.made(None, node),
    exp.Paren: lambda checker, node: checker.value(node.this),
    exp.Exists: Checker.subquery,
    exp.Subquery: Checker.subquery,
}
