"""Writers of inventory files: what they write reads back the same, and nothing is dropped or half written."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet, types

from secaudit.inventory import from_rows, read
from secaudit.inventory.writers import FORMATS, Format, Row, Rows, write_tables
from secaudit.inventory.writers.interface import sheets
from secaudit.inventory.writers.xlsx import XlsxWriter
from secaudit.inventory.writers.yaml import scalar

NOTICED = datetime.fromisoformat("2026-09-01T06:40")

ROWS: Rows = {
    "units": [
        {"id": "u1", "name": "Phường Mẫu (hư cấu)", "kind": "commune", "security_officer": "none"},
        {"id": "u2", "name": "=1+1", "kind": "department", "parent": "u1", "headcount": 12},
        {
            "id": "u3",
            "name": "Sở: \"Mẫu\", 'hai' #3",
            "kind": "other",
            "contact": "0123",
            "head_post": "true",
        },
        {"id": "u4", "name": "2026-11-21", "kind": "other", "contact": "1.500.000", "head_post": "1e5"},
    ],
    "declarations": [
        {"id": "d1", "unit": "u1", "tables": ["links", "systems"], "declared_on": date(2026, 11, 1)},
    ],
    "documents": [
        {"id": "v1", "unit": "u1", "type": "annual_report", "period": "2026", "sent_on": "none"},
        {"id": "v2", "unit": "u2", "type": "annual_report", "period": "2026-H1", "sent_on": date(2026, 7, 1)},
    ],
    "systems": [
        {"id": "s1", "unit": "u1", "name": "true", "phase": "trial", "mfa": False, "backup": True},
        {"id": "s2", "unit": "u2", "name": "Hai", "phase": "trial", "approved_level": 3, "mfa": True},
    ],
    "devices": [
        {"id": "1000", "unit": "u1", "os_support_until": date(2027, 10, 12), "internet": True},
        {"id": "0001", "unit": "u1"},
    ],
    "budgets": [
        {"id": "b1", "unit": "u1", "year": 2026, "stage": "spent", "it_dt_total_vnd": 123_456_789_012_345},
    ],
    "incidents": [
        {"id": "i1", "unit": "u1", "detected_at": NOTICED, "closed_on": "none"},
        {"id": "i2", "unit": "u1", "detected_at": "none"},
    ],
}

AWKWARD = [
    "no", "Yes", "ON", "null", "~", "true", "1", "0x1f", "1e3", ".5", "12:30", "2026-11-21", "- x", "a: b",
    "a #b", "#a", "[a]", "{a}", "a, b", "&a", "*a", "!a", "%a", "@a", "`a`", "'a'", '"a"', "\\", "a\nb",
    "a\tb", "=1+1", "?", ":", "-", "---", "...", "a:", "\x85", "\u2028", "\x7f", "Đặc khu (mẫu) 50%", "🙂",
    "<<", "=", "0123", "1_000", "+84", "y", "n", "a ", "x/y-z",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_written_reads_back_equal(tmp_path: Path, form: Format) -> None:
    write_tables(tmp_path, ROWS, form, "Dữ liệu hư cấu")
    found, meant = read([tmp_path]), from_rows(ROWS)
    assert found.problems == ()
    for name in meant.tables:
        assert found.tables[name].rows.to_pylist() == meant.tables[name].rows.to_pylist(), name


@pytest.mark.parametrize("form", FORMATS)
def test_cells_keep_their_meaning(tmp_path: Path, form: Format) -> None:
    write_tables(tmp_path, ROWS, form)
    tables = read([tmp_path], strict=True).tables
    units = {row["id"]: row for row in tables["units"].rows.to_pylist()}
    assert units["u1"]["security_officer"] == ""
    assert units["u1"]["headcount"] is None
    assert units["u2"]["name"] == "=1+1"
    assert units["u3"]["contact"] == "0123"
    assert units["u4"]["contact"] == "1.500.000"
    documents = {row["id"]: row for row in tables["documents"].rows.to_pylist()}
    assert documents["v1"]["period"] == "2026"
    assert (documents["v1"]["sent_on"], documents["v1"]["sent"]) == (None, False)
    assert (documents["v2"]["sent_on"], documents["v2"]["sent"]) == (date(2026, 7, 1), True)
    assert [row["id"] for row in tables["devices"].rows.to_pylist()] == ["1000", "0001"]
    assert tables["budgets"].rows.to_pylist()[0]["it_dt_total_vnd"] == 123_456_789_012_345
    detected = {row["id"]: row["detected_at"] for row in tables["incidents"].rows.to_pylist()}
    assert detected == {"i1": NOTICED, "i2": None}
    assert tables["declarations"].rows.to_pylist()[0]["tables"] == ["links", "systems"]


@pytest.mark.parametrize("form", FORMATS)
def test_same_rows_same_bytes(tmp_path: Path, form: Format) -> None:
    first = write_tables(tmp_path / "a", ROWS, form, "x")
    second = write_tables(tmp_path / "b", ROWS, form, "x")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


@pytest.mark.parametrize("text", AWKWARD)
def test_any_yaml_reader_sees_the_same_string(text: str) -> None:
    assert yaml.safe_load(f"- {{a: {scalar(text)}, b: 1}}") == [{"a": text, "b": 1}]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_every_string_survives_yaml(text: str) -> None:
    assert yaml.safe_load(f"- {{a: {scalar(text)}, b: 1}}") == [{"a": text, "b": 1}]


def test_yaml_is_laid_out_for_people(tmp_path: Path) -> None:
    long: Row = {"id": "u2", "name": "M" * 90, "kind": "other", "contact": None, "headcount": 3}
    rows: Rows = {"units": [{"kind": "city", "id": "u1", "name": "Thành phố Mẫu"}, long]}
    (path,) = write_tables(tmp_path, rows, "yaml", "Hư cấu\n\nFictitious")
    assert path.read_bytes().decode().split("\n") == [
        "# Hư cấu",
        "#",
        "# Fictitious",
        "units:",
        "  - {id: u1, name: Thành phố Mẫu, kind: city}",
        "  - id: u2",
        f"    name: {'M' * 90}",
        "    kind: other",
        "    headcount: 3",
        "",
    ]


def test_csv_holds_the_used_columns_in_declared_order(tmp_path: Path) -> None:
    row = {"kind": "other", "id": "u1", "name": "a, b", "parent": None, "headcount": 0}
    (path,) = write_tables(tmp_path, {"units": [row], "links": []}, "csv", "no room for this")
    assert path.name == "units.csv"
    assert path.read_bytes() == b'id,name,kind,headcount\nu1,"a, b",other,0\n'


def test_workbook_has_no_formula_and_a_frozen_header(tmp_path: Path) -> None:
    (path,) = write_tables(tmp_path, ROWS, "xlsx", "Dữ liệu hư cấu")
    with ZipFile(BytesIO(path.read_bytes())) as book:
        pages = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
        properties = book.read("docProps/core.xml").decode()
    assert not [page for page in pages if "<f>" in page]
    assert all('state="frozen"' in page for page in pages)
    assert "Dữ liệu hư cấu" in properties
    assert "2026-01-01T00:00:00Z" in properties


def test_workbook_refuses_a_text_that_it_would_cut() -> None:
    rows = {"units": [{"id": "u", "name": "x" * 32_768, "kind": "other"}]}
    with pytest.raises(ValueError, match=r"units\.name, row 1"):
        list(XlsxWriter().encode(sheets(rows), ""))


def test_parquet_is_typed_as_the_model_says(tmp_path: Path) -> None:
    write_tables(tmp_path, ROWS, "parquet", "Dữ liệu hư cấu")
    schema = parquet.read_schema(tmp_path / "systems.parquet")
    assert types.is_boolean(schema.field("mfa").type)
    assert types.is_integer(schema.field("approved_level").type)
    assert types.is_date(parquet.read_schema(tmp_path / "declarations.parquet").field("declared_on").type)
    assert types.is_string(parquet.read_schema(tmp_path / "documents.parquet").field("sent_on").type)
    assert schema.metadata[b"secaudit.comment"].decode() == "Dữ liệu hư cấu"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ({"unit": [{"id": "u"}]}, "unit"),
        ({"units": [{"id": "u", "nam": "x"}]}, "nam"),
        ({"systems": [{"id": "s", "exposed": True}]}, "exposed"),
        ({"units": [{"id": "u", "name": "A", "headcount": 1.5}]}, "headcount holds no float"),
    ],
)
def test_what_a_file_cannot_hold_is_refused_and_nothing_is_written(
    tmp_path: Path, form: Format, rows: Rows, named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        write_tables(tmp_path, rows, form)
    assert list(tmp_path.iterdir()) == []
