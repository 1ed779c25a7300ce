"""The summary to the Standing Committee: targets, silence, what got worse, and what to propose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from secaudit import catalogue as catalogues
from secaudit import inventory
from secaudit.audit import judge
from secaudit.model.period import period_named
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.reporting import restrict
from secaudit.reporting.papers.proposals import overdue, proposals
from secaudit.reporting.papers.silence import open_tables, silent_units
from secaudit.reporting.papers.since import since
from secaudit.reporting.papers.summary import Asked
from secaudit.reporting.papers.targets import TARGETS, progress_of, share_of
from secaudit.reporting.papers.writing import contents_of, make, source
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import voice
from tests.audit.factory import GENERATED
from tests.reporting.canonical import canonical
from tests.reporting.papers.office import document, page, page_text, squeezed

AS_OF = date(2026, 11, 21)


def paper(id_: str, unit: str, type_: str, **cells: Any) -> dict[str, Any]:
    return {"id": id_, "unit": unit, "type": type_} | cells


def budget(unit: str, security: int | None) -> dict[str, Any]:
    return {
        "id": f"b-{unit}", "unit": unit, "year": 2026, "stage": "allocated", "it_dt_total_vnd": 1000,
        "security_vnd": security,
    }  # fmt: skip


def town(as_of: date = AS_OF, **changed: Any) -> AuditResult:
    """Judge a city of three units: one good, one that owes its report, one that said nothing."""
    rows: dict[str, Any] = {
        "units": [
            {"id": "tp", "name": "Thành phố", "kind": "city", "headcount": 10, "trained": 10},
            {"id": "so", "name": "Sở Mẫu", "kind": "department", "parent": "tp", "headcount": 10,
             "trained": 5},
            {"id": "xa", "name": "Xã Im Lặng", "kind": "commune", "parent": "tp"},
        ],
        "documents": [
            paper("q1", "tp", "internal_regulation", issued_on="2026-05-04"),
            paper("q2", "so", "internal_regulation", issued_on="2026-05-04"),
            paper("r1", "tp", "half_year_report", period="2026-H1", sent_on="2026-06-20"),
        ],
        "budgets": [budget("tp", 200), budget("so", 150)],
        "systems": [
            {"id": "a", "unit": "tp", "name": "A", "phase": "operation", "plan_status": "full",
             "approved_on": "2025-11-01", "approved_level": 3, "approved_by": "UBND"},
            {"id": "b", "unit": "so", "name": "B", "phase": "operation", "plan_status": "full",
             "approved_on": "none", "backup": False},
        ],
        **changed,
    }  # fmt: skip
    every = ["documents", "systems", "budgets", "plan_tasks", "inspections", "drills", "incidents", "staff"]
    telling = [unit["id"] for unit in rows["units"] if unit["id"] != "xa"]
    given = inventory.from_rows(rows, declared=dict.fromkeys(telling, every))
    return judge(given, catalogues.load(), as_of, generated_at=GENERATED, keep_register=True)


@pytest.fixture(scope="module")
def result() -> AuditResult:
    return town()


@pytest.fixture(scope="module")
def reached(result: AuditResult) -> dict[str, Any]:
    return {one.target.obligation.removeprefix("CTHD13/"): one for one in progress_of(result, 2026)}


def test_each_target_has_its_value_and_says_who_has_told(reached: dict[str, Any]) -> None:
    told = {
        name: (one.met, one.whole, one.reached, one.reporting, one.units) for name, one in reached.items()
    }
    assert told["II.2.1a"] == (2, 3, None, 2, 3)
    assert told["II.2.1b"] == (0, 3, False, 2, 3)
    assert told["II.2.2a"] == (1, 2, False, 2, 3)
    # All systems on record are protected, but one unit may have more of them.
    assert told["II.2.2b"] == (2, 2, None, 2, 3)
    assert told["II.2.3"] == (350, 2000, None, 2, 3)
    assert told["II.2.4"] == (15, 20, False, 2, 3)
    assert reached["II.2.3"].value == 0.175
    assert (reached["II.2.1a"].due, reached["II.2.4"].due) == (date(2026, 12, 31), date(2030, 12, 31))


def test_a_target_is_judged_as_its_controls_judge_it(result: AuditResult, reached: dict[str, Any]) -> None:
    said = {Status.PASS: True, Status.UNKNOWN: None, Status.FAIL: False, Status.NOT_YET_DUE: False}
    for obligation, control in (("II.2.3", "BUD-02"), ("II.2.4", "TRN-02")):
        (status,) = [one.status for one in result.findings if one.control == control]
        assert reached[obligation].reached is said[status]


def test_a_target_is_reached_when_everybody_has_told_and_all_is_done() -> None:
    units = [{"id": "u", "name": "U", "kind": "department", "headcount": 5, "trained": 5}]
    papers = [paper("q", "u", "internal_regulation", issued_on="2026-05-04")]
    alone = town(units=units, documents=papers, systems=[], budgets=[budget("u", 150)])
    told = {one.target.obligation.removeprefix("CTHD13/"): one for one in progress_of(alone, 2026)}
    assert told["II.2.1a"].reached is True
    assert told["II.2.3"].reached is True
    assert told["II.2.4"].reached is True
    assert (told["II.2.2a"].value, told["II.2.2a"].reached) == (None, None)


def one_without_money(**changed: Any) -> AuditResult:
    """Judge the city where the one who had said nothing declares its money complete, and has no line."""
    rows = [unit | {"headcount": 1, "trained": 1} for unit in [
        {"id": "tp", "name": "Thành phố", "kind": "city"},
        {"id": "so", "name": "Sở Mẫu", "kind": "department", "parent": "tp"},
    ]]  # fmt: skip
    return town(units=rows, documents=[], systems=[], **changed)


def test_a_unit_that_declared_to_have_no_money_has_no_figures() -> None:
    judged = one_without_money(budgets=[budget("tp", 140)])
    told = {one.target.obligation.removeprefix("CTHD13/"): one for one in progress_of(judged, 2026)}
    money, estimates = told["II.2.3"], told["IV.2a"]
    assert (money.met, money.whole, money.reached, money.reporting, money.units) == (140, 1000, False, 1, 2)
    assert (estimates.met, estimates.whole, estimates.reached) == (0, 2, False)
    assert (estimates.reporting, estimates.units) == (0, 2)
    (whole,) = [one for one in judged.findings if one.control == "BUD-02"]
    assert "1/2 đơn vị có số liệu, đơn vị kê khai không có số liệu tính là 0 đồng" in whole.message.vi
    assert "1 of 2 units gave figures, those that declared to have none count as 0 VND" in whole.message.en
    (silent,) = [one for one in judged.findings if one.control == "BUD-03"]
    assert silent.subject.id == "so"
    assert squeezed("140/1.000 15% 14,0% Chưa đạt 1/2") in html(judged)


def estimate(unit: str, security: int | None) -> dict[str, Any]:
    return budget(unit, security) | {"id": f"e-{unit}-{security}", "stage": "estimate"}


@pytest.mark.parametrize(
    ("lines", "met", "reached", "reporting"),
    [
        ([estimate("tp", 150), estimate("so", 150)], 2, True, 2),
        ([estimate("tp", 150), estimate("tp", 149), estimate("so", 150)], 1, False, 2),
        ([estimate("tp", 150), estimate("so", None)], 1, None, 1),
        ([estimate("tp", 150)], 1, False, 1),
    ],
)
def test_estimates_are_counted_by_unit(
    lines: list[dict[str, Any]], met: int, reached: bool | None, reporting: int
) -> None:
    found = progress_of(one_without_money(budgets=lines), 2026)
    (told,) = [one for one in found if one.target.by == "estimates"]
    assert (told.met, told.whole, told.reached, told.reporting) == (met, 2, reached, reporting)


def test_the_targets_are_those_of_the_programme() -> None:
    shipped = {
        obligation
        for control in catalogues.load().controls
        for one in control.cites
        for obligation in [one.id]
    }
    assert {target.obligation for target in TARGETS} <= shipped
    assert [target.least for target in TARGETS] == [1.0, 1.0, 1.0, 1.0, 0.15, 1.0, 1.0, 1.0]


def test_several_trees_are_summed_from_their_units(result: AuditResult) -> None:
    apart = replace(result, units=tuple(replace(unit, parent=None) for unit in result.units))
    share = share_of(apart, "security_money", 2026)
    assert (share.part, share.whole, share.reported, share.members) == (350, 2000, 2, 3)


def test_silent_are_those_who_declared_nothing_or_owe_a_report(result: AuditResult) -> None:
    silent = {one.unit.id: one for one in silent_units(result, period_named("2026", "year"))}
    assert set(silent) == {"xa", "so"}
    assert (silent["xa"].undeclared, silent["so"].undeclared) == (True, False)
    assert [(one.control, one.period) for one in silent["so"].owed] == [("RPT-02", "2026-H1")]
    assert {one.control for one in silent["xa"].unclear} >= {"RPT-02"}
    second = {one.unit.id for one in silent_units(result, period_named("2026-H2", "half-year"))}
    assert second == {"xa"}


def test_nobody_is_silent_about_a_report_before_its_day(result: AuditResult) -> None:
    silent = {one.unit.id: one for one in silent_units(result, period_named("2026", "year"))}
    ahead = [one for one in result.findings if one.control == "RPT-02" and one.period == "2026-H2"]
    assert any(one.status is Status.UNKNOWN and one.due and one.due > AS_OF for one in ahead)
    assert {one.period for one in silent["xa"].unclear if one.control == "RPT-02"} == {"2026-H1"}


def test_all_silent_units_are_in_an_annex_where_the_page_names_the_first() -> None:
    many = [{"id": f"x{number:02}", "name": f"Xã Im {number:02}", "kind": "commune"} for number in range(20)]
    told = html(town(units=many))
    assert squeezed("Nêu 12 trên tổng số 22 đơn vị; đầy đủ ở Phụ lục.") in told
    assert told.count(squeezed("Xã Im 05")) > told.count(squeezed("Xã Im 19")) >= 1
    assert squeezed("ĐƠN VỊ CHƯA BÁO CÁO (Kèm theo") in told
    assert squeezed("PHỤ LỤC") not in html(town())


def test_tables_that_verdicts_wait_for_are_named_where_they_are_not_declared(result: AuditResult) -> None:
    waiting = {unit.id: tables for unit, tables in open_tables(result)}
    assert {"documents", "systems", "budgets"} <= set(waiting["xa"])
    assert "declarations" not in waiting["xa"]
    assert not set(waiting.get("so", ())) & {"documents", "systems", "budgets"}
    told = html(result)
    words = "đơn vị chưa xác nhận kê khai đầy đủ một số bảng mà kết luận còn chờ:"
    assert squeezed(f"{len(waiting)} {words}") in told
    assert squeezed("Xã Im Lặng (") in told


def test_what_got_worse_is_told_by_fingerprint(result: AuditResult) -> None:
    before = town(date(2026, 6, 30), systems=[
        {"id": "a", "unit": "tp", "name": "A", "phase": "operation", "plan_status": "full",
         "approved_on": "2025-11-01", "approved_level": 3, "approved_by": "UBND"},
        {"id": "b", "unit": "so", "name": "B", "phase": "operation", "plan_status": "full",
         "approved_on": "2025-11-01", "approved_level": 3, "approved_by": "UBND"},
    ])  # fmt: skip
    found = since(before, result)
    assert (found.before, found.after) == (date(2026, 6, 30), AS_OF)
    new = {(one.control, one.subject.id) for one in found.new}
    assert ("LVL-01", "b") in new
    assert not {key for key in new if key[1] == "a"}
    late = {(one.control, one.subject.id): then for one, then in found.worse}
    assert late["SAF-01", "b"] is Status.UNKNOWN
    assert all(then is not one.status for one, then in found.worse)
    open_ = {one.fingerprint for one in result.findings if one.status in (Status.FAIL, Status.UNKNOWN)}
    assert found.open_after == len(open_)
    assert found.apart == found.units_apart == 0
    ranks = [one.finding.severity.rank for one in found.controls]
    assert ranks == sorted(ranks)
    assert sum(one.new + one.worse for one in found.controls) == len(found.new) + len(found.worse)
    assert sum(count for _, count in found.units) == len(found.new) + len(found.worse)


def test_a_changed_control_is_not_compared(result: AuditResult) -> None:
    earlier = town(date(2026, 6, 30))
    controls = tuple(
        replace(one, rule_sha256="0" * 64) if one.id == "LVL-01" else one for one in earlier.controls
    )
    found = since(replace(earlier, controls=controls), result)
    assert "LVL-01" not in {one.control for one in found.new}
    assert found.apart >= 2


@pytest.mark.parametrize("as_of", [AS_OF, date(2027, 1, 1)])
def test_a_later_result_is_no_earlier_one(result: AuditResult, as_of: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        since(replace(result, as_of=as_of), result)
    assert caught.value.problems[0].code == "not-an-earlier-result"


def test_proposals_are_by_what_they_end(result: AuditResult) -> None:
    found = proposals(result)
    failed = [one for one in result.findings if one.status is Status.FAIL]
    assert sum(one.ended for one in found) == len(failed)
    assert [(one.grave, one.ended) for one in found] == sorted(
        ((one.grave, one.ended) for one in found), reverse=True
    )
    grave = sum(one.severity in (Severity.CRITICAL, Severity.HIGH) for one in failed)
    assert sum(one.grave for one in found) == grave


def test_overdue_are_critical_failures_past_their_day(result: AuditResult) -> None:
    days = {one.finding.control: (one.count, one.days) for one in overdue(result)}
    for control, (count, longest) in days.items():
        late = [one for one in result.findings if one.control == control and one.status is Status.FAIL]
        assert count == len(late)
        assert longest == max(one.days_overdue or 0 for one in late)
        assert late[0].severity is Severity.CRITICAL
    assert "SYS-02" not in days


def html(result: AuditResult, asked: Asked | None = None) -> str:
    said = voice("vi")
    return page_text(
        source("summary", contents_of("summary", result, said, asked), result, said, Everything())
    )


def test_the_paper_tells_all_of_it(result: AuditResult) -> None:
    earlier = town(date(2026, 6, 30))
    told = html(result, Asked("2026", earlier))
    for words in (
        "Kính gửi: Ban Thường vụ Thành ủy",
        "ban hành phương án ứng cứu sự cố mục II.2, gạch đầu dòng thứ 1: 0/3 100% 0,0% Chưa đạt 2/3",
        "mục II.2, gạch đầu dòng thứ 3: 350/2.000 15% 17,5% Chưa đủ căn cứ 2/3",
        "2/3 đơn vị chưa báo cáo đầy đủ: 1 đơn vị chưa xác nhận",
        "Xã Im Lặng chưa bảng nào",
        "Báo cáo 6 tháng đầu năm 2026 (RPT-02): chưa gửi",
        "So với ngày 30/06/2026, đến ngày 21/11/2026",
        "an ninh dữ liệu, năm 2026",
    ):
        assert squeezed(words) in told, words


def test_the_period_is_named_and_follows_the_day() -> None:
    first = restrict(town(date(2026, 6, 30)), "so")
    assert squeezed("6 tháng đầu năm 2026") in html(first)
    assert squeezed("6 tháng cuối năm 2026") in html(first, Asked("2026-H2"))
    assert squeezed("Chưa có kết quả của kỳ trước để so sánh.") in html(first)
    with pytest.raises(ValueError, match="2026-H3"):
        contents_of("summary", first, voice("vi"), Asked("2026-H3"))


def test_a_result_from_before_says_to_audit_again() -> None:
    with pytest.raises(InvalidInput) as caught:
        make("summary", "pdf", replace(canonical(), register=None), voice("en"))
    assert caught.value.problems[0].code == "result-without-register"


def test_names_of_units_cannot_break_the_paper() -> None:
    told = page("summary", "en")
    assert "<script>alert" not in told
    assert document("summary", "pdf", "en").startswith(b"%PDF")
