"""What changes a verdict from outside: observations of cells, and accepted exceptions."""

from secaudit.model.column import choice, event, identifier, term, text
from secaudit.model.table import Table
from secaudit.model.text import Text

OBSERVATIONS = Table(
    "observations",
    Text("kết quả quan sát", "observations"),
    (
        identifier(),
        text("table", "bảng", "table", required=True),
        text("row", "mã dòng", "row id", required=True),
        text("column", "cột", "column", required=True),
        text("value", "giá trị quan sát được", "value seen", required=True),
        event("observed_on", "ngày quan sát", "observed on", required=True),
        choice("method", ("examine", "interview", "test", "scan"), "phương pháp", "method", required=True),
        text("by", "người quan sát", "observed by"),
        text("evidence", "minh chứng", "evidence"),
    ),
    owner=(),
)

WAIVERS = Table(
    "waivers",
    Text("ngoại lệ", "waivers"),
    (
        identifier(),
        text("control", "tiêu chí kiểm tra", "control", required=True),
        text("subject", "mã đối tượng", "subject", required=True),
        text("reason", "lý do", "reason", required=True),
        text("approved_by", "người chấp nhận", "approved by", required=True),
        text("approver_post", "chức vụ người chấp nhận", "approver's post"),
        term("from_on", "từ ngày", "from", required=True),
        term("until_on", "đến hết ngày", "until", required=True),
        text("conditions", "điều kiện kèm theo", "conditions"),
    ),
    owner=(),
)
