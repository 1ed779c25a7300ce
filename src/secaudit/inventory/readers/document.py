"""YAML and JSON files have one shape: tables at the top, below each a list of rows."""

from __future__ import annotations

from secaudit.inventory.fault import Fault
from secaudit.model.text import Text

EXPECTED_ROW = Text("một dòng gồm các cặp “cột: giá trị”", "a row of “column: value” pairs")
_EXPECTED = Text(
    "tên bảng ở cấp ngoài cùng, dưới mỗi bảng là danh sách các dòng",
    "names of tables at the top, and under each a list of rows",
)


def shape_fault(found: Text, expected: Text = _EXPECTED) -> Fault:
    """Return the fault of a document whose parts are not where they belong."""
    return Fault(
        "wrong-shape",
        found,
        expected,
        Text(
            "sửa theo mẫu: “units:”, dòng dưới là “  - id: …”",
            "follow this pattern: “units:”, and on the next line “  - id: …”",
        ),
    )


def duplicate_key(key: str, line: int, column: int) -> Fault:
    """Return the fault of a key that stands twice in one place; `line` and `column` are the first one's."""
    return Fault(
        "duplicate-key",
        Text(
            f"khóa “{key}” lặp lại; lần đầu ở dòng {line}, cột {column}",
            f"the key “{key}” again; it first stands in line {line}, column {column}",
        ),
        Text("mỗi khóa một lần", "each key once"),
        Text("xóa hoặc gộp một trong hai", "remove one of them, or merge them"),
    )
