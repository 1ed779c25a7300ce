"""Expressions taken apart: every form with its values, and rows that were looked at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secaudit.explanation.faults import Disagreement, UnknownSubject
from secaudit.explanation.lookups import SHOWN
from secaudit.explanation.trail import trail
from secaudit.model.control import Expression, Measure
from secaudit.model.status import Status
from secaudit.model.text import Text
from tests.audit.factory import PLACE, control, unit
from tests.explanation.cases import bench_of, of_rows, text, tree

U = "u"


def row(**cells: Any) -> dict[str, Any]:
    return {"units": [unit(U, **cells)]}


@pytest.mark.parametrize(
    ("condition", "filled", "truth"),
    [
        ("headcount >= 0.5 * trained", "10 >= 10", "true"),
        ("headcount / trained > 0.4", "0,5 > 0.4", "true"),
        ("headcount BETWEEN 1 AND trained", "10 BETWEEN 1 AND 20", "true"),
        ("kind IN ('commune', 'police')", "'commune' IN ('commune', 'police')", "true"),
        ("name LIKE 'Unit%'", "'Unit u' LIKE 'Unit%'", "true"),
        ("it_staff IS NULL", "chưa rõ IS NULL", "true"),
        ("it_staff > 1", "chưa rõ > 1", "unknown"),
        ("NOT headcount > 3", "NOT đúng", "false"),
        ("as_of - DATE '2026-11-01' > 30", "20 > 30", "false"),
        ("as_of > DATE '2026-01-31' + INTERVAL 1 MONTH", "21/11/2026 > 28/02/2026", "true"),
        ("head_post = 'Bí thư ''A'''", "'Bí thư ''A''' = 'Bí thư ''A'''", "true"),
        ("headcount / 0 > 1", "chưa rõ > 1", "unknown"),
    ],
)
def test_a_condition_with_its_values(condition: str, filled: str, truth: str) -> None:
    rows = row(kind="commune", headcount=10, trained=20, head_post="Bí thư 'A'")
    part = tree(of_rows(rows, control(condition)))
    assert (part.sql, part.filled.vi, part.truth) == (
        condition.replace("INTERVAL 1", "INTERVAL '1'"),
        filled,
        truth,
    )


@pytest.mark.parametrize(
    ("trained", "shown", "truth"),
    [(104_999_999, "0,149999", "false"), (105_000_000, "0,15", "true"), (105_000_001, "0,150000001", "true")],
)
def test_a_ratio_reads_as_its_threshold_only_where_it_is_that(trained: int, shown: str, truth: str) -> None:
    measure = Measure(Expression("trained / headcount", PLACE), target=0.15, unit="ratio")
    measured = control("trained / headcount >= 0.15", measure=measure)
    explanation = of_rows(row(headcount=700_000_000, trained=trained), measured)
    part = tree(explanation)
    assert (part.filled.vi, part.truth) == (f"{shown} >= 0.15", truth)
    assert tree(explanation, "measure").shown.vi == shown


def test_what_decides_an_and_and_an_or() -> None:
    rows = row(headcount=10, trained=0)
    both = tree(of_rows(rows, control("headcount > 1 AND (trained > 0 AND it_staff > 0)")))
    assert [(part.sql, part.truth, part.decisive) for part in both.parts] == [
        ("headcount > 1", "true", False),
        ("trained > 0", "false", True),
        ("it_staff > 0", "unknown", False),
    ]
    either = tree(of_rows(rows, control("trained > 0 OR it_staff > 0")))
    assert [(part.truth, part.decisive) for part in either.parts] == [("false", False), ("unknown", True)]


def test_which_branch_of_a_case_is_taken() -> None:
    rows = row(headcount=10)
    case = tree(of_rows(rows, control("CASE WHEN headcount > 50 THEN trained > 3 ELSE headcount > 5 END")))
    assert [(part.kind, part.decisive) for part in case.parts] == [("when", False), ("else", True)]
    assert case.truth == "true"
    none = of_rows(rows, control("CASE WHEN headcount > 50 THEN TRUE END"))
    assert "không nhánh nào được chọn, nên chưa rõ" in text(none)


DOCUMENTS = {
    "units": [unit(U)],
    "documents": [
        {"id": "good", "unit": U, "type": "incident_plan", "issued_on": "2026-01-05"},
        {"id": "open", "unit": U, "type": "incident_plan"},
        {"id": "late", "unit": U, "type": "incident_plan", "issued_on": "2026-12-01"},
        {"id": "other", "unit": U, "type": "other", "issued_on": "none"},
    ],
}
PLAN = "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = 'incident_plan' AND d.issued)"
COUNT = PLAN.replace("EXISTS (SELECT 1", "(SELECT count(*)") + " >= 1"


def test_rows_found_doubtful_and_fallen_out() -> None:
    rows = tree(of_rows(DOCUMENTS, control(PLAN), declared={U: ["documents"]})).rows
    assert rows is not None
    assert [found.id for found in rows.found.first] == ["good"]
    assert [(found.id, [cell.column for cell in found.wanting]) for found in rows.doubtful.first] == [
        ("open", ["issued_on"])
    ]
    assert [(found.id, [part.sql for part in found.conditions]) for found in rows.fell_out.first] == [
        ("late", ["d.issued"]),
        ("other", ["d.type = 'incident_plan'", "d.issued"]),
    ]
    assert rows.ties == (("documents.unit", "units.id", U),)


def test_an_aggregate_over_a_table_with_a_doubtful_row() -> None:
    found = of_rows(DOCUMENTS, control(COUNT), declared={U: ["documents"]})
    (aggregate,) = [part for part in tree(found).parts if part.kind == "aggregate"]
    assert (tree(found).truth, aggregate.value) == ("unknown", None)
    assert aggregate.rows is not None
    assert (aggregate.rows.kind, aggregate.rows.doubtful.total) == ("count", 1)


def test_a_sum_tells_what_each_row_adds() -> None:
    rows = {
        "units": [unit(U)],
        "spending": [
            {"id": "a", "unit": U, "year": 2026, "stage": "spent", "item": "a", "amount_vnd": 1_000_000},
            {"id": "b", "unit": U, "year": 2026, "stage": "spent", "item": "b", "amount_vnd": 2_500_000},
        ],
    }
    condition = "(SELECT sum(s.amount_vnd) FROM spending s WHERE s.unit = units.id) > 4000000"
    found = of_rows(rows, control(condition), declared={U: ["spending"]})
    assert tree(found).filled.vi == "3.500.000 > 4000000"
    lookup = tree(found).parts[0].rows
    assert lookup is not None
    assert [each.argument for each in lookup.found.first] == [1_000_000, 2_500_000]


def test_a_long_list_is_cut_and_says_so() -> None:
    papers = [{"id": f"d{n}", "unit": U, "type": "other"} for n in range(SHOWN + 5)]
    found = of_rows({"units": [unit(U)], "documents": papers}, control(PLAN), declared={U: ["documents"]})
    rows = tree(found).rows
    assert rows is not None
    assert (rows.fell_out.total, len(rows.fell_out.first)) == (SHOWN + 5, SHOWN)
    assert f"{SHOWN + 5} dòng không thỏa (nêu {SHOWN} dòng đầu)" in text(found)


def test_a_crash_is_told_with_the_part_that_crashed() -> None:
    found = of_rows(row(headcount=99_999_999), control("make_date(headcount, 12, 31) > DATE '2000-01-01'"))
    assert found.finding.status is Status.ERROR
    assert [step.status for step in found.trail] == [Status.ERROR]
    assert tree(found).error is not None
    column = next(part for part in tree(found).parts[0].parts if part.kind == "column")
    assert (column.value, column.error) == (99_999_999, None)
    assert "không tính riêng được" in text(found)


def test_a_branch_that_would_crash_leaves_the_verdict() -> None:
    condition = (
        "CASE WHEN headcount > 9999 THEN FALSE ELSE make_date(headcount, 1, 1) > DATE '2000-01-01' END"
    )
    found = of_rows(row(headcount=99_999_999), control(condition))
    assert found.finding.status is Status.FAIL
    assert (tree(found).truth, tree(found).parts[1].error is not None) == ("false", True)


def test_an_own_deadline_and_one_that_gives_no_day() -> None:
    own = of_rows(row(headcount=2026, trained=0), control("trained > 0", due="make_date(headcount, 12, 31)"))
    assert (own.law.due.origin, own.law.due.due) == ("own", date(2026, 12, 31))
    assert tree(own, "due").value == "2026-12-31"
    none = of_rows(row(trained=0), control("trained > 0", due="make_date(headcount, 12, 31)"))
    assert (none.law.due.origin, none.finding.status) == ("at_once", Status.FAIL)


REPORT = (
    "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = 'annual_report' "
    "AND d.period = this_period AND d.sent)"
)


def yearly(as_of: date, period: str | None = None) -> Any:
    papers = [{"id": "r", "unit": U, "type": "annual_report", "period": "2026", "sent_on": "2026-12-20"}]
    rows = {"units": [unit(U)], "documents": papers}
    item = control(REPORT, every="year")
    return of_rows(rows, item, as_of=as_of, declared={U: ["documents"]}, period=period)


def test_of_a_recurring_duty_the_worst_period_is_explained() -> None:
    found = yearly(date(2028, 3, 1))
    assert (found.finding.period, found.finding.status) == ("2027", Status.FAIL)
    assert found.periods == (
        ("2026", Status.PASS), ("2027", Status.FAIL), ("2028", Status.NOT_YET_DUE),
    )  # fmt: skip
    assert (found.law.due.origin, found.law.due.due) == ("period_end", date(2027, 12, 31))
    assert "các kỳ khác: 2026: Đạt, 2028: Chưa đến hạn" in text(found)


def test_another_period_can_be_asked_for() -> None:
    found = yearly(date(2028, 3, 1), "2026")
    assert (found.finding.period, found.finding.status) == ("2026", Status.PASS)
    with pytest.raises(UnknownSubject, match="2026, 2027, 2028"):
        yearly(date(2028, 3, 1), "2031")


def test_a_control_that_does_not_recur_has_no_period() -> None:
    with pytest.raises(UnknownSubject, match="does not recur"):
        of_rows(row(), control("headcount > 1"), period="2026")


def test_parts_that_contradict_the_verdict_are_a_fault_of_the_tool() -> None:
    with bench_of() as bench:
        item = control("headcount >= 0")
        (plan,) = bench.plans(item)
        ((_, status),) = bench.statuses(item, 0)
        finding = bench.ruling(plan, 0, status).finding
    wrong = tree(of_rows(row(headcount=1), control("headcount > 3")))
    assert finding.status is not Status.FAIL
    with pytest.raises(Disagreement):
        trail(plan, finding, None, wrong, ())


def test_control_characters_cannot_rewrite_the_screen() -> None:
    item = control("headcount > 3", message=Text("\x1b[2Jxóa", "\x1b[2Jgone"))
    found = of_rows(row(headcount=1), item)
    assert "\x1b" in found.finding.message.vi
    assert "\x1b" not in text(found)


@pytest.mark.parametrize(
    ("cells", "exposed", "missing"),
    [
        ({"segment": "lan"}, "unknown", ["internet"]),
        ({"internet": "false"}, "unknown", ["segment"]),
        ({"segment": "gate", "internet": "false"}, "unknown", ["encryption"]),
    ],
)
def test_why_nobody_knows_whether_something_is_exposed(
    cells: dict[str, str], exposed: str, missing: list[str]
) -> None:
    rows = {
        "units": [unit(U)],
        "segments": [
            {"id": "net", "unit": U, "kind": "internet"},
            {"id": "lan", "unit": U, "kind": "lan"},
            {"id": "gate", "unit": U, "kind": "lan"},
        ],
        "links": [{"id": "g", "source": "gate", "target": "net", "kind": "cipher_gateway"}],
        "devices": [{"id": "d", "unit": U, "state_secrets": "mat", **cells}],
    }
    found = of_rows(rows, control("NOT exposed", subject="devices"), "d", declared={U: ["links"]})
    assert found.exposure is not None
    assert found.exposure.exposed == exposed
    assert [cell.column for cell in found.exposure.missing] == missing


def test_links_that_nobody_declared_leave_exposure_open() -> None:
    rows = {
        "units": [unit(U)],
        "segments": [{"id": "lan", "unit": U, "kind": "lan"}],
        "devices": [{"id": "d", "unit": U, "segment": "lan", "internet": "false"}],
    }
    found = of_rows(rows, control("NOT exposed", subject="devices"), "d")
    assert found.exposure is not None
    assert (found.exposure.way, found.exposure.links_declared.state) == ((), "undeclared")
    assert "không thấy đường nào, nhưng chưa đủ căn cứ để nói là không có" in text(found)
