"""The pieces that queries are made of: names of our own tables and columns, and small syntax nodes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce

from sqlglot import exp

DECLARED = "_declared"
"""Name of the table of what each unit has declared complete: `unit`, and a boolean for each table."""

CALENDAR = "_calendar"
"""Name of the table that numbers working days: `day`, and how many working days there were by then."""

ROW = "_row"
"""Name of the column that numbers the rows of every loaded table, from 0."""


def column(name: str, table: str) -> exp.Column:
    """Return a reference to a column, quoted, so that a name may be any word."""
    return exp.column(name, table=table, quoted=True)


def number(value: int) -> exp.Expr:
    """Return a whole number as a literal."""
    return exp.Literal.number(value)


def day(value: date) -> exp.Expr:
    """Return a day as a literal."""
    return exp.cast(exp.Literal.string(value.isoformat()), exp.DataType.Type.DATE)


def any_of(parts: Iterable[exp.Expr]) -> exp.Expr:
    """Return the disjunction of conditions, false for none."""
    known = list(parts)
    return (
        exp.Paren(this=reduce(lambda left, right: exp.Or(this=left, expression=right), known))
        if known
        else exp.false()
    )


def named(expression: exp.Expr, name: str) -> exp.Expr:
    """Return an expression under a name."""
    return exp.alias_(expression, name, quoted=True, copy=False)
