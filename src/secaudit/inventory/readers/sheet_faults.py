"""What can be wrong with a sheet before its cells are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from secaudit.inventory.fault import Fault, quoted
from secaudit.inventory.meaning import tables_named, which
from secaudit.inventory.named import resembles_table
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem
from secaudit.model.tables import READABLE
from secaudit.model.text import Text, same

_NOTES = (
    "hướng dẫn",
    "huong dan",
    "readme",
    "notes",
    "ghi chú",
    "ghi chu",
    "danh mục",
    "instructions",
    "help",
)
_LISTED = 10

STALE = Fault(
    "formula-without-value",
    Text("công thức chưa có kết quả lưu trong tệp", "a formula without a stored result"),
    Text("giá trị, hoặc công thức đã được tính", "a value, or a formula that was computed"),
    Text(
        "mở tệp bằng Excel hoặc LibreOffice rồi lưu lại, hoặc thay công thức bằng giá trị",
        "open the file in Excel or LibreOffice and save it, or replace the formula by its value",
    ),
)
FAILED = Fault(
    "formula-error",
    Text("công thức báo lỗi (#REF!, #N/A…)", "a formula that ends in an error (#REF!, #N/A…)"),
    Text("một giá trị", "a value"),
    Text("sửa công thức, hoặc thay bằng giá trị", "mend the formula, or replace it by its value"),
)


def is_note(sheet: str) -> bool:
    """Return whether a sheet's name says that it holds notes and no rows."""
    folded = sheet.strip().casefold()
    return folded.startswith("_") or folded.startswith(_NOTES)


def not_read(file: str, sheet: str) -> Problem:
    """Return the warning of a sheet whose name is no table's, or the error if it was meant to be one."""
    gravity = Gravity.WARNING
    if is_note(sheet):
        advice = Text("không cần làm gì nếu đây là trang ghi chú", "nothing to do if these are notes")
    else:
        gravity = Gravity.ERROR if resembles_table(sheet) else Gravity.WARNING
        otherwise = Text("đổi tên trang nếu nó chứa dữ liệu", "rename the sheet if it holds data")
        advice = which(
            sheet, tables_named(), otherwise, Text("Nếu đúng thì đổi tên trang thành", "If so, rename it")
        )
    return Fault(
        "sheet-not-read",
        Text(f"trang {quoted(sheet)} không được đọc", f"the sheet {quoted(sheet)} is not read"),
        Text("trang mang tên một bảng: ", "a sheet with a table's name: ") + same(", ".join(READABLE)),
        advice,
    ).at(Location(file, sheet=sheet), gravity)


def no_table(file: str) -> Problem:
    """Return the refusal of a workbook without any table."""
    return Fault(
        "no-inventory",
        Text("không có trang nào mang tên một bảng", "no sheet has a table's name"),
        Text("trang tên: ", "sheets named: ") + same(", ".join(READABLE)),
        Text("đổi tên trang theo tên bảng", "rename the sheets after the tables"),
    ).at(Location(file))


def hidden_sheet(file: str, sheet: str) -> Problem:
    """Return the warning of a hidden sheet, which is read all the same."""
    return _hidden(
        Location(file, sheet=sheet),
        Text(
            f"trang {quoted(sheet)} bị ẩn, vẫn được đọc",
            f"the hidden sheet {quoted(sheet)}, read all the same",
        ),
    )


def hidden_rows(file: str, sheet: str, rows: Sequence[int]) -> Problem:
    """Return the warning of hidden rows, which are read all the same."""
    shown = ", ".join(str(row) for row in rows[:_LISTED]) + (" …" if len(rows) > _LISTED else "")
    return _hidden(
        Location(file, sheet=sheet, cell=f"A{rows[0]}"),
        Text(
            f"{len(rows)} dòng bị ẩn, vẫn được đọc: {shown}",
            f"{len(rows)} hidden rows, read all the same: {shown}",
        ),
    )


def hidden_columns(file: str, sheet: str, columns: Sequence[str]) -> Problem:
    """Return the warning of hidden columns, which are read all the same."""
    shown = ", ".join(columns[:_LISTED]) + (" …" if len(columns) > _LISTED else "")
    return _hidden(
        Location(file, sheet=sheet),
        Text(f"cột bị ẩn, vẫn được đọc: {shown}", f"hidden columns, read all the same: {shown}"),
    )


def _hidden(place: Location, found: Text) -> Problem:
    return Fault(
        "hidden",
        found,
        Text("dữ liệu nhìn thấy được", "data that can be seen"),
        Text(
            "bỏ ẩn và kiểm tra lại, hoặc xóa nếu không dùng",
            "unhide and check it, or delete it if it is not used",
        ),
    ).at(place, Gravity.WARNING)


def merged(file: str, sheet: str, area: str) -> Problem:
    """Return the error of merged cells: nobody knows for which of them the value is meant."""
    return Fault(
        "merged-cells",
        Text(f"các ô {area} bị gộp", f"the merged cells {area}"),
        Text("mỗi giá trị một ô", "one value in each cell"),
        Text("bỏ gộp ô (Unmerge) rồi điền giá trị vào từng ô", "unmerge them and fill in each cell"),
    ).at(Location(file, sheet=sheet, cell=area))


def too_large(file: str, sheet: str) -> Problem:
    """Return the error of a sheet with cells so far apart that it cannot be held in memory."""
    return Fault(
        "sheet-too-large",
        Text("có ô nằm quá xa vùng dữ liệu", "cells that lie too far from the data"),
        Text("dữ liệu liền nhau từ góc trên bên trái", "data in one area at the top left"),
        Text("xóa các ô ở xa, hoặc dùng CSV hay Parquet", "delete the far cells, or use CSV or Parquet"),
    ).at(Location(file, sheet=sheet))
