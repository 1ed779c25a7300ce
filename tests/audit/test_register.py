"""The register of systems: what form 08 of Decree 331 is made from, in three values like the verdicts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit import catalogue as catalogues
from secaudit import inventory
from secaudit.audit import judge
from secaudit.audit.preparation import prepare
from secaudit.audit.registering import both, either, register_of
from secaudit.model.register import Paper, Register, RegisteredSystem, tally
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.reporting import restrict
from tests.audit.factory import GENERATED, TODAY, unit

Ask = Callable[[RegisteredSystem], bool | None]

UNITS = [unit("so", name="Sở Mẫu (hư cấu)"), unit("ph", name="Phường Mẫu (hư cấu)", parent="so")]


def system(id_: str = "s", **cells: Any) -> dict[str, Any]:
    return {"id": id_, "unit": "so", "name": f"Hệ thống {id_}", "phase": "operation", **cells}


def registered(*systems: dict[str, Any], declared: Any = None, **tables: Any) -> Register:
    rows = {"units": UNITS, "systems": list(systems), **tables}
    given_ = inventory.from_rows(rows, declared=declared)
    return register_of(given_, prepare(given_, TODAY), ["so", "ph"])


def told(**cells: Any) -> RegisteredSystem:
    (only,) = registered(system(**cells)).systems
    return only


APPROVED = {
    "approved_on": "2026-02-10",
    "approved_level": 3,
    "approved_by": "UBND Mẫu",
    "approval_number": "21/QĐ",
}


def test_a_system_that_says_everything_has_every_column() -> None:
    one = told(
        **APPROVED, operator="ph", proposed_level=3, appraised_on="2026-01-05", plan_status="full",
        went_live_on="2026-03-01", assessed_on="2026-09-01", national_security=False, regulation_on="none",
    )  # fmt: skip
    assert (one.unit_name, one.operator_name) == ("Sở Mẫu (hư cấu)", "Phường Mẫu (hư cấu)")
    assert (one.stage, one.dossier, one.appraised, one.approved) == ("approved", True, True, True)
    assert one.decision == Paper("21/QĐ", date(2026, 2, 10), "UBND Mẫu")
    assert (one.regulated, one.regulation) == (False, None)
    assert (one.deployment, one.checks, one.national_security) == ("full", ("periodic",), False)
    assert (one.kept_safe, one.undeclared) == (True, ())


def test_a_system_that_says_nothing_is_never_said_to_be_done() -> None:
    one = told()
    assert (one.stage, one.dossier, one.appraised, one.approved) == (None, None, None, None)
    assert (one.decision, one.regulated, one.regulation, one.deployment) == (None, None, None, None)
    assert (one.checked, one.checks, one.periodically_checked, one.kept_safe) == (None, (), None, None)
    assert one.undeclared == (
        "operator", "level", "stage", "regulation", "approval_expected", "deployment", "deployment_expected",
        "checks",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "stage"),
    [
        ({"approved_on": "none", "appraised_on": "none", "dossier_sent_on": "none"}, "draft"),
        ({"approved_on": "none", "appraised_on": "none", "dossier_sent_on": "2026-10-01"}, "sent"),
        ({"approved_on": "none", "appraised_on": "2026-10-01"}, "appraised"),
        ({"approved_on": "none", "appraised_on": "2026-10-01", "dossier_sent_on": "none"}, "appraised"),
        (APPROVED, "approved"),
        # Whatever is not said might be the later stage.
        ({"approved_on": "none", "appraised_on": "none"}, None),
        ({"approved_on": "none", "dossier_sent_on": "2026-10-01"}, None),
        ({"appraised_on": "2026-10-01"}, None),
        # A decision without its level or its body is not yet known to approve; one without a body does not.
        ({"approved_on": "2026-02-10", "approved_level": 3, "appraised_on": "2026-01-01"}, None),
        ({"approved_on": "2026-02-10", "approved_by": "UBND Mẫu", "appraised_on": "2026-01-01"}, None),
        (APPROVED | {"approved_by": "none", "appraised_on": "2026-01-01"}, "appraised"),
        # What is to happen after the day of the audit has not happened.
        (APPROVED | {"approved_on": "2026-11-22", "appraised_on": "2026-11-21"}, "appraised"),
        (APPROVED | {"approved_on": "2026-11-21"}, "approved"),
    ],
)
def test_the_stage_is_the_furthest_one_known(cells: dict[str, Any], stage: str | None) -> None:
    assert told(**cells).stage == stage


def test_a_decision_shows_what_is_declared_of_it() -> None:
    part = told(approved_on="2026-02-10", approved_level=3)
    assert part.decision == Paper(None, date(2026, 2, 10), None)
    assert (part.approved, "decision" in part.undeclared, "stage" in part.undeclared) == (None, True, True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"approval_expected_on": "2027-03-31"}, date(2027, 3, 31)),
        ({"approved_on": "2026-12-01"}, date(2026, 12, 1)),
        ({"approved_on": "2026-12-01", "approval_expected_on": "2026-12-15"}, date(2026, 12, 15)),
        ({"approval_expected_on": "none"}, None),
        (APPROVED | {"approval_expected_on": "2027-03-31"}, None),
    ],
)
def test_the_expected_day_of_approval_is_the_units_own(cells: dict[str, Any], expected: date | None) -> None:
    assert told(**cells).approval_expected_on == expected


@pytest.mark.parametrize(
    ("cells", "deployment", "expected", "open_"),
    [
        ({"plan_status": "full", "plan_expected_on": "2027-06-30"}, "full", None, ()),
        ({"plan_status": "partial", "plan_expected_on": "2027-06-30"}, "partial", date(2027, 6, 30), ()),
        ({"plan_status": "none", "plan_full_on": "2027-01-01"}, "none", date(2027, 1, 1), ()),
        ({"plan_status": "none"}, "none", None, ("deployment_expected",)),
        ({}, None, None, ("deployment", "deployment_expected")),
    ],
)
def test_the_deployment_of_the_plan(
    cells: dict[str, Any], deployment: str | None, expected: date | None, open_: tuple[str, ...]
) -> None:
    one = told(**cells)
    assert (one.deployment, one.deployment_expected_on) == (deployment, expected)
    assert tuple(name for name in one.undeclared if name.startswith("deployment")) == open_


@pytest.mark.parametrize(
    ("cells", "papers", "checked", "checks", "periodic"),
    [
        ({"assessed_on": "2026-02-01", "went_live_on": "2026-03-01"}, (), True, ("before_use",), False),
        ({"assessed_on": "2026-03-01", "went_live_on": "2026-03-01"}, (), True, ("before_use",), False),
        ({"assessed_on": "2026-03-02", "went_live_on": "2026-03-01"}, (), True, ("periodic",), True),
        ({"assessed_on": "2026-03-02", "went_live_on": "none"}, (), True, ("before_use",), False),
        ({"assessed_on": "2026-03-02", "phase": "build"}, (), True, ("before_use",), False),
        # In use, but since when? It was checked, nobody knows of which kind.
        ({"assessed_on": "2026-03-02"}, (), True, (), None),
        ({"assessed_on": "none"}, (), False, (), False),
        ({"assessed_on": "2026-11-22", "went_live_on": "2026-03-01"}, (), False, (), False),
        ({}, (), None, (), None),
        # The reports of earlier assessments tell the rest.
        (
            {"assessed_on": "2026-09-01", "went_live_on": "2026-03-01"}, ("2026-02-01",), True,
            ("before_use", "periodic"), True,
        ),
        ({"went_live_on": "2026-03-01"}, ("2026-04-01",), True, ("periodic",), True),
    ],
)  # fmt: skip
def test_checks_are_told_by_when_the_system_went_live(
    cells: dict[str, Any],
    papers: tuple[str, ...],
    checked: bool | None,
    checks: tuple[str, ...],
    periodic: bool | None,
) -> None:
    documents = [
        {"id": f"d{day}", "unit": "so", "system": "s", "type": "security_assessment", "issued_on": day}
        for day in papers
    ]
    (one,) = registered(system(**cells), documents=documents).systems
    assert (one.checked, one.checks, one.periodically_checked) == (checked, checks, periodic)


def test_a_systems_own_regulation_is_named_in_full_where_its_paper_is_on_record() -> None:
    paper = {"id": "d", "unit": "so", "system": "s", "type": "internal_regulation", "number": "05/QĐ-SM"}
    documents = [
        paper | {"issued_on": "2026-05-04"},
        paper | {"id": "old", "issued_on": "2024-01-01", "number": "01/QĐ-SM"},
        paper | {"id": "over", "issued_on": "2026-09-01", "expires_on": "2026-11-20"},
        paper | {"id": "whole unit", "system": None, "issued_on": "2026-10-01"},
    ]
    (one,) = registered(system(regulation_on="2023-01-01"), documents=documents).systems
    assert one.regulation == Paper("05/QĐ-SM", date(2026, 5, 4), "Sở Mẫu (hư cấu)")
    assert "regulation" not in one.undeclared
    day_only = told(regulation_on="2023-01-01")
    assert (day_only.regulated, day_only.regulation) == (True, Paper(None, date(2023, 1, 1), None))
    assert "regulation" in day_only.undeclared


def test_what_is_out_of_use_is_not_listed_but_counted() -> None:
    register = registered(system("a"), system("b", phase="retired"), system("c", phase="planned"))
    assert [one.id for one in register.listed] == ["a", "c"]
    assert register.retired == 1


def test_units_that_have_not_declared_their_systems_complete_are_named() -> None:
    assert registered(system(), declared={"so": ["systems"], "ph": ["devices"]}).undeclared_units == ("ph",)


def test_an_observation_takes_the_place_of_what_was_declared() -> None:
    seen = {
        "id": "o", "table": "systems", "row": "s", "column": "plan_status", "value": "partial",
        "observed_on": "2026-11-01", "method": "examine",
    }  # fmt: skip
    (one,) = registered(system(plan_status="full"), observations=[seen]).systems
    assert one.deployment == "partial"


STATES = {
    "phase": ("operation", "build", "planned", "retired"),
    "approved_on": (None, "none", "2026-02-10", "2026-12-01"),
    "approved_level": (None, 3),
    "approved_by": (None, "none", "UBND Mẫu"),
    "appraised_on": (None, "none", "2026-01-05"),
    "plan_status": (None, "none", "full"),
}


@cache
def every_state() -> AuditResult:
    """Audit one system for each combination of what can be said of it, by the controls of the catalogue."""
    shipped = catalogues.load()
    asked = [one for one in shipped.controls if one.id in ("LVL-01", "LVL-02", "SYS-02", "PLN-01")]
    combined = [dict(zip(STATES, cells, strict=True)) for cells in product(*STATES.values())]
    systems = [
        system(f"s{number}", **cells) | {"unit": "so" if number % 3 else "ph"}
        for number, cells in enumerate(combined)
    ]
    given_ = inventory.from_rows({"units": UNITS, "systems": systems})
    return judge(
        given_, replace(shipped, controls=tuple(asked)), TODAY, generated_at=GENERATED, all_verdicts=True,
        keep_register=True,
    )  # fmt: skip


_SAYS = {
    Status.PASS: True, Status.UNKNOWN: None, Status.FAIL: False, Status.NOT_YET_DUE: False,
}  # fmt: skip


def test_the_register_says_of_every_system_what_the_controls_say_of_it() -> None:
    result = every_state()
    assert result.register is not None
    by_id = {one.id: one for one in result.register.systems}
    asked: dict[str, Ask] = {
        "LVL-01": lambda one: one.approved,
        "LVL-02": lambda one: one.approved,
        "SYS-02": lambda one: one.appraised,
        "PLN-01": lambda one: None if one.deployment is None else one.deployment == "full",
    }
    compared = 0
    for finding in result.findings:
        if finding.status is not Status.NOT_APPLICABLE:
            assert asked[finding.control](by_id[finding.subject.id]) is _SAYS[finding.status], finding
            compared += 1
    assert compared == 216 * (3 + 2)


def test_the_counts_of_units_add_up_to_those_of_the_whole() -> None:
    result = every_state()
    whole, ward = result.register, restrict(result, "ph").register
    assert whole is not None
    assert ward is not None
    only = [one for one in whole.listed if one.unit == "so"]
    asks: tuple[Ask, ...] = (
        lambda one: one.approved,
        lambda one: one.dossier,
        lambda one: one.appraised,
        lambda one: one.kept_safe,
        lambda one: one.regulated,
    )
    for ask in asks:
        parts = [tally(only, ask), tally(ward.listed, ask)]
        all_ = tally(whole.listed, ask)
        assert (sum(one.yes for one in parts), sum(one.no for one in parts)) == (all_.yes, all_.no)
        assert all_.yes + all_.no + all_.undeclared == all_.total == len(whole.listed)


_VALUES = st.sampled_from((True, False, None))


@given(st.lists(_VALUES, max_size=5))
def test_three_values_are_those_of_the_engine(said: list[bool | None]) -> None:
    """What is not said could be either: where that decides, the answer is None."""
    could = [
        [value if one is None else one for one, value in zip(said, filled, strict=True)]
        for filled in product((True, False), repeat=len(said))
    ]
    for join, plain in ((both, all), (either, any)):
        outcomes = {plain(one) for one in could}
        assert join(*said) is (outcomes.pop() if len(outcomes) == 1 else None)
