"""The plan of a whole inventory: money, choice, people and promises, judged by the shipped controls."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from secaudit import catalogue as catalogues
from secaudit import inventory
from secaudit.audit import judge
from secaudit.audit.bench import Bench
from secaudit.model.control import Catalogue
from secaudit.model.lateness import missed_days
from secaudit.model.plan import Plan, PlannedAction, Timing
from secaudit.model.result import AuditResult
from secaudit.remediation import undertakings, with_actions
from secaudit.remediation.costing import row_costs
from secaudit.remediation.planning import planned
from secaudit.reporting.papers.order import shares_of
from secaudit.reporting.plan.document import document, set_of
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import voice
from tests.cli.running import SAMPLE, write
from tests.remediation.cities import CITY, MONEY

DAY = date(2026, 11, 21)
Planning = Callable[..., Plan]


@cache
def shipped() -> Catalogue:
    return catalogues.load(None)


@cache
def judged(**files: str) -> tuple[AuditResult, Bench]:
    """Judge files, whoever asks and whatever is said of actions; the bench stays open for all plans."""
    with TemporaryDirectory() as name:
        read = inventory.read([write(Path(name) / "city", **files)])
    result = judge(read, shipped(), DAY, generated_at=datetime(2026, 11, 21, tzinfo=UTC))
    return result, Bench(read, shipped(), DAY)


@pytest.fixture
def plan_of(tmp_path: Path) -> Planning:
    def made(*, budget: int | None = None, unit: str | None = None, said: str = "", **files: str) -> Plan:
        if said:
            (tmp_path / "actions.yaml").write_text(said, encoding="utf-8")
        entries = undertakings([tmp_path])
        result, bench = judged(**files)
        result = with_actions(result, shipped(), entries)
        return planned(result, shipped(), bench, entries=entries, budget=budget, unit=unit)

    return made


def of_control(plan: Plan, control: str) -> PlannedAction:
    (action,) = [one for one in plan.actions if one.action.controls == (control,)]
    return action


def test_the_money_is_missing_both_ways_to_the_dong(plan_of: Planning) -> None:
    plan = plan_of(units=CITY, money=MONEY)
    gaps = {(gap.unit, gap.stage, gap.subtree): gap for gap in plan.money.gaps}
    ward, whole = gaps["a", "allocated", False], gaps["c", "allocated", True]
    assert (ward.moved, ward.added) == (150_000_000, 176_470_589)
    assert (whole.total, whole.security, whole.moved) == (2_000_000_000, 200_000_000, 100_000_000)
    assert gaps["a", "estimate", False].moved == 45_000_000
    assert of_control(plan, "BUD-01").cost == ward.added, "the control's rule and the money agree"


def test_lines_that_count_twice_and_retired_systems_are_told(plan_of: Planning) -> None:
    money = plan_of(units=CITY, money=MONEY).money
    (double,) = money.doubles
    assert ([line.id for line in double.lines], double.excess) == (["p1", "p2"], 5_000_000)
    assert [line.id for line in money.retired] == ["p1", "p2"]


def test_the_blocs_stand_side_by_side(plan_of: Planning) -> None:
    units = CITY.replace("kind: commune", "kind: party_agency")
    blocs = {
        bloc.name: bloc for bloc in plan_of(units=units, money=MONEY).money.blocs if bloc.stage == "allocated"
    }
    assert (blocs["party"].security, blocs["party"].ratio) == (0, 0)
    assert blocs["government"].ratio == 0.2


def test_one_dong_decides_what_a_budget_closes(plan_of: Planning) -> None:
    short = plan_of(units=CITY, money=MONEY, budget=176_470_588)
    enough = plan_of(budget=176_470_589, units=CITY, money=MONEY)
    assert short.choice is not None
    assert enough.choice is not None
    wanted = of_control(short, "BUD-01").action.id
    assert wanted in short.choice.left
    assert wanted in enough.choice.chosen
    assert (enough.choice.spent, enough.choice.exact) == (176_470_589, True)


def test_what_costs_nobody_knows_how_much_is_not_promised(plan_of: Planning) -> None:
    system = (
        "systems:\n  - {id: s, unit: a, name: S, phase: operation, plan_status: none, approved_on: none}\n"
    )
    plan = plan_of(units=CITY, systems=system, budget=10**15)
    assert plan.choice is not None
    assert of_control(plan, "PLN-01").cost is None
    assert of_control(plan, "PLN-01").action.id in plan.choice.uncosted
    assert of_control(plan, "LVL-01").action.id in plan.choice.chosen


def test_a_unit_without_people_is_assumed_to_have_one(plan_of: Planning) -> None:
    assert all(crew.assumed and crew.people == 1 for crew in plan_of(units=CITY).crews)
    counted = CITY.replace("kind: city", "kind: city, it_staff: 2, security_staff: 1")
    crews = {crew.unit: crew for crew in plan_of(units=counted).crews}
    assert (crews["c"].people, crews["c"].assumed) == (3, False)
    staff = "staff:\n  - {id: n1, unit: c, role: it}\n  - {id: n2, unit: c, role: security}\n"
    crews = {crew.unit: crew for crew in plan_of(units=counted, staff=staff).crews}
    assert crews["c"].people == 2, "people listed one by one go before people counted"


def test_who_took_an_action_and_a_day_too_late_stand_in_the_plan(plan_of: Planning) -> None:
    action = of_control(plan_of(units=CITY, money=MONEY), "BUD-01")
    said = "version: 1\nactions:\n  - {action: %s, taken_by: Lê Thị Thử, planned_on: %s}\n"
    late = of_control(
        plan_of(units=CITY, money=MONEY, said=said % (action.action.id, "2027-02-01")), "BUD-01"
    )
    assert (late.responsible.vi, late.by, late.timing) == ("Lê Thị Thử", date(2027, 2, 1), Timing.PROMISED)
    kept = of_control(
        plan_of(units=CITY, money=MONEY, said=said % (action.action.id, "2026-12-30")), "BUD-01"
    )
    assert (kept.by, kept.timing) == (date(2026, 12, 30), Timing.IN_TIME)
    past = of_control(
        plan_of(units=CITY, money=MONEY, said=said % (action.action.id, "2026-11-20")), "BUD-01"
    )
    assert (past.by, past.timing) == (action.by, action.timing), "a day that has passed promises nothing"


SYSTEMS = "systems:\n" + "".join(
    f"  - {{id: s{n}, unit: a, name: S{n}, phase: operation, monitoring: none}}\n" for n in range(9)
)


def connecting(plan: Plan) -> set[Timing]:
    """Return how the nine connections to the city's centre, due by the end of the year, stand in time."""
    found = [one for one in plan.actions if one.action.controls == ("CEN-02",)]
    assert len(found) == 9
    return {one.timing for one in found}


