"""What a sum over units waits for, and what a measure of data: whose figures, in which cells."""

from __future__ import annotations

from functools import cache

import pytest

from secaudit.model.finding import Blank
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Text
from tests.audit.factory import audit, control, finding, unit
from tests.audit.test_gaps import named

CITY = {
    "units": [
        unit("top", kind="city", headcount=10, trained=5),
        unit("c", parent="top", kind="police", headcount=3, trained=1),
        unit("a", parent="top", kind="commune", trained=1),
        unit("b", parent="top", kind="party_agency", headcount=3),
    ],
    "budgets": [
        {"id": f"{name}{year}", "unit": name, "year": year, "stage": "spent", **money}
        for name, year, money in (
            ("top", 2026, {"it_dt_total_vnd": 100, "security_vnd": 20}),
            ("a", 2026, {"security_vnd": 5}),
            ("b", 2026, {"it_dt_total_vnd": 10}),
            ("b", 2025, {"it_dt_total_vnd": 10}),
        )
    ],
}
REPORTED = "CASE WHEN reported < members THEN NULL ELSE {} END"
SUMS = (
    control(REPORTED.format("security_vnd >= it_dt_total_vnd * 0.15"), id_="SUB", subject="subtree_budgets"),
    control(REPORTED.format("trained >= headcount"), id_="TRN", subject="subtree_training"),
    control(REPORTED.format("party_security_vnd >= matching_vnd"), id_="BLOC", subject="bloc_budgets"),
)


@cache
def city(complete: bool) -> AuditResult:
    return audit(CITY, *SUMS, declared="all" if complete else {"top": ["budgets"]})


@pytest.mark.parametrize(
    ("id_", "row", "table", "silent", "complete", "members", "reported"),
    [
        ("SUB", "top:2025:spent", "budgets", ["c", "a", "b2025"], ["b2025"], 4, 3),
        ("SUB", "top:2026:spent", "budgets", ["c", "a2026", "b2026"], ["a2026", "b2026"], 4, 2),
        ("BLOC", "top:2025:spent", "budgets", ["a", "b2025"], ["b2025"], 3, 2),
        ("BLOC", "top:2026:spent", "budgets", ["a2026", "b2026"], ["a2026", "b2026"], 3, 1),
        ("TRN", "top", "units", ["a", "b"], ["a", "b"], 4, 2),
    ],
)
def test_a_sum_waits_for_each_unit_that_has_not_reported(
    id_: str, row: str, table: str, silent: list[str], complete: list[str], members: int, reported: int
) -> None:
    before, after = finding(city(False), row, id_), finding(city(True), row, id_)
    assert named(before) == [(table, None, silent)]
    assert named(after) == [(table, None, complete)]
    assert before.settleable
    assert after.settleable
    assert (after.evidence["members"], after.evidence["reported"]) == (members, reported)


def test_the_figures_to_come_are_counted_in_words() -> None:
    one = finding(city(True), "top:2025:spent", "SUB")
    several = finding(city(False), "top:2025:spent", "SUB")
    assert one.missing[0].label == Text(
        "số liệu của 1 đơn vị chưa báo cáo", "figures of 1 unit yet to report"
    )
    assert several.message.en.endswith("missing figures of 3 units yet to report.")
    assert several.message.vi.endswith("còn thiếu số liệu của 3 đơn vị chưa báo cáo.")
    headcount, trained = finding(city(True), "top", "TRN").missing[0].blanks
    assert (headcount.column, headcount.name, trained.column) == ("headcount", "Unit a", "trained")
    assert dict(finding(city(True), "top", "TRN").evidence) == {
        "headcount": 13, "trained": 6, "members": 4, "reported": 2
    }  # fmt: skip


def test_data_that_is_not_there_has_no_quality_and_no_age() -> None:
    rows = {"units": [unit("u"), unit("v")]}
    age = control("days_since_declared <= 30", subject="data_quality", id_="AGE")
    right = control("valid_faults / valid_checked < 0.1", subject="data_quality", id_="RIGHT")
    result = audit(rows, age, right, declared={"v": ["budgets"]})
    never, nothing = finding(result, "u", "AGE"), finding(result, "u", "RIGHT")
    assert (named(never), never.settleable) == ([("declarations", None, ["u"])], True)
    assert never.missing[0].label == Text(
        "lần xác nhận kê khai đầu tiên của đơn vị", "a first declaration by the unit"
    )
    assert never.missing[0].blanks == (Blank("declarations", None, unit="u"),)
    assert (named(nothing), nothing.settleable) == ([("units", None, [])], False)
    assert nothing.missing[0].label == Text("dữ liệu của đơn vị để kiểm tra", "data of the unit to check")
    assert (finding(result, "v", "AGE").status, finding(result, "v", "RIGHT").status) == (
        Status.FAIL,
        Status.PASS,
    )
