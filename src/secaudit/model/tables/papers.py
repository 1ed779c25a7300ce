"""Issued papers and the tasks of implementation plans."""

from secaudit.model.column import Form, choice, event, identifier, path, reference, term, text
from secaudit.model.table import Table
from secaudit.model.text import Text

DOCUMENT_TYPES = (
    "internal_regulation", "incident_plan", "contingency_plan", "implementation_plan",
    "annual_programme", "inspection_programme", "rating_criteria", "dissemination",
    "regulation_review", "coordination_regulation", "security_plan", "security_assessment",
    "staffing_assessment", "annual_report", "half_year_report", "consolidated_report",
    "subcommittee_decision", "subcommittee_programme", "subcommittee_report", "smart_device_rule",
    "public_media_rule", "centre_decision", "other",
)  # fmt: skip

PERIOD = Form(
    r"[0-9]{4}(-H[12])?", Text("kỳ viết như 2026 hoặc 2026-H1", "a period written as 2026 or 2026-H1")
)
SHA256 = Form(r"[0-9a-fA-F]{64}", Text("64 chữ số hệ 16", "64 hexadecimal digits"))

DOCUMENTS = Table(
    "documents",
    Text("văn bản", "documents"),
    (
        identifier(),
        reference("unit", "units", "đơn vị ban hành", "issuing unit", required=True),
        reference("system", "systems", "hệ thống thông tin", "system"),
        choice("type", DOCUMENT_TYPES, "loại văn bản", "type", required=True),
        text("number", "số, ký hiệu", "number"),
        event("issued_on", "ngày ban hành", "issued on"),
        text("signed_by_post", "chức vụ người ký", "post of the signer"),
        text("chaired_by_post", "chức vụ người chủ trì", "post of the chair"),
        text("period", "kỳ", "period", form=PERIOD),
        event("sent_on", "ngày gửi", "sent on"),
        term("expires_on", "ngày hết hiệu lực", "expires on"),
        path("evidence", "tệp minh chứng", "evidence file"),
        text("sha256", "mã băm SHA-256 của tệp", "SHA-256 of the file", form=SHA256),
    ),
)

PLAN_TASKS = Table(
    "plan_tasks",
    Text("nhiệm vụ trong kế hoạch", "tasks of plans"),
    (
        identifier(),
        reference("document", "documents", "kế hoạch", "plan", required=True),
        text("what", "việc", "what"),
        text("who", "người thực hiện", "who"),
        term("due_on", "thời hạn", "due on"),
        text("responsibility", "trách nhiệm", "responsibility"),
        text("product", "sản phẩm", "product"),
        text("authority", "thẩm quyền", "authority"),
        event("done_on", "ngày hoàn thành", "done on"),
    ),
    owner=("document", "unit"),
)
