"""audit.xlsx: every table of the result, in cells of their own kind, none that a spreadsheet would run."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from secaudit.model.status import Status
from secaudit.model.text import Language
from secaudit.reporting import view_of, xlsx
from secaudit.reporting.rows import FINDING_COLUMNS
from secaudit.reporting.voice import voice
from secaudit.reporting.workbook import Workbook
from tests.reporting.canonical import canonical
from tests.reporting.canonical_findings import HOSTILE
from tests.reporting.papers.office import saved_as


@cache
def workbook(language: Language = "vi") -> bytes:
    return xlsx.render(view_of(canonical()), voice(language))["audit.xlsx"]


def sheet(name: str, language: Language = "en") -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(BytesIO(workbook(language))).get_sheet_by_name(name).to_python()


def column(rows: list[list[Any]], heading: str) -> list[Any]:
    return [row[rows[0].index(heading)] for row in rows[1:]]


def test_there_is_a_sheet_for_each_table_in_the_language_of_the_report() -> None:
    names = CalamineWorkbook.from_filelike(BytesIO(workbook())).sheet_names
    assert names == [
        "Tổng quan", "Đơn vị", "Tiêu chí", "Phát hiện", "Việc cần làm", "Kê khai khác quan sát", "Ngoại lệ",
        "Đường lộ lọt", "Căn cứ", "Tệp đầu vào",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
def test_findings_are_those_of_the_result(language: Language) -> None:
    rows = sheet("Phát hiện" if language == "vi" else "Findings", language)
    assert len(rows[0]) == len(FINDING_COLUMNS)
    told = Counter(row[FINDING_COLUMNS.index("status")] for row in rows[1:])
    assert told == Counter(finding.status.label.to(language) for finding in canonical().findings)


def test_counts_are_those_of_the_result() -> None:
    rows = {row[0]: row[1] for row in sheet("Summary")}
    for status in Status:
        assert rows[status.label.en] == canonical().counts.total[status], status
    units = sheet("Units")
    assert column(units, "Unit id") == ["tp", "so-a", "xa-b"]
    for status, heading in ((Status.FAIL, "Fail"), (Status.UNKNOWN, "Unknown")):
        assert sum(column(units, heading)) == canonical().counts.total[status]


def test_days_are_days_and_numbers_are_numbers() -> None:
    rows = sheet("Findings")
    due = [day for day in column(rows, "Due") if day]
    assert due
    assert all(type(day) is date for day in due)
    assert sheet("Summary")[2][1] == canonical().as_of
    ratios = [finding.measure for finding in canonical().findings if finding.measure]
    assert ratios
    assert ratios[0].target in column(rows, "Target")


def test_what_an_inventory_holds_is_text_and_no_formula() -> None:
    assert HOSTILE in column(sheet("Units"), "Unit")
    with ZipFile(BytesIO(workbook())) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 10
        for name in sheets:
            assert b"<f>" not in parts.read(name)
            assert b"<hyperlink" not in parts.read(name)
            assert b"autoFilter" in parts.read(name)
            assert b'state="frozen"' in parts.read(name)


def test_the_exposed_holders_and_what_came_of_waivers_are_told() -> None:
    assert "Máy soạn thảo 3 → Mạng sở → Internet" in column(sheet("Ways to the internet"), "Way")
    assert len(sheet("Waivers")) == 1 + len(canonical().waivers)
    assert len(sheet("Declared vs observed")) == 1 + len(canonical().contradictions)


def test_a_list_longer_than_a_sheet_goes_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    made = xlsx.render(view_of(canonical()), voice("en"))["audit.xlsx"]
    book = CalamineWorkbook.from_filelike(BytesIO(made))
    parts = [name for name in book.sheet_names if name.startswith("Findings")]
    assert parts[:3] == ["Findings", "Findings 2", "Findings 3"]
    told = [row for name in parts for row in book.get_sheet_by_name(name).to_python()[1:]]
    assert len(told) == len(canonical().findings)


def test_rows_are_as_high_as_what_they_hold() -> None:
    book = Workbook(date(2026, 11, 21))
    long = "một dòng chữ dài phải xuống dòng nhiều lần trong một cột hẹp của bảng này"
    book.sheet("a", ["đầu"], [20], [[long], ["ngắn"], ["dòng một\ndòng hai"], ["x" * 40_000]])
    with ZipFile(BytesIO(book.close())) as parts:
        told = parts.read("xl/worksheets/sheet1.xml").decode()
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)" customHeight="1"', told))
    assert heights == {"2": "75", "4": "30", "5": "408.75"}


def test_the_same_result_gives_the_same_bytes() -> None:
    assert xlsx.render(view_of(canonical()), voice("vi"))["audit.xlsx"] == workbook()


def test_an_office_program_reads_the_very_same_cells(tmp_path: Path) -> None:
    """Nothing is computed, cut, or taken for another kind of value on the way through LibreOffice."""
    ours = CalamineWorkbook.from_filelike(BytesIO(workbook("en")))
    theirs = CalamineWorkbook.from_filelike(BytesIO(saved_as("ods", workbook("en"), "xlsx", tmp_path)))
    assert theirs.sheet_names == ours.sheet_names
    for name in ours.sheet_names:
        for row, same in zip(_cells(ours, name), _cells(theirs, name), strict=True):
            assert same == pytest.approx(row), name


def _cells(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    """Return the cells of a sheet, without the bell that is in one: the other format cannot hold it."""
    rows: list[list[Any]] = book.get_sheet_by_name(name).to_python()
    return [[cell.replace("\a", "") if isinstance(cell, str) else cell for cell in row] for row in rows]
