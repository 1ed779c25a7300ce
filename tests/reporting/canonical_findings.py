"""The law, the units and the findings of the canonical result. All of it is fictitious."""

from __future__ import annotations

from datetime import date

from secaudit.model.finding import (
    Finding,
    FindingRemediation,
    MeasureResult,
    Missing,
    Source,
    Subject,
    Value,
    WaiverUse,
    fingerprint,
)
from secaudit.model.law import LegalDocument
from secaudit.model.location import Location
from secaudit.model.result import (
    ControlInfo,
    UnitInfo,
)
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text

AS_OF = date(2027, 1, 5)

HOSTILE = "=HYPERLINK(\"http://x\") <script>alert('1')</script> {{ 7*7 }} {% raw %} & “Nguyễn” Ủy"
"""A name that attacks a spreadsheet, a browser and a template at once."""

EXOTIC = "Hệ thống 设备 🛡 \u202eabc\u0007"
"""A name with signs that the reports' typeface lacks, a mark that turns the writing, and a bell."""

LONG = "u" + "x" * 299
"""An id of 300 characters without a place to break."""

PROGRAMME = LegalDocument(
    id="CTHD13",
    number="13-CTrHĐ/TU",
    title=Text("Chương trình hành động về an ninh mạng", "Action programme on cybersecurity"),
    issuer=Text("Ban Thường vụ Thành ủy", "Standing Committee of the City Party Committee"),
    issued=date(2026, 3, 30),
)

DIRECTIVE = LegalDocument(
    id="CTTU26",
    number="…-CT/TU",
    title=Text("Chỉ thị năm 2026 về chuyển đổi số", "Directive of 2026 on digital transformation"),
    issuer=Text("Ban Thường vụ Thành ủy", "Standing Committee of the City Party Committee"),
    issued=date(2026, 4, 1),
    issued_assumed=True,
    checked=False,
)


def _source(obligation: str, clause: str, due: date | None = None) -> Source:
    document = obligation.partition("/")[0]
    return Source(
        obligation=obligation,
        document=document,
        clause=Text(f"mục {clause}", f"section {clause}"),
        due=due,
        passed=due is not None and due < AS_OF,
        in_force=True,
        date_assumed=document == "CTTU26",
        checked=document != "CTTU26",
    )


INCIDENT_PLAN = _source("CTHD13/II.2.1b", "II.2.1b", date(2026, 12, 31))
LEVEL = _source("CTHD13/II.2.2a", "II.2.2a", date(2030, 12, 31))
LEVEL_PARTY = _source("CTTU26/7a", "7a", date(2026, 12, 31))
BUDGET = _source("CTHD13/II.2.3", "II.2.3")
SECRETS = _source("CTHD13/III.2c", "III.2c")
REVIEW = _source("CTHD13/III.2a", "III.2a", date(2026, 4, 30))


def _control(
    name: str, title: Text, severity: Severity, subject: str, sources: tuple[Source, ...], due: date | None
) -> ControlInfo:
    family = name.partition("-")[0]
    return ControlInfo(name, title, severity, subject, family, sources, due, waivable=name != "SEC-01")


CONTROLS = (
    _control(
        "BUD-01",
        Text("Tỷ lệ chi an ninh mạng đạt tối thiểu 15%", "Security spending is at least 15%"),
        Severity.HIGH,
        "budgets",
        (BUDGET,),
        None,
    ),
    _control(
        "DOC-01",
        Text("Đã rà soát quy định về an ninh mạng", "The rules on cybersecurity were reviewed"),
        Severity.LOW,
        "units",
        (REVIEW,),
        date(2026, 4, 30),
    ),
    _control(
        "INC-01",
        Text("Đã ban hành phương án ứng cứu sự cố", "An incident response plan was issued"),
        Severity.HIGH,
        "units",
        (INCIDENT_PLAN,),
        date(2026, 12, 31),
    ),
    _control(
        "LVL-01",
        Text("Hệ thống được phê duyệt cấp độ", "The system's level was approved"),
        Severity.CRITICAL,
        "systems",
        (LEVEL, LEVEL_PARTY),
        date(2026, 12, 31),
    ),
    _control(
        "SEC-01",
        Text(
            "Không soạn thảo, lưu giữ bí mật nhà nước trên máy tính kết nối Internet",
            "No state secrets on computers connected to the internet",
        ),
        Severity.CRITICAL,
        "devices",
        (SECRETS,),
        None,
    ),
)

