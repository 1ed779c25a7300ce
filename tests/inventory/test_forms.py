"""Texts that are written in one form: a period, a hash; by every way in."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit import inventory
from tests.inventory.helpers import CITY, only, put

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
YAML = "documents:\n  - {id: d, unit: p1, type: annual_report, %s}\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("period: 2026 H1", "kỳ viết như 2026 hoặc 2026-H1"),
        ("period: 2026-h1", "kỳ viết như 2026 hoặc 2026-H1"),
        ("period: 2026-H3", "kỳ viết như 2026 hoặc 2026-H1"),
        ("period: năm 2026", "kỳ viết như 2026 hoặc 2026-H1"),
        ("period: 26", "kỳ viết như 2026 hoặc 2026-H1"),
        (f"sha256: {HASH[1:]}", "64 chữ số hệ 16"),
        (f"sha256: {HASH}0", "64 chữ số hệ 16"),
        (f"sha256: z{HASH[1:]}", "64 chữ số hệ 16"),
    ],
)
def test_another_form_is_refused_at_its_cell(tmp_path: Path, cell: str, expected: str) -> None:
    problem = only(put(tmp_path, units__yaml=CITY, documents__yaml=YAML % cell))
    assert problem.code == "wrong-form"
    assert problem.location.line == 2
    assert expected in problem.describe("vi")


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("period: 2026", "2026"),
        ("period: 2026-H2", "2026-H2"),
        ("period: none", ""),
        ("period: không", ""),
        (f"sha256: {HASH}", HASH),
        (f"sha256: {HASH.upper()}", HASH.upper()),
    ],
)
def test_the_form_itself_and_nothing_are_taken(tmp_path: Path, cell: str, value: str) -> None:
    read = inventory.read([put(tmp_path, units__yaml=CITY, documents__yaml=YAML % cell)])
    assert read.tables["documents"].rows[cell.partition(":")[0]].to_pylist() == [value]


@pytest.mark.parametrize("rows", [1, 3000])
def test_a_list_of_any_length_is_checked_alike(tmp_path: Path, rows: int) -> None:
    """Long lists are read column by column, short ones row by row."""
    lines = [f"d{number},p1,annual_report,2026" for number in range(rows)]
    text = "\n".join(["id,unit,type,period", *lines, "last,p1,annual_report,2026 H1"]) + "\n"
    problem = only(put(tmp_path, units__yaml=CITY, documents__csv=text))
    assert (problem.code, problem.location.line) == ("wrong-form", rows + 2)
