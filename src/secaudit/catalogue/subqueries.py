"""Subqueries: EXISTS and scalar aggregates over one other table, tied to the subject by an equality."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, cast

from sqlglot import exp

from secaudit.catalogue.checker import Checker
from secaudit.catalogue.errors import ExpressionError, did_you_mean
from secaudit.catalogue.functions import AGGREGATES
from secaudit.catalogue.scope import Scope
from secaudit.catalogue.syntax import shown
from secaudit.catalogue.values import Value, require
from secaudit.lazily import dataclass
from secaudit.model.column import ValueType
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text, same

SubqueryKind = Literal["exists", "count", "sum", "min", "max", "avg"]

_KINDS: dict[type[exp.Expression], SubqueryKind] = {
    exp.Count: "count",
    exp.Sum: "sum",
    exp.Min: "min",
    exp.Max: "max",
    exp.Avg: "avg",
}

_FORM = Text(
    "EXISTS (SELECT 1 FROM bảng WHERE bảng.cột = chủ thể.cột AND …)",
    "EXISTS (SELECT 1 FROM table WHERE table.column = subject.column AND …)",
)


@dataclass(frozen=True)
class Subquery:
    """One subquery of an expression, taken apart for engines.

    `node` stands inside `Parsed.tree`. `argument` is what is aggregated (None for EXISTS and count(*)).
    `keys` are the pairs (inner column, subject's column) that the condition sets equal; `residual` is the
    rest of the condition, None where there is none. `columns` names the inner columns used anywhere.
    """

    node: exp.Exists | exp.Subquery
    kind: SubqueryKind
    table: Table
    alias: str
    argument: exp.Expression | None
    keys: tuple[tuple[str, str], ...]
    residual: exp.Expression | None
    columns: frozenset[str]


def read_subquery(scope: Scope, node: exp.Exists | exp.Subquery) -> tuple[Subquery, Value]:
    """Check a subquery that stands in `scope`, and return it with what it gives.

    Raises:
        ExpressionError: it is not of the form that is allowed, or something in it is wrong.
    """
    select = node.this
    if not isinstance(select, exp.Select):
        raise _form(scope, node, Text("truy vấn con lạ", "an unusual subquery"))
    table, alias = _table(scope, node, select)
    inside = Scope(
        scope.source,
        scope.subject,
        table,
        alias,
        outer_used=scope.outer_used,
        recurring=scope.recurring,
        given_used=scope.given_used,
    )
    checker = Checker(inside, None)
    kind, argument, given = _output(node, select, checker)
    where = select.args.get("where")
    if where is None:
        raise _no_key(scope, node, table, alias)
    checker.boolean(where.this, Text("sau WHERE", "after WHERE"))
    keys, rest = _keys(where.this, inside)
    if not keys:
        raise _no_key(scope, node, table, alias)
    residual = cast("exp.Expression", exp.and_(*rest, copy=True)) if rest else None
    found = Subquery(node, kind, table, alias, argument, tuple(keys), residual, frozenset(inside.inner_used))
    return found, Value(given, node, scope.source)


def _table(scope: Scope, node: exp.Expression, select: exp.Select) -> tuple[Table, str]:
    source = next((part for part in select.args.values() if isinstance(part, exp.From)), None)
    named = source.this if source else None
    if not isinstance(named, exp.Table) or not isinstance(named.this, exp.Identifier):
        raise _form(scope, node, Text("truy vấn con không có FROM bảng", "a subquery without FROM table"))
    name, alias = named.name, named.alias or named.name
    table = SCHEMA.get(name)
    offset = scope.source.offset(named)
    if table is None:
        listed = ", ".join(SCHEMA)
        raise ExpressionError(
            Text(f"không có bảng {name}", f"there is no table {name}"),
            Text("một bảng của danh mục kiểm kê", "a table of the inventory"),
            did_you_mean(name, SCHEMA, Text(f"các bảng: {listed}", f"tables: {listed}")),
            offset,
            code="unknown-table",
        )
    if alias == scope.subject.name:
        raise ExpressionError(
            Text(
                f"truy vấn con dùng tên {alias} như chủ thể", f"a subquery under the subject's name, {alias}"
            ),
            same(f"FROM {name} AS other"),
            Text(
                "đặt bí danh khác cho bảng trong truy vấn con", "give the table in the subquery another alias"
            ),
            offset,
            code="alias",
        )
    return table, alias


def _output(
    node: exp.Exists | exp.Subquery, select: exp.Select, checker: Checker
) -> tuple[SubqueryKind, exp.Expression | None, ValueType | None]:
    outputs = select.expressions
    if isinstance(node, exp.Exists):
        if len(outputs) != 1 or not isinstance(outputs[0], exp.Literal):
            raise _form(
                checker.scope, node, Text("EXISTS không bắt đầu bằng SELECT 1", "EXISTS without SELECT 1")
            )
        return "exists", None, ValueType.BOOLEAN
    output = outputs[0] if len(outputs) == 1 else None
    if output is None or type(output) not in _KINDS:
        raise ExpressionError(
            Text(f"truy vấn con trả về {shown(select)}", f"a subquery that gives {shown(select)}"),
            same("count(*), count(x), sum(x), min(x), max(x), avg(x)"),
            Text(
                "truy vấn con chỉ trả về một hàm tổng hợp; để hỏi có hay không, viết EXISTS",
                "a subquery gives one aggregate; to ask whether there is a row, write EXISTS",
            ),
            checker.scope.source.offset(node),
            code="subquery",
        )
    return _aggregate(output, checker)


def _aggregate(
    output: exp.Expression, checker: Checker
) -> tuple[SubqueryKind, exp.Expression | None, ValueType | None]:
    kind = _KINDS[type(output)]
    if isinstance(output.this, exp.Star):
        return kind, None, ValueType.INTEGER
    if not isinstance(output.this, exp.Expression):
        raise checker.misplaced(output)
    outer_before = set(checker.scope.outer_used)
    checker.scope.outer_used.clear()
    value = checker.value(output.this)
    place = Text(f"trong {kind}()", f"inside {kind}()")
    wanted = AGGREGATES[type(output)]
    if wanted is not None:
        require(value, wanted, place)
    if checker.scope.outer_used or not checker.scope.inner_used:
        raise ExpressionError(
            Text(f"{value.shown} {place.vi}", f"{value.shown} {place.en}"),
            Text("cột của bảng trong truy vấn con", "columns of the subquery's table alone"),
            Text(
                "đưa cột của chủ thể ra ngoài truy vấn con; để đếm dòng, viết count(*)",
                "take the subject's columns outside; to count rows, write count(*)",
            ),
            value.offset,
            code="subquery",
        )
    checker.scope.outer_used |= outer_before
    types = {"count": ValueType.INTEGER, "avg": ValueType.NUMBER}
    return kind, output.this, types.get(kind, value.type)


def _keys(condition: exp.Expression, scope: Scope) -> tuple[list[tuple[str, str]], list[exp.Expression]]:
    """Part the conjuncts of a condition into equalities with a subject's column, and the rest."""
    keys, rest = [], []
    for part in _conjuncts(condition):
        pair = _key(part, scope)
        if pair is None:
            rest.append(part)
        else:
            keys.append(pair)
    return keys, rest


def _conjuncts(condition: exp.Expression) -> Iterator[exp.Expression]:
    if isinstance(condition, exp.And):
        yield from _conjuncts(condition.this)
        yield from _conjuncts(condition.expression)
    elif isinstance(condition, exp.Paren):
        yield from _conjuncts(condition.this)
    else:
        yield condition


def _key(part: exp.Expression, scope: Scope) -> tuple[str, str] | None:
    if not isinstance(part, exp.EQ):
        return None
    sides = {side.table: side.name for side in (part.this, part.expression) if isinstance(side, exp.Column)}
    inner, outer = sides.get(scope.alias), sides.get(scope.subject.name)
    if inner is None or outer is None or scope.subject.types[outer] is ValueType.BOOLEAN:
        return None
    return inner, outer


def _no_key(scope: Scope, node: exp.Expression, table: Table, alias: str) -> ExpressionError:
    example = f"{alias}.unit = {scope.subject.name}.{'id' if scope.subject.name == 'units' else 'unit'}"
    return ExpressionError(
        Text(
            f"truy vấn con trên {table.name} không gắn với {scope.subject.name}",
            f"a subquery on {table.name} that is not tied to {scope.subject.name}",
        ),
        Text(
            f"điều kiện {alias}.cột = {scope.subject.name}.cột, nối bằng AND",
            f"a condition {alias}.column = {scope.subject.name}.column, joined by AND",
        ),
        Text(f"thêm điều kiện, ví dụ {example}", f"add one, such as {example}"),
        scope.source.offset(node),
        code="no-key",
    )


def _form(scope: Scope, node: exp.Expression, found: Text) -> ExpressionError:
    return ExpressionError(
        found,
        _FORM,
        Text("viết lại theo dạng đó", "write it in that form"),
        scope.source.offset(node),
        code="subquery",
    )