UNITS = (
    UnitInfo("tp", "Thành phố Giả Định", "city", None, "Ông A", "Chủ tịch", "Bà B"),
    UnitInfo("so-a", "Sở Ví Dụ (hư cấu)", "department", "tp", "Bà C", "Giám đốc", None),
    UnitInfo("xa-b", HOSTILE, "commune", "tp", None, None, None),
)

WAIVER = WaiverUse(
    id="mien-1",
    control="LVL-01",
    subject="cong-dv",
    reason="Đang chờ thẩm định <hồ sơ>",
    approved_by="Bà C",
    approver_post="Giám đốc",
    from_on=date(2026, 10, 1),
    until_on=date(2027, 3, 31),
    conditions="Giám sát 24/7",
    state="in_force",
    location=Location("mien-tru.xlsx", sheet="waivers", cell="A2"),
    unit="so-a",
)

EXPIRED_WAIVER = WaiverUse(
    id="mien-2",
    control="INC-01",
    subject="xa-b",
    reason="Thiếu nhân sự",
    approved_by="Ông D",
    approver_post=None,
    from_on=date(2026, 1, 1),
    until_on=date(2026, 6, 30),
    conditions=None,
    state="expired",
    location=Location("xa-b.yaml", line=40, column=5),
    unit="xa-b",
)

_REMEDIES = {
    "INC-01": Text("Ban hành phương án ứng cứu sự cố", "Issue the incident response plan"),
    "LVL-01": Text("Trình thẩm định, phê duyệt cấp độ", "Have the level appraised and approved"),
    "BUD-01": Text("Bố trí đủ 15% cho an ninh mạng", "Allocate 15% to cybersecurity"),
    "SEC-01": Text("Ngắt máy khỏi Internet", "Take the computer off the internet"),
}


def _remediation(control: str) -> FindingRemediation:
    return FindingRemediation(
        text=_REMEDIES[control],
        product=Text("Văn bản đã ký", "A signed document"),
        authority=Text("Người đứng đầu đơn vị", "The head of the unit"),
        effort_days=5,
        deed=control.lower(),
    )


def _finding(
    control: str,
    status: Status,
    subject: Subject,
    message: Text,
    *,
    location: Location | None,
    evidence: dict[str, Value] | None = None,
    missing: tuple[Missing, ...] = (),
    measure: MeasureResult | None = None,
    due: date | None = None,
    days_overdue: int | None = None,
    days_left: int | None = None,
    waiver: WaiverUse | None = None,
    period: str | None = None,
    observed: dict[str, Value] | None = None,
) -> Finding:
    known = next(known for known in CONTROLS if known.id == control)
    return Finding(
        control=control,
        title=known.title,
        severity=known.severity,
        status=status,
        subject=subject,
        message=message,
        evidence=evidence or {},
        missing=missing,
        measure=measure,
        due=due,
        days_overdue=days_overdue,
        days_left=days_left,
        sources=known.sources,
        location=location,
        waiver=waiver,
        remediation=_remediation(control),
        fingerprint=fingerprint(control, subject.table, subject.id, period),
        period=period,
        observed=observed,
    )


NO_LEVEL = Missing("systems", "approved_on", Text("ngày phê duyệt cấp độ", "level approved on"))
NO_BUDGET = Missing("budgets", "security_vnd", Text("chi an ninh mạng", "spent on cybersecurity"))
NO_LINKS = Missing("links", None, Text("đường truyền", "links"))
NO_SEGMENT = Missing("devices", "segment", Text("vùng mạng", "segment"))

