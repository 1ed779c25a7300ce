"""Which findings become which actions: one deed is one action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secaudit.model.action import Action
from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.result import AuditResult, Cell, UnitInfo
from secaudit.model.status import Severity, Status
from secaudit.remediation import with_actions
from tests.remediation.audit_results import AS_OF, catalogue, control, finding, result

LEVEL = control("SYS-01", "approve-level", effort_days=10)
APPRAISAL = control("SYS-02", "approve-level", effort_days=4, severity=Severity.CRITICAL)
PLAN = control("SYS-03", "deploy-plan", after=["SYS-01"])
RULES = control("ORG-01", "issue-rules", per="unit", subject="units")
TRAINING = control("ORG-02", "train", per="unit", subject="staff", effort_days=3, severity=Severity.MEDIUM)


def actions(
    *findings: Finding, of: tuple[Control, ...] = (LEVEL, APPRAISAL, PLAN, RULES, TRAINING)
) -> list[Action]:
    return list(with_actions(result(findings), catalogue(*of)).actions)


def grouped(*findings: Finding) -> set[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {(action.unit, action.controls, action.subjects) for action in actions(*findings)}


class TestGrouping:
    def test_a_deed_done_row_by_row_is_one_action_a_row(self) -> None:
        assert grouped(finding(LEVEL, "s1"), finding(LEVEL, "s2")) == {
            ("u1", ("SYS-01",), ("s1",)),
            ("u1", ("SYS-01",), ("s2",)),
        }

    def test_controls_with_the_same_deed_merge_for_the_same_row(self) -> None:
        assert grouped(finding(LEVEL, "s1"), finding(APPRAISAL, "s1"), finding(APPRAISAL, "s2")) == {
            ("u1", ("SYS-01", "SYS-02"), ("s1",)),
            ("u1", ("SYS-02",), ("s2",)),
        }

    def test_a_deed_for_the_unit_is_one_action_for_all_its_rows(self) -> None:
        assert grouped(
            finding(TRAINING, "p2"), finding(TRAINING, "p1"), finding(TRAINING, "p3", unit="u2")
        ) == {
            ("u1", ("ORG-02",), ("p1", "p2")),
            ("u2", ("ORG-02",), ("p3",)),
        }

    def test_units_never_share_an_action(self) -> None:
        assert grouped(finding(LEVEL, "s1"), finding(LEVEL, "s2", unit="u2")) == {
            ("u1", ("SYS-01",), ("s1",)),
            ("u2", ("SYS-01",), ("s2",)),
        }

    def test_rows_of_two_tables_with_one_id_do_not_merge(self) -> None:
        device = control("DEV-01", "cut", subject="devices")
        system = control("SYS-09", "cut", subject="systems")
        found = actions(finding(device, "x"), finding(system, "x"), of=(device, system))
        assert {action.controls for action in found} == {("DEV-01",), ("SYS-09",)}

    def test_a_deed_on_the_units_own_row_is_the_units(self) -> None:
        """Whether a control on units says "per subject" or "per unit" is the same."""
        own = control("ORG-03", "issue-rules", subject="units")
        found = actions(finding(RULES, "u1"), finding(own, "u1"), of=(RULES, own))
        assert [action.controls for action in found] == [("ORG-01", "ORG-03")]

    def test_a_row_that_happens_to_have_the_units_id_is_still_a_row(self) -> None:
        wide = control("ORG-09", "approve-level", per="unit")
        found = actions(finding(LEVEL, "u1"), finding(wide, "s1"), of=(LEVEL, wide))
        assert {action.controls: action.subjects for action in found} == {
            ("SYS-01",): ("u1",),
            ("ORG-09",): ("s1",),
        }

    def test_each_period_of_a_duty_is_an_action_of_its_own(self) -> None:
        found = actions(finding(RULES, "u1", period="2026"), finding(RULES, "u1", period="2025"))
        assert sorted(action.what.vi for action in found) == [
            "Do issue-rules. [vi] (năm 2025)",
            "Do issue-rules. [vi] (năm 2026)",
        ]
        assert len({action.id for action in found}) == 2

    def test_controls_of_one_deed_and_period_are_one_action(self) -> None:
        also = control("ORG-03", "issue-rules", subject="units")
        of = (RULES, also)
        (action,) = actions(finding(RULES, "u1", period="2026"), finding(also, "u1", period="2026"), of=of)
        assert action.controls == ("ORG-01", "ORG-03")

    def test_rows_without_a_unit_are_kept(self) -> None:
        (action,) = actions(finding(LEVEL, "s1", unit=None))
        assert (action.unit, action.subjects) == ("", ("s1",))
        assert action.who.en == "the auditor determines the answerable unit (the inventory names none)"


class TestStatuses:
    @pytest.mark.parametrize("status", [Status.ERROR, Status.WAIVED, Status.PASS, Status.NOT_APPLICABLE])
    def test_these_lead_to_no_action(self, status: Status) -> None:
        assert actions(finding(LEVEL, "s1", status)) == []

    @pytest.mark.parametrize("status", [Status.FAIL, Status.NOT_YET_DUE, Status.UNKNOWN])
    def test_these_lead_to_one(self, status: Status) -> None:
        only = finding(LEVEL, "s1", status, due=AS_OF)
        assert [action.closes for action in actions(only)] == [(only.fingerprint,)]

    def test_what_is_not_yet_due_is_not_overdue(self) -> None:
        (action,) = actions(finding(LEVEL, "s1", Status.NOT_YET_DUE, due=date(2026, 12, 31)))
        assert (action.days_overdue, action.due) == (0, date(2026, 12, 31))

    def test_what_fails_and_what_is_not_yet_due_share_a_deed(self) -> None:
        (action,) = actions(
            finding(LEVEL, "s1", Status.NOT_YET_DUE, due=date(2026, 12, 31)),
            finding(APPRAISAL, "s1", due=date(2026, 11, 1), days_overdue=20),
        )
        assert (action.days_overdue, action.due) == (20, date(2026, 11, 1))

    def test_a_waived_failure_does_not_ride_on_another_rows_deed(self) -> None:
        waived, failed = finding(TRAINING, "p1", Status.WAIVED), finding(TRAINING, "p2")
        assert [action.closes for action in actions(waived, failed)] == [(failed.fingerprint,)]


class TestFigures:
    def test_the_earliest_due_date_counts(self) -> None:
        days = [date(2026, 6, 30), date(2026, 3, 31), date(2026, 12, 31)]
        (action,) = actions(*(finding(TRAINING, f"p{day.month}", due=day, days_overdue=1) for day in days))
        assert action.due == date(2026, 3, 31)

    def test_what_has_no_date_is_due_at_once(self) -> None:
        (action,) = actions(
            finding(TRAINING, "p1", due=date(2026, 3, 31), days_overdue=235),
            finding(TRAINING, "p2", due=None, days_overdue=100),
        )
        assert (action.due, action.days_overdue) == (None, 235)

    def test_the_worst_severity_and_the_longest_delay_count(self) -> None:
        (action,) = actions(finding(LEVEL, "s1", days_overdue=30), finding(APPRAISAL, "s1", days_overdue=7))
        assert (action.severity, action.days_overdue) == (Severity.CRITICAL, 30)

    def test_a_deed_takes_as_long_as_its_longest_control_says_however_many_rows(self) -> None:
        (merged,) = actions(finding(LEVEL, "s1"), finding(APPRAISAL, "s1"))
        (wide,) = actions(*(finding(TRAINING, f"p{number}") for number in range(40)))
        assert (merged.effort_days, wide.effort_days) == (10, 3)

    def test_closes_are_fingerprints_in_order(self) -> None:
        both = [finding(LEVEL, "s1"), finding(APPRAISAL, "s1")]
        (action,) = actions(*both)
        assert action.closes == tuple(sorted(each.fingerprint for each in both))


class TestIds:
    def test_the_id_depends_on_unit_deed_and_row_alone(self) -> None:
        (first,) = actions(finding(LEVEL, "s1", days_overdue=3, due=AS_OF, name="Cổng dịch vụ"))
        (second,) = actions(finding(APPRAISAL, "s1", Status.NOT_YET_DUE, due=AS_OF))
        assert first.id == second.id
        assert len(first.id) == 12

    def test_another_unit_deed_or_row_gives_another_id(self) -> None:
        found = [
            finding(LEVEL, "s1"), finding(LEVEL, "s2"), finding(LEVEL, "s1", unit="u2"), finding(PLAN, "s1"),
            finding(LEVEL, "s1", Status.UNKNOWN), finding(LEVEL, "s1", Status.UNKNOWN, unit="u2"),
        ]  # fmt: skip
        assert len({action.id for action in actions(*found)}) == 6

    def test_ids_never_change(self) -> None:
        """actions.yaml of later versions is merged by them."""
        found = actions(finding(LEVEL, "s1"), finding(RULES, "u1"), finding(PLAN, "s1", Status.UNKNOWN))
        assert {action.controls[0]: action.id for action in found} == IDS


IDS = {"SYS-01": "8ae1fd1d1e65", "ORG-01": "32b5f77b52fa", "SYS-03": "0d0749dd5d9a"}


class TestOrder:
    def test_overdue_then_severity_then_reach_then_unit(self) -> None:
        late = finding(TRAINING, "p1", unit="u9", days_overdue=90)
        worse = finding(APPRAISAL, "s1", days_overdue=10)
        wide = [finding(RULES, row, unit="u2", days_overdue=10) for row in ("u2", "u2-hall")]
        first, second = (finding(PLAN, "s1", unit=unit, days_overdue=10) for unit in ("u1", "u3"))
        soon = finding(APPRAISAL, "s7", Status.NOT_YET_DUE, due=date(2026, 12, 1))
        found = actions(second, soon, *wide, first, worse, late)
        assert [(action.unit, action.controls) for action in found] == [
            ("u9", ("ORG-02",)),
            ("u1", ("SYS-02",)),
            ("u2", ("ORG-01",)),
            ("u1", ("SYS-03",)),
            ("u3", ("SYS-03",)),
            ("u1", ("SYS-02",)),
        ]

    def test_equal_actions_stand_by_id(self) -> None:
        ids = [action.id for action in actions(*(finding(LEVEL, f"s{number}") for number in range(20)))]
        assert ids == sorted(ids)


class TestPrerequisites:
    def after(
        self, *findings: Finding, of: tuple[Control, ...]
    ) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
        """Return what each action waits for, both sides as controls and subjects."""
        found = actions(*findings, of=of)
        told = {action.id: (*action.controls, *action.subjects) for action in found}
        return {told[action.id]: {told[other] for other in action.after} for action in found}

    def test_a_rows_deed_waits_for_that_rows_earlier_deed_only(self) -> None:
        rows = [finding(of, row) for of in (LEVEL, PLAN) for row in ("s1", "s2")]
        assert self.after(*rows, of=(LEVEL, PLAN)) == {
            ("SYS-01", "s1"): set(), ("SYS-01", "s2"): set(),
            ("SYS-03", "s1"): {("SYS-01", "s1")}, ("SYS-03", "s2"): {("SYS-01", "s2")},
        }  # fmt: skip

    def test_a_rows_deed_waits_for_a_deed_of_its_whole_unit(self) -> None:
        plan = control("SYS-03", "deploy-plan", after=["ORG-01"])
        rows = (finding(plan, "s1"), finding(RULES, "u1"), finding(RULES, "u2", unit="u2"))
        assert self.after(*rows, of=(plan, RULES)) == {
            ("SYS-03", "s1"): {("ORG-01", "u1")}, ("ORG-01", "u1"): set(), ("ORG-01", "u2"): set()
        }  # fmt: skip

    def test_a_units_deed_waits_for_the_deeds_of_all_its_rows(self) -> None:
        rules = control("ORG-01", "issue-rules", per="unit", subject="units", after=["SYS-01"])
        rows = (
            finding(rules, "u1"),
            finding(LEVEL, "s1"),
            finding(LEVEL, "s2"),
            finding(LEVEL, "s3", unit="u2"),
        )
        assert self.after(*rows, of=(rules, LEVEL))["ORG-01", "u1"] == {("SYS-01", "s1"), ("SYS-01", "s2")}

    def test_what_passes_is_not_waited_for(self) -> None:
        assert self.after(finding(PLAN, "s1"), of=(LEVEL, PLAN)) == {("SYS-03", "s1"): set()}

    def test_an_unknown_is_not_waited_for(self) -> None:
        rows = (finding(PLAN, "s1"), finding(LEVEL, "s1", Status.UNKNOWN))
        assert self.after(*rows, of=(LEVEL, PLAN)) == {("SYS-03", "s1"): set(), ("SYS-01", "s1"): set()}

    def test_a_deed_that_merged_with_its_prerequisite_does_not_wait_for_itself(self) -> None:
        second = control("SYS-02", "approve-level", after=["SYS-01"])
        rows = (finding(LEVEL, "s1"), finding(second, "s1"))
        assert self.after(*rows, of=(LEVEL, second)) == {("SYS-01", "SYS-02", "s1"): set()}


def test_no_findings_no_actions() -> None:
    assert actions() == []


def test_the_rest_of_the_result_stays_as_it_was() -> None:
    before = result([finding(LEVEL, "s1")])
    after = with_actions(before, catalogue(LEVEL))
    assert (after.findings, after.units, after.counts, after.as_of) == (
        before.findings, before.units, before.counts, before.as_of
    )  # fmt: skip
    assert before.actions == ()


def test_a_result_of_another_catalogue_is_refused() -> None:
    with pytest.raises(LookupError, match="SYS-01"):
        with_actions(result([finding(LEVEL, "s1")]), catalogue(PLAN))


def standing(unit: str, name: str, status: Status, parent: str | None = None) -> tuple[UnitInfo, Cell]:
    return UnitInfo(unit, unit, "commune", parent, None, None, None), Cell(unit, name, status, 1)


def told(findings: list[Finding], *units: tuple[UnitInfo, Cell]) -> AuditResult:
    bare = result(findings, [one for one, _ in units])
    return replace(bare, counts=replace(bare.counts, by_cell=tuple(cell for _, cell in units)))


def test_a_duty_that_lies_above_is_waited_for_there() -> None:
    centre = control("CEN-01", subject="units")
    connect = control("CEN-02", after=["CEN-01"])
    findings = [finding(centre, "city", unit="city"), finding(connect, "s", unit="ward")]
    city = standing("city", "CEN-01", Status.FAIL)
    ward = standing("ward", "CEN-01", Status.NOT_APPLICABLE, "city")
    actions = {
        one.unit: one for one in with_actions(told(findings, city, ward), catalogue(centre, connect)).actions
    }
    assert actions["ward"].after == (actions["city"].id,)


def test_what_passes_in_the_unit_is_not_waited_for_above() -> None:
    rule = control("DOC-01", subject="units")
    level = control("LVL-01", after=["DOC-01"])
    findings = [finding(rule, "city", unit="city"), finding(level, "s", unit="ward")]
    city = standing("city", "DOC-01", Status.FAIL)
    ward = standing("ward", "DOC-01", Status.PASS, "city")
    actions = {
        one.unit: one for one in with_actions(told(findings, city, ward), catalogue(rule, level)).actions
    }
    assert actions["ward"].after == ()


def test_a_sum_over_a_subtree_waits_for_every_unit_in_it() -> None:
    own = control("BUD-01", subject="budgets")
    whole = control("BUD-02", subject="subtree_budgets", after=["BUD-01"])
    findings = [
        finding(whole, "city:2026", unit="city"),
        finding(own, "b1", unit="city"),
        finding(own, "b2", unit="ward"),
        finding(own, "b3", unit="elsewhere"),
    ]
    units = (
        standing("city", "BUD-01", Status.FAIL),
        standing("ward", "BUD-01", Status.FAIL, "city"),
        standing("elsewhere", "BUD-01", Status.FAIL),
    )
    actions = {
        one.subjects[0]: one for one in with_actions(told(findings, *units), catalogue(own, whole)).actions
    }
    assert set(actions["city:2026"].after) == {actions["b1"].id, actions["b2"].id}
