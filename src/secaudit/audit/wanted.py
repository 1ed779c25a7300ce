"""Which rows a control looks for, as far as it says so in plain values: what to add where one is missing."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from secaudit.audit.plans import Plan
from secaudit.catalogue.expression import Subquery
from secaudit.model.table import Table
from secaudit.model.tables import READABLE


def wanted_rows(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return what rows of other tables a verdict rests on: `year = 2025, stage = spent`, by their table.

    A table of which nothing plain is asked has an empty list.
    """
    found: dict[str, list[str]] = {
        name: [] for name in sorted(plan.asked[0] - {plan.table.name}) if name in READABLE
    }
    for part in (plan.applies, plan.condition):
        for subquery in part.subqueries if part is not None else ():
            asked = ", ".join(_asked(subquery))
            if asked and subquery.table.name in found:
                found[subquery.table.name].append(asked)
    return {name: tuple(dict.fromkeys(rows)) for name, rows in found.items()}


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