FINDINGS = (
    _finding(
        "BUD-01",
        Status.ERROR,
        Subject("budgets", "tp-2026", "Ngân sách 2026", "tp"),
        Text("Không đánh giá được: chia cho 0.", "Evaluation failed: division by zero."),
        location=Location("ngan-sach.csv", line=2, column=1),
        period="2026",
    ),
    _finding(
        "BUD-01",
        Status.FAIL,
        Subject("budgets", "so-a-2026", "Ngân sách 2026", "so-a"),
        Text(
            "Chi 12,4% (124.000.000 / 1.000.000.000 đồng), thiếu 26.000.000 đồng để đạt 15%.",
            "12.4% is spent (VND 124,000,000 of 1,000,000,000), VND 26,000,000 short of 15%.",
        ),
        location=Location("ngan-sach.csv", line=3, column=6),
        evidence={"security_vnd": 124_000_000, "it_dt_total_vnd": 1_000_000_000, "share": 0.124},
        measure=MeasureResult(0.124, 0.15, "ratio"),
        due=date(2026, 12, 31),
        days_overdue=5,
        period="2026",
    ),
    _finding(
        "BUD-01",
        Status.UNKNOWN,
        Subject("budgets", "xa-b-2026", "Ngân sách 2026", "xa-b"),
        Text("Chưa biết chi an ninh mạng.", "Spending on cybersecurity is not known."),
        location=Location("ngan-sach.csv", line=4, column=6),
        evidence={"security_vnd": None, "it_dt_total_vnd": 400_000_000},
        missing=(NO_BUDGET,),
        measure=MeasureResult(None, 0.15, "ratio"),
        due=date(2026, 12, 31),
        period="2026",
    ),
    _finding(
        "INC-01",
        Status.FAIL,
        Subject("units", "xa-b", HOSTILE, "xa-b"),
        Text(f"{HOSTILE} chưa ban hành phương án.", f"{HOSTILE} has issued no plan."),
        location=Location("xa-b.yaml", line=3, column=7),
        due=date(2026, 12, 31),
        days_overdue=5,
    ),
    _finding(
        "LVL-01",
        Status.WAIVED,
        Subject("systems", "cong-dv", "Cổng dịch vụ", "so-a"),
        Text("Chưa được phê duyệt cấp độ.", "The level was not approved."),
        location=Location("so-a.xlsx", sheet="systems", cell="H2"),
        evidence={"approved_on": "none", "proposed_level": 3},
        due=date(2026, 12, 31),
        waiver=WAIVER,
    ),
    _finding(
        "LVL-01",
        Status.FAIL,
        Subject("systems", LONG, EXOTIC, "so-a"),
        Text("Chưa được phê duyệt cấp độ.", "The level was not approved."),
        location=Location("so-a.xlsx", sheet="systems", cell="H3"),
        evidence={"approved_on": "none", "appraised_on": "2026-12-01"},
        due=date(2026, 12, 31),
        days_overdue=5,
        observed={"approved_on": "2026-11-21"},
    ),
    _finding(
        "LVL-01",
        Status.UNKNOWN,
        Subject("systems", "mot-cua", "Một cửa điện tử", "xa-b"),
        Text("Chưa biết ngày phê duyệt cấp độ.", "The day of approval is not known."),
        location=Location("xa-b.yaml", line=12, column=5),
        evidence={"approved_on": None, "mfa": True},
        missing=(NO_LEVEL,),
        due=date(2026, 12, 31),
    ),
    _finding(
        "LVL-01",
        Status.NOT_YET_DUE,
        Subject("systems", "quan-trac", "Quan trắc môi trường", "xa-b"),
        Text("Chưa được phê duyệt cấp độ.", "The level was not approved."),
        location=Location("xa-b.yaml", line=20, column=5),
        due=date(2027, 6, 30),
        days_left=176,
    ),
    _finding(
        "SEC-01",
        Status.FAIL,
        Subject("devices", "may-03", "Máy văn thư", "so-a"),
        Text(
            "Máy lưu giữ bí mật nhà nước có đường ra Internet: may-03 → lan-1 → internet.",
            "The computer holds state secrets and reaches the internet: may-03 → lan-1 → internet.",
        ),
        location=Location("may.parquet", row=3),
        evidence={"exposure_path": "may-03 → lan-1 → internet", "exposed": True},
        days_overdue=281,
    ),
    _finding(
        "SEC-01",
        Status.UNKNOWN,
        Subject("devices", "may-05", "", "xa-b"),
        Text("Chưa biết máy có đường ra Internet không.", "It is not known whether it reaches the internet."),
        location=Location("may.parquet", row=5),
        evidence={"segment": None},
        missing=(NO_LINKS, NO_SEGMENT),
    ),
)
