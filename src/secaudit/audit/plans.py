"""What is needed to judge one control on one day: its parsed expressions, its deadline, its waivers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlglot import exp

from secaudit.audit.compilation import compiled
from secaudit.audit.deadlines import Deadline, deadline, periods_in_force
from secaudit.audit.nodes import column, day, number
from secaudit.audit.waivers import Waivers
from secaudit.catalogue.expression import Parsed, parse
from secaudit.catalogue.scope import AS_OF
from secaudit.lazily import dataclass
from secaudit.model.column import ValueType
from secaudit.model.control import Control, Expression
from secaudit.model.finding import WaiverUse
from secaudit.model.period import Period
from secaudit.model.status import Status
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA

STATUS_CODES: dict[Status, int] = {status: code for code, status in enumerate(Status)}
"""Statuses as the engine stores them: small whole numbers."""

UNKNOWN_SCOPE = len(STATUS_CODES)
"""Stored for an unknown that comes from `applies_when`; to everybody else it is an unknown like others."""

STATUS_OF_CODE: dict[int, Status] = {
    **{code: status for status, code in STATUS_CODES.items()},
    UNKNOWN_SCOPE: Status.UNKNOWN,
}


def codes_of(statuses: Iterable[Status]) -> list[exp.Expr]:
    """Return the stored codes of statuses, as literals."""
    wanted = set(statuses)
    return [number(code) for code, status in STATUS_OF_CODE.items() if status in wanted]


@dataclass(frozen=True)
class Plan:
    """A control made ready for judging at `as_of`; a recurring one, for one period."""

    control: Control
    table: Table
    as_of: date
    deadline: Deadline
    waived: Mapping[str, WaiverUse]
    applies: Parsed | None
    condition: Parsed
    due: Parsed | None
    measure: Parsed | None
    figures: Mapping[str, Parsed]
    period: Period | None = None

    @property
    def key(self) -> str:
        """The mark of the plan among those of an audit, and the name of its column of verdicts."""
        return self.control.id if self.period is None else f"{self.control.id} {self.period.name}"

    @property
    def given(self) -> dict[str, exp.Expr]:
        """What the audit's own names stand for in the control's expressions."""
        values = {AS_OF: day(self.as_of)}
        if self.period is not None:
            values["this_period"] = exp.Literal.string(self.period.name)
            values["period_start"] = day(self.period.first)
            values["period_end"] = day(self.period.last)
        return values

    @property
    def subqueries(self) -> int:
        """How many subqueries the status rests on."""
        parts = (self.applies, self.condition, self.due)
        return sum(len(part.subqueries) for part in parts if part is not None)

    @property
    def asked(self) -> tuple[set[str], set[str]]:
        """The tables that its expressions read, and all names of columns in them."""
        tables, columns = {self.table.name}, set[str]()
        for part in (self.applies, self.condition, self.due, self.measure, *self.figures.values()):
            if part is not None:
                columns |= part.columns
                for subquery in part.subqueries:
                    tables.add(subquery.table.name)
                    columns |= subquery.columns
        return tables, columns

    def evaluated(self) -> dict[str, exp.Expr]:
        """Return the expressions that the status rests on, by the names under which `status` reads them."""
        if not self.deadline.in_force:
            return {}
        expressions = {self._part("condition"): self.compiled(self.condition)}
        if self.applies is not None:
            expressions[self._part("applies")] = self.compiled(self.applies)
        if self.due is not None:
            due = self.effective_due()
            assert due is not None
            expressions[self._part("due")] = due
        return expressions

    def status(self, source: str) -> exp.Expr:
        """Return the expression of a row's status code over a table of what `evaluated` names.

        The order of the branches is the contract's ("Statuses").
        """
        if not self.deadline.in_force:
            return number(STATUS_CODES[Status.NOT_APPLICABLE])
        branches: list[tuple[exp.Expr, int]] = []
        if self.applies is not None:
            applies = column(self._part("applies"), source)
            branches.append((exp.Not(this=applies), STATUS_CODES[Status.NOT_APPLICABLE]))
            branches.append((exp.Is(this=applies.copy(), expression=exp.null()), UNKNOWN_SCOPE))
        condition = column(self._part("condition"), source)
        branches.append((exp.Is(this=condition, expression=exp.null()), STATUS_CODES[Status.UNKNOWN]))
        branches.append((condition.copy(), STATUS_CODES[Status.PASS]))
        if self.waived:
            subjects = [exp.Literal.string(subject) for subject in sorted(self.waived)]
            covered = exp.In(this=column("id", source), expressions=subjects)
            branches.append((covered, STATUS_CODES[Status.WAIVED]))
        due = self.effective_due() if self.due is None else column(self._part("due"), source)
        if due is not None:
            branches.append((exp.GTE(this=due, expression=day(self.as_of)), STATUS_CODES[Status.NOT_YET_DUE]))
        return exp.Case(
            ifs=[exp.If(this=test, true=number(code)) for test, code in branches],
            default=number(STATUS_CODES[Status.FAIL]),
        )

    def _part(self, part: str) -> str:
        return f"{part} {self.key}"

    def effective_due(self) -> exp.Expr | None:
        """Return the expression of the effective deadline, None where the duty is due at once.

        A control's own `due` comes first; where it is NULL for a row, the dates of the sources decide, and of
        a recurring duty the last day of its period. It is asked for only where the requirement is known not
        to be met, so it speaks of the rows on record that show this, whatever else may be missing.
        """
        fixed = None if self.deadline.due is None else day(self.deadline.due)
        if self.due is None:
            return fixed
        on_record = self.compiled(self.due, on_record=True)
        own = _within_calendar(exp.cast(on_record, exp.DataType.Type.DATE, copy=False))
        return own if fixed is None else exp.Coalesce(this=own, expressions=[fixed])

    def compiled(self, parsed: Parsed, *, on_record: bool = False) -> exp.Expr:
        """Return an expression of the control as the engine evaluates it.

        With `on_record`, as a deadline is, its aggregates are those of the rows that certainly belong.
        """
        return compiled(parsed, self.table, self.given, on_record=on_record)


def planned(controls: Iterable[Control], waivers: Waivers, as_of: date) -> list[Plan]:
    """Make controls ready for judging: one plan each, of a recurring one a plan for each of its periods."""
    return [
        plan(control, waivers, as_of, period)
        for control in controls
        for period in periods_in_force(control, as_of)
    ]


def plan(control: Control, waivers: Waivers, as_of: date, period: Period | None = None) -> Plan:
    """Make a control ready for judging; `period` is the one to judge a recurring control for."""
    table = SCHEMA[control.subject]
    recurring = control.every is not None

    def parsed(expression: Expression | None, *wants: ValueType) -> Parsed | None:
        if expression is None:
            return None
        return parse(expression.sql, table, wants=frozenset(wants) or None, recurring=recurring)

    condition = parsed(control.condition, ValueType.BOOLEAN)
    assert condition is not None
    return Plan(
        control=control,
        table=table,
        as_of=as_of,
        deadline=deadline(control, as_of, period),
        waived=waivers.covering(control.id),
        applies=parsed(control.applies_when, ValueType.BOOLEAN),
        condition=condition,
        due=parsed(control.due),
        measure=None if control.measure is None else parsed(control.measure.value),
        figures={
            name: figure
            for name, expression in control.figures.items()
            if (figure := parsed(expression)) is not None
        },
        period=period,
    )


def by_subject(plans: Iterable[Plan]) -> dict[str, list[Plan]]:
    """Group plans by the table that they judge."""
    grouped: dict[str, list[Plan]] = {}
    for item in plans:
        grouped.setdefault(item.control.subject, []).append(item)
    return grouped


def _within_calendar(own: exp.Expr) -> exp.Expr:
    """Return a day that no calendar of ours can hold as an error, which then is that of its row alone."""
    outside = exp.Not(this=exp.Between(this=own, low=day(date.min), high=day(date.max)))
    year = exp.cast(exp.Year(this=own.copy()), exp.DataType.Type.VARCHAR, copy=False)
    words = exp.DPipe(this=exp.Literal.string("the due day is in the year "), expression=year)
    crash = exp.cast(words, exp.DataType.Type.DATE, copy=False)
    return exp.Case(ifs=[exp.If(this=outside, true=crash)], default=own.copy())
