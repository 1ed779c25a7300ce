"""What is known of the rows of every table, whatever a unit declares."""

from __future__ import annotations

from secaudit.model.text import Text
from secaudit.quality.fact import Fact, goes_with, order, part
from secaudit.quality.predicate import Column, Compare, Holds, LaterYear, Not, Shaped, Within, both

_SAID = ".+"

UNITS = (
    part("units", "headcount", "trained"),
    part("units", "headcount", "it_staff", "security_staff"),
)

DOCUMENTS = (
    order("documents", "issued_on", "sent_on"),
    order("documents", "issued_on", "expires_on"),
    Fact(
        "sent-but-not-issued",
        "documents",
        "issued_on",
        both(Holds("sent"), Not(Holds("issued"))),
        Text("văn bản đã ban hành rồi mới gửi", "a paper that is issued before it is sent"),
    ),
    Fact(
        "numbered-but-not-issued",
        "documents",
        "number",
        both(Not(Holds("issued")), Shaped("number", _SAID)),
        Text("chỉ văn bản đã ban hành mới có số", "a number for issued papers only"),
    ),
    Fact(
        "report-before-its-period",
        "documents",
        "period",
        both(Within("type", ("annual_report", "half_year_report")), LaterYear("period", "sent_on")),
        Text("báo cáo về kỳ đã bắt đầu", "a report on a period that has begun"),
    ),
    goes_with(
        "documents",
        Shaped("sha256", _SAID),
        "evidence",
        Text("đã ghi mã băm của tệp", "the hash of the file is given"),
    ),
)

SYSTEMS = (
    order("systems", "appraised_on", "approved_on"),
    goes_with(
        "systems",
        Holds("approved"),
        "approved_level",
        Text("cấp độ đã được phê duyệt", "a level was approved"),
    ),
    goes_with(
        "systems", Holds("approved"), "approved_by", Text("cấp độ đã được phê duyệt", "a level was approved")
    ),
    goes_with(
        "systems",
        Compare("approved_level", ">=", 1),
        "approved_on",
        Text("đã có cấp độ được phê duyệt", "there is an approved level"),
    ),
    goes_with(
        "systems",
        Compare("approved_level", ">=", 1),
        "approval_number",
        Text("đã có cấp độ được phê duyệt", "there is an approved level"),
    ),
    Fact(
        "plan-full-but-not-deployed",
        "systems",
        "plan_status",
        both(Holds("plan_full"), Compare("plan_status", "<>", "full")),
        Text(
            "phương án đã triển khai đầy đủ khi có ngày triển khai đầy đủ",
            "a plan that is fully deployed where there is the day of it",
        ),
    ),
    Fact(
        "plan-full-on-no-day",
        "systems",
        "plan_full_on",
        both(Compare("plan_status", "=", "full"), Not(Holds("plan_full"))),
        Text("ngày triển khai đầy đủ phương án", "the day on which the plan was fully deployed"),
    ),
    Fact(
        "live-before-it-is-built",
        "systems",
        "phase",
        both(Within("phase", ("planned", "design", "build")), Holds("went_live")),
        Text(
            "giai đoạn từ thử nghiệm trở đi khi đã đưa vào sử dụng", "a phase from trial on once it is in use"
        ),
    ),
    part("systems", "data_subjects", "sensitive_subjects"),
    Fact(
        "population-without-people",
        "systems",
        "data_subjects",
        both(Holds("population_db"), Compare("data_subjects", "=", 0)),
        Text(
            "có chủ thể dữ liệu khi kết nối Cơ sở dữ liệu quốc gia về dân cư",
            "data subjects in a system connected to the population database",
        ),
    ),
    Fact(
        "restored-without-backup",
        "systems",
        "backup",
        both(Holds("restore_tested"), Not(Holds("backup"))),
        Text("có sao lưu khi đã thử khôi phục", "a backup where restoring it was tested"),
    ),
    Fact(
        "watched-by-nobody",
        "systems",
        "monitoring",
        both(Holds("monitoring_24x7"), Compare("monitoring", "=", "none")),
        Text("có nơi giám sát khi giám sát 24/7", "somebody who monitors what is monitored round the clock"),
    ),
)

NETWORK = (
    Fact(
        "link-to-itself",
        "links",
        "target",
        Compare("source", "=", Column("target")),
        Text("hai đầu khác nhau", "two different ends"),
    ),
    Fact(
        "cipher-inspection-of-no-cipher",
        "devices",
        "cipher_inspected_on",
        both(Holds("cipher_inspected"), Compare("kind", "<>", "cipher")),
        Text("chỉ thiết bị mật mã được kiểm tra mật mã", "a cipher inspection of cipher devices only"),
    ),
)

MONEY = (
    part("budgets", "it_dt_total_vnd", "security_vnd"),
    part("budgets", "total_vnd", "it_dt_total_vnd"),
    part("budgets", "total_vnd", "sti_dt_vnd"),
    part("budgets", "total_vnd", "paper_vnd"),
)

OCCURRENCES = (
    order("products", "warned_on", "fixed_on"),
    order("vulnerabilities", "found_on", "fixed_on"),
    order("vulnerabilities", "found_on", "fix_due_on"),
    order("incidents", "detected_at", "first_notice_at"),
    order("incidents", "detected_at", "reported_at"),
    order("incidents", "first_notice_at", "reported_at"),
    order("incidents", "detected_at", "closed_on"),
    order("inspections", "inspected_on", "conclusion_due_on"),
    order("inspections", "inspected_on", "conclusion_done_on"),
)

FACTS = (*UNITS, *DOCUMENTS, *SYSTEMS, *NETWORK, *MONEY, *OCCURRENCES)
"""Every fact that is checked. To go live before the appraisal is possible, and forbidden: a control."""
