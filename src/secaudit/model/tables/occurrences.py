"""What happened: incidents, inspections and drills."""

from secaudit.model.column import boolean, choice, event, identifier, moment, reference, term, text
from secaudit.model.table import Table
from secaudit.model.text import Text

INCIDENTS = Table(
    "incidents",
    Text("sự cố, vi phạm", "incidents"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        reference("system", "systems", "hệ thống thông tin", "system"),
        boolean("serious", "nghiêm trọng", "serious"),
        moment("detected_at", "thời điểm phát hiện", "detected at"),
        moment("first_notice_at", "thời điểm thông báo ban đầu", "first notice at"),
        moment("reported_at", "thời điểm báo cáo", "reported at"),
        event("closed_on", "ngày kết thúc xử lý", "closed on"),
        text("result", "kết quả xử lý", "result"),
    ),
)

INSPECTIONS = Table(
    "inspections",
    Text("cuộc kiểm tra", "inspections"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        choice(
            "kind", ("periodic", "surprise", "self", "secrets_check"), "loại kiểm tra", "kind", required=True
        ),
        event("inspected_on", "ngày kiểm tra", "inspected on", required=True),
        text("by", "cơ quan kiểm tra", "inspected by"),
        term("conclusion_due_on", "hạn thực hiện kết luận", "conclusion due on"),
        event("conclusion_done_on", "ngày thực hiện xong kết luận", "conclusion carried out on"),
    ),
)

DRILLS = Table(
    "drills",
    Text("cuộc diễn tập", "drills"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        reference("system", "systems", "hệ thống thông tin", "system"),
        event("drilled_on", "ngày diễn tập", "drilled on", required=True),
        boolean("live", "diễn tập thực chiến", "live"),
        choice("scope", ("unit", "city"), "quy mô", "scope"),
    ),
)
