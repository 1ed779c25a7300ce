"""Subqueries over other tables: what nobody wrote down is not known not to be (contract, "Open tables")."""

from datetime import date

import pytest

from secaudit.model.status import Status
from tests.audit.factory import audit, control, finding, statuses, unit

PLAN = "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = 'incident_plan' AND d.issued)"
NO_HOLE = (
    "NOT EXISTS (SELECT 1 FROM vulnerabilities v WHERE v.system = systems.id"
    " AND NOT v.fixed AND v.fix_due_on < as_of)"
)


def paper(**cells: object) -> dict[str, object]:
    return {"id": "d", "unit": "u", "type": "incident_plan", "issued_on": date(2026, 1, 1), **cells}


def plan_status(declared: object, *papers: dict[str, object]) -> Status:
    return statuses(audit({"units": [unit()], "documents": papers}, control(PLAN), declared=declared))["u"]


def test_a_row_that_is_found_counts_even_in_an_open_table() -> None:
    assert plan_status(None, paper()) is Status.PASS


def test_none_found_in_a_complete_table_is_false() -> None:
    assert plan_status("all", paper(type="other")) is Status.FAIL


def test_none_found_in_an_open_table_is_unknown() -> None:
    result = audit({"units": [unit()]}, control(PLAN))
    assert statuses(result)["u"] is Status.UNKNOWN
    assert [(item.table, item.column) for item in finding(result, "u").missing] == [("documents", None)]
    assert "documents" in finding(result, "u").message.vi


def test_another_units_declaration_does_not_count() -> None:
    rows = {"units": [unit("u"), unit("v")]}
    result = audit(rows, control(PLAN), declared={"v": ["documents"]})
    assert statuses(result) == {"u": Status.UNKNOWN, "v": Status.FAIL}


def test_a_declaration_dated_none_is_no_declaration() -> None:
    declaration = {"id": "x", "unit": "u", "tables": ["documents"], "declared_on": "none"}
    result = audit({"units": [unit()], "declarations": [declaration]}, control(PLAN))
    assert statuses(result)["u"] is Status.UNKNOWN


def test_an_empty_cell_in_a_row_that_might_count_is_unknown_and_named() -> None:
    result = audit({"units": [unit()], "documents": [paper(issued_on=None)]}, control(PLAN), declared="all")
    assert statuses(result)["u"] is Status.UNKNOWN
    assert [(item.table, item.column) for item in finding(result, "u").missing] == [
        ("documents", "issued_on")
    ]


def test_a_paper_known_not_to_be_issued_does_not_count() -> None:
    assert plan_status("all", paper(issued_on="none")) is Status.FAIL


def test_a_paper_issued_after_the_day_of_the_audit_does_not_count_yet() -> None:
    assert plan_status("all", paper(issued_on=date(2026, 11, 22))) is Status.FAIL
    assert plan_status("all", paper(issued_on=date(2026, 11, 21))) is Status.PASS


@pytest.mark.parametrize(
    ("cells", "declared", "expected"),
    [
        ({"fixed_on": "none", "fix_due_on": date(2026, 1, 1)}, "all", Status.FAIL),
        ({"fixed_on": "none", "fix_due_on": date(2027, 1, 1)}, "all", Status.PASS),
        ({"fixed_on": date(2026, 2, 1), "fix_due_on": date(2026, 1, 1)}, "all", Status.PASS),
        ({"fixed_on": None, "fix_due_on": date(2026, 1, 1)}, "all", Status.UNKNOWN),
        ({"fixed_on": "none", "fix_due_on": None}, "all", Status.UNKNOWN),
        ({"fixed_on": date(2026, 2, 1), "fix_due_on": date(2026, 1, 1)}, None, Status.UNKNOWN),
        ({"fixed_on": "none", "fix_due_on": date(2026, 1, 1)}, None, Status.FAIL),
    ],
)
def test_absence_is_proved_only_by_a_complete_table_without_gaps(
    cells: dict[str, object], declared: object, expected: Status
) -> None:
    rows = {
        "units": [unit()],
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "operation"}],
        "vulnerabilities": [{"id": "v", "system": "s", "found_on": date(2025, 12, 1), **cells}],
    }
    assert statuses(audit(rows, control(NO_HOLE, subject="systems"), declared=declared))["s"] is expected


