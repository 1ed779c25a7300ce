"""`secaudit controls test`: examples matched both ways, through the real command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.catalogue.sample import CONTROL, spoil, write
from tests.cli.running import Run, secaudit

FAIL = "as_of: 2027-01-05\n        expect: fail"
PASS = "as_of: 2027-01-05\n        expect: pass"
UNKNOWN = "as_of: 2027-01-05\n        expect: unknown"
FAILED_ROW = "[{id: t, unit: u, name: S, phase: operation, mfa: false, log_months: 3}]"
TWO_ROWS = FAILED_ROW.replace("[{", "[{id: q, unit: u, name: Q, phase: retired}, {")
SENTENCE = "Hệ thống S lưu nhật ký 3 tháng (25%), thiếu 0"


def tried(folder: Path, *options: str, lang: str = "en") -> Run:
    return secaudit("controls", "test", "--controls", folder, "--lang", lang, *options)


def spoilt(folder: Path, old: str, new: str) -> Path:
    return write(folder, controls=spoil(CONTROL, old, new))


def test_examples_that_hold(tmp_path: Path) -> None:
    run = tried(write(tmp_path))
    assert (run.code, run.err) == (0, "")
    assert run.out == "SYS-01  5 of 5 examples hold\ncontrols: 1, examples: 5; none is wrong.\n"


def test_it_speaks_vietnamese(tmp_path: Path) -> None:
    run = tried(spoilt(tmp_path, FAIL, FAIL.replace("fail", "pass")), lang="vi")
    assert run.code == 3
    assert "SYS-01  4/5 ví dụ đúng, 1 sai" in run.out
    assert (
        "systems.yaml:26:9: lỗi: ví dụ của SYS-01: dòng t: không đạt (fail) – "
        f"{SENTENCE}. Quá hạn 5 ngày (hạn 31/12/2026); cần đạt (pass). → sửa biểu thức" in run.err
    )
    assert "1 lỗi, 0 cảnh báo" in run.err


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (PASS, PASS.replace("pass", "fail"), "systems.yaml:23:9: error: example of SYS-01: row s: pass"),
        (PASS, f'{PASS}\n        name: "both layers"\n        due: 2026-12-30',
         "systems.yaml:23:9: error: example “both layers” of SYS-01: due is: 2026-12-31;"),
        (UNKNOWN, f"{UNKNOWN}\n        missing: [systems.log_months]",
         "systems.yaml:29:9: error: example of SYS-01: missing is: systems.mfa; expected systems.log_months"),
        (UNKNOWN, f"{UNKNOWN}\n        missing: []",
         "missing is: systems.mfa; expected nothing missing"),
        (PASS, f"{PASS}\n        missing: [systems.mfa]",
         "missing is: nothing missing; expected systems.mfa"),
        (FAIL, f'{FAIL}\n        message: {{vi: "Hệ thống S"}}',
         f"message.vi is: {SENTENCE}. Quá hạn 5 ngày (hạn 31/12/2026).; expected Hệ thống S."),
        (f"{FAILED_ROW}}}\n        {FAIL}",
         f"{TWO_ROWS}}}\n        subject: t\n        {FAIL}",
         "row q: not_applicable"),
        (f"{FAILED_ROW}}}\n        {FAIL}",
         f"{TWO_ROWS}}}\n"
         "        as_of: 2027-01-05\n        expect: {q: pass, t: fail}",
         "row q: not_applicable"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_hold(tmp_path: Path, old: str, new: str, told: str) -> None:
    run = tried(spoilt(tmp_path, old, new))
    assert run.code == 3
    assert told in run.err
    assert "4 of 5 examples hold, 1 wrong" in run.out
    assert "wrong: 1. The catalogue is invalid." in run.out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (UNKNOWN, f"{UNKNOWN}\n        missing: [systems.mfa]\n        due: 2026-12-31"),
        (FAIL, f'{FAIL}\n        message: {{vi: "{SENTENCE}"}}'),
        (FAIL, f'{FAIL}\n        message: {{vi: "{SENTENCE}. Quá hạn 5 ngày (hạn 31/12/2026)"}}'),
        (f"{FAILED_ROW}}}\n        {FAIL}",
         f"{TWO_ROWS}}}\n"
         "        as_of: 2027-01-05\n        expect: {q: not_applicable, t: fail}\n        subject: t\n"
         "        due: 2026-12-31"),
    ],
)  # fmt: skip
def test_what_else_an_example_states_holds(tmp_path: Path, old: str, new: str) -> None:
    run = tried(spoilt(tmp_path, old, new))
    assert (run.code, run.err) == (0, "")


def test_rows_that_cannot_be_read_are_placed_in_the_control(tmp_path: Path) -> None:
    run = tried(spoilt(tmp_path, "mfa: true, log_months: 3", "mfa: maybe, log_months: 3"))
    assert run.code == 3
    assert "systems.yaml:23:76: error: " in run.err
    assert "maybe" in run.err
    assert "SYS-01  4 of 5 examples hold, 1 wrong" in run.out


def test_a_reference_to_nothing_is_placed_in_the_control_and_named_as_written(tmp_path: Path) -> None:
    run = tried(spoilt(tmp_path, "mfa: true, log_months: 3", "mfa: true, segment: nowhere"))
    assert run.code == 3
    assert "systems.yaml:23:" in run.err
    assert "nowhere" in run.err
    assert "e0-" not in run.err


def test_a_waiver_of_no_control_is_an_error_of_its_example(tmp_path: Path) -> None:
    waiver = (
        ", waivers: [{id: w, control: SYS-99, subject: t, reason: R, approved_by: A, "
        "from_on: 2026-01-01, until_on: 2027-12-31}]"
    )
    run = tried(spoilt(tmp_path, FAILED_ROW, FAILED_ROW + waiver))
    assert run.code == 3
    assert "systems.yaml:26:" in run.err
    assert "SYS-99" in run.err
    assert "SYS-01  4 of 5 examples hold, 1 wrong" in run.out


def test_a_todo_is_told_and_is_no_failure(tmp_path: Path) -> None:
    todo = '\n        todo: {vi: "chờ ý kiến", en: "awaiting advice"}'
    run = tried(spoilt(tmp_path, FAIL, FAIL.replace("fail", "pass") + todo))
    assert (run.code, run.err) == (0, "")
    assert "SYS-01  4 of 5 examples hold, 1 todo" in run.out
    assert "systems.yaml:26:9: todo: awaiting advice" in run.out


def test_a_todo_that_holds_is_an_error(tmp_path: Path) -> None:
    todo = '\n        todo: {vi: "chờ ý kiến", en: "awaiting advice"}'
    run = tried(spoilt(tmp_path, FAIL, FAIL + todo))
    assert run.code == 3
    assert "example of SYS-01 holds, but says todo: awaiting advice" in run.err
    assert "→ remove todo. [example-done]" in run.err


def test_only_some_controls(tmp_path: Path) -> None:
    wrong = spoil(spoil(CONTROL, "SYS-01", "SYS-02"), FAIL, FAIL.replace("fail", "pass"))
    folder = write(tmp_path, other=wrong)
    assert tried(folder).code == 3
    run = tried(folder, "sys-01")
    assert (run.code, run.out.splitlines()[0]) == (0, "SYS-01  5 of 5 examples hold")
    unknown = tried(folder, "SYS-03")
    assert unknown.code == 2
    assert "there is no control SYS-03" in unknown.err


def test_a_broken_catalogue_is_not_tried(tmp_path: Path) -> None:
    run = tried(spoilt(tmp_path, "severity: high", "severty: high"))
    assert (run.code, run.out) == (3, "")
    assert "systems.yaml:4:5" in run.err


RECURRING = """\
controls:
  - id: DOC-01
    title: {vi: "Có báo cáo năm", en: "There is a yearly report"}
    severity: medium
    subject: units
    cites: [LAW/1]
    every: year
    assert: >-
      EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = 'annual_report'
      AND d.period = this_period AND d.sent)
    remediation: {vi: "Gửi báo cáo", en: "Send it", product: "1", authority: "1", effort_days: 1}
    examples:
      - given: {units: [{id: u, name: U, kind: other}]}
        as_of: 2027-01-05
        PERIODexpect: fail
