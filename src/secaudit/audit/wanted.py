"""Which rows a control looks for, as far as it says so in plain values: what to add where one is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from secaudit.audit.plans import Plan
from secaudit.catalogue.expression import Subquery
from secaudit.model.table import Table
from secaudit.model.tables import READABLE

Row = tuple[str, tuple[str, ...]]
"""What a row has to say (`year = 2025, stage = spent`), and the columns that are reckoned with."""


def wanted_rows(plan: Plan) -> dict[str, tuple[Row, ...]]:
    """Return the rows of other tables that a verdict rests on, by their table.

    A table of which nothing plain is asked has an empty list.
    """
    names = sorted(plan.asked[0] - {plan.table.name})
    found: dict[str, dict[str, dict[str, None]]] = {name: {} for name in names if name in READABLE}
    for part in (plan.applies, plan.condition):
        for subquery in part.subqueries if part is not None else ():
            asked = ", ".join(_asked(subquery))
            if asked and subquery.table.name in found:
                found[subquery.table.name].setdefault(asked, {}).update(_told(subquery))
    return {
        name: tuple((asked, tuple(columns)) for asked, columns in rows.items())
        for name, rows in found.items()
    }


def _told(subquery: Subquery) -> dict[str, None]:
    """Return the columns that are summed or counted over the rows: their cells have to be filled in."""
    columns = () if subquery.argument is None else subquery.argument.find_all(exp.Column)
    return {column.name: None for column in columns}


def _asked(subquery: Subquery) -> Iterator[str]:
    if subquery.residual is None:
        return
    for part in (
        subquery.residual.flatten() if isinstance(subquery.residual, exp.And) else [subquery.residual]
    ):
        if not isinstance(part, exp.EQ):
            continue
        column, value = part.this, part.expression
        if isinstance(value, exp.Column):
            column, value = value, column
        if (
            isinstance(value, exp.Literal)
            and isinstance(column, exp.Column)
            and _is_own(column, subquery.table)
        ):
            yield f"{column.name} = {value.name}"


def _is_own(column: exp.Column, table: Table) -> bool:
    return column.name in table.by_name
