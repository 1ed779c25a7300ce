"""What deeds cost, asked of the engine that judged: the controls' own rules over the rows that fail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import ceil, isfinite

from sqlglot import exp

from secaudit.audit.bench import Bench
from secaudit.audit.engines.interface import EngineError
from secaudit.audit.nodes import DECLARED, column, named
from secaudit.audit.plans import Plan
from secaudit.catalogue.expression import parse
from secaudit.model.column import ValueType
from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.tables import SCHEMA
from secaudit.remediation.deed import COMPLETION, Deed

_Rows = Mapping[tuple[str, str | None], Mapping[str, int | None]]
"""Costs by control and period, and in each by the id of the row."""


def costs(bench: Bench, deeds: Iterable[Deed]) -> dict[str, int | None]:
    """Return what each deed costs in VND, by its id; None where that is not known.

    A row costs what the dearest of the deed's controls asks for it, and a deed the sum over its rows. To
    complete an inventory costs nothing.
    """
    listed = list(deeds)
    rows = _rows(
        bench, [finding for deed in listed for finding in deed.findings if deed.key.deed != COMPLETION]
    )
    return {deed.id: 0 if deed.key.deed == COMPLETION else _cost(deed, rows) for deed in listed}


def _cost(deed: Deed, rows: _Rows) -> int | None:
    dearest: dict[tuple[str, str], int] = {}
    for finding in deed.findings:
        cost = rows[finding.control, finding.period].get(finding.subject.id)
        if cost is None:
            return None
        place = (finding.subject.table, finding.subject.id)
        dearest[place] = max(cost, dearest.get(place, 0))
    return sum(dearest.values())


def _rows(bench: Bench, findings: Iterable[Finding]) -> _Rows:
    controls = {control.id: control for control in bench.catalogue.controls}
    found: dict[tuple[str, str | None], Mapping[str, int | None]] = {}
    for name, period in {(finding.control, finding.period) for finding in findings}:
        try:
            found[name, period] = row_costs(bench, controls[name], period)
        except (EngineError, OverflowError):
            # A rule that cannot be evaluated tells no cost; the verdicts stand without it.
            found[name, period] = {}
    return found


def row_costs(bench: Bench, control: Control, period: str | None) -> Mapping[str, int | None]:
    """Return what a control's deed costs for each row of its table, in VND; empty where it has no rule.

    Raises:
        EngineError: evaluating the rule failed.
        OverflowError: it gives a day that no calendar of ours holds.
    """
    cost = control.remediation.cost
    if cost is None:
        return {}
    plan = next(one for one in bench.plans(control) if period in (None, one.period and one.period.name))
    parsed = parse(
        cost.vnd.sql,
        SCHEMA[control.subject],
        wants=frozenset({ValueType.NUMBER}),
        recurring=control.every is not None,
    )
    rows = bench.engine.fetch(_query(plan, plan.compiled(parsed))).to_pylist()
    return {row["id"]: _whole(row["cost"]) for row in rows}


def _query(plan: Plan, cost: exp.Expr) -> exp.Select:
    subject = plan.table.name
    return (
        exp.select(named(column("id", subject), "id"), named(cost, "cost"), copy=False)
        .from_(exp.to_table(subject), copy=False)
        .join(
            exp.to_table(DECLARED),
            on=exp.EQ(this=column("unit", DECLARED), expression=column(UNIT_COLUMN, subject)),
            join_type="left",
            copy=False,
        )
    )


def _whole(cost: float | Decimal | None) -> int | None:
    """Return whole VND, rounded up: with less, the deed would not be paid for."""
    return None if cost is None or not isfinite(cost) else max(ceil(cost), 0)
