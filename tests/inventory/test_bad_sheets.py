"""What only spreadsheets can get wrong."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from secaudit.inventory import read
from secaudit.model.problem import Gravity
from tests.inventory.helpers import CITY, local, only, problems, put, rows
from tests.inventory.workbooks import UNITS, edited, ods, xlsx

DEVICES = "devices"
SHEET = "xl/worksheets/sheet1.xml"


def test_merged_cells_are_an_error_with_their_range(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", {"units": UNITS}, lambda _, sheet: sheet.merge_range("B4:C5", "chung"))
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("merged-cells", "a.xlsx [units!B4:C5]")
    assert "bỏ gộp ô" in problem.describe("vi")


def test_hidden_rows_columns_and_sheets_are_read_with_a_warning(tmp_path: Path) -> None:
    def hide(book: Any, sheet: Any) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        book.get_worksheet_by_name(DEVICES).hide()

    xlsx(tmp_path / "a.xlsx", {"units": UNITS, DEVICES: [("id", "unit"), ("m1", "tp")]}, hide)
    inventory = read([tmp_path])
    assert [row["id"] for row in rows(inventory, "units") + rows(inventory, DEVICES)] == ["tp", "m1"]
    found = {str(problem.location): problem.describe("vi") for problem in inventory.problems}
    assert all(problem.gravity is Gravity.WARNING for problem in inventory.problems)
    assert "dòng bị ẩn, vẫn được đọc: 2" in found["a.xlsx [units!A2]"]
    assert "cột bị ẩn, vẫn được đọc: C" in found["a.xlsx [units]"]
    assert "trang “devices” bị ẩn" in found["a.xlsx [devices]"]


def test_a_formula_without_a_stored_value_is_an_error(tmp_path: Path) -> None:
    def formulas(_: Any, sheet: Any) -> None:
        sheet.write_formula("D3", "=1+1", None, 2)
        sheet.write_formula("B3", '="P"&1', None, "P1")

    path = xlsx(
        tmp_path / "a.xlsx",
        {"units": [(*UNITS[0], "headcount"), (*UNITS[1], 5), ("p1", None, "commune")]},
        formulas,
    )
    assert [row.get("headcount") for row in rows(read([tmp_path]), "units")] == [5, 2]
    edited(path, SHEET, r"<f>1\+1</f><v>2</v>", "<f>1+1</f>")
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("formula-without-value", "a.xlsx [units!D3]")
    assert "mở tệp bằng Excel hoặc LibreOffice rồi lưu lại" in problem.describe("vi")


def test_a_formula_that_failed_is_an_error(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "a.xlsx",
        {"units": [(*UNITS[0], "headcount"), UNITS[1]]},
        lambda _, sheet: sheet.write_formula("D2", "=1/0", None, "#DIV/0!"),
    )
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("formula-error", "a.xlsx [units!D2]")


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ((7, "tp"), "A2"),
        ((date(2026, 3, 1), "tp"), "A2"),
        (("m1", 12), "B2"),
        (("m1", date(2026, 3, 1)), "B2"),
    ],
)
def test_ids_that_excel_turned_into_numbers_or_dates(
    tmp_path: Path, cells: tuple[object, ...], place: str
) -> None:
    xlsx(tmp_path / "a.xlsx", {"units": UNITS, DEVICES: [("id", "unit"), cells]})
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("text-became-number", f"a.xlsx [devices!{place}]")
    assert "format the whole column as Text" in problem.describe("en")
    assert "định dạng cả cột là Text" in problem.describe("vi")


def test_a_number_in_a_date_column_is_refused_and_date_cells_are_read(tmp_path: Path) -> None:
    header = ("id", "unit", "os_support_until", "observed_internet_on")
    xlsx(
        tmp_path / "a.xlsx",
        {
            "units": UNITS,
            DEVICES: [
                header,
                ("m1", "tp", date(2030, 10, 14), "21/11/2026"),
                ("m2", "tp", local("2030-10-14T00:00"), "chưa"),
            ],
        },
    )
    assert rows(read([tmp_path]), DEVICES) == [
        {
            "id": "m1",
            "unit": "tp",
            "os_support_until": date(2030, 10, 14),
            "observed_internet_on": date(2026, 11, 21),
            "observed_internet": True,
            "_unit": "tp",
        },
        {
            "id": "m2",
            "unit": "tp",
            "os_support_until": date(2030, 10, 14),
            "observed_internet": False,
            "_unit": "tp",
        },
    ]
    xlsx(tmp_path / "a.xlsx", {"units": UNITS, DEVICES: [header, ("m1", "tp", 47770)]})
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("not-a-date", "a.xlsx [devices!C2]")
    assert "định dạng ô là Date" in problem.describe("vi")


def test_vietnamese_words_and_numbers_of_a_sheet(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "a.xlsx",
        {
            "units": UNITS,
            "budgets": [
                ("id", "unit", "year", "stage", "security_vnd", "total_vnd"),
                ("b1", "tp", 2026, "allocated", "1.500.000 đồng", 10_000_000),
            ],
            "staff": [
                ("id", "unit", "certified", "degree"),
                ("n1", "tp", "x", "Không"),
                ("n2", "tp", True, 0),
            ],
            "documents": [("id", "unit", "type", "period"), ("v1", "tp", "other", 2026)],
        },
    )
    inventory = read([tmp_path])
    (budget,) = rows(inventory, "budgets")
    assert (budget["year"], budget["security_vnd"], budget["total_vnd"]) == (2026, 1_500_000, 10_000_000)
    assert [(row["certified"], row["degree"]) for row in rows(inventory, "staff")] == [(True, False)] * 2
    assert rows(inventory, "documents")[0]["period"] == "2026"


def test_sheets_that_are_no_table_are_listed(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "a.xlsx",
        {"Units": UNITS, "Tổng hợp": [("id",)], "Hướng dẫn": [("Cách điền",)], "_tra cứu": []},
    )
    inventory = read([tmp_path])
    found = {problem.location.sheet: problem for problem in inventory.problems}
    assert set(found) == {"Tổng hợp", "Hướng dẫn", "_tra cứu"}
    assert all(problem.gravity is Gravity.WARNING for problem in found.values())
    assert "đổi tên trang" in found["Tổng hợp"].describe("vi")
    assert "ghi chú" in found["Hướng dẫn"].describe("vi")
    assert [row["id"] for row in rows(inventory, "units")] == ["tp"]


def test_values_beside_the_named_columns_are_listed(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", {"units": [UNITS[0], (*UNITS[1], None, "ghi chú")]})
    (problem,) = read([tmp_path]).problems
    assert (problem.code, str(problem.location)) == ("unknown-column", "a.xlsx [units!E2]")


def test_a_workbook_without_tables_is_an_error(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", {"Sheet1": UNITS})
    assert {problem.code for problem in problems(tmp_path)} == {"no-inventory", "sheet-not-read"}


def test_a_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", {"units": UNITS}, lambda _, sheet: sheet.write("XFD1048576", "lạc"))
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("sheet-too-large", "a.xlsx [units]")


def test_a_zip_bomb_is_refused_by_its_size(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"units": UNITS})
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/bomb.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(520):
            stream.write(bytes(1 << 20))
    problem = only(tmp_path)
    assert problem.code == "file-too-large"
    assert "unpacks to more than 512 MB" in problem.describe("en")


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        (
            'office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1"',
            "merged-cells",
        ),
        ('table:formula="of:=1+1"', "formula-without-value"),
        (
            'office:value-type="string" calcext:value-type="error" xmlns:calcext='
            '"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" table:formula="of:=1/0"',
            "formula-error",
        ),
        (
            'office:value-type="float" office:value="5" table:number-columns-repeated="99999999"',
            "sheet-too-large",
        ),
    ],
)
def test_ods_hides_no_more_than_xlsx(tmp_path: Path, attributes: str, code: str) -> None:
    ods(tmp_path / "a.ods", {"units": [UNITS[0], ("tp", (attributes, "x"), "city")]})
    found = problems(tmp_path)[0]
    assert found.code == code
    assert found.location.sheet == "units"
    if code != "sheet-too-large":
        assert str(found.location.cell).startswith("B2")


def test_an_ods_with_entities_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", {"units": UNITS})
    edited(
        path,
        "content.xml",
        r"<office:document-content",
        '<!DOCTYPE x [<!ENTITY a "b">]><office:document-content',
    )
    assert only(tmp_path).code == "not-what-its-name-says"


def test_rows_of_a_sheet_count_as_they_are_numbered_on_screen(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY)
    xlsx(tmp_path / "a.xlsx", {DEVICES: [(), ("", "id", "unit"), (), ("", "m1", "p1"), (), ("", "m2", "p9")]})
    problem = only(tmp_path)
    assert str(problem.location) == "a.xlsx [devices!C6]"


def test_a_sheet_that_was_probably_meant_to_be_a_table_is_an_error(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", {"units": UNITS, "device": [("id", "unit"), ("m1", "tp")]})
    problem = only(tmp_path)
    assert (problem.code, str(problem.location)) == ("sheet-not-read", "a.xlsx [device]")
    assert "devices" in problem.describe("vi")


def test_any_other_unread_sheet_but_notes_is_an_error_when_strict(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", {"units": UNITS, "Tổng hợp": [("a",)], "_ghi chú": [("b",)]})
    assert {problem.gravity for problem in read([tmp_path]).problems} == {Gravity.WARNING}
    errors = [item for item in problems(tmp_path, strict=True) if item.gravity is Gravity.ERROR]
    assert [str(item.location) for item in errors] == ["a.xlsx [Tổng hợp]"]


def test_capitals_do_not_make_another_column(tmp_path: Path) -> None:
    xlsx(tmp_path / "a.xlsx", {"units": [("ID", "Name", "KIND"), UNITS[1]]})
    found = read([tmp_path])
    assert (rows(found, "units")[0]["id"], found.problems) == ("tp", ())
