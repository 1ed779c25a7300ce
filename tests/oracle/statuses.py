"""The seven statuses, tried in the contract's order, and the days beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tests.oracle.calendar import day_of
from tests.oracle.evaluate import Scope
from tests.oracle.law import Duty
from tests.oracle.logic import Failure, Value
from tests.oracle.periods import Span
from tests.oracle.world import Row, World

Key = tuple[str, str, str | None]
"""Control, row, period."""


@dataclass(frozen=True)
class Verdict:
    """A status, the effective due date, and the days over it or left to it.

    What does not apply has no date to speak of; days belong to what has failed or is not yet due.
    """

    status: str
    due: date | None = None
    overdue: int | None = None
    left: int | None = None


def judge(world: World, duties: Iterable[Duty]) -> dict[Key, Verdict]:
    """Return the verdict of every control on every row of its subject, in every period."""
    return {
        (duty.id, row["id"], span.name if span else None): _verdict(duty, row, world, span)
        for duty in duties
        for span in duty.spans(world.day)
        for row in world.tables[duty.subject]
    }


def _verdict(duty: Duty, row: Row, world: World, span: Span | None) -> Verdict:
    if not duty.is_in_force(world.day) or (span is not None and span.first > world.day):
        return Verdict("not_applicable")
    names: dict[str, Value] = {"as_of": world.day}
    if span is not None:
        names |= {"this_period": span.name, "period_start": span.first, "period_end": span.last}
    scope = Scope(world, {duty.subject: row}, duty.subject, names)
    try:
        due = _due(duty, scope, span)
        applies, holds = duty.applies_when(scope), duty.condition(scope)
    except Failure:
        return Verdict("error")
    if applies is False:
        return Verdict("not_applicable")
    if applies is None or holds is None:
        return Verdict("unknown", due)
    if holds:
        return Verdict("pass", due)
    return _failed(duty, row, world, due)


def _due(duty: Duty, scope: Scope, span: Span | None) -> date | None:
    own: Value = duty.due(replace(scope, on_record=True))
    if isinstance(own, date):
        return day_of(own)
    return duty.earliest(scope.world.day) if span is None else span.last


def _failed(duty: Duty, row: Row, world: World, due: date | None) -> Verdict:
    day = world.day
    if duty.waivable and any(_covers(waiver, duty, row, day) for waiver in world.tables["waivers"]):
        return Verdict("waived", due)
    if due is not None and due >= day:
        return Verdict("not_yet_due", due, left=(due - day).days)
    return Verdict("fail", due, overdue=(day - (due or duty.last_since(day))).days)


def _covers(waiver: Row, duty: Duty, row: Row, day: date) -> bool:
    """An approved waiver covers its first and its last day and all between, up to its longest term."""
    named = waiver["control"] == duty.id and waiver["subject"] == row["id"]
    within = duty.longest_waiver is None or (day - waiver["from_on"]).days < duty.longest_waiver
    return named and within and bool(waiver["from_on"] <= day <= waiver["until_on"])
