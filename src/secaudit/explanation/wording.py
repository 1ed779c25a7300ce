"""Expressions and values as people read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from sqlglot import exp

from secaudit.audit.messages import written_day
from secaudit.audit.observations import as_value
from secaudit.lazily import dataclass
from secaudit.model.column import Column, Kind
from secaudit.model.finding import Value
from secaudit.model.share import cut
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import LANGUAGES, Language, Text, same

UNKNOWN = Text("chưa rõ", "unknown")
NONE = Text("không có (none)", "none")
EMPTY = Text("(ô trống)", "(empty cell)")
_TRUTH = {True: Text("đúng", "true"), False: Text("sai", "false")}
_YES_NO = {True: Text("có", "yes"), False: Text("không", "no")}

_MONEY = frozenset(
    column.name for table in SCHEMA.values() for column in table.columns if column.kind is Kind.MONEY
)

_PLACE = "\ue000{}\ue001"
_PLACES = re.compile("\ue000([0-9]+)\ue001")
"""Marks that no expression holds: characters of the private use area."""

Put = Callable[[exp.Expr], str | None]
"""What to write in place of a node; None to write the node itself."""


def plain(value: Any) -> Value:
    """Return a value of the engine as JSON can hold it: whole numbers whole, days in ISO form."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return as_value(value)


def is_number(value: Any) -> bool:
    """Whether a value is a number that can be compared with others."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and isfinite(value)


def is_money(node: exp.Expr) -> bool:
    """Whether an expression is made of amounts of money."""
    return any(column.name in _MONEY for column in node.find_all(exp.Column))


def in_words(value: Any, *, money: bool = False, apart: Iterable[Any] = ()) -> Text:
    """Return a value as it stands in an expression: text in quotes, days by language, money grouped.

    A number has six decimals, or as many as tell it from the other values `apart`.
    """
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return _TRUTH[value]
    if isinstance(value, str):
        return same("'" + value.replace("'", "''") + "'")
    if isinstance(value, date):
        return _day(value)
    return _number(value, apart) if money or not isinstance(value, int) else same(str(value))


def cell_in_words(column: Column, value: Any, happened: bool | None = None) -> Text:
    """Return a value as it stands in its cell; `happened` is the boolean beside an event."""
    if value is None:
        return NONE if column.is_event and happened is False else EMPTY
    if isinstance(value, bool):
        return _YES_NO[value]
    if column.kind is Kind.CHOICE:
        return choice_label(column.name, str(value)) + same(f" ({value})")
    if isinstance(value, list):
        return same("; ".join(value))
    if isinstance(value, str):
        return same(value) if value else NONE
    return in_words(value, money=column.kind is Kind.MONEY)


def declared_in_words(value: Value) -> Text:
    """Return what a unit had declared in a cell, as evidence holds it."""
    if value is None:
        return EMPTY
    return _YES_NO[value] if isinstance(value, bool) else NONE if value == "none" else same(str(value))


def _day(value: date) -> Text:
    clock = value.strftime(" %H:%M") if isinstance(value, datetime) else ""
    return Text(written_day(value, "vi") + clock, written_day(value, "en") + clock)


def _number(value: float | Decimal, apart: Iterable[Any]) -> Text:
    from babel.numbers import format_decimal

    short = cut(value, 6, [other for other in apart if is_number(other)]) if isfinite(value) else value

    def written_number(language: Language) -> str:
        form = "#,##0.######"
        return str(format_decimal(short, format=form, locale=language, decimal_quantization=False))

    return Text(written_number("vi"), written_number("en"))


@dataclass(frozen=True)
class Template:
    """An expression with places for the values of some of its nodes, so that many rows can share it."""

    text: str
    nodes: tuple[exp.Expr, ...]

    @classmethod
    def of(cls, node: exp.Expr, subject: str, chosen: Callable[[exp.Expr], bool]) -> Template:
        """Return an expression with a place for every node that is `chosen`."""
        places: list[exp.Expr] = []

        def put(part: exp.Expr) -> str | None:
            if not chosen(part):
                return None
            places.append(part)
            return _PLACE.format(len(places) - 1)

        return cls(written(node, subject, put), tuple(places))

    def filled(self, value: Callable[[exp.Expr], Text]) -> Text:
        """Return the expression in both languages, with the nodes' values in their places."""
        values = [value(node) for node in self.nodes]
        vi, en = (
            _PLACES.sub(lambda found: values[int(found.group(1))].to(language), self.text)  # noqa: B023
            for language in LANGUAGES
        )
        return Text(vi, en)


def written(node: exp.Expr, subject: str, put: Put = lambda node: None) -> str:
    """Return an expression as its author wrote it, on one line, with some nodes replaced.

    What the checker rewrote for the engines is written back; the subject's columns stand without its name
    but in a subquery.
    """
    holder = exp.Paren(this=node.copy())
    copies = list(holder.this.walk())
    for original, copy in zip(list(node.walk()), copies, strict=True):
        words = put(original)
        if words is not None:
            copy.replace(exp.var(words))
        elif isinstance(copy, exp.Column):
            inside = copy.find_ancestor(exp.Exists, exp.Subquery) is not None
            qualified = copy.table and (inside or copy.table != subject)
            copy.replace(exp.var(f"{copy.table}.{copy.name}" if qualified else copy.name))
        elif isinstance(copy, exp.Identifier):
            copy.set("quoted", False)
        else:
            _write_back(copy)
    return " ".join(str(holder.this.sql(dialect="duckdb")).split())


def _write_back(node: exp.Expr) -> None:
    """Undo what the checker made of the difference of two days, of a shifted day and of a day's name."""
    if isinstance(node, exp.DateDiff):
        node.replace(exp.Sub(this=node.this, expression=node.expression))
    elif isinstance(node, exp.Cast) and isinstance(node.this, exp.Literal):
        node.replace(exp.var(f"DATE '{node.this.name}'"))
    elif isinstance(node, exp.Cast) and isinstance(node.this, exp.Add | exp.Sub):
        node.replace(node.this)
