"""The verdicts on all rows as they were stored: read once, as columns, for those who keep or compare them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from secaudit.audit.engines.interface import Engine
from secaudit.audit.nodes import ROW, column
from secaudit.audit.plans import STATUS_OF_CODE, Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.sheet import CODES, Question, Sheet

if TYPE_CHECKING:
    import pyarrow as pa


def sheet_of(
    engine: Engine, verdicts: Verdicts, plans: Sequence[Plan], tables: Mapping[str, pa.Table]
) -> Sheet:
    """Return every verdict of some plans, its rows in the order of `tables`, the tables as judged."""
    stored: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        stored.setdefault((plan.table.name, verdicts.stored[plan.key]), []).append(plan.key)
    found: dict[str, pa.Table] = {}
    for (subject, name), keys in stored.items():
        rows = _fetched(engine, name, keys)
        if subject not in found:
            # Every portion of a table's plans judges the same rows, here in the same order.
            found[subject] = tables[subject].select(["id", UNIT_COLUMN]).take(rows[ROW])
        for key in keys:
            found[subject] = found[subject].append_column(key, rows[key])
    return Sheet({plan.key: _question(plan) for plan in plans}, found)


def _fetched(engine: Engine, name: str, keys: Sequence[str]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    select = [column(ROW, name), *(column(key, name) for key in keys)]
    query = exp.select(*select, copy=False).from_(exp.to_table(name, quoted=True), copy=False)
    rows = engine.fetch(query.order_by(column(ROW, name), copy=False))
    codes = pa.array([CODES[STATUS_OF_CODE[code]] for code in sorted(STATUS_OF_CODE)], pa.int8())
    told = {key: pc.take(codes, rows[key]) for key in keys}
    return pa.table({ROW: rows[ROW], **told})


def _question(plan: Plan) -> Question:
    period = None if plan.period is None else plan.period.name
    return Question(plan.control.id, period, plan.table.name, plan.control.severity)