SCENARIO = (
    "EXISTS (SELECT 1 FROM documents d"
    " WHERE d.system = systems.id AND d.type = 'contingency_plan' AND d.issued)"
)


def test_a_row_that_does_not_say_what_it_belongs_to_makes_only_its_own_unit_unknown() -> None:
    rows = {
        "units": [unit("u"), unit("v")],
        "systems": [
            {"id": "su", "unit": "u", "name": "S", "phase": "operation"},
            {"id": "sv", "unit": "v", "name": "S", "phase": "operation"},
        ],
        "documents": [paper(type="contingency_plan")],
    }
    result = audit(rows, control(SCENARIO, subject="systems"), declared="all")
    assert statuses(result) == {"su": Status.UNKNOWN, "sv": Status.FAIL}
    assert [item.column for item in finding(result, "su").missing] == ["system"]


def test_a_row_that_belongs_to_nothing_by_its_own_word_counts_for_nobody() -> None:
    rows = {
        "units": [unit()],
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "operation"}],
        "documents": [paper(type="contingency_plan", system="none")],
    }
    assert statuses(audit(rows, control(SCENARIO, subject="systems"), declared="all"))["s"] is Status.FAIL


SUM = "(SELECT sum(b.security_vnd) FROM budgets b WHERE b.unit = units.id AND b.year = 2026) >= 100"


def budget(id_: str, amount: int | None) -> dict[str, object]:
    return {"id": id_, "unit": "u", "year": 2026, "stage": "spent", "security_vnd": amount}


@pytest.mark.parametrize(
    ("amounts", "declared", "expected"),
    [
        ([60, 40], "all", Status.PASS),
        ([60, 39], "all", Status.FAIL),
        ([], "all", Status.FAIL),
        ([100, None], "all", Status.UNKNOWN),
        ([60, 40], None, Status.UNKNOWN),
    ],
)
def test_a_sum_is_known_only_when_all_of_it_is(
    amounts: list[int | None], declared: object, expected: Status
) -> None:
    rows = {"units": [unit()], "budgets": [budget(f"b{n}", amount) for n, amount in enumerate(amounts)]}
    assert statuses(audit(rows, control(SUM), declared=declared))["u"] is expected


def test_units_are_always_complete() -> None:
    condition = "NOT EXISTS (SELECT 1 FROM units c WHERE c.parent = units.id)"
    rows = {"units": [unit("top", parent="none"), unit("leaf", parent="top")]}
    assert statuses(audit(rows, control(condition))) == {"top": Status.FAIL, "leaf": Status.PASS}


def test_a_table_can_be_compared_with_itself() -> None:
    condition = (
        "NOT EXISTS (SELECT 1 FROM spending s WHERE s.unit = spending.unit AND s.item = spending.item"
        " AND s.amount_vnd = spending.amount_vnd AND s.id <> spending.id)"
    )
    line = {"unit": "u", "year": 2026, "stage": "spent", "amount_vnd": 5}
    rows = {
        "units": [unit()],
        "spending": [
            {"id": "a", "item": "firewall", **line},
            {"id": "b", "item": "firewall", **line},
            {"id": "c", "item": "backup", **line},
        ],
    }
    result = audit(rows, control(condition, subject="spending"), declared="all")
    assert statuses(result) == {"a": Status.FAIL, "b": Status.FAIL, "c": Status.PASS}


def test_dividing_by_zero_is_unknown_and_never_a_pass() -> None:
    rows = {"units": [unit()], "budgets": [budget("b", 1) | {"it_dt_total_vnd": 0}]}
    item = control("security_vnd / it_dt_total_vnd >= 0.15", subject="budgets")
    assert statuses(audit(rows, item))["b"] is Status.UNKNOWN


PERHAPS = "CASE WHEN b.stage = 'spent' THEN TRUE END"


