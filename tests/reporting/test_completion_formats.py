"""A completion list as workbook, CSV, JSON and screen: the same entries, and nothing that runs."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook
from rich.console import Console

from secaudit.model.completion import Completion, Entry, UnitCompletion
from secaudit.model.finding import Blank
from secaudit.model.location import Location
from secaudit.model.status import Severity
from secaudit.model.text import Text, same
from secaudit.reporting.completion import encode
from secaudit.reporting.completion.screen import MOST_ENTRIES, screen
from secaudit.reporting.voice import voice

VI, EN = voice("vi"), voice("en")
EVIL = '=HYPERLINK("http://x";"y")'


def one(blank: Blank, settles: int = 1, helps: int = 2, due: date | None = None) -> Entry:
    label = Text("kết nối Internet", "connected to the internet")
    return Entry(blank, label, settles, helps, Severity.HIGH, due, ("SEC-01", "SEC-02"))


CELL = one(
    Blank("devices", "internet", "pc-1", EVIL, "p1", Location("devices.csv", 30, 7)), due=date(2026, 12, 31)
)
SHEET = one(Blank("systems", "phase", "s1", None, "p1", Location("a.xlsx", sheet="systems", cell="C7"), True))
TABLE = one(Blank("documents", None, unit="p1"), settles=5, helps=5)


def found(*entries: Entry, beyond: int = 0) -> Completion:
    units = (UnitCompletion("p1", "Phường Giả Định", 6, 5, entries),)
    return Completion(date(2026, 11, 21), None, 6 + beyond, 6, beyond, units)


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names
    }


def test_the_workbook_opens_on_the_list_with_a_frozen_filtered_header() -> None:
    content = encode(found(TABLE, CELL), "xlsx", VI)
    read = sheets(content)
    assert list(read) == ["Việc cần bổ sung", "Theo đơn vị", "Cách điền"]
    head, *rows = read["Việc cần bổ sung"]
    assert head[:6] == ["Đơn vị", "Mã đơn vị", "Bảng", "Mã bảng", "Mã dòng", "Tên dòng"]
    cells = dict(zip(head, rows[1], strict=True))
    assert cells["Đơn vị"] == "Phường Giả Định"
    assert (cells["Tệp"], cells["Ô"]) == ("devices.csv", "dòng 30, cột 7")
    assert (cells["Giải quyết được (kết luận)"], cells["Có liên quan (kết luận)"]) == (1, 2)
    assert str(cells["Hạn"]).startswith("2026-12-31")
    sheet = zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:P3"' in sheet


def test_nothing_in_a_workbook_is_a_formula_or_a_link() -> None:
    book = zipfile.ZipFile(BytesIO(encode(found(CELL), "xlsx", VI)))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower().replace("hyperlink(&quot;", "").replace('hyperlink("', "")
    assert sheets(encode(found(CELL), "xlsx", VI))["Việc cần bổ sung"][1][5] == EVIL


def test_the_same_list_gives_the_same_workbook() -> None:
    assert encode(found(CELL), "xlsx", VI) == encode(found(CELL), "xlsx", VI)


def test_csv_has_the_columns_of_the_workbook_and_harmless_cells() -> None:
    text = encode(found(CELL, SHEET), "csv", VI).decode("utf-8-sig")
    head, first, second = csv.reader(StringIO(text))
    assert head == sheets(encode(found(CELL), "xlsx", VI))["Việc cần bổ sung"][0]
    cells = dict(zip(head, first, strict=True))
    assert cells["Tên dòng"] == "'" + EVIL
    assert cells["Hạn"] == "2026-12-31"
    cells = dict(zip(head, second, strict=True))
    assert cells["Ô"] == "systems!C7 (cột chưa có)"
    assert cells["Cách điền"].startswith("Thêm cột phase vào tệp. Ghi một trong các giá trị: planned")
    assert cells["Hạn"] == "thực hiện ngay"


def test_a_declaration_says_which_row_to_add() -> None:
    text = encode(found(TABLE), "csv", EN).decode("utf-8-sig")
    head, row = csv.reader(StringIO(text))
    how = dict(zip(head, row, strict=True))["How to fill in"]
    assert "add a row to declarations: unit = p1; tables = documents" in how


@pytest.mark.parametrize(
    ("table", "column", "how"),
    [
        ("systems", "approved_level", "Ghi số nguyên từ 1 đến 5"),
        ("systems", "log_months", "Ghi số nguyên; không có thì ghi 0"),
        ("devices", "os_support_until", "Ghi ngày (như 31/12/2026)"),
    ],
)
def test_what_to_write_is_what_the_cell_accepts(table: str, column: str, how: str) -> None:
    head, row = csv.reader(
        StringIO(encode(found(one(Blank(table, column, "x"))), "csv", VI).decode("utf-8-sig"))
    )
    assert dict(zip(head, row, strict=True))["Cách điền"] == how


def test_json_says_its_version_and_every_entry() -> None:
    document = json.loads(encode(found(TABLE, CELL, beyond=2), "json", EN))
    assert document["schema_version"] == 1
    assert (document["as_of"], document["unknown"], document["beyond"]) == ("2026-11-21", 8, 2)
    table, cell = document["units"][0]["entries"]
    assert (table["table"], table["column"], table["settles"]) == ("documents", None, 5)
    assert cell["location"] == {"file": "devices.csv", "line": 30, "column": 7}
    assert (cell["due"], cell["severity"], cell["controls"]) == ("2026-12-31", "high", ["SEC-01", "SEC-02"])


def shown(completion: Completion, width: int = 100) -> str:
    console = Console(width=width, record=True, file=StringIO())
    console.print(screen(completion, VI))
    return console.export_text()


def test_the_screen_tells_how_many_there_are_and_where_the_rest_is() -> None:
    many = [one(Blank("devices", "internet", f"pc-{n}", None, "p1")) for n in range(MOST_ENTRIES + 3)]
    told = shown(found(*many))
    assert "20 việc đầu trên tổng số 23" in told
    assert "-o viec-can-bo-sung.xlsx" in told
    assert max(map(len, told.splitlines())) <= 100


def test_the_screen_promises_no_more_than_is_so() -> None:
    told = shown(found(TABLE, beyond=2))
    assert "giải quyết được 6 kết luận" in told
    assert "2 kết luận không giải quyết được chỉ bằng cách điền" in told
    assert "có thể cho thấy còn ô khác" in told


def test_with_nothing_unknown_the_screen_says_so() -> None:
    assert "Không còn gì phải bổ sung" in shown(Completion(date(2026, 11, 21), None, 0, 0, 0, ()))


def test_there_is_no_other_format() -> None:
    with pytest.raises(KeyError):
        encode(found(CELL), "docx", VI)
    assert same("x").vi == "x"