"""


def test_an_example_of_a_recurring_control_names_its_period(tmp_path: Path) -> None:
    run = tried(write(tmp_path, controls=RECURRING.replace("PERIOD", "")))
    assert run.code == 3
    assert "systems.yaml:13:9: error: example of DOC-01: 2 periods are judged" in run.err
    assert "expected period: 2026 | 2027" in run.err


@pytest.mark.parametrize(("period", "code"), [("2026", 0), ("2027", 3)])
def test_an_example_answers_for_its_period_alone(tmp_path: Path, period: str, code: int) -> None:
    text = RECURRING.replace("PERIOD", f"period: '{period}'\n        ")
    run = tried(write(tmp_path, controls=text))
    assert run.code == code
    assert ("row u: not_yet_due" in run.err) is (code == 3)


def test_json(tmp_path: Path) -> None:
    run = tried(spoilt(tmp_path, FAIL, FAIL.replace("fail", "pass")), "--format", "json")
    assert run.code == 3
    told = json.loads(run.out)
    assert told["holds"] is False
    ((control),) = told["controls"]
    assert [example["state"] for example in control["examples"]] == [
        "holds",
        "broken",
        "holds",
        "holds",
        "holds",
    ]
    (problem,) = control["examples"][1]["problems"]
    assert problem["code"] == "example-status"
    assert problem["location"] == {"file": "systems.yaml", "line": 26, "column": 9}
    assert problem["expected"] == {"vi": "đạt (pass)", "en": "pass"}


def test_shipped_controls_are_proved() -> None:
    """Some by the command; `tests/controls` judges every example of every control."""
    run = secaudit("controls", "test", "SYS-01", "BUD-02", "DAT-02", "RPT-02", "--lang", "en")
    assert (run.code, run.err) == (0, "")
    assert "none is wrong" in run.out