@pytest.mark.parametrize(
    "condition",
    [
        f"NOT EXISTS (SELECT 1 FROM budgets b WHERE b.unit = units.id AND {PERHAPS})",
        "NOT EXISTS (SELECT 1 FROM budgets b WHERE b.unit = units.id AND b.year / (b.year - 2026) > 1)",
        f"(SELECT count(*) FROM budgets b WHERE b.unit = units.id AND {PERHAPS}) = 0",
    ],
)
def test_a_condition_can_be_unknown_although_every_cell_is_filled(condition: str) -> None:
    line = budget("b", 1) | {"stage": "allocated"}
    result = audit({"units": [unit()], "budgets": [line]}, control(condition), declared="all")
    assert statuses(result)["u"] is Status.UNKNOWN


def test_counting_a_column_with_an_empty_cell_is_unknown() -> None:
    item = control("(SELECT count(d.internet) FROM devices d WHERE d.unit = units.id) = 0")
    empty = audit({"units": [unit()], "devices": [{"id": "d", "unit": "u"}]}, item, declared="all")
    assert statuses(empty)["u"] is Status.UNKNOWN
    assert [(gap.table, gap.column) for gap in finding(empty, "u").missing] == [("devices", "internet")]
    assert statuses(audit({"units": [unit()]}, item, declared="all"))["u"] is Status.PASS


def test_two_rows_that_refer_to_nothing_do_not_refer_to_the_same() -> None:
    item = control("EXISTS (SELECT 1 FROM devices d WHERE d.segment = systems.segment)", subject="systems")
    rows = {
        "units": [unit()],
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "operation", "segment": "none"}],
        "devices": [{"id": "d", "unit": "u", "segment": "none"}],
    }
    assert statuses(audit(rows, item, declared="all"))["s"] is Status.FAIL


def test_a_deadline_speaks_of_the_rows_on_record_even_in_an_open_table() -> None:
    """What shows the breach is on record; that there may be more of it puts off nothing."""
    rule = control(
        NO_HOLE,
        subject="systems",
        due="(SELECT min(v.fix_due_on) FROM vulnerabilities v WHERE v.system = systems.id AND NOT v.fixed)",
    )
    hole = {"system": "s", "found_on": date(2026, 5, 1), "fixed_on": "none"}
    rows = {
        "units": [unit()],
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "operation"}],
        "vulnerabilities": [
            hole | {"id": "late", "fix_due_on": date(2026, 6, 30)},
            hole | {"id": "later", "fix_due_on": date(2026, 7, 31)},
            hole | {"id": "undated"},
        ],
    }
    found = finding(audit(rows, rule, declared=None), "s")
    assert (found.status, found.due, found.days_overdue) == (Status.FAIL, date(2026, 6, 30), 144)


def test_an_unknown_names_the_row_that_a_complete_table_lacks() -> None:
    spent = "(SELECT 1 FROM budgets b WHERE b.unit = units.id AND b.year = {} AND b.stage = 'spent')"
    paper = spent.format(2026).replace("1 FROM", "sum(b.paper_vnd) FROM")
    condition = f"CASE WHEN EXISTS {spent.format(2025)} AND EXISTS {spent.format(2026)} THEN {paper} > 0 END"
    result = audit({"units": [unit()]}, control(condition), declared="all")
    assert finding(result, "u").message.vi.endswith(
        "xem còn thiếu dòng nào trong bảng ngân sách (budgets); cần dòng có year = 2025, stage = spent; "
        "cần dòng có year = 2026, stage = spent, điền paper_vnd."
    )
    assert finding(result, "u").message.en.endswith(
        "see which row is missing in: budgets (budgets); a row with year = 2025, stage = spent; "
        "a row with year = 2026, stage = spent and its paper_vnd."
    )


def test_a_row_that_is_missing_from_a_complete_table_is_looked_for_there() -> None:
    """Nothing is empty and nothing undeclared: the message names the table all the same."""
    sent = "(SELECT 1 FROM documents d WHERE d.unit = units.id AND d.sent)"
    result = audit({"units": [unit()]}, control(f"CASE WHEN EXISTS {sent} THEN TRUE END"), declared="all")
    found = finding(result, "u")
    assert (found.status, found.missing) == (Status.UNKNOWN, ())
    assert found.message.en.endswith("do not suffice; see which row is missing in: documents (documents).")
    assert found.message.vi.endswith("xem còn thiếu dòng nào trong bảng văn bản (documents).")
