"""One result that has everything a report can meet, built by hand. All of it is fictitious.

City "tp" has two units: department "so-a" and commune "xa-b". Seventeen verdicts, every status:

    control   subject             unit   status          severity
    INC-01    tp                  tp     pass            high
    INC-01    so-a                so-a   pass            high
    INC-01    xa-b                xa-b   fail            high
    LVL-01    cong-dv             so-a   waived          critical
    LVL-01    luu-tru             so-a   fail            critical
    LVL-01    mot-cua             xa-b   unknown         critical
    LVL-01    quan-trac           xa-b   not_yet_due     critical
    BUD-01    so-a-2026           so-a   fail            high
    BUD-01    xa-b-2026           xa-b   unknown         high
    BUD-01    tp-2026             tp     error           high
    SEC-01    may-01 … may-04     so-a   pass, pass, fail, not_applicable   critical
    SEC-01    may-05, may-06      xa-b   unknown, not_applicable            critical
    DOC-01    xa-b                xa-b   not_applicable  low
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from secaudit.model.action import Action
from secaudit.model.finding import (
    Contradiction,
    fingerprint,
)
from secaudit.model.inventory import FileAccount, RejectedRow
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem
from secaudit.model.result import (
    SCHEMA_VERSION,
    AuditResult,
    CatalogueInfo,
    Cell,
    CountTable,
    InventoryInfo,
    NotApplicable,
    Score,
    Tool,
)
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text
from secaudit.model.undertaking import Claim
from tests.reporting.canonical_exposure import EXPOSURE
from tests.reporting.canonical_findings import (
    AS_OF,
    CONTROLS,
    DIRECTIVE,
    EXPIRED_WAIVER,
    FINDINGS,
    LONG,
    PROGRAMME,
    UNITS,
    WAIVER,
)
from tests.reporting.canonical_register import REGISTER

_CELLS = (
    Cell("so-a", "BUD-01", Status.FAIL, 1),
    Cell("so-a", "INC-01", Status.PASS, 1),
    Cell("so-a", "LVL-01", Status.FAIL, 1),
    Cell("so-a", "LVL-01", Status.WAIVED, 1),
    Cell("so-a", "SEC-01", Status.FAIL, 1),
    Cell("so-a", "SEC-01", Status.NOT_APPLICABLE, 1),
    Cell("so-a", "SEC-01", Status.PASS, 2),
    Cell("tp", "BUD-01", Status.ERROR, 1),
    Cell("tp", "INC-01", Status.PASS, 1),
    Cell("xa-b", "BUD-01", Status.UNKNOWN, 1),
    Cell("xa-b", "DOC-01", Status.NOT_APPLICABLE, 1),
    Cell("xa-b", "INC-01", Status.FAIL, 1),
    Cell("xa-b", "LVL-01", Status.NOT_YET_DUE, 1),
    Cell("xa-b", "LVL-01", Status.UNKNOWN, 1),
    Cell("xa-b", "SEC-01", Status.NOT_APPLICABLE, 1),
    Cell("xa-b", "SEC-01", Status.UNKNOWN, 1),
)


def counts(**named: int) -> dict[Status, int]:
    """Return counts of all seven statuses, 0 where not named."""
    return dict.fromkeys(Status, 0) | {Status(name): count for name, count in named.items()}


TOTAL = counts(error=1, not_applicable=3, unknown=3, waived=1, not_yet_due=1, fail=4) | {Status.PASS: 4}
OF_SO_A = counts(not_applicable=1, waived=1, fail=3) | {Status.PASS: 3}
OF_XA_B = counts(not_applicable=2, unknown=3, not_yet_due=1, fail=1)
OF_TP = counts(error=1) | {Status.PASS: 1}

ACTIONS = (
    Action(
        id="sec-01:may-03",
        unit="so-a",
        who=Text("Bà C, Giám đốc", "Ms C, director"),
        what=Text("Ngắt máy khỏi Internet", "Take the computer off the internet"),
        due=None,
        responsibility=Text("Người đứng đầu đơn vị", "The head of the unit"),
        product=Text("Biên bản ngắt kết nối", "A record of the disconnection"),
        authority=Text("Giám đốc", "The director"),
        severity=Severity.CRITICAL,
        days_overdue=281,
        effort_days=1,
        controls=("SEC-01",),
        subjects=("may-03",),
        closes=(fingerprint("SEC-01", "devices", "may-03"),),
        after=(),
    ),
    Action(
        id="inc-01:xa-b",
        unit="xa-b",
        who=Text("chưa có tên trong danh mục kiểm kê", "not named in the inventory"),
        what=Text("+Ban hành phương án ứng cứu sự cố", "+Issue the incident response plan"),
        due=date(2026, 12, 31),
        responsibility=Text("Người đứng đầu đơn vị", "The head of the unit"),
        product=Text("Phương án đã ký", "A signed plan"),
        authority=Text("Chủ tịch", "The chair"),
        severity=Severity.HIGH,
        days_overdue=5,
        effort_days=5,
        controls=("INC-01",),
        subjects=("xa-b",),
        closes=(fingerprint("INC-01", "units", "xa-b"),),
        after=("sec-01:may-03",),
    ),
)

REJECTED = RejectedRow(
    table="systems",
    id="he-thong-6",
    location=Location("xa-b.yaml", line=31, column=21),
    problem=Problem(
        code="out-of-range",
        location=Location("xa-b.yaml", line=31, column=21),
        found=Text("cấp độ 6", "level 6"),
        expected=Text("số từ 1 đến 5", "a number from 1 to 5"),
        advice=Text("sửa cấp độ", "mend the level"),
    ),
)


def canonical() -> AuditResult:
    """Return the result that every renderer is tested with."""
    return AuditResult(
        schema_version=SCHEMA_VERSION,
        as_of=AS_OF,
        generated_at=datetime(2027, 1, 5, 8, 30, tzinfo=UTC),
        tool=Tool("secaudit", "0.1.0", "duckdb 1.3"),
        scope=None,
        inventory=InventoryInfo(
            paths=("kiem-ke",),
            files=(
                FileAccount("may.parquet", "a" * 64, 4096, 6, 6, 0),
                FileAccount("mien-tru.xlsx", "b" * 64, 5000, 2, 2, 0),
                FileAccount("ngan-sach.csv", "c" * 64, 300, 3, 3, 0),
                FileAccount("so-a.xlsx", "d" * 64, 9000, 3, 3, 0),
                FileAccount("xa-b.yaml", "e" * 64, 1200, 4, 3, 1),
            ),
            rejected=(REJECTED,),
            warnings=(
                Problem(
                    code="yaml-syntax",
                    location=Location("xa-hong.yaml", 2, 1),
                    found=Text("lỗi cú pháp YAML", "a YAML syntax error"),
                    expected=Text("YAML đúng cú pháp", "well-formed YAML"),
                    advice=Text("kiểm tra thụt dòng", "check indentation"),
                ),
                Problem(
                    code="unknown-column",
                    location=Location("so-a.xlsx", sheet="systems", cell="K1"),
                    found=Text("cột 'capdo'", "column 'capdo'"),
                    expected=Text("một cột của bảng systems", "a column of systems"),
                    advice=Text("có phải là 'approved_level'?", "did you mean 'approved_level'?"),
                    gravity=Gravity.WARNING,
                ),
            ),
        ),
        catalogue=CatalogueInfo("f" * 64, "2026.11"),
        units=UNITS,
        controls=CONTROLS,
        counts=CountTable(
            expected=17,
            total=TOTAL,
            by_control={
                "BUD-01": counts(error=1, fail=1, unknown=1),
                "DOC-01": counts(not_applicable=1),
                "INC-01": counts(fail=1) | {Status.PASS: 2},
                "LVL-01": counts(fail=1, waived=1, unknown=1, not_yet_due=1),
                "SEC-01": counts(fail=1, not_applicable=2, unknown=1) | {Status.PASS: 2},
            },
            by_cell=_CELLS,
        ),
        scores=(
            Score("tp", OF_TP, 1.0, TOTAL, 4 / 12),
            Score("so-a", OF_SO_A, 3 / 7, OF_SO_A, 3 / 7),
            Score("xa-b", OF_XA_B, 0.0, OF_XA_B, 0.0),
        ),
        findings=FINDINGS,
        not_applicable=(
            NotApplicable("DOC-01", "xa-b", 1, Text("chỉ áp dụng cho thành phố", "for the city only")),
            NotApplicable("SEC-01", "so-a", 1, Text("máy không chứa bí mật nhà nước", "holds no secrets")),
            NotApplicable("SEC-01", "xa-b", 1, Text("máy không chứa bí mật nhà nước", "holds no secrets")),
        ),
        contradictions=(
            Contradiction(
                table="systems",
                row=LONG,
                unit="so-a",
                column="approved_on",
                declared="2026-11-21",
                observed="none",
                observed_on=date(2026, 12, 20),
                method="examine",
                by="Đoàn kiểm tra",
                observation="quan-sat-1",
                declared_at=Location("so-a.xlsx", sheet="systems", cell="H3"),
                observed_at=Location("quan-sat.yaml", line=2, column=3),
            ),
        ),
        waivers=(WAIVER, EXPIRED_WAIVER),
        actions=ACTIONS,
        claims=(
            Claim(
                action="sec-01:may-03",
                unit="so-a",
                what=Text("Ngắt kết nối máy 03", "Cut off computer 03"),
                taken_by="Ông Đ",
                done_on=date(2026, 12, 1),
                evidence=LONG,
                findings=(fingerprint("SEC-01", "devices", "may-03"),),
                location=Location("actions.yaml", 4, 5),
            ),
        ),
        exposure=EXPOSURE,
        register=REGISTER,
        documents=(PROGRAMME, DIRECTIVE),
    )
