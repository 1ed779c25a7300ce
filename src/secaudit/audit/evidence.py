"""What the engine knows about the rows that became findings: values, figures, deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlglot import exp

from secaudit.audit.engines.interface import Engine, EngineError
from secaudit.audit.nodes import DECLARED, ROW, column, named, number
from secaudit.audit.plans import STATUS_OF_CODE, UNKNOWN_SCOPE, Plan, codes_of
from secaudit.audit.verdicts import Verdicts
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.status import Status
from secaudit.model.table import Table

EXPOSURE_CELLS = ("segment", "internet")
"""The cells of a row that its exposure rests on; not every table has both."""

_NAME_COLUMNS = ("name", "item", "what")


@dataclass(frozen=True, slots=True)
class Detail:
    """One judged row with the values behind its verdict.

    `values` holds the subject's cells that the control reads (and its name), `figures` the control's
    named figures, `measure` the measured number. `computed` is false where figures could not be computed,
    `scope_unknown` true where it is not known whether the control applies.
    """

    row: int
    id: str
    unit: str | None
    status: Status
    due: date | None
    values: Mapping[str, Any]
    figures: Mapping[str, Any]
    measure: float | None
    computed: bool
    scope_unknown: bool


def name_column(table: Table) -> str | None:
    """Return the column that holds what people call a row."""
    return next((name for name in _NAME_COLUMNS if name in table.by_name), None)


def read_columns(plan: Plan) -> tuple[str, ...]:
    """Return the names of the subject that a control reads, in the order of the table."""
    parsed = [plan.applies, plan.condition, plan.due, plan.measure, *plan.figures.values()]
    used = {name for item in parsed if item is not None for name in item.columns}
    if plan.control.key is not None:
        used.add(plan.control.key)
    return tuple(name for name in plan.table.types if name in used)


def fetched_columns(plan: Plan, also: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the names to fetch: those read, both halves of each event, and what explains exposure."""
    used = set(read_columns(plan)) | set(also) | ({name_column(plan.table)} - {None})
    for event in plan.table.events:
        if event.name in used or event.happened in used:
            used |= {event.name, event.happened}
    if "exposed" in used:
        used |= {"exposure_path", *EXPOSURE_CELLS}
    return tuple(name for name in plan.table.types if name in used)


def details(
    engine: Engine, plan: Plan, verdicts: Verdicts, statuses: Sequence[Status], also: Sequence[str] = ()
) -> Iterator[Detail]:
    """Yield the rows of a control that got one of `statuses`, in the order of the table.

    `also` names further columns to fetch. Rows that could not be evaluated are fetched without figures.
    """
    wanted = [status for status in statuses if status is not Status.ERROR]
    columns = fetched_columns(plan, also)
    crashed = plan.key in verdicts.errors
    if Status.ERROR in statuses and crashed:
        yield from _fetch(engine, plan, verdicts, [Status.ERROR], columns, computed=False)
    if not wanted:
        return
    rows = _rows_with(engine, plan, verdicts, wanted) if crashed else None
    try:
        yield from _fetch(engine, plan, verdicts, wanted, columns, computed=True, rows=rows)
    except (EngineError, OverflowError):
        # The figures of a message may fail where the verdict did not, or be days that no calendar holds;
        # the verdict stands without them.
        yield from _fetch(engine, plan, verdicts, wanted, columns, computed=False, rows=rows)


def _rows_with(engine: Engine, plan: Plan, verdicts: Verdicts, statuses: Sequence[Status]) -> list[int]:
    table = verdicts.stored[plan.key]
    query = (
        exp.select(column(ROW, table))
        .from_(exp.to_table(table, quoted=True))
        .where(_has(plan, table, statuses))
    )
    rows: list[int] = engine.fetch(query)[ROW].to_pylist()
    return rows


def _has(plan: Plan, table: str, statuses: Sequence[Status]) -> exp.Expr:
    return exp.In(this=column(plan.key, table), expressions=codes_of(statuses))


def joined(
    plan: Plan, verdicts: Verdicts, statuses: Sequence[Status], select: Sequence[exp.Expr]
) -> exp.Select:
    """Return a query over the rows of a control that got one of `statuses`."""
    subject, table = plan.table.name, verdicts.stored[plan.key]
    return (
        exp.select(*select, copy=False)
        .from_(exp.to_table(subject), copy=False)
        .join(
            exp.to_table(table, quoted=True),
            on=exp.EQ(this=column(ROW, table), expression=column(ROW, subject)),
            copy=False,
        )
        .join(
            exp.to_table(DECLARED),
            on=exp.EQ(this=column("unit", DECLARED), expression=column(UNIT_COLUMN, subject)),
            join_type="left",
            copy=False,
        )
        .where(_has(plan, table, statuses), copy=False)
        .order_by(column(ROW, subject), copy=False)
    )


def _fetch(
    engine: Engine,
    plan: Plan,
    verdicts: Verdicts,
    statuses: Sequence[Status],
    columns: Sequence[str],
    *,
    computed: bool,
    rows: Sequence[int] | None = None,
) -> Iterator[Detail]:
    if rows is not None and not rows:
        return
    subject, table = plan.table.name, verdicts.stored[plan.key]
    computations = _computations(plan, due=statuses != [Status.ERROR], figures=computed)
    select: list[exp.Expr] = [
        named(column(ROW, subject), "row"),
        named(column("id", subject), "id"),
        named(column(UNIT_COLUMN, subject), "unit"),
        named(column(plan.key, table), "status"),
        *(named(column(name, subject), f"c:{name}") for name in columns),
        *(named(expression, name) for name, expression in computations.items()),
    ]
    query = joined(plan, verdicts, statuses, select)
    if rows is not None:
        query = query.where(exp.In(this=column(ROW, subject), expressions=[number(row) for row in rows]))
    found = engine.fetch(query)
    # A list for each name, and a row taken across them: far cheaper than a dictionary for each row.
    data = {name: found[name].to_pylist() for name in found.column_names}
    figure_names = list(plan.figures) if computed else []
    for index in range(found.num_rows):
        yield Detail(
            row=data["row"][index],
            id=data["id"][index],
            unit=data["unit"][index],
            status=STATUS_OF_CODE[data["status"][index]],
            due=data["due"][index] if "due" in data else None,
            values={name: data[f"c:{name}"][index] for name in columns},
            figures={name: data[f"f:{name}"][index] for name in figure_names},
            measure=_finite(data["measure"][index]) if "measure" in data else None,
            computed=computed,
            scope_unknown=data["status"][index] == UNKNOWN_SCOPE,
        )


def _computations(plan: Plan, *, due: bool, figures: bool) -> dict[str, exp.Expr]:
    computations: dict[str, exp.Expr] = {}
    deadline = plan.effective_due() if due else None
    if deadline is not None:
        computations["due"] = deadline
    if not figures:
        return computations
    if plan.measure is not None:
        computations["measure"] = exp.cast(plan.compiled(plan.measure), exp.DataType.Type.DOUBLE, copy=False)
    for name, figure in plan.figures.items():
        computations[f"f:{name}"] = plan.compiled(figure)
    return computations


def _finite(value: float | None) -> float | None:
    return value if value is not None and abs(value) != float("inf") and value == value else None
