"""The plans of an audit, judged all in one process or half of them in another.

Most of the time of an audit goes into Python between many small queries, so a second core is of use only to
a second process. Each has an engine of its own; what it is given is a copy of this one as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from typing import TypeVar

from secaudit.audit.bench import load, needed
from secaudit.audit.engines.duckdb import DuckDBEngine
from secaudit.audit.engines.interface import Engine
from secaudit.audit.findings import Judged, findings_of
from secaudit.audit.plans import Plan, by_subject
from secaudit.audit.preparation import Prepared
from secaudit.audit.rolls import rolls
from secaudit.audit.sheets import sheet_of
from secaudit.audit.verdicts import cells, expected_rows, judge_all
from secaudit.beside import beside, can_be_beside
from secaudit.lazily import dataclass
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.result import Cell
from secaudit.model.roll import Roll
from secaudit.model.status import Status

_WORTH_A_PROCESS = 16
"""Fewer plans than this are judged sooner than a second process is started and heard."""

Besides = TypeVar("Besides")

Progress = Callable[[str, int, int], None]
"""Told of each step: its name, how much of it is done, and how much there is."""


@dataclass(frozen=True)
class Task:
    """What is to be judged: `restriction` are the units whose rows count (None for all).

    `all_verdicts` makes findings of all of them; `keep_rolls` keeps who got which.
    """

    inventory: Inventory
    prepared: Prepared
    restriction: Collection[str] | None
    all_verdicts: bool
    keep_rolls: bool = False


@dataclass(frozen=True)
class Share:
    """What came of some plans: counts, the rows that had to be judged, findings and rolls by plans' keys."""

    cells: Sequence[Cell]
    expected: Mapping[str, int]
    findings: Mapping[str, Sequence[Finding]]
    rolls: Mapping[str, Roll] = field(default_factory=dict)


def judged(
    task: Task,
    plans: Sequence[Plan],
    engine: Engine | None = None,
    progress: Progress | None = None,
    *,
    meanwhile: Callable[[], Besides],
) -> tuple[Share, Besides]:
    """Judge plans, in the order of the catalogue; without an `engine`, half of them beside this process.

    What comes of `meanwhile` is returned as well: done by the process that would wait for the other.
    """
    if engine is not None:
        return _judged(task, plans, engine, progress), meanwhile()
    if len(plans) < _WORTH_A_PROCESS or not can_be_beside():
        return _judged(task, plans, DuckDBEngine(), progress), meanwhile()
    theirs, ours = _dealt(plans)
    part, (own, besides) = beside(
        lambda: _judged(task, theirs, DuckDBEngine(), None),
        lambda: (_judged(task, ours, DuckDBEngine(), progress), meanwhile()),
    )
    return _together((part, own), plans), besides


def _judged(task: Task, plans: Sequence[Plan], engine: Engine, progress: Progress | None) -> Share:
    try:
        # The tables are loaded and the engine is sealed before it evaluates what a catalogue says.
        verdicts = judge_all(engine, plans, task.restriction, load(engine, task.prepared, needed(plans)))
        found = cells(engine, verdicts, plans)
        work = Judged(task.inventory, task.prepared, engine, verdicts)
        findings: dict[str, list[Finding]] = {}
        for done, plan in enumerate(plans):
            given = verdicts.given.get(plan.key, ())
            wanted = [status for status in Status if status in given and _is_told(status, task)]
            if wanted:
                findings[plan.key] = list(findings_of(work, plan, wanted))
            if progress is not None:
                progress("judge", done + 1, len(plans))
        kept = rolls(sheet_of(engine, verdicts, plans, task.prepared.tables)) if task.keep_rolls else {}
        return Share(found, expected_rows(engine, plans, task.restriction), findings, kept)
    finally:
        engine.close()


def _is_told(status: Status, task: Task) -> bool:
    return task.all_verdicts or status.is_finding


def _dealt(plans: Sequence[Plan]) -> tuple[list[Plan], list[Plan]]:
    """Deal the controls of each table into two hands that weigh about the same, all periods of one together.

    Controls of one table cost alike but for their subqueries; the heavier come first, turn by turn.
    """
    hands: tuple[list[Plan], list[Plan]] = ([], [])
    turn = 0
    for every in by_subject(plans).values():
        by_control: dict[str, list[Plan]] = {}
        for plan in every:
            by_control.setdefault(plan.control.id, []).append(plan)
        heavy = sorted(by_control.values(), key=lambda some: -sum(1 + plan.subqueries for plan in some))
        for periods in heavy:
            hands[turn % 2].extend(periods)
            turn += 1
    return hands


def _together(parts: Sequence[Share], plans: Sequence[Plan]) -> Share:
    """Return what came of all plans, in their order, whoever judged them."""
    expected = {control: rows for part in parts for control, rows in part.expected.items()}
    findings = {key: found for part in parts for key, found in part.findings.items()}
    return Share(
        [cell for part in parts for cell in part.cells],
        {plan.control.id: expected[plan.control.id] for plan in plans},
        {plan.key: findings[plan.key] for plan in plans if plan.key in findings},
        {key: roll for part in parts for key, roll in part.rolls.items()},
    )
