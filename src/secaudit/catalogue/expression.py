"""SQL expressions of controls: parsed, limited to the allow-list, resolved and type-checked."""

from __future__ import annotations

from functools import lru_cache

from sqlglot import exp

from secaudit.catalogue.checker import Checker
from secaudit.catalogue.errors import ExpressionError
from secaudit.catalogue.scope import Scope
from secaudit.catalogue.subqueries import Subquery, read_subquery
from secaudit.catalogue.syntax import MAX_TREE_DEPTH, read
from secaudit.catalogue.values import Value, require
from secaudit.lazily import dataclass
from secaudit.model.column import ValueType
from secaudit.model.table import Table
from secaudit.model.text import Text

__all__ = ["ExpressionError", "Parsed", "Subquery", "parse"]

_ANY = frozenset(ValueType) - {ValueType.LIST}
_PLACE = Text("là kết quả của biểu thức", "as the result of the expression")


@dataclass(frozen=True)
class Parsed:
    """An expression that may be used, and what it uses.

    Every column in `tree` carries its table: the subject's name, or the alias of its subquery. What the
    audit gives (`as_of`, and the period of a recurring control) stays a bare column, for engines to fill
    in; `given` names those that are used. `columns` names the subject's columns used anywhere, events'
    booleans by their own name; `subqueries` stand in the order of the text. The tree is shared by everyone
    who parses the same text: copy it before changing it.
    """

    tree: exp.Expression
    type: ValueType
    columns: frozenset[str]
    subqueries: tuple[Subquery, ...]
    given: frozenset[str]


class _Same:
    """A table as a cache's key, equal to itself alone: comparing all columns would cost more than parsing."""

    __slots__ = ("table",)

    def __init__(self, table: Table) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.table is self.table


def parse(
    sql: str,
    subject: Table,
    *,
    wants: frozenset[ValueType] | ValueType | None = None,
    recurring: bool = False,
) -> Parsed:
    """Parse an expression over the rows of a table.

    `wants` are the types that the result may have; None for any. A whole number will do as a number.
    In an expression of a `recurring` control the names of its period can be used.

    Raises:
        ExpressionError: it is not one expression, uses what is not allowed, names an unknown column, or
            its types clash.
    """
    wanted = _ANY if wants is None else frozenset({wants}) if isinstance(wants, ValueType) else wants
    parsed, value = _parse(sql, _Same(subject), recurring)
    require(value, wanted, _PLACE)
    return parsed


@lru_cache(maxsize=4096)
def _parse(sql: str, subject: _Same, recurring: bool) -> tuple[Parsed, Value]:
    tree, source = read(sql)
    scope = Scope(source, subject.table, recurring=recurring)
    found: list[Subquery] = []

    def nested(around: Scope, node: exp.Exists | exp.Subquery) -> Value:
        subquery, value = read_subquery(around, node)
        found.append(subquery)
        return value

    # The checker may put another node in the place of the root; the bracket holds whichever it is.
    holder = exp.Paren(this=tree)
    try:
        value = Checker(scope, nested).value(holder)
        require(value, _ANY, _PLACE)
    except RecursionError as error:
        raise ExpressionError(
            Text("biểu thức lồng nhau quá sâu", "the expression is nested too deeply"),
            Text(f"nhiều nhất {MAX_TREE_DEPTH} tầng", f"at most {MAX_TREE_DEPTH} levels"),
            Text("tách thành nhiều tiêu chí", "split it into several controls"),
            code="too-deep",
        ) from error
    root = holder.this
    root.pop()
    kind = value.type
    if kind is None:
        raise AssertionError("a result without a type passed the check of its type")
    parsed = Parsed(root, kind, frozenset(scope.outer_used), tuple(found), frozenset(scope.given_used))
    return parsed, value
