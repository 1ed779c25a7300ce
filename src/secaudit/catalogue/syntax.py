"""From a text to a syntax tree that holds nothing but what an expression may hold.

This is an allow-list: a node, or an argument of a node, that is not named here is refused, whatever a
later version of the parser learns to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

from sqlglot import Token, exp
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import ParseError

from secaudit.catalogue.errors import ExpressionError, did_you_mean
from secaudit.catalogue.functions import AGGREGATES, FUNCTION_NAMES, FUNCTIONS, WorkingDaysAfter
from secaudit.catalogue.refusals import (
    GENERAL_ADVICE,
    STATEMENTS,
    TOKENS,
    clause_name,
    node_advice,
)
from secaudit.model.text import Text, same

MAX_LENGTH = 4000
"""Characters in one expression; a longer one is unreadable before it is slow."""

MAX_DEPTH = 30
"""Levels of brackets and CASE; the parser recurses, so this also bounds what a hostile text can cost."""

MAX_TREE_DEPTH = 100
"""Levels of the syntax tree, where each further AND of a chain is one more."""

_TWO = frozenset({"this", "expression"})
_ALLOWED: dict[type[exp.Expression], frozenset[str]] = {
    exp.Column: frozenset({"this", "table"}),
    exp.Identifier: frozenset({"this", "quoted"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Boolean: frozenset({"this"}),
    exp.Null: frozenset(),
    **dict.fromkeys((exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE), _TWO),
    **dict.fromkeys((exp.And, exp.Or, exp.Add, exp.Sub, exp.Mul, exp.Is), _TWO),
    exp.Div: _TWO | {"typed", "safe"},
    exp.Like: _TWO | {"negate"},
    **dict.fromkeys((exp.Not, exp.Neg, exp.Paren), frozenset({"this"})),
    exp.In: frozenset({"this", "expressions"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Case: frozenset({"this", "ifs", "default"}),
    exp.If: frozenset({"this", "true"}),
    exp.Cast: frozenset({"this", "to"}),
    exp.DataType: frozenset({"this"}),
    exp.Interval: frozenset({"this", "unit"}),
    exp.Var: frozenset({"this"}),
    exp.Star: frozenset(),
    exp.Exists: frozenset({"this"}),
    exp.Subquery: frozenset({"this"}),
    exp.Select: frozenset({"expressions", "from_", "from", "where"}),
    exp.From: frozenset({"this"}),
    exp.Table: frozenset({"this", "alias"}),
    exp.TableAlias: frozenset({"this"}),
    exp.Where: frozenset({"this"}),
    **{kind: frozenset(signature.parameters) for kind, signature in FUNCTIONS.items()},
    **dict.fromkeys(AGGREGATES, frozenset({"this"})),
    exp.Count: frozenset({"this", "big_int"}),
    exp.Least: frozenset({"this", "expressions", "ignore_nulls"}),
    exp.Greatest: frozenset({"this", "expressions", "ignore_nulls"}),
    exp.ConcatWs: frozenset({"expressions", "safe", "coalesce"}),
}


def shown(node: exp.Expression) -> str:
    """Return a part of an expression, cut short, as a message shows it."""
    try:
        words = node.sql(dialect="duckdb").replace('"', "")
    except Exception:
        # Some refused nodes cannot be written back; their kind names them well enough.
        words = type(node).__name__
    return _short(words)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:57] + "…"


_ONLY_INSIDE: dict[type[exp.Expression], type] = {exp.If: exp.Case, exp.Star: exp.Count}
"""Nodes that are allowed as a part of one other kind of node alone."""


class Source:
    """The text of an expression, and where its parts stand in it."""

    def __init__(self, sql: str, tokens: list[Token]) -> None:
        self.sql = sql
        self.tokens = tokens

    def offset(self, node: exp.Expression) -> int | None:
        """Return where a node begins, or where the first name in it does."""
        for part in node.walk(bfs=False):
            start = part.meta.get("start") if isinstance(part, exp.Identifier) else None
            if start is not None:
                return int(start)
        return self.word(node.name) if isinstance(node, exp.Literal) else None

    def word(self, text: str, after: int = 0) -> int | None:
        """Return where a token with this text first stands, at or after an offset."""
        wanted = text.casefold()
        return next((t.start for t in self.tokens if t.start >= after and t.text.casefold() == wanted), None)

    def call(self, names: tuple[str, ...]) -> tuple[str, int] | None:
        """Return the first call of a function of one of these names: how it is written, and where."""
        wanted = {name.casefold() for name in names}
        for token, following in zip(self.tokens, self.tokens[1:], strict=False):
            if token.text.casefold() in wanted and following.text == "(":
                return token.text, token.start
        return None


@lru_cache(maxsize=1)
def _dialect() -> Dialect:
    return Dialect.get_or_raise("duckdb")


def read(sql: str) -> tuple[exp.Expression, Source]:
    """Parse a text into a tree of allowed nodes only.

    Raises:
        ExpressionError: it is not one expression, or holds something that an expression may not.
    """
    if len(sql) > MAX_LENGTH:
        raise ExpressionError(
            Text(f"biểu thức dài {len(sql)} ký tự", f"an expression of {len(sql)} characters"),
            Text(f"nhiều nhất {MAX_LENGTH} ký tự", f"at most {MAX_LENGTH} characters"),
            Text("tách thành nhiều tiêu chí", "split it into several controls"),
            code="too-long",
        )
    source = Source(sql, _tokens(sql))
    _check_tokens(source)
    tree = _parse(source)
    _check_nodes(tree, source)
    return tree, source


def _tokens(sql: str) -> list[Token]:
    try:
        return list(_dialect().tokenize(sql))
    except Exception as error:
        # The tokenizer promises no kind of error for hostile texts; whatever it is, the text is at fault.
        raise ExpressionError(
            Text("không đọc được biểu thức", "the expression cannot be read"),
            Text("một biểu thức SQL", "one SQL expression"),
            Text("kiểm tra các dấu nháy", "check that every quote is closed"),
            code="syntax",
        ) from error


def _check_tokens(source: Source) -> None:
    if not source.tokens:
        raise _syntax(source, None, Text("biểu thức rỗng", "an empty expression"))
    depth = 0
    for token in source.tokens:
        if token.comments:
            raise ExpressionError(
                Text("chú thích trong biểu thức", "a comment inside the expression"),
                Text("biểu thức không có chú thích", "an expression without comments"),
                Text("viết chú thích bằng # của YAML", "write comments as YAML's #"),
                token.start,
                code="comment",
            )
        advice = TOKENS.get(token.token_type.name)
        if advice is not None:
            raise _refused(same(_short(token.text)), advice, token.start)
        depth += {"L_PAREN": 1, "CASE": 1, "R_PAREN": -1, "END": -1}.get(token.token_type.name, 0)
        if depth > MAX_DEPTH:
            raise _too_deep(token.start)


def _parse(source: Source) -> exp.Expression:
    try:
        found = _dialect().parser().parse_into(exp.Condition, source.tokens, source.sql)
    except ParseError as error:
        raise _syntax(source, _place(error, source), None) from error
    except RecursionError as error:
        raise _too_deep(None) from error
    except Exception as error:
        # Hostile texts make the parser fail in ways that it does not declare; the text is at fault.
        raise _syntax(source, None, None) from error
    if len(found) != 1 or found[0] is None:
        raise _syntax(source, None, None)
    return cast("exp.Expression", found[0].transform(_own_function, copy=False))


def _own_function(node: exp.Expr) -> exp.Expr:
    """Return a call of a function that the parser does not know as the node of its own that it is."""
    if not isinstance(node, exp.Anonymous) or node.name.upper() not in WorkingDaysAfter.sql_names():
        return node
    if len(node.expressions) > len(WorkingDaysAfter.arg_types):
        return node
    # What is put in place of a node is not walked again, so calls within the call are seen to here.
    parts = [part.transform(_own_function, copy=False) for part in node.expressions]
    return WorkingDaysAfter(**dict(zip(WorkingDaysAfter.arg_types, parts, strict=False)))


def _place(error: ParseError, source: Source) -> int | None:
    first = error.errors[0] if error.errors else {}
    at = (first.get("line"), first.get("col"))
    return next((token.start for token in source.tokens if (token.line, token.col) == at), None)


def _syntax(source: Source, offset: int | None, found: Text | None) -> ExpressionError:
    first = source.tokens[0] if source.tokens else None
    if first is not None and first.text.upper() in STATEMENTS:
        word = first.text.upper()
        return ExpressionError(
            Text(f"câu lệnh {word}", f"a statement ({word})"),
            Text("một biểu thức", "an expression"),
            node_advice("Select"),
            first.start,
            code="statement",
        )
    near = "" if offset is None else source.sql[offset : offset + 20]
    return ExpressionError(
        found or Text(f"không hiểu biểu thức ở chỗ «{near}»", f"the expression makes no sense at «{near}»"),
        Text("một biểu thức SQL", "one SQL expression"),
        GENERAL_ADVICE,
        offset,
        code="syntax",
    )


def _too_deep(offset: int | None) -> ExpressionError:
    return ExpressionError(
        Text("biểu thức lồng nhau quá sâu", "the expression is nested too deeply"),
        Text(f"nhiều nhất {MAX_DEPTH} tầng", f"at most {MAX_DEPTH} levels"),
        Text("tách thành nhiều tiêu chí hoặc dùng IN (…)", "split it into several controls, or use IN (…)"),
        offset,
        code="too-deep",
    )


def _refused(what: Text, advice: Text, offset: int | None, code: str = "not-allowed") -> ExpressionError:
    return ExpressionError(
        Text(f"{what.vi} không được dùng trong biểu thức", f"{what.en} may not be used in an expression"),
        Text("chỉ những thành phần được phép", "only what an expression may hold"),
        advice,
        offset,
        code=code,
    )


def _check_nodes(tree: exp.Expression, source: Source) -> None:
    """Walk the tree without recursion and refuse what is not allowed, outermost first."""
    waiting = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > MAX_TREE_DEPTH:
            raise _too_deep(source.offset(node))
        allowed = _ALLOWED.get(type(node))
        if allowed is None or not isinstance(node.parent, _ONLY_INSIDE.get(type(node), object)):
            raise _refusal(node, source)
        for name, value in node.args.items():
            if value in (None, False) or value == []:
                continue
            if name not in allowed:
                raise _refused(
                    Text(*[clause_name(name)] * 2),
                    node_advice(type(value).__name__),
                    source.offset(node),
                )
            waiting.extend((child, depth + 1) for child in _children(value))


def _children(value: Any) -> Iterator[exp.Expression]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, exp.Expression):
            yield item


def _refusal(node: exp.Expression, source: Source) -> ExpressionError:
    kind = type(node).__name__
    if isinstance(node, exp.Func) and not isinstance(node, (exp.If, exp.Any, exp.All)):
        names = (node.name,) if isinstance(node, exp.Anonymous) else tuple(node.sql_names())
        call = source.call(names)
        name = call[0] if call else names[0].lower()
        listed = ", ".join(FUNCTION_NAMES)
        advice = node_advice(kind)
        if advice is GENERAL_ADVICE:
            advice = did_you_mean(
                name,
                FUNCTION_NAMES,
                Text(f"các hàm dùng được: {listed}", f"functions that can be used: {listed}"),
            )
        what = Text(f"hàm {name}", f"the function {name}")
        return _refused(what, advice, call[1] if call else source.offset(node), "function")
    return _refused(same(shown(node)), node_advice(kind), source.offset(node))
