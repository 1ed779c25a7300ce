"""What the engine knows about the rows that became findings: values, figures, deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from secaudit.audit.engines.interface import Engine, EngineError
from secaudit.audit.nodes import DECLARED, ROW, column, named, number
from secaudit.audit.plans import STATUS_OF_CODE, UNKNOWN_SCOPE, Plan, codes_of
from secaudit.audit.verdicts import Verdicts
from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.status import Status
from secaudit.model.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

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
    engine: Engine,
    plan: Plan,
    verdicts: Verdicts,
    rows: pa.Table,
    statuses: Sequence[Status],
    also: Sequence[str] = (),
) -> Iterator[Detail]:
    """Yield the rows of a control that got one of `statuses`, in the order of the table.

    `rows` is the subject's table as the engine was given it; `also` names further columns to tell of. Rows
    that could not be evaluated come without figures.
    """
    source = _Source(engine, plan, verdicts, rows, fetched_columns(plan, also))
    wanted = [status for status in statuses if status is not Status.ERROR]
    crashed = plan.key in verdicts.errors
    if Status.ERROR in statuses and crashed:
        yield from source.details(source.judged([Status.ERROR]), computed=False)
    if not wanted:
        return
    only = source.judged(wanted)["row"].to_pylist() if crashed else None
    try:
        yield from source.details(source.found(wanted, _computations(plan, figures=True), only))
    except (EngineError, OverflowError):
        # The figures of a message may fail where the verdict did not, or be days that no calendar holds;
        # the verdict stands without them.
        found = source.found(wanted, _computations(plan, figures=False), only)
        yield from source.details(found, computed=False)


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


class _Source:
    """Where the details of a control come from: cells from its table, what is computed from the engine."""

    def __init__(
        self, engine: Engine, plan: Plan, verdicts: Verdicts, rows: pa.Table, columns: Sequence[str]
    ) -> None:
        self._engine = engine
        self._plan = plan
        self._verdicts = verdicts
        self._rows = rows
        self._columns = columns

    def judged(self, statuses: Sequence[Status]) -> pa.Table:
        """Return the rows with one of `statuses` and their codes, in the order of the table."""
        plan, table = self._plan, self._verdicts.stored[self._plan.key]
        select = (named(column(ROW, table), "row"), self._status())
        query = exp.select(*select, copy=False).from_(exp.to_table(table, quoted=True), copy=False)
        query = query.where(_has(plan, table, statuses), copy=False)
        return self._engine.fetch(query.order_by(column(ROW, table), copy=False))

    def found(
        self, statuses: Sequence[Status], computations: Mapping[str, exp.Expr], only: Sequence[int] | None
    ) -> pa.Table:
        """Return what `judged` does with what is computed of each row; of the rows `only`, if given."""
        if not computations or (only is not None and not only):
            return self.judged(statuses)
        subject = self._plan.table.name
        select = [named(column(ROW, subject), "row"), self._status()]
        select += [named(expression, name) for name, expression in computations.items()]
        query = joined(self._plan, self._verdicts, statuses, select)
        if only is not None:
            query = query.where(exp.In(this=column(ROW, subject), expressions=[number(row) for row in only]))
        return self._engine.fetch(query)

    def details(self, found: pa.Table, *, computed: bool = True) -> Iterator[Detail]:
        """Yield what is known of the rows that a query found."""
        plan = self._plan
        # A list for each name, and a row taken across them: far cheaper than a dictionary for each row.
        data = {name: found[name].to_pylist() for name in found.column_names}
        names = dict.fromkeys(("id", UNIT_COLUMN, *self._columns))
        taken = self._rows.select(list(names)).take(found["row"])
        cells = {name: taken[name].to_pylist() for name in names}
        dues = data.get("due") or [plan.deadline.due] * found.num_rows
        measures = data.get("measure")
        figures = list(plan.figures) if computed else []
        for index, (row, code) in enumerate(zip(data["row"], data["status"], strict=True)):
            status = STATUS_OF_CODE[code]
            yield Detail(
                row=row,
                id=cells["id"][index],
                unit=cells[UNIT_COLUMN][index],
                status=status,
                due=None if status is Status.ERROR else dues[index],
                values={name: cells[name][index] for name in self._columns},
                figures={name: data[f"f:{name}"][index] for name in figures},
                measure=None if measures is None else _finite(measures[index]),
                computed=computed,
                scope_unknown=code == UNKNOWN_SCOPE,
            )

    def _status(self) -> exp.Expr:
        return named(column(self._plan.key, self._verdicts.stored[self._plan.key]), "status")


def _computations(plan: Plan, *, figures: bool) -> dict[str, exp.Expr]:
    """Return what only the engine can tell of a row: a deadline of its own, the measure, the figures."""
    computations: dict[str, exp.Expr] = {}
    if plan.due is not None:
        deadline = plan.effective_due()
        assert deadline is not None
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
