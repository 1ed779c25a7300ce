"""The sample inventory of the repository: valid, fictitious, and telling what its README says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest

from secaudit import catalogue
from secaudit.audit import judge
from secaudit.inventory import read
from secaudit.model.inventory import Inventory
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.resources import shipped

AUDIT_DAY = date(2026, 11, 21)

STORIES = [
    ("SEC-02", "anmau-tb02", Status.FAIL),
    ("SEC-02", "vpdanguy-tb01", Status.FAIL),
    ("SEC-02", "quansu-tb01", Status.PASS),
    ("SEC-02", "yte-tb03", Status.UNKNOWN),
    ("SEC-01", "vpdanguy-tb02", Status.FAIL),
    ("SEC-01", "binhmau-tb02", Status.UNKNOWN),
    ("SEC-01", "khoahoc-tb01", Status.NOT_APPLICABLE),
    ("SYS-02", "khoahoc-troly", Status.FAIL),
    ("SYS-02", "binhmau-motcua", Status.UNKNOWN),
    ("SYS-02", "khoahoc-thudien", Status.NOT_APPLICABLE),
    ("BUD-01", "ns-yte-26", Status.NOT_YET_DUE),
    ("BUD-01", "ns-giadinh-26", Status.PASS),
    ("BUD-01", "ns-binhmau-26", Status.NOT_YET_DUE),
    ("BUD-01", "ns-mattran-26", Status.UNKNOWN),
    ("BUD-05", "kc-khoahoc-2", Status.FAIL),
    ("LVL-01", "bv-benhan", Status.WAIVED),
    ("SAF-01", "giadinh-motcua", Status.FAIL),
    ("SAF-01", "khoahoc-detai", Status.PASS),
    ("CIP-01", "vpdanguy-mm01", Status.PASS),
    ("CIP-01", "congan-mm01", Status.FAIL),
    ("CIP-02", "kn-danguy-dienrong", Status.FAIL),
    ("CIP-02", "kn-quansu-coyeu", Status.PASS),
    ("VUL-01", "hucau-dulich", Status.UNKNOWN),
    ("VUL-01", "yte-tiemchung", Status.FAIL),
    ("VUL-01", "anmau-motcua", Status.PASS),
    ("ORG-01", "p-binhmau", Status.FAIL),
    ("ORG-01", "p-bangtinh", Status.PASS),
    ("ORG-02", "bv-mau", Status.FAIL),
    ("DOC-02", "p-bangtinh", Status.NOT_YET_DUE),
    ("PLN-03", "nv-yte-1", Status.FAIL),
    ("PRD-01", "sp-diemcuoi", Status.FAIL),
    ("INC-01", "sc-giadinh-1", Status.UNKNOWN),
    ("NSS-01", "quansu-chihuy", Status.PASS),
    ("DAT-01", "tp", Status.FAIL),
    ("DAT-01", "p-anmau", Status.PASS),
    ("DAT-02", "mattran-mau", Status.FAIL),
    ("DAT-02", "du-mau", Status.PASS),
    ("DAT-03", "so-khoahoc", Status.FAIL),
    ("DAT-03", "tp", Status.PASS),
    ("DAT-04", "mattran-mau", Status.UNKNOWN),
    ("DAT-04", "p-anmau", Status.PASS),
    ("DAT-05", "congan-mau", Status.FAIL),
    ("DAT-05", "x-giadinh", Status.FAIL),
    ("DAT-05", "p-anmau", Status.PASS),
    ("DAT-06", "tp", Status.PASS),
    ("DAT-06", "vp-du-mau", Status.FAIL),
    ("IMP-01", "yte-tiemchung", Status.FAIL),
    ("IMP-01", "quansu-chihuy", Status.PASS),
    ("IMP-01", "khoahoc-detai", Status.NOT_APPLICABLE),
    ("IMP-02", "tp-motcua", Status.FAIL),
    ("IMP-02", "yte-tiemchung", Status.PASS),
    ("TSK-01", "nv-giadinh-1", Status.FAIL),
    ("TSK-01", "nv-khoahoc-1", Status.NOT_YET_DUE),
    ("TSK-01", "nv-tp-1", Status.PASS),
    ("SPD-01", "kc-anmau-1", Status.FAIL),
    ("SPD-01", "kc-yte-1", Status.PASS),
    ("SPD-01", "kc-giadinh-1", Status.UNKNOWN),
    ("FND-01", "so-khoahoc", Status.NOT_YET_DUE),
    ("FND-02", "ns-tp-26", Status.PASS),
    ("FND-03", "vp-du-mau", Status.PASS),
    ("FND-03", "mattran-mau", Status.UNKNOWN),
    ("FND-04", "tp:2026:allocated", Status.UNKNOWN),
    ("CEN-01", "tp", Status.NOT_YET_DUE),
    ("CEN-02", "hucau-dulich", Status.NOT_YET_DUE),
    ("CEN-02", "anmau-motcua", Status.PASS),
    ("CEN-02", "quansu-chihuy", Status.NOT_APPLICABLE),
    ("STF-03", "tp", Status.PASS),
    ("STF-03", "so-khoahoc", Status.PASS),
    ("STF-03", "so-yte", Status.NOT_YET_DUE),
    ("POL-01", "tp", Status.PASS),
    ("POL-02", "tp", Status.PASS),
    ("POL-01", "so-yte", Status.NOT_APPLICABLE),
    ("MIL-01", "quansu-mau", Status.PASS),
    ("MIL-02", "quansu-chihuy", Status.PASS),
    ("MIL-03", "quansu-mau", Status.PASS),
    ("MIL-04", "quansu-mau", Status.FAIL),
    ("MIL-04", "congan-mau", Status.NOT_APPLICABLE),
    ("INS-02", "kt-anmau-1", Status.PASS),
    ("INS-02", "kt-yte-1", Status.FAIL),
    ("INS-02", "kt-giadinh-1", Status.NOT_YET_DUE),
    ("EVD-01", "vb-tp-quyche", Status.PASS),
    ("EVD-01", "vb-yte-quyche", Status.FAIL),
    ("EVD-01", "vb-khoahoc-quyche", Status.UNKNOWN),
    ("EVD-01", "vb-bv-quyche", Status.NOT_APPLICABLE),
]
"""What the README of the sample promises, and what stands beside it."""

RECURRING = [
    ("LED-01", "du-mau", "2026", Status.PASS),
    ("LED-01", "so-yte", "2026", Status.NOT_YET_DUE),
    ("LED-01", "bv-mau", "2026", Status.NOT_APPLICABLE),
    ("LED-02", "tp", "2026", Status.PASS),
    ("LED-02", "bv-mau", "2026", Status.UNKNOWN),
    ("LED-03", "dk-hucau", "2026", Status.UNKNOWN),
    ("RPT-01", "p-anmau", "2026", Status.PASS),
    ("RPT-01", "so-yte", "2026", Status.NOT_APPLICABLE),
    ("RPT-02", "so-khoahoc", "2026-H1", Status.PASS),
    ("RPT-02", "so-khoahoc", "2026-H2", Status.NOT_YET_DUE),
    ("RPT-02", "p-binhmau", "2026-H1", Status.FAIL),
    ("RPT-02", "p-bangtinh", "2026-H1", Status.FAIL),
    ("RPT-02", "x-giadinh", "2026-H1", Status.UNKNOWN),
    ("RPT-02", "mattran-mau", "2026-H1", Status.UNKNOWN),
    ("RPT-03", "so-khoahoc", "2025", Status.PASS),
    ("RPT-03", "so-yte", "2025", Status.FAIL),
    ("RPT-03", "so-yte", "2026", Status.NOT_YET_DUE),
    ("RPT-04", "congan-mau", "2026", Status.NOT_YET_DUE),
    ("SUB-01", "p-anmau", "2026", Status.PASS),
    ("SUB-01", "p-binhmau", "2026", Status.NOT_YET_DUE),
    ("SUB-02", "p-anmau", "2026", Status.PASS),
    ("SUB-03", "congan-mau", "2026", Status.PASS),
    ("INS-01", "so-yte", "2026", Status.PASS),
    ("INS-01", "congan-mau", "2026", Status.NOT_YET_DUE),
    ("INS-03", "du-mau", "2026", Status.PASS),
    ("INS-04", "vp-du-mau", "2026", Status.PASS),
    ("DRL-01", "tp", "2026", Status.PASS),
    ("BUD-03", "mattran-mau", "2026", Status.PASS),
    ("BUD-06", "so-khoahoc", "2026", Status.PASS),
]
"""What it tells of yearly and half-yearly duties."""


@cache
def sample() -> Inventory:
    return read([shipped("inventory")], strict=True)


@cache
def audit(as_of: date) -> AuditResult:
    moment = datetime(2026, 11, 21, 8, tzinfo=UTC)
    return judge(sample(), catalogue.load(), as_of, generated_at=moment, all_verdicts=True)


def statuses(as_of: date) -> dict[tuple[str, str], Status]:
    return {(finding.control, finding.subject.id): finding.status for finding in audit(as_of).findings}


def test_it_reads_without_an_error_or_a_warning() -> None:
    assert sample().problems == ()
    assert sample().rejected == ()


def test_every_file_says_that_it_is_fictitious() -> None:
    texts = {path.name: path.read_text("utf-8") for path in shipped("inventory").glob("*.yaml")}
    assert sorted(texts) == [
        "budgets.yaml", "documents.yaml", "inspection.yaml", "network.yaml", "systems.yaml", "units.yaml",
    ]  # fmt: skip
    assert [name for name, text in texts.items() if "FICTITIOUS" not in text.split("\n", 2)[1]] == []
    lines = (shipped("inventory") / "devices.csv").read_text("utf-8").splitlines()[1:]
    assert [line for line in lines if "(mẫu)" not in line] == []
    names = sample().tables["units"].rows.to_pylist()
    assert [unit["name"] for unit in names if not unit["name"].endswith("(hư cấu)")] == []


def test_every_kind_of_unit_but_the_rest_is_there() -> None:
    kinds = {unit["kind"] for unit in sample().tables["units"].rows.to_pylist()}
    assert kinds == {
        "city", "department", "commune", "party_committee", "party_agency", "front", "military", "police",
        "public_service",
    }  # fmt: skip


def test_workbook_of_the_ward_is_understood() -> None:
    systems = {row["id"]: row for row in sample().tables["systems"].rows.to_pylist()}
    budgets = {row["id"]: row for row in sample().tables["budgets"].rows.to_pylist()}
    devices = {row["id"]: row for row in sample().tables["devices"].rows.to_pylist()}
    assert systems["bangtinh-motcua"]["approved_on"] == date(2025, 12, 18)
    assert systems["bangtinh-motcua"]["national_security"] is False
    assert systems["bangtinh-motcua"]["mfa"] is True
    assert budgets["ns-bangtinh-26d"]["security_vnd"] == 96_000_000
    assert devices["bangtinh-tb01"]["internet"] is True


@pytest.mark.parametrize(("control", "subject", "period", "status"), RECURRING)
def test_each_period_is_told(control: str, subject: str, period: str, status: Status) -> None:
    found = [
        finding.status
        for finding in audit(AUDIT_DAY).findings
        if (finding.control, finding.subject.id, finding.period) == (control, subject, period)
    ]
    assert found == [status]


@pytest.mark.parametrize(("control", "subject", "status"), STORIES)
def test_each_story_is_told(control: str, subject: str, status: Status) -> None:
    assert statuses(AUDIT_DAY)[control, subject] is status


def test_every_status_but_error_occurs() -> None:
    found = {status for status, count in audit(AUDIT_DAY).counts.total.items() if count}
    assert found == set(Status) - {Status.ERROR}


def test_budget_of_12_4_percent_fails_when_the_year_is_over() -> None:
    assert statuses(date(2026, 12, 31))["BUD-01", "ns-yte-26"] is Status.NOT_YET_DUE
    assert statuses(date(2027, 1, 1))["BUD-01", "ns-yte-26"] is Status.FAIL


def test_what_falls_due_with_the_year_2026_fails_on_the_next_day() -> None:
    then = statuses(date(2027, 1, 1))
    assert then["CEN-01", "tp"] is then["CEN-02", "hucau-dulich"] is then["STF-03", "so-yte"] is Status.FAIL
    assert then["FND-01", "tp"] is Status.PASS
    assert then["FND-01", "so-khoahoc"] is Status.FAIL


def test_compliance_debt_counts_from_the_weakness_that_makes_it() -> None:
    (finding,) = (
        finding
        for finding in audit(AUDIT_DAY).findings
        if (finding.control, finding.subject.id) == ("IMP-01", "yte-tiemchung")
    )
    assert (finding.due, finding.days_overdue) == (date(2026, 10, 12), 40)
    assert finding.message.vi.split("thiếu: ")[1].startswith("khắc phục điểm yếu, lỗ hổng đã quá hạn.")


def test_waiver_ends_with_its_last_day() -> None:
    assert statuses(date(2026, 12, 31))["LVL-01", "bv-benhan"] is Status.WAIVED
    assert statuses(date(2027, 1, 1))["LVL-01", "bv-benhan"] is Status.FAIL


def test_waivers_in_force_expired_and_refused() -> None:
    states = {waiver.id: waiver.state for waiver in audit(AUDIT_DAY).waivers}
    assert states == {"nl-benhan": "in_force", "nl-giadinh": "expired", "nl-troly": "refused"}


def test_observations_that_differ_are_contradictions() -> None:
    found = {(c.observation, c.declared, c.observed) for c in audit(AUDIT_DAY).contradictions}
    assert found == {("qs-giadinh-saoluu", True, False), ("qs-vpdanguy-internet", False, True)}


def test_a_way_to_the_internet_is_told_by_names() -> None:
    found = {(one.control, one.subject.id): one for one in audit(AUDIT_DAY).findings}
    told = found["SEC-02", "vpdanguy-tb01"]
    assert "Máy soạn thảo văn bản mật 1 (mẫu) → Mạng LAN độc lập →" in told.message.vi
    assert "vpdanguy-mat" not in told.message.vi + told.message.en
    assert str(told.evidence["exposure_path"]).startswith("vpdanguy-tb01 → vpdanguy-mat →")
