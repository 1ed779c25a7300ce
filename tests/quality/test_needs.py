"""Which cells are needed: those that decide a verdict, and who answers for a unit."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secaudit.audit.needs import judges_quality, needs_of
from secaudit.model.control import Control
from secaudit.quality import Quality
from tests.audit.factory import control
from tests.quality.measures import TODAY, codes, faults, subject

Cells = dict[str, Any]

LED = {"head_name": "A", "head_post": "B", "security_officer": "C"}
UNIT: list[Cells] = [{"id": "u", "name": "U", "kind": "other", **LED}]


def empty(judged: Control, row: Cells, table: str = "systems") -> set[str]:
    """The columns of a row that a control needs and that are empty."""
    base: dict[str, Cells] = {
        "systems": {"unit": "u", "name": "S", "phase": "operation"},
        "documents": {"unit": "u", "type": "incident_plan"},
        "devices": {"unit": "u"},
    }
    rows = {"units": UNIT, table: [{"id": "x", **base[table], **row}]}
    return {str(fault.column) for fault in faults(rows, Quality.COMPLETE, controls=(judged,))}


HIGH = "proposed_level >= 3 OR national_security"
APPROVED = "CASE WHEN NOT approved THEN FALSE ELSE approved_level >= 2 END"

CASES: list[tuple[str, str | None, Cells, set[str]]] = [
    ("mfa AND backup", None, {}, {"mfa", "backup"}),
    ("mfa AND backup", None, {"mfa": True}, {"backup"}),
    # What decides nothing any more is not needed.
    ("mfa AND backup", None, {"mfa": False}, set()),
    ("mfa OR backup", None, {"mfa": True}, set()),
    ("mfa OR backup", None, {"mfa": False}, {"backup"}),
    ("NOT mfa", None, {}, {"mfa"}),
    ("backup", "phase = 'operation'", {"phase": "design"}, set()),
    ("backup", "phase IN ('trial', 'operation')", {}, {"backup"}),
    ("backup", "NOT (phase = 'operation')", {}, set()),
    ("backup", "proposed_level >= 3", {}, {"backup", "proposed_level"}),
    ("backup", "proposed_level >= 3", {"proposed_level": 2}, set()),
    ("backup", HIGH, {"proposed_level": 2, "national_security": False}, set()),
    ("backup", HIGH, {"proposed_level": 2}, {"backup", "national_security"}),
    ("appraised", None, {"appraised_on": "none"}, set()),
    ("appraised", None, {}, {"appraised_on"}),
    ("approval_number <> ''", None, {"approval_number": "none"}, set()),
    (APPROVED, None, {"approved_on": "none"}, set()),
    (APPROVED, None, {"approved_on": "2026-01-01"}, {"approved_level"}),
    # Empty says something there.
    ("segment IS NULL OR mfa", None, {"mfa": True}, set()),
    ("NOT exposed", None, {}, {"segment"}),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "scope", "row", "expected"), CASES)
def test_a_cell_is_needed_where_it_decides(
    condition: str, scope: str | None, row: Cells, expected: set[str]
) -> None:
    assert empty(control(condition, subject="systems", applies_when=scope), row) == expected


PLAN = (
    "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = 'incident_plan' AND d.issued"
    " AND (d.expires_on IS NULL OR d.expires_on >= as_of))"
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [({}, {"issued_on"}), ({"type": "other"}, set()), ({"issued_on": "2026-01-01"}, set())],
)
def test_a_paper_needs_what_is_asked_of_its_kind(row: Cells, expected: set[str]) -> None:
    assert empty(control(PLAN), row, "documents") == expected


def test_an_exposed_device_is_one_whose_own_cells_are_known() -> None:
    judged = control("NOT exposed", subject="devices")
    assert empty(judged, {}, "devices") == {"segment", "internet"}


def test_a_control_that_is_not_in_force_needs_nothing() -> None:
    judged = control("mfa", subject="systems")
    assert needs_of((judged,), date(2025, 12, 31)) == {}
    assert set(needs_of((judged,), date(2026, 1, 1))) == {"systems"}


def test_every_unit_needs_somebody_who_answers_for_it() -> None:
    rows = {"units": [{"id": "u", "name": "U", "kind": "other"}]}
    told = {fault.column for fault in faults(rows, Quality.COMPLETE)}
    assert told == {"head_name", "head_post", "security_officer"}
    assert faults({"units": UNIT}, Quality.COMPLETE) == []


def test_a_fault_names_the_controls_that_need_the_cell() -> None:
    both = (control("mfa", subject="systems"), control("mfa OR backup", id_="T-02", subject="systems"))
    rows = {"units": UNIT, "systems": [{"id": "x", "unit": "u", "name": "S", "phase": "operation"}]}
    told = {fault.column: fault.found.en for fault in faults(rows, Quality.COMPLETE, controls=both)}
    assert told["mfa"] == "multi-factor authentication (mfa) is empty, needed by: T-01, T-02"
    assert told["backup"] == "backup (backup) is empty, needed by: T-02"


@pytest.mark.parametrize(
    ("condition", "column", "advice"),
    [
        ("log_months >= 6", "log_months", "điền ô này; nếu biết chắc là không có thì ghi 0"),
        ("proposed_level >= 3", "proposed_level", "điền ô này"),
        ("mfa", "mfa", "điền ô này"),
        ("approval_number <> ''", "approval_number", "điền ô này; nếu biết chắc là không có thì ghi “không”"),
    ],
)
def test_what_to_write_is_what_the_cell_accepts(condition: str, column: str, advice: str) -> None:
    rows = {"units": UNIT, "systems": [{"id": "x", "unit": "u", "name": "S", "phase": "operation"}]}
    judged = (control(condition, subject="systems"),)
    told = {fault.column: fault.advice.vi for fault in faults(rows, Quality.COMPLETE, controls=judged)}
    assert told[column] == advice


def test_a_quality_is_only_measured_for_those_who_judge_it() -> None:
    assert not judges_quality([control("headcount >= 1")])
    assert judges_quality([control("valid_faults = 0", subject="data_quality")])
    elsewhere = "EXISTS (SELECT 1 FROM data_quality q WHERE q.unit = units.id AND q.valid_faults = 0)"
    assert judges_quality([control(elsewhere)])


SHARED: list[tuple[str, Cells, Cells]] = [
    ("units", {"contact": None}, {"contact": "a@b.example"}),
    ("documents", {"issued_on": "2026-01-01"}, {"issued_on": "none"}),
    ("documents", {"evidence": "a.pdf"}, {"evidence": "a.pdf", "sha256": "0" * 64}),
    ("systems", {"approved_on": "2026-01-01", "phase": "design"}, {"approved_on": "none", "phase": "design"}),
    ("systems", {"segment": None}, {"segment": "g"}),
    ("devices", {"segment": "none"}, {"segment": "g"}),
    ("links", {"carries_secrets": "mat"}, {"carries_secrets": "mat", "agreement": "1/TT"}),
    ("spending", {"stage": "estimate"}, {"stage": "estimate", "system": "none"}),
    ("spending", {"system": "none"}, {"system": "none", "contract": "1/HĐ"}),
    ("vulnerabilities", {"reference": "xem báo cáo"}, {"reference": "CVE-2026-12345"}),
    ("vulnerabilities", {"reference": None}, {"reference": "CNVD-2026-0001"}),
    ("observations", {"evidence": None}, {"evidence": "07/BB"}),
]


@pytest.mark.parametrize(("table", "without", "having"), SHARED)
def test_a_row_that_others_can_refer_to(table: str, without: Cells, having: Cells) -> None:
    base: dict[str, Cells] = {
        "units": {"name": "X", "kind": "other"},
        "documents": {"unit": "u", "type": "other"},
        "systems": {"unit": "u", "name": "X", "phase": "operation"},
        "devices": {"unit": "u"},
        "links": {"source": "g", "target": "h", "kind": "vpn"},
        "spending": {"unit": "u", "year": 2026, "stage": "spent", "item": "I", "amount_vnd": 1},
        "vulnerabilities": {"system": "s", "found_on": "2026-01-01"},
        "observations": {
            "table": "systems", "row": "s", "column": "mfa", "value": "true",
            "observed_on": "2026-01-01", "method": "test",
        },
    }  # fmt: skip

    def told(cells: Cells) -> set[tuple[str, str | None]]:
        rows: dict[str, list[Cells]] = {
            "units": UNIT,
            "segments": [{"id": zone, "unit": "u", "kind": "lan"} for zone in "gh"],
            "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "design"}],
        }
        rows[table] = [*rows.get(table, ()), {"id": "x", **base[table], **cells}]
        return codes(rows, Quality.SHARED)

    assert ("no-common-identifier", "x") in told(without)
    assert ("no-common-identifier", "x") not in told(having)


@pytest.mark.parametrize(
    ("declared_on", "expected"),
    [
        ("2026-05-21", set()),
        ("2026-05-20", {("declared-long-ago", "d")}),
        ("2026-11-22", {("never-declared", "u")}),
    ],
)
def test_a_table_is_alive_for_the_longest_half_year(declared_on: str, expected: set[Any]) -> None:
    rows = {
        "units": UNIT,
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "design"}],
        "declarations": [{"id": "d", "unit": "u", "tables": ["systems"], "declared_on": declared_on}],
    }
    assert codes(rows, Quality.LIVE, as_of=TODAY) == expected


def test_a_table_with_rows_that_nobody_declared_is_not_alive() -> None:
    rows = {
        "units": UNIT,
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "design"}],
        "declarations": [{"id": "d", "unit": "u", "tables": ["drills"], "declared_on": "2026-11-01"}],
    }
    (fault,) = faults(rows, Quality.LIVE)
    assert fault.found.vi == (
        "bảng hệ thống thông tin (systems) có dữ liệu nhưng chưa bao giờ được xác nhận kê khai đầy đủ"
    )
    tallies = [tally for tally in subject(rows).measured() if tally.quality is Quality.LIVE]
    assert {tally.table: tally.faults for tally in tallies} == {"systems": 1, "drills": 0}
