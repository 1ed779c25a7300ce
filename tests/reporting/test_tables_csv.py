"""findings.csv and actions.csv: what a spreadsheet makes of them."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.model.text import Language
from secaudit.reporting import restrict, view_of
from secaudit.reporting.csv import FORMULA_STARTS, harmless, render
from secaudit.reporting.rows import ACTION_COLUMNS, FINDING_COLUMNS
from secaudit.reporting.voice import voice
from tests.reporting.canonical import ACTIONS, canonical
from tests.reporting.canonical_findings import FINDINGS, HOSTILE, LONG


def _rows(name: str, language: Language = "vi", unit: str | None = None) -> list[dict[str, str]]:
    result = canonical() if unit is None else restrict(canonical(), unit)
    data = render(view_of(result), voice(language))[name]
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_there_is_a_byte_order_mark_for_excel() -> None:
    for data in render(view_of(canonical()), voice("vi")).values():
        assert data.startswith(b"\xef\xbb\xbf")


def test_every_finding_and_every_action_is_a_row() -> None:
    assert [row["Dấu nhận dạng"] for row in _rows("findings.csv")] == [
        finding.fingerprint for finding in FINDINGS
    ]
    assert [row["Mã việc"] for row in _rows("actions.csv")] == [action.id for action in ACTIONS]


def test_a_row_says_what_the_finding_says() -> None:
    row = _rows("findings.csv")[1]
    assert row["Tiêu chí"] == "BUD-01"
    assert row["Kết luận"] == "Không đạt"
    assert row["Mức độ"] == "Cao"
    assert row["Đơn vị"] == "Sở Ví Dụ (hư cấu)"
    assert row["Nội dung"].startswith("Chi 12,4% (124.000.000 / 1.000.000.000 đồng)")
    assert row["Thời hạn"] == "2026-12-31"
    assert row["Số ngày quá hạn"] == "5"
    assert row["Giá trị"] == "0.124"
    assert row["Nguồn số liệu"] == "ngan-sach.csv:3:6"


def test_an_unknown_names_what_is_missing() -> None:
    assert _rows("findings.csv")[9]["Thông tin còn thiếu"] == (
        "đường truyền (links); vùng mạng (devices.segment)"
    )


def test_an_action_has_the_six_clarities() -> None:
    row = _rows("actions.csv")[0]
    clarities = ("Rõ người", "Rõ việc", "Rõ thời gian", "Rõ trách nhiệm", "Rõ sản phẩm", "Rõ thẩm quyền")
    assert [row[clarity] for clarity in clarities] == [
        "Bà C, Giám đốc",
        "Ngắt máy khỏi Internet",
        "thực hiện ngay",
        "Người đứng đầu đơn vị",
        "Biên bản ngắt kết nối",
        "Giám đốc",
    ]


def test_english_headings_and_words() -> None:
    row = _rows("findings.csv", "en")[0]
    assert row["Status"] == "Error"
    assert row["Message"] == "Evaluation failed: division by zero."


def test_formulas_in_names_are_disarmed_and_the_rest_is_kept() -> None:
    row = _rows("findings.csv")[3]
    assert row["Tên đối tượng"] == f"'{HOSTILE}"
    assert _rows("findings.csv")[5]["Mã đối tượng"] == LONG
    assert _rows("actions.csv")[1]["Rõ việc"] == "'+Ban hành phương án ứng cứu sự cố"


@given(st.text(st.characters(codec="utf-8")))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    shown = harmless(text)
    assert isinstance(shown, str)
    assert not shown.startswith(FORMULA_STARTS)
    assert shown.removeprefix("'") == text or shown == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_each_way_to_begin_a_formula_is_disarmed(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


def test_numbers_stay_numbers() -> None:
    assert harmless(281) == 281
    assert harmless(None) == ""


def test_a_unit_gets_its_own_rows_only() -> None:
    assert {row["Mã đơn vị"] for row in _rows("findings.csv", unit="xa-b")} == {"xa-b"}
    assert [row["Mã việc"] for row in _rows("actions.csv", unit="xa-b")] == ["inc-01:xa-b"]


def test_headings_are_as_many_as_columns() -> None:
    assert len(_rows("findings.csv")[0]) == len(FINDING_COLUMNS)
    assert len(_rows("actions.csv")[0]) == len(ACTION_COLUMNS)
