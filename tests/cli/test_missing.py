"""`secaudit missing` through the real entry point."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

from python_calamine import CalamineWorkbook

from tests.cli.running import SAMPLE, UNIT, secaudit, write

DAY = "2026-11-21"


def test_the_table_names_what_settles_most_and_ends_with_zero() -> None:
    run = secaudit("missing", SAMPLE, "--as-of", DAY, COLUMNS="100")
    assert run.code == 0
    assert "Việc cần bổ sung vào danh mục kiểm kê: toàn bộ danh mục kiểm kê, tính đến 21/11/2026" in run.out
    assert "thiết bị binhmau-tb02: kết" in run.out
    assert "20 việc đầu trên tổng số" in run.out
    assert "\x1b" not in run.out
    assert max(map(len, run.out.splitlines())) <= 100


def test_one_units_list_in_english() -> None:
    options = ("--as-of", DAY, "--unit", "p-binhmau", "--lang", "en")
    run = secaudit("missing", SAMPLE, *options, COLUMNS="120")
    assert run.code == 0
    assert "devices binhmau-tb02: connected to the internet" in run.out
    assert "mattran" not in run.out


def test_json_and_csv_go_to_standard_output() -> None:
    document = json.loads(secaudit("missing", SAMPLE, "--as-of", DAY, "--format", "json").out)
    assert document["schema_version"] == 1
    rows = list(csv.reader(StringIO(secaudit("missing", SAMPLE, "--as-of", DAY, "--format", "csv").out)))
    assert rows[0][0] == "Đơn vị"
    assert len(rows) - 1 == sum(len(unit["entries"]) for unit in document["units"])


def test_a_file_is_written_in_the_format_of_its_ending_and_a_folder_gets_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "gửi phường.csv"
    run = secaudit("missing", SAMPLE, "--as-of", DAY, "-o", file)
    assert run.code == 0
    assert str(file) in run.out
    assert "thêm -o" not in run.out
    assert file.read_text(encoding="utf-8-sig").startswith("Đơn vị,")
    assert secaudit("missing", SAMPLE, "--as-of", DAY, "-o", tmp_path / "out", "-q").out == ""
    book = CalamineWorkbook.from_path(str(tmp_path / "out" / "missing.xlsx"))
    assert book.sheet_names[0] == "Việc cần bổ sung"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["missing.xlsx"]


def test_contradictions_are_wrong_usage(tmp_path: Path) -> None:
    for arguments in (
        ("--format", "xlsx"),
        ("--format", "csv", "-o", tmp_path / "a.xlsx"),
        ("--format", "table", "-o", tmp_path / "a.xlsx"),
        ("--unit", "p-binhmauu"),
    ):
        run = secaudit("missing", SAMPLE, "--as-of", DAY, *arguments)
        assert (run.code, run.out) == (2, ""), arguments
        assert "Traceback" not in run.err
    assert not list(tmp_path.iterdir())


def test_an_invalid_inventory_is_not_judged_and_rejected_rows_are_incomplete(tmp_path: Path) -> None:
    bad = write(
        tmp_path / "bad", units=UNIT, systems="systems:\n  - {id: s, unit: u, name: S, phase: wrong}\n"
    )
    assert secaudit("missing", bad).code == 3
    run = secaudit("missing", bad, "--keep-going", "--as-of", DAY)
    assert run.code == 4
    assert "không giải quyết được chỉ bằng cách điền" in run.out


def test_with_nothing_to_judge_nothing_is_missing(tmp_path: Path) -> None:
    folder = write(tmp_path / "one", units=UNIT)
    run = secaudit("missing", folder, "--as-of", "2020-01-01")
    assert run.code == 0
    assert "Không còn gì phải bổ sung" in run.out
