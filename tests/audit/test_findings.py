"""What a finding says: every part of it, for each status, and what the result says beside the findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from secaudit.model.control import Expression, Measure
from secaudit.model.finding import (
    Blank,
    Finding,
    FindingRemediation,
    MeasureResult,
    Missing,
    Source,
    Subject,
    WaiverUse,
    fingerprint,
)
from secaudit.model.law import LegalDocument
from secaudit.model.location import Location
from secaudit.model.result import AuditResult, Cell, ControlInfo, NotApplicable, UnitInfo
from secaudit.model.rule import rule_sha256
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text, same
from tests.audit.factory import LAW, PLACE, audit, control, finding, obligation, unit

OLD = LegalDocument(
    "OLD", "9/OLD", same("old"), same("issuer"), date(2025, 5, 1), issued_assumed=True, checked=False
)
COMING = LegalDocument("COMING", "7/COMING", same("coming"), same("issuer"), date(2027, 1, 1))
CITES = (
    obligation("OLD/1", date(2026, 6, 30), OLD),
    obligation("LAW/2", date(2026, 12, 31), LAW),
    obligation("COMING/3", date(2026, 5, 1), COMING),
)

CONTROL = control(
    "appraised AND mfa AND log_months >= 6",
    id_="T-02",
    subject="systems",
    applies_when="population_db",
    cites=CITES,
    severity=Severity.CRITICAL,
    measure=Measure(Expression("log_months / 12", PLACE), 0.5, "ratio"),
    figures={"short": "6 - log_months"},
    message=Text(
        "{name} ({phase}) giữ {log_months} tháng, thiếu {short}, đạt {measure:percent}, cần {target:percent}"
        ", thẩm định: {appraised}, tính đến {as_of}",
        "{name} ({phase}) keeps {log_months} months, {short} short, reaches {measure:percent}, needs "
        "{target:percent}, appraised: {appraised}, as of {as_of}",
    ),
)
UNITS = control("trained >= headcount", id_="T-01", severity=Severity.LOW)


def system(id_: str, **cells: object) -> dict[str, object]:
    return {
        "id": id_, "unit": "below", "name": f"System {id_}", "phase": "operation", "population_db": True,
        "appraised_on": date(2026, 2, 3), "mfa": True, "log_months": 6, **cells,
    }  # fmt: skip


MORE = {"security_officer": "B", "contact": "0123"}
ROWS = {
    "units": [
        unit("top", headcount=4, trained=3, head_name="A", head_post="Chief", **MORE),
        unit("below", parent="top", kind="commune", headcount=2, trained=2),
        unit("beside", parent="none", headcount=1),
    ],
    "systems": [
        system("s-fail", appraised_on="none", log_months=3),
        system("s-pass"),
        system("s-out", population_db=False),
        system("s-unknown", mfa=None),
        system("s-perhaps", population_db=None, mfa=None, unit="top"),
        system("s-waived", log_months=5, unit="top"),
    ],
    "waivers": [
        {
            "id": "w", "control": "T-02", "subject": "s-waived", "reason": "being replaced",
            "approved_by": "C", "approver_post": "Chairman", "from_on": date(2026, 1, 1),
            "until_on": date(2026, 12, 1), "conditions": "offline",
        },
        {
            "id": "w-later", "control": "T-01", "subject": "top", "reason": "r", "approved_by": "C",
            "from_on": date(2026, 12, 2), "until_on": date(2026, 12, 3),
        },
    ],
}  # fmt: skip


@cache
def result() -> AuditResult:
    return audit(ROWS, CONTROL, UNITS)


def place(table: str, cell: str) -> Location:
    return Location("<rows>", sheet=table, cell=cell)


SOURCES = (
    Source("OLD/1", "OLD", same("clause"), date(2026, 6, 30), True, True, True, False),
    Source("LAW/2", "LAW", same("clause"), date(2026, 12, 31), False, True, False, True),
    Source("COMING/3", "COMING", same("clause"), date(2026, 5, 1), True, False, False, True),
)
WAIVER = WaiverUse(
    "w", "T-02", "s-waived", "being replaced", "C", "Chairman", date(2026, 1, 1), date(2026, 12, 1),
    "offline", "in_force", place("waivers", "1"), "top", date(2026, 12, 1), 10,
)  # fmt: skip

FAILED = Finding(
    control="T-02",
    title=Text("Tiêu chí T-02", "Control T-02"),
    severity=Severity.CRITICAL,
    status=Status.FAIL,
    subject=Subject("systems", "s-fail", "System s-fail", "below"),
    message=Text(
        "System s-fail (vận hành) giữ 3 tháng, thiếu 3, đạt 25%, cần 50%, thẩm định: không, "
        "tính đến 21/11/2026. Quá hạn 144 ngày (hạn 30/06/2026).",
        "System s-fail (in operation) keeps 3 months, 3 short, reaches 25%, needs 50%, appraised: no, "
        "as of 21 November 2026. Overdue by 144 days (due 30 June 2026).",
    ),
    evidence={"appraised_on": "none", "population_db": True, "mfa": True, "log_months": 3},
    missing=(),
    measure=MeasureResult(0.25, 0.5, "ratio"),
    due=date(2026, 6, 30),
    days_overdue=144,
    days_left=None,
    sources=SOURCES,
    location=place("systems", "1.appraised_on"),
    waiver=None,
    remediation=FindingRemediation(same("do it"), same("paper"), same("head"), 1, "T-02"),
    fingerprint=fingerprint("T-02", "systems", "s-fail"),
)


def test_a_failure_says_what_is_wrong_by_how_much_since_when_and_where() -> None:
    assert finding(result(), "s-fail", "T-02") == FAILED


def test_a_waived_failure_names_its_waiver_and_is_not_overdue() -> None:
    assert finding(result(), "s-waived", "T-02") == replace(
        FAILED,
        status=Status.WAIVED,
        subject=Subject("systems", "s-waived", "System s-waived", "top"),
        message=Text(
            "System s-waived (vận hành) giữ 5 tháng, thiếu 1, đạt 41,6%, cần 50%, thẩm định: có, "
            "tính đến 21/11/2026. Quá hạn 144 ngày (hạn 30/06/2026). Chấp nhận ngoại lệ w đến hết "
            "01/12/2026, người chấp nhận: C; lý do: being replaced.",
            "System s-waived (in operation) keeps 5 months, 1 short, reaches 41.6%, needs 50%, appraised: "
            "yes, as of 21 November 2026. Overdue by 144 days (due 30 June 2026). Waived by w until "
            "1 December 2026, approved by C; reason: being replaced.",
        ),
        evidence={"appraised_on": "2026-02-03", "population_db": True, "mfa": True, "log_months": 5},
        measure=MeasureResult(5 / 12, 0.5, "ratio"),
        days_overdue=None,
        location=place("systems", "6.appraised_on"),
        waiver=WAIVER,
        fingerprint=fingerprint("T-02", "systems", "s-waived"),
    )


def test_an_unknown_names_the_empty_cell_with_its_row_unit_and_place() -> None:
    label = Text("xác thực đa yếu tố", "multi-factor authentication")
    blank = Blank(
        "systems", "mfa", "s-unknown", "System s-unknown", "below", place("systems", "4.mfa"), False, False
    )
    assert finding(result(), "s-unknown", "T-02") == replace(
        FAILED,
        status=Status.UNKNOWN,
        subject=Subject("systems", "s-unknown", "System s-unknown", "below"),
        message=Text(
            "Chưa đủ căn cứ để kết luận “Tiêu chí T-02”: chưa điền “xác thực đa yếu tố” (mfa).",
            "It cannot be told whether “Control T-02”: not filled in: “multi-factor authentication” (mfa).",
        ),
        evidence={"appraised_on": "2026-02-03", "population_db": True, "mfa": None, "log_months": 6},
        missing=(Missing("systems", "mfa", label, (blank,)),),
        measure=MeasureResult(0.5, 0.5, "ratio"),
        days_overdue=None,
        location=place("systems", "4.appraised_on"),
        fingerprint=fingerprint("T-02", "systems", "s-unknown"),
    )


def test_while_it_is_unknown_whether_a_control_applies_the_rest_is_missing_only_if_it_does() -> None:
    found = finding(result(), "s-perhaps", "T-02")
    assert (found.status, found.settleable) == (Status.UNKNOWN, True)
    assert [(item.table, item.column) for item in found.missing] == [("systems", "population_db")]
    assert [(item.table, item.column) for item in found.missing_if_applies] == [("systems", "mfa")]
    assert found.message.en == (
        "It cannot be told whether “Control T-02”: not filled in: “connected to the national population "
        "database” (population_db)."
    )


def test_a_pass_and_what_does_not_apply_say_so_and_have_no_days() -> None:
    passed, outside = finding(result(), "s-pass", "T-02"), finding(result(), "s-out", "T-02")
    assert (passed.status, passed.message) == (
        Status.PASS,
        Text("Tiêu chí T-02: đạt.", "Control T-02: pass."),
    )
    assert (outside.status, outside.message) == (
        Status.NOT_APPLICABLE,
        Text("Không thuộc diện áp dụng của tiêu chí.", "Outside what the control applies to."),
    )
    for found in (passed, outside):
        assert (found.days_overdue, found.days_left, found.missing, found.waiver) == (None, None, (), None)


def test_the_worst_comes_first_then_the_order_of_the_inventory() -> None:
    assert [(item.control, item.subject.id) for item in result().findings] == [
        ("T-02", "s-fail"),
        ("T-02", "s-pass"),
        ("T-02", "s-out"),
        ("T-02", "s-unknown"),
        ("T-02", "s-perhaps"),
        ("T-02", "s-waived"),
        ("T-01", "top"),
        ("T-01", "below"),
        ("T-01", "beside"),
    ]


def test_a_yes_and_a_one_are_written_apart_whichever_comes_first() -> None:
    rows = {"units": [unit()], "systems": [system("a", mfa=False, log_months=0), system("b", log_months=1)]}
    item = control(
        "log_months > 1 AND log_months * 2.0 > 5",
        subject="systems",
        figures={"same": "log_months", "half": "log_months * 1.0"},
        message=same("{log_months} {same} {half} {mfa} {appraised}"),
    )
    found = audit(rows, item)
    assert finding(found, "a").message.en.startswith("0 0 0.0 no yes. ")
    assert finding(found, "b").message.en.startswith("1 1 1.0 yes yes. ")
    assert finding(found, "b").message.vi.startswith("1 1 1.0 có có. ")


def test_a_result_counts_each_status_of_each_control_in_each_unit() -> None:
    assert result().counts.by_cell == (
        Cell("below", "T-01", Status.PASS, 1),
        Cell("beside", "T-01", Status.UNKNOWN, 1),
        Cell("top", "T-01", Status.FAIL, 1),
        Cell("below", "T-02", Status.NOT_APPLICABLE, 1),
        Cell("below", "T-02", Status.UNKNOWN, 1),
        Cell("below", "T-02", Status.PASS, 1),
        Cell("below", "T-02", Status.FAIL, 1),
        Cell("top", "T-02", Status.UNKNOWN, 1),
        Cell("top", "T-02", Status.WAIVED, 1),
    )
    assert result().counts.by_control["T-02"] == {
        Status.PASS: 1, Status.FAIL: 1, Status.UNKNOWN: 2, Status.NOT_APPLICABLE: 1, Status.WAIVED: 1,
        Status.NOT_YET_DUE: 0, Status.ERROR: 0,
    }  # fmt: skip
    assert result().counts.expected == 9


def test_a_unit_scores_by_its_own_rows_and_by_those_of_its_subtree() -> None:
    scored = {item.unit: (item.own_score, item.subtree_score) for item in result().scores}
    assert scored == {"top": (0.0, 2 / 7), "below": (2 / 4, 2 / 4), "beside": (0.0, 0.0)}


def test_a_result_names_units_controls_and_what_does_not_apply() -> None:
    assert result().units == (
        UnitInfo("top", "Unit top", "other", None, "A", "Chief", "B", "0123", ()),
        UnitInfo("below", "Unit below", "commune", "top", None, None, None, None, ()),
        UnitInfo("beside", "Unit beside", "other", None, None, None, None, None, ()),
    )
    assert result().controls[0] == ControlInfo(
        "T-02", CONTROL.title, Severity.CRITICAL, "systems", "T", SOURCES, date(2026, 6, 30), True,
        rule_sha256(CONTROL),
    )  # fmt: skip
    assert result().not_applicable == (
        NotApplicable(
            "T-02",
            "below",
            1,
            Text("Không thuộc diện áp dụng của tiêu chí", "Outside what the control applies to"),
        ),
    )
    assert [document.id for document in result().documents] == ["COMING", "LAW", "OLD"]
    assert {use.id: use.state for use in result().waivers} == {"w": "in_force", "w-later": "future"}
