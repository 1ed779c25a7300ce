"""Every kind of broken input file: the message, exit code 3, and nothing half written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import UNIT, secaudit
from tests.inventory.workbooks import UNITS, edited, xlsx

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def text(content: str) -> Callable[[Path], Any]:
    return lambda folder: (folder / "units.yaml").write_text(content, encoding="utf-8")


def merged(folder: Path) -> None:
    xlsx(folder / "a.xlsx", {"units": UNITS}, lambda _, sheet: sheet.merge_range("A4:B4", "x"))


def without_cached_value(folder: Path) -> None:
    rows = ((*UNITS[0], "headcount"), UNITS[1])
    formula = "=1+1"
    path = xlsx(
        folder / "a.xlsx", {"units": rows}, lambda _, sheet: sheet.write_formula("D2", formula, None, 2)
    )
    edited(path, "xl/worksheets/sheet1.xml", r"<f>1\+1</f><v>2</v>", "<f>1+1</f>")


def id_as(cell: object) -> Callable[[Path], Any]:
    return lambda folder: xlsx(folder / "a.xlsx", {"units": (UNITS[0], (cell, "Phường Giả Định", "commune"))})


def too_large(folder: Path) -> None:
    with (folder / "units.yaml").open("wb") as file:
        file.truncate(200 << 20)


def link_outside(folder: Path) -> None:
    (folder / "units.yaml").write_text(UNIT, encoding="utf-8")
    (folder / "devices.csv").symlink_to("/etc/passwd")


def evidence_outside(folder: Path) -> None:
    paper = "documents:\n  - {id: d, unit: u, type: other, evidence: ../../etc/passwd}\n"
    (folder / "units.yaml").write_text(UNIT + paper, encoding="utf-8")


SYSTEM = UNIT + "systems:\n  - {id: s, unit: u, name: S, phase: operation, "

# What is wrong → how it is made, and what the message must say.
BROKEN: dict[str, tuple[Callable[[Path], Any], tuple[str, ...]]] = {
    "level 6": (text(SYSTEM + "approved_level: 6}\n"), ("units.yaml:4:", "1", "5")),
    "31 February": (text(SYSTEM + "approved_on: 31/02/2026}\n"), ("units.yaml:4:", "31/02/2026")),
    "ambiguous number": (text(UNIT[:-2] + ", headcount: 1.500}\n"), ("units.yaml:2:", "1.500")),
    "alias bomb": (text(BOMB), ("units.yaml:",)),
    "200 MB YAML": (too_large, ("units.yaml", "200 MB", "32 MB")),
    "empty file": (text(""), ("units.yaml",)),
    "folder without inventory": (lambda folder: (folder / "note.txt").write_text("x"), ()),
    "merge conflict": (text("<<<<<<< HEAD\n" + UNIT), ("units.yaml:1:",)),
    "merged cells": (merged, ("a.xlsx [units!A4:B4]",)),
    "formula without cached value": (without_cached_value, ("a.xlsx [units!D2]",)),
    "id that became a number": (id_as(7), ("a.xlsx [units!A2]",)),
    "id that became a date": (id_as(date(2026, 1, 2)), ("a.xlsx [units!A2]",)),
    "picture called a workbook": (lambda folder: (folder / "a.xlsx").write_bytes(PNG), ("a.xlsx",)),
    "binary called YAML": (lambda folder: (folder / "units.yaml").write_bytes(PNG), ("units.yaml",)),
    "workbook called CSV": (
        lambda folder: xlsx(folder / "a.xlsx", {"units": UNITS}).rename(folder / "units.csv"),
        ("units.csv",),
    ),
    "link outside": (link_outside, ("devices.csv",)),
    "evidence outside": (evidence_outside, ("units.yaml:4:", "../../etc/passwd")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_it_exits_with_3_says_where_and_what_to_do_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    make, said = BROKEN[name]
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    make(folder)
    run = secaudit("audit", folder, "--as-of", "2026-11-21", "-o", out, "--format", "json")
    assert run.code == 3, run.err
    assert "Traceback" not in run.err
    for words in said:
        assert words in run.err
    assert "→" in run.err
    assert "root:" not in run.err
    assert not out.exists()


def test_hidden_rows_are_read_and_said_to_be_hidden(tmp_path: Path) -> None:
    xlsx(
        tmp_path / "a.xlsx", {"units": UNITS}, lambda _, sheet: sheet.set_row(1, None, None, {"hidden": True})
    )
    run = secaudit("validate", tmp_path)
    assert run.code == 0, run.err
    assert "a.xlsx: 1 dòng, nhận 1, loại 0" in run.out
    assert "a.xlsx [units" in run.err
