"""What cannot be true: each fact with a row that breaks it, and one beside it that does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secaudit.model.tables import READABLE
from secaudit.quality import Quality
from secaudit.quality.fact import not_in_the_future
from secaudit.quality.facts import FACTS
from tests.quality.measures import TODAY, codes, faults, subject

Cells = dict[str, Any]

BASE: dict[str, Cells] = {
    "units": {"name": "U", "kind": "other"},
    "documents": {"unit": "u", "type": "other"},
    "systems": {"unit": "u", "name": "S", "phase": "operation"},
    "devices": {"unit": "u"},
    "links": {"kind": "network"},
    "products": {"unit": "u", "name": "P"},
    "budgets": {"unit": "u", "year": 2026, "stage": "allocated"},
    "vulnerabilities": {"system": "s", "found_on": "2026-05-10"},
    "incidents": {"unit": "u"},
    "inspections": {"unit": "u", "kind": "self", "inspected_on": "2026-05-10"},
}

HASH = "0123456789abcdef" * 4
EVIDENCE = {"evidence": "a.pdf"}
LEVEL = {"approved_level": 3, "approval_number": "1/QĐ", "approved_by": "A", "approved_on": "2026-05-10"}

FACT_ROWS: list[tuple[str, str, Cells, Cells]] = [
    ("units", "trained-above-headcount", {"headcount": 9, "trained": 10}, {"headcount": 10, "trained": 10}),
    (
        "units",
        "it-staff-and-security-staff-above-headcount",
        {"headcount": 4, "it_staff": 3, "security_staff": 2},
        {"headcount": 5, "it_staff": 3, "security_staff": 2},
    ),
    (
        "documents",
        "sent-on-before-issued-on",
        {"issued_on": "2026-05-10", "sent_on": "2026-05-09"},
        {"issued_on": "2026-05-10", "sent_on": "2026-05-10"},
    ),
    (
        "documents",
        "expires-on-before-issued-on",
        {"issued_on": "2026-05-10", "expires_on": "2026-05-09"},
        {"issued_on": "2026-05-10", "expires_on": "2027-05-09"},
    ),
    (
        "documents",
        "sent-but-not-issued",
        {"issued_on": "none", "sent_on": "2026-05-09"},
        {"sent_on": "2026-05-09"},
    ),
    ("documents", "numbered-but-not-issued", {"issued_on": "none", "number": "1"}, {"number": "1"}),
    (
        "documents",
        "report-before-its-period",
        {"type": "annual_report", "period": "2027", "sent_on": "2026-11-01"},
        {"type": "annual_programme", "period": "2027", "sent_on": "2026-11-01"},
    ),
    ("documents", "no-evidence", {"sha256": HASH}, EVIDENCE | {"sha256": HASH}),
    (
        "systems",
        "approved-on-before-appraised-on",
        LEVEL | {"appraised_on": "2026-05-11"},
        LEVEL | {"appraised_on": "2026-05-10"},
    ),
    ("systems", "no-approved-level", LEVEL | {"approved_level": None}, LEVEL),
    ("systems", "no-approved-by", LEVEL | {"approved_by": "none"}, LEVEL),
    ("systems", "no-approved-on", LEVEL | {"approved_on": None}, LEVEL),
    ("systems", "no-approval-number", LEVEL | {"approval_number": None}, {"approved_on": "none"}),
    (
        "systems",
        "plan-full-but-not-deployed",
        {"plan_full_on": "2026-05-10", "plan_status": "partial"},
        {"plan_full_on": "2026-05-10", "plan_status": "full"},
    ),
    (
        "systems",
        "plan-full-on-no-day",
        {"plan_full_on": "none", "plan_status": "full"},
        {"plan_full_on": None, "plan_status": "full"},
    ),
    (
        "systems",
        "live-before-it-is-built",
        {"phase": "build", "went_live_on": "2026-05-10"},
        {"phase": "trial", "went_live_on": "2026-05-10"},
    ),
    (
        "systems",
        "sensitive-subjects-above-data-subjects",
        {"data_subjects": 9, "sensitive_subjects": 10},
        {"data_subjects": 10, "sensitive_subjects": 10},
    ),
    (
        "systems",
        "population-without-people",
        {"population_db": True, "data_subjects": 0},
        {"population_db": True},
    ),
    (
        "systems",
        "restored-without-backup",
        {"backup": False, "restore_tested_on": "2026-05-10"},
        {"backup": None, "restore_tested_on": "2026-05-10"},
    ),
    (
        "systems",
        "watched-by-nobody",
        {"monitoring": "none", "monitoring_24x7": True},
        {"monitoring": "local", "monitoring_24x7": True},
    ),
    ("links", "link-to-itself", {"source": "a", "target": "a"}, {"source": "a", "target": "b"}),
    (
        "devices",
        "cipher-inspection-of-no-cipher",
        {"kind": "laptop", "cipher_inspected_on": "2026-05-10"},
        {"kind": "cipher", "cipher_inspected_on": "2026-05-10"},
    ),
    (
        "budgets",
        "security-vnd-above-it-dt-total-vnd",
        {"security_vnd": 101, "it_dt_total_vnd": 100},
        {"security_vnd": 100, "it_dt_total_vnd": 100},
    ),
    (
        "budgets",
        "it-dt-total-vnd-above-total-vnd",
        {"it_dt_total_vnd": 101, "total_vnd": 100},
        {"it_dt_total_vnd": 100, "total_vnd": 100},
    ),
    (
        "budgets",
        "sti-dt-vnd-above-total-vnd",
        {"sti_dt_vnd": 101, "total_vnd": 100},
        {"sti_dt_vnd": 100, "total_vnd": 100},
    ),
    (
        "budgets",
        "paper-vnd-above-total-vnd",
        {"paper_vnd": 101, "total_vnd": 100},
        {"paper_vnd": 101, "total_vnd": None},
    ),
    (
        "products",
        "fixed-on-before-warned-on",
        {"warned_on": "2026-05-10", "fixed_on": "2026-05-09"},
        {"warned_on": "2026-05-10", "fixed_on": "none"},
    ),
    ("vulnerabilities", "fixed-on-before-found-on", {"fixed_on": "2026-05-09"}, {"fixed_on": "2026-05-10"}),
    (
        "vulnerabilities",
        "fix-due-on-before-found-on",
        {"fix_due_on": "2026-05-09"},
        {"fix_due_on": "2026-05-10"},
    ),
    (
        "incidents",
        "first-notice-at-before-detected-at",
        {"detected_at": "2026-05-10T08:00", "first_notice_at": "2026-05-10T07:59"},
        {"detected_at": "2026-05-10T08:00", "first_notice_at": "2026-05-10T08:00"},
    ),
    (
        "incidents",
        "reported-at-before-detected-at",
        {"detected_at": "2026-05-10T08:00", "reported_at": "2026-05-10T07:59"},
        {"detected_at": "2026-05-10T08:00", "reported_at": "2026-05-10T09:00"},
    ),
    (
        "incidents",
        "reported-at-before-first-notice-at",
        {"first_notice_at": "2026-05-10T08:00", "reported_at": "2026-05-10T07:59"},
        {"first_notice_at": "2026-05-10T08:00", "reported_at": None},
    ),
    (
        "incidents",
        "closed-on-before-detected-at",
        {"detected_at": "2026-05-10T08:00", "closed_on": "2026-05-09"},
        {"detected_at": "2026-05-10T08:00", "closed_on": "2026-05-10"},
    ),
    (
        "inspections",
        "conclusion-due-on-before-inspected-on",
        {"conclusion_due_on": "2026-05-09"},
        {"conclusion_due_on": "2026-05-10"},
    ),
    (
        "inspections",
        "conclusion-done-on-before-inspected-on",
        {"conclusion_done_on": "2026-05-09"},
        {"conclusion_done_on": "none"},
    ),
]


def around(table: str, cells: Cells, identity: str) -> dict[str, list[Cells]]:
    """An inventory with one row of a table, and the rows that it refers to."""
    rows: dict[str, list[Cells]] = {"units": [{"id": "u", "name": "U", "kind": "other"}]}
    if table == "vulnerabilities":
        rows["systems"] = [{"id": "s", "unit": "u", "name": "S", "phase": "operation"}]
    if table == "links":
        rows["segments"] = [{"id": end, "unit": "u", "kind": "lan"} for end in "ab"]
    if table == "units":
        rows["units"] = []
    rows.setdefault(table, []).append({"id": identity, **BASE[table], **cells})
    return rows


@pytest.mark.parametrize(("table", "code", "wrong", "right"), FACT_ROWS, ids=lambda item: str(item)[:40])
def test_a_fact_is_broken_by_one_row_and_not_by_the_other(
    table: str, code: str, wrong: Cells, right: Cells
) -> None:
    assert (code, "x") in codes(around(table, wrong, "x"), Quality.VALID)
    assert (code, "x") not in codes(around(table, right, "x"), Quality.VALID)


def test_every_fact_has_its_rows_here() -> None:
    assert {(table, code) for table, code, _, _ in FACT_ROWS} == {(fact.table, fact.code) for fact in FACTS}


def test_a_fault_names_the_cell_and_what_stands_there() -> None:
    cells = LEVEL | {"appraised_on": "2026-05-11"}
    (fault,) = faults(around("systems", cells, "x"), Quality.VALID)
    assert (fault.table, fault.row, fault.column, fault.unit) == ("systems", "x", "approved_on", "u")
    assert str(fault.location) == "<rows> [systems!1.approved_on]"
    assert fault.describe("vi") == (
        "ngày phê duyệt cấp độ 10/05/2026, ngày thẩm định 11/05/2026; cần ngày phê duyệt cấp độ không trước "
        "ngày thẩm định. → đối chiếu hồ sơ gốc và sửa ô sai."
    )
    assert fault.describe("en") == (
        "level approved on 10 May 2026, appraised on 11 May 2026; expected level approved on not before "
        "appraised on. → check it against the original paper and correct the wrong cell."
    )


def test_what_has_not_been_said_is_not_checked() -> None:
    rows = around("budgets", {"security_vnd": 1}, "x")
    tallies = [
        tally
        for tally in subject(rows).tallies()
        if (tally.table, tally.quality) == ("budgets", Quality.VALID)
    ]
    assert tallies == []


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table in READABLE.values()
        for column in table.events
        if not column.term and table.name in BASE
    ],
)
def test_what_happened_lies_not_in_the_future(table: str, column: str) -> None:
    code = f"{column.replace('_', '-')}-in-the-future"
    moment = READABLE[table].by_name[column].kind == "moment"
    days = [day + ("T08:00" if moment else "") for day in ("2026-11-22", "2026-11-21")]
    found = [codes(around(table, {column: day}, "x"), Quality.VALID) for day in days]
    assert (code, "x") in found[0]
    assert (code, "x") not in found[1]


def test_a_term_may_lie_in_the_future() -> None:
    rows = around("documents", {"expires_on": "2030-01-01"}, "x")
    assert codes(rows, Quality.VALID) == set()
    data = subject(rows).inventory.tables["documents"]
    assert {check.column for check in not_in_the_future(data, {}, TODAY)} == {"issued_on", "sent_on"}


def test_an_audit_that_looks_back_does_not_call_the_present_the_future() -> None:
    rows = around("systems", {"scanned_on": "2026-06-01"}, "x")
    back = date(2026, 1, 1)
    assert ("scanned-on-in-the-future", "x") in codes(rows, Quality.VALID, as_of=back)
    declared = {
        "declarations": [{"id": "d", "unit": "u", "tables": ["systems"], "declared_on": "2026-06-02"}]
    }
    assert ("scanned-on-in-the-future", "x") not in codes(rows | declared, Quality.VALID, as_of=back)
