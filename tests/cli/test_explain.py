"""`secaudit explain` as a user runs it: the text, the JSON, and what is said when the question is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import SAMPLE, UNIT, secaudit, write

DAY = ("--as-of", "2026-11-21")


def test_the_text_goes_from_the_verdict_to_what_to_do() -> None:
    run = secaudit("explain", SAMPLE, "SYS-02", "khoahoc-troly", *DAY)
    assert run.code == 0
    headings = [line for line in run.out.splitlines() if line[:1].isdigit()]
    assert headings == [
        "1. KẾT LUẬN",
        "2. CĂN CỨ PHÁP LÝ VÀ THỜI HẠN",
        "3. BIỂU THỨC VÀ GIÁ TRỊ THỰC TẾ",
        "4. TỪNG GIÁ TRỊ VÀ NƠI GHI",
        "5. NGOẠI LỆ",
        "6. VIỆC CẦN LÀM",
    ]
    assert "KHÔNG ĐẠT, mức nghiêm trọng, phải thực hiện ngay, đã 234 ngày" in run.out
    assert "appraised  →  sai" in run.out


def test_the_json_has_a_version_and_the_hash_of_every_input() -> None:
    run = secaudit("explain", SAMPLE, "sec-02", "ANMAU-TB02", *DAY, "--format", "json")
    assert run.code == 0
    document = json.loads(run.out)
    assert (document["schema_version"], document["kind"]) == (1, "explanation")
    assert list(document) == [
        "schema_version", "kind", "inventory", "catalogue", "as_of", "control", "subject", "verdict",
        "periods", "trail", "law", "expressions", "cells", "exposure", "roll_up", "data", "waivers",
        "remedy",
    ]  # fmt: skip
    assert document["verdict"]["status"] == "fail"
    assert document["subject"]["id"] == "anmau-tb02"
    assert [hop["link"] for hop in document["exposure"]["way"]] == [None, "kn-anmau-usb", "kn-anmau"]
    assert "devices.csv" in {file["path"] for file in document["inventory"]}
    assert document["expressions"][1]["tree"]["truth"] == "false"


def test_the_same_question_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        run = secaudit(
            "explain", SAMPLE, "BUD-02", "tp:2026:allocated", *DAY, "--format", "json", "-o", tmp_path / name
        )
        assert run.code == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]


def test_several_paths_are_one_inventory() -> None:
    files = sorted(path for path in SAMPLE.iterdir() if path.suffix in (".yaml", ".csv", ".xlsx"))
    run = secaudit("explain", *files, "LVL-01", "bv-benhan", *DAY, "--lang", "en")
    assert run.code == 0
    assert "WAIVED" in run.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "PATH"),
        ((SAMPLE, "SYS-02"), "ba phần"),
        ((SAMPLE, "khoahoc-troly", "SYS-02"), "SYS-02 khoahoc-troly"),
        (("SYS-02", SAMPLE, "khoahoc-troly"), "viết đường dẫn trước"),
        ((SAMPLE, "SYS-2", "khoahoc-troly"), "có phải ý là SYS-"),
        ((SAMPLE, "SYS-02", "khoahoc-trly"), "khoahoc-troly"),
        ((SAMPLE, "SYS-02", "p-anmau"), "p-anmau là một dòng của bảng units"),
        ((SAMPLE, "SYS-02", "p-anmau"), "anmau-motcua"),
        ((SAMPLE, "BUD-02", "tp"), "tp:2026:allocated"),
        ((SAMPLE, "SYS-02", "khoahoc-troly", "--period", "2026"), "không định kỳ"),
    ],
)
def test_a_wrong_question_is_answered_with_what_to_ask(words: tuple[object, ...], said: str) -> None:
    run = secaudit("explain", *map(str, words), *DAY)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
    assert "Traceback" not in run.err


def test_a_rejected_row_is_named_as_such(tmp_path: Path) -> None:
    systems = "systems:\n  - {id: s, unit: u, name: S, phase: trail}\n"
    folder = write(tmp_path / "i", units=UNIT, systems=systems)
    assert secaudit("explain", folder, "SYS-02", "s", *DAY).code == 3
    run = secaudit("explain", folder, "SYS-02", "s", *DAY, "--keep-going")
    assert run.code == 2
    assert "dòng này đã bị loại" in run.err
    assert "trial" in run.err


def test_rejected_rows_make_an_explanation_incomplete(tmp_path: Path) -> None:
    systems = (
        "systems:\n  - {id: s, unit: u, name: S, phase: trail}\n  - {id: t, unit: u, name: T, phase: trial}\n"
    )
    folder = write(tmp_path / "i", units=UNIT, systems=systems)
    run = secaudit("explain", folder, "SYS-02", "t", *DAY, "--keep-going")
    assert run.code == 4
    assert "CHƯA ĐỦ CĂN CỨ" in run.out


def test_the_duties_of_a_unit() -> None:
    run = secaudit("explain", SAMPLE, "--why-applies", "p-anmau", *DAY)
    assert run.code == 0
    assert run.out.startswith("NGHĨA VỤ CỦA Phường An Mẫu (hư cấu) (p-anmau) TẠI NGÀY 21/11/2026")
    assert "C. KHÔNG ÁP DỤNG" in run.out
    document = json.loads(
        secaudit("explain", SAMPLE, "--why-applies", "p-anmau", *DAY, "--format", "json").out
    )
    assert (document["kind"], document["unit"]["id"]) == ("duties", "p-anmau")
    assert "ORG-01" in {duty["control"] for duty in document["applies"]}
    assert "SEC-03" in {duty["control"] for duty in document["not_applicable"]}


def test_the_duties_of_nobody() -> None:
    run = secaudit("explain", SAMPLE, "--why-applies", "p-anmao", *DAY)
    assert (run.code, run.out) == (2, "")
    assert "có phải là p-anmau" in run.err


OWN = """\
severity:
  - {id: SYS-02, severity: low, reason: {vi: Hạ mức để thử, en: Lowered for a test}}
switch_off:
  - {id: DOC-01, reason: {vi: Không xét để thử, en: Off for a test}}
"""


def test_how_a_control_differs_from_the_released_one(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", own=OWN)
    own = ("--controls", folder, "--lang", "en")
    run = secaudit("explain", SAMPLE, "SYS-02", "khoahoc-troly", *DAY, *own)
    assert run.code == 0
    assert "severity changed (Critical → Low): Lowered for a test" in " ".join(run.out.split())
    off = secaudit("explain", SAMPLE, "DOC-01", "p-anmau", *DAY, *own)
    assert (off.code, "is off" in off.err) == (2, True)
    duties = secaudit("explain", SAMPLE, "--why-applies", "p-anmau", *DAY, *own)
    assert "switched off: Off for a test" in " ".join(duties.out.split())