def test_dates_that_cannot_be_kept_say_why(plan_of: Planning) -> None:
    assert Timing.PASSED in {one.timing for one in plan_of(units=CITY, money=MONEY).actions}
    # Ten working days each for one person, in six weeks.
    assert Timing.PEOPLE in connecting(plan_of(units=CITY, systems=SYSTEMS))


def test_what_waits_for_the_city_cannot_be_hurried_by_the_unit(plan_of: Planning) -> None:
    without = CITY.replace("systems, devices]}\n  - {id: d2", "systems, devices, documents]}\n  - {id: d2")
    plan = plan_of(units=without, systems=SYSTEMS)
    assert connecting(plan) == {Timing.CHAIN}
    centre = of_control(plan, "CEN-01")
    waiting = [one for one in plan.actions if one.action.controls == ("CEN-02",)]
    assert all(centre.action.id in one.action.after and centre.finish < one.start for one in waiting)
    ward = plan_of(unit="a", units=without, systems=SYSTEMS)
    assert centre.action.id in {one.action.id for one in ward.awaited}
    assert {one.action.unit for one in ward.awaited} == {"c"}


def test_one_units_plan_keeps_the_days_of_the_plan_of_all(plan_of: Planning) -> None:
    whole = {one.action.id: one for one in plan_of(units=CITY, money=MONEY).actions}
    part = plan_of(unit="a", units=CITY, money=MONEY)
    assert part.actions
    assert all(one == whole[one.action.id] for one in part.actions)
    assert {one.action.unit for one in part.actions} == {"a"}
    assert {gap.unit for gap in part.money.gaps} == {"a"}


def test_every_rule_of_cost_that_ships_can_be_reckoned() -> None:
    with Bench(inventory.read([SAMPLE]), shipped(), DAY) as bench:
        for control in shipped().controls:
            for plan in bench.plans(control):
                row_costs(bench, control, plan.period.name if plan.period else None)


def test_the_plan_and_the_order_call_the_same_actions_overdue(tmp_path: Path) -> None:
    papers = """documents:
  - {id: old, unit: a, type: internal_regulation, issued_on: 2025-11-05, evidence: none, sha256: none}
  - {id: new, unit: a, type: incident_plan, issued_on: 2025-05-20, evidence: none, sha256: none}
"""
    read = inventory.read([write(tmp_path, city=CITY, money=MONEY, papers=papers)])
    bench = Bench(read, shipped(), DAY)
    result = judge(read, shipped(), DAY, generated_at=datetime(2026, 11, 21, tzinfo=UTC))
    result = with_actions(result, shipped(), ())
    plan = planned(result, shipped(), bench)
    late = {one.action.id for one in plan.actions if one.timing is Timing.PASSED}
    assert late == set(missed_days(result.actions, result.findings))
    assert sum(share.overdue for share in shares_of(result)) == len(late)
    at_once = [one for one in plan.actions if one.action.due is None]
    assert {one.timing for one in at_once} == {Timing.NOW, Timing.PASSED}


def test_what_is_due_at_once_and_has_to_wait_is_late(plan_of: Planning) -> None:
    plan = plan_of(units=CITY, systems=SYSTEMS)
    begun = min(one.start for one in plan.actions)
    waiting = {one.action.id for one in plan.actions if one.timing is Timing.NOW and one.start > begun}
    assert waiting
    for measure in plan.measures:
        assert measure.late == sum(one.timing.is_late or one.action.id in waiting for one in measure.actions)


def test_a_persons_pages_leave_nothing_out(plan_of: Planning) -> None:
    plan = plan_of(units=CITY, systems=SYSTEMS)
    longer = replace(plan, actions=plan.actions * 10)
    page = document(longer, voice("vi"), Everything(), people=True)
    tables = re.findall(r'<table class="person.*?</table>', page, re.DOTALL)
    assert sum(table.count("<tr") - 1 for table in tables) == len(longer.actions)
    sets = [set_of(longer.actions[:count], voice("vi")) for count in range(1, len(longer.actions) + 1)]
    shrunk = sets[: sets.index(2) + 1]
    assert (sets[0], sets[-1], shrunk) == (0, 0, sorted(shrunk))
    assert {0, 1, 2} == set(shrunk)
