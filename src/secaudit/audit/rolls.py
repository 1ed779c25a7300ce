"""Every verdict with its row, for those who keep what an audit said of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from secaudit.audit.engines.interface import Engine
from secaudit.audit.nodes import ROW, column
from secaudit.audit.plans import STATUS_OF_CODE, Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.model.roll import Roll

if TYPE_CHECKING:
    import pyarrow as pa


def rolls(
    engine: Engine, verdicts: Verdicts, plans: Sequence[Plan], tables: Mapping[str, pa.Table]
) -> dict[str, Roll]:
    """Return the roll of each plan by its key, its rows in the order of `tables`, the tables as judged."""
    judged = {plan.control.subject for plan in plans}
    ids: dict[str, list[str]] = {name: tables[name]["id"].to_pylist() for name in judged}
    stored: dict[str, list[Plan]] = {}
    for plan in plans:
        stored.setdefault(verdicts.stored[plan.key], []).append(plan)
    found: dict[str, Roll] = {}
    for table, group in stored.items():
        names = [ROW, *(plan.key for plan in group)]
        query = exp.select(*(column(name, table) for name in names), copy=False)
        query = query.from_(exp.to_table(table, quoted=True), copy=False).order_by(column(ROW, table))
        codes = engine.fetch(query)
        known = ids[group[0].control.subject]
        subjects = tuple(known[row] for row in codes[ROW].to_pylist())
        for plan in group:
            statuses = tuple(STATUS_OF_CODE[code] for code in codes[plan.key].to_pylist())
            period = None if plan.period is None else plan.period.name
            found[plan.key] = Roll(plan.control.id, period, subjects, statuses)
    return found
