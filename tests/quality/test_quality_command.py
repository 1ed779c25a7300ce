"""`secaudit quality`, as a user runs it."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

from tests.cli.running import SAMPLE, secaudit, write

DAY = ("--as-of", "2026-11-21")


def measured(*options: str | Path) -> Any:
    run = secaudit("quality", SAMPLE, *DAY, "--format", "json", *options)
    assert run.code == 0
    return json.loads(run.out)


def test_cells_of_the_sample_are_named() -> None:
    told = {(cell["code"], cell["table"], cell["row"], cell["column"]) for cell in measured()["cells"]}
    assert {
        ("double", "spending", "kc-khoahoc-2", "item"),
        ("contradiction", "systems", "giadinh-motcua", "backup"),
        ("contradiction", "devices", "vpdanguy-tb02", "internet"),
        ("above-its-system", "devices", "quansu-tb01", "state_secrets"),
        ("no-approval-number", "systems", "tp-motcua", "approval_number"),
        ("security-staff-not-as-listed", "units", "congan-mau", "security_staff"),
        ("empty-cell", "systems", "binhmau-motcua", "appraised_on"),
        ("never-declared", "units", "mattran-mau", None),
    } <= told


def test_the_scores_are_those_of_the_counts() -> None:
    for unit in measured("--only", "scores")["units"]:
        tables = unit["tables"].values()
        for quality, counts in unit["scores"].items():
            for name in ("checked", "faults"):
                assert counts[name] == sum(table[quality][name] for table in tables)
            wanted = 1 - counts["faults"] / counts["checked"] if counts["checked"] else None
            assert counts["score"] == wanted


def test_a_unit_is_told_with_all_below_it() -> None:
    result = measured("--unit", "so-yte")
    assert [unit["unit"] for unit in result["units"]] == ["so-yte", "bv-mau"]
    assert {cell["unit"] for cell in result["cells"]} == {"so-yte", "bv-mau"}


def test_the_screen_shows_scores_and_then_cells() -> None:
    run = secaudit("quality", SAMPLE, *DAY, "--unit", "x-giadinh", COLUMNS="200")
    assert run.code == 0
    head, _, cells = run.out.partition("systems.yaml")
    assert "thống nhất" in head
    assert "dùng chung" in head
    assert "Xã Giả Định (hư cấu)" in head
    assert "sao lưu dữ liệu khai có, quan sát ngày 08/10/2026 thấy không" in cells
    english = secaudit("quality", SAMPLE, *DAY, "--unit", "x-giadinh", "--lang", "en", COLUMNS="200").out
    assert "backup declared yes, seen no on 8 October 2026" in english


def test_csv_has_a_row_for_each_cell(tmp_path: Path) -> None:
    file = tmp_path / "cells.csv"
    run = secaudit("quality", SAMPLE, *DAY, "--format", "csv", "-o", file)
    assert run.code == 0
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(file.read_text("utf-8-sig"))))
    assert len(rows) == len(measured("--only", "cells")["cells"])
    double = next(row for row in rows if row["Mã dòng"] == "kc-khoahoc-2" and row["Mã lỗi"] == "double")
    lines = (SAMPLE / "budgets.yaml").read_text("utf-8").splitlines()
    line = lines.index("  - id: kc-khoahoc-2") + 1
    place = next(number for number in range(line, line + 9) if lines[number].startswith("    item:")) + 1
    assert (double["Tiêu chuẩn"], double["Cột"]) == ("sạch", "item")
    assert double["Vị trí"] == f"budgets.yaml:{place}:11"
    assert list(tmp_path.iterdir()) == [file]


def test_csv_of_scores() -> None:
    run = secaudit("quality", SAMPLE, *DAY, "--format", "csv", "--only", "scores", "--lang", "en")
    rows = list(csv.DictReader(StringIO(run.out.removeprefix("\ufeff"))))
    live = {row["Unit"]: row["Score"] for row in rows if row["Quality"] == "live"}
    assert live["tp"] == "1.0"
    assert live["mattran-mau"] == "0.0"


def test_text_in_a_file_leaves_nothing_out(tmp_path: Path) -> None:
    file = tmp_path / "quality.txt"
    assert secaudit("quality", SAMPLE, *DAY, "-o", file).code == 0
    text = file.read_text("utf-8")
    assert "kc-khoahoc-2" in text
    assert "mục nữa" not in text


def test_rejected_rows_are_faults_and_leave_the_measure_incomplete(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "in",
        units="units:\n  - {id: u, name: Phường Mẫu, kind: commune}\n",
        systems="systems:\n  - {id: s, unit: u, name: S, phase: operation, segment: nowhere}\n",
    )
    assert secaudit("quality", folder).code == 3
    run = secaudit("quality", folder, "--keep-going", "--format", "json")
    assert run.code == 4
    assert "reference-to-nothing" in {cell["code"] for cell in json.loads(run.out)["cells"]}


def test_a_unit_that_is_not_there_is_wrong_usage() -> None:
    run = secaudit("quality", SAMPLE, *DAY, "--unit", "so-ytee", "--lang", "en")
    assert run.code == 2
    assert "so-yte" in run.err
