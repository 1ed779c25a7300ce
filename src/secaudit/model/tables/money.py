"""Budgets and spending, in whole VND."""

from secaudit.model.column import boolean, choice, identifier, integer, money, reference, text
from secaudit.model.table import Table
from secaudit.model.text import Text

STAGES = ("estimate", "allocated", "spent")
"""A year's money as estimated, as allocated, and as spent."""

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years outside these are taken for slips of the pen."""

BUDGETS = Table(
    "budgets",
    Text("ngân sách", "budgets"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        integer("year", "năm", "year", required=True, minimum=FIRST_YEAR, maximum=LAST_YEAR),
        choice("stage", STAGES, "giai đoạn ngân sách", "stage", required=True),
        money(
            "it_dt_total_vnd",
            "tổng kinh phí ứng dụng công nghệ thông tin, chuyển đổi số (đồng)",
            "total for IT application and digital transformation (VND)",
        ),
        money("security_vnd", "kinh phí an ninh mạng (đồng)", "cybersecurity (VND)"),
        money("total_vnd", "tổng chi ngân sách (đồng)", "total budget (VND)"),
        money(
            "sti_dt_vnd",
            "chi khoa học, công nghệ, đổi mới sáng tạo, chuyển đổi số (đồng)",
            "science, technology, innovation and digital transformation (VND)",
        ),
        money(
            "paper_vnd",
            "chi văn phòng phẩm, in ấn, gửi nhận, lưu trữ vật lý (đồng)",
            "stationery, printing, postage and physical storage (VND)",
        ),
    ),
)

SPENDING = Table(
    "spending",
    Text("khoản chi", "spending lines"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        integer("year", "năm", "year", required=True, minimum=FIRST_YEAR, maximum=LAST_YEAR),
        choice("stage", STAGES, "giai đoạn ngân sách", "stage", required=True),
        reference("system", "systems", "hệ thống thông tin", "system"),
        text("item", "nội dung chi", "item", required=True),
        boolean("security", "chi cho an ninh mạng", "spent on cybersecurity"),
        money("amount_vnd", "số tiền (đồng)", "amount (VND)", required=True),
        text("contract", "hợp đồng", "contract"),
        text("purpose", "mục đích chi", "purpose served"),
    ),
)
