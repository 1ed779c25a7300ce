"""Shares of money and people: what they say of a target is what the controls say of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from secaudit import catalogue as catalogues
from secaudit import inventory
from secaudit.audit import judge
from secaudit.model.finding import Finding
from secaudit.model.proportion import Proportion
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.reporting import restrict
from tests.audit.factory import GENERATED, TODAY, unit

BUDGET = {"stage": "allocated", "year": 2026}
JUDGES = {"BUD-01": 0.15, "BUD-02": 0.15, "TRN-01": 1.0, "TRN-02": 1.0}
SAYS = {Status.PASS: True, Status.FAIL: False, Status.NOT_YET_DUE: False, Status.UNKNOWN: None}


@cache
def result() -> AuditResult:
    """Three trees: all reported, and enough; one silent, enough so far; one silent, too little anyway."""
    units, budgets = [], []
    for tree, second, short in (("a", True, False), ("b", False, False), ("c", False, True)):
        units += [unit(tree, headcount=10, trained=7 if short else 10)]
        units += [unit(f"{tree}1", parent=tree, headcount=5 if second else None, trained=5)]
        budgets += [
            {"id": f"{tree}b", "unit": tree, "it_dt_total_vnd": 1000, "security_vnd": 149 if short else 150}
            | BUDGET,
            {
                "id": f"{tree}1b",
                "unit": f"{tree}1",
                "it_dt_total_vnd": 2000,
                "security_vnd": 300 if second else None,
            }
            | BUDGET,
        ]
    shipped = catalogues.load()
    asked = tuple(one for one in shipped.controls if one.id in JUDGES)
    given = inventory.from_rows({"units": units, "budgets": budgets})
    return judge(
        given, replace(shipped, controls=asked), TODAY, generated_at=GENERATED, all_verdicts=True,
        keep_register=True,
    )  # fmt: skip


def share_of(finding: Finding) -> Proportion:
    return next(
        one
        for one in result().proportions
        if (one.of == "security_money") is finding.control.startswith("BUD")
        and one.subtree is finding.control.endswith("2")
        and one.unit == finding.subject.unit
    )


def test_a_target_is_reached_where_its_control_passes_and_open_where_that_is_unknown() -> None:
    seen = {
        (one.control, one.subject.unit): share_of(one).reaches(JUDGES[one.control])
        for one in result().findings
        if one.status is not Status.NOT_APPLICABLE
    }
    told = {(one.control, one.subject.unit): SAYS[one.status] for one in result().findings}
    assert seen == told
    assert {unit_: seen["BUD-02", unit_] for unit_ in "abc"} == {"a": True, "b": None, "c": False}
    assert {unit_: seen["TRN-02", unit_] for unit_ in "abc"} == {"a": True, "b": None, "c": False}


def test_sums_say_how_many_units_they_rest_on() -> None:
    sums = {(one.of, one.unit): one for one in result().proportions if one.subtree}
    whole, part = sums["security_money", "a"], sums["security_money", "b"]
    assert (whole.part, whole.whole, whole.ratio, whole.reported, whole.members) == (450, 3000, 0.15, 2, 2)
    assert (part.part, part.whole, part.reported, part.members, part.year) == (150, 1000, 1, 2, 2026)
    assert sums["trained_people", "c"] == Proportion("trained_people", "c", 7, 10, None, None, True, 2, 1)


@pytest.mark.parametrize(
    ("part", "whole", "ratio", "reached"),
    [
        (None, 10, None, None),
        (1, None, None, None),
        (0, 0, None, True),
        (0, 9, 0.0, False),
        (9, 9, 1.0, True),
    ],
)
def test_what_cannot_be_divided_has_no_share(
    part: int | None, whole: int | None, ratio: float | None, reached: bool | None
) -> None:
    one = Proportion("trained_people", "u", part, whole)
    assert (one.ratio, one.reaches(1.0)) == (ratio, reached)


def test_a_part_of_the_result_keeps_its_own_shares() -> None:
    assert {one.unit for one in restrict(result(), "b").proportions} == {"b", "b1"}
