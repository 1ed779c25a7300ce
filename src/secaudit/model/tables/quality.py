"""How good each unit's own data is, by the six standards that data has to meet.

"Đúng, đủ, sạch, sống, thống nhất, dùng chung" (CTTU26/2c, HN46/1a, TB07/III.1, KH01/1): how often each was
checked on the unit's rows, and how often it was not met. A unit of which nothing could be checked has
zeros, which is no praise.
"""

from secaudit.model.column import Column, identifier, integer, reference
from secaudit.model.table import Table
from secaudit.model.text import Text


def _pair(name: str, vi: tuple[str, str], en: tuple[str, str]) -> tuple[Column, Column]:
    return (
        integer(f"{name}_checked", vi[0], en[0], required=True),
        integer(f"{name}_faults", vi[1], en[1], required=True),
    )


DATA_QUALITY = Table(
    "data_quality",
    Text("chất lượng dữ liệu của đơn vị", "quality of each unit's data"),
    (
        identifier(),
        reference("unit", "units", "đơn vị", "unit", required=True),
        *_pair(
            "valid",
            ("số lượt kiểm tra tính đúng", "số chỗ không đúng"),
            ("checks of validity", "invalid facts"),
        ),
        *_pair(
            "complete", ("số ô cần có", "số ô cần có còn trống"), ("needed cells", "needed cells left empty")
        ),
        *_pair(
            "clean",
            ("số lượt kiểm tra trùng lặp, ký tự lạ", "số chỗ trùng lặp, ký tự lạ"),
            ("checks for doubles and stray characters", "doubles and stray characters"),
        ),
        *_pair(
            "consistent",
            ("số lượt đối chiếu", "số chỗ không khớp"),
            ("facts compared", "facts that do not agree"),
        ),
        *_pair(
            "shared",
            ("số dòng cần mã định danh chung", "số dòng thiếu mã định danh chung"),
            ("rows in need of a common identifier", "rows without a common identifier"),
        ),
        integer(
            "days_since_declared",
            "số ngày từ lần xác nhận của bảng lâu chưa xác nhận lại nhất",
            "days since the table declared longest ago was declared",
        ),
    ),
    derived=True,
)
