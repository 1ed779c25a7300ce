"""Bad input at the command line: the message, the exit code, and nothing half written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import SAMPLE, UNIT, secaudit, write


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("adit",), "adit"),
        (("audit",), "PATH"),
        (("audit", "/no/such/folder"), "không tồn tại"),
        (("audit", str(SAMPLE), "--fali-on", "high"), "--fail-on"),
        (("audit", str(SAMPLE), "--as-of", "31/02/2026"), "31/02/2026"),
        (("audit", str(SAMPLE), "--format", "pfd"), "--format không dùng được: không có định dạng 'pfd'"),
        (("report", __file__, "--to", "pfd"), "--to không dùng được: không có định dạng 'pfd'"),
        (("report", __file__, "--document", "odrer"), "--document không dùng được: không có văn bản 'odrer'"),
        (("report", __file__, "--issuer", "/no/such"), "giá trị của --issuer không dùng được"),
        (("audit", str(SAMPLE), "--unit", "so-yt"), "so-yte"),
        (("audit", str(SAMPLE), "--lang", "fr"), "fr"),
        (("audit", str(SAMPLE), "--fail-on", "hihg"), "hihg"),
        (("controls",), "list"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_to_do(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    run = secaudit(*arguments, cwd=tmp_path)
    assert run.code == 2
    assert said in run.err
    assert "Traceback" not in run.err
    assert list(tmp_path.iterdir()) == []


BROKEN = {
    "unknown column": ("units:\n  - {id: u, name: U, kind: other, headcuont: 3}\n", 0, "headcount"),
    "wrong type": ("units:\n  - {id: u, name: U, kind: other, headcount: nhiều}\n", 3, "units.yaml:2:"),
    "bad choice": ("units:\n  - {id: u, name: U, kind: comune}\n", 3, "commune"),
    "duplicate id": (
        "units:\n  - {id: u, name: U, kind: other}\n  - {id: U, name: V, kind: other}\n",
        3,
        "2:",
    ),
    "dangling reference": ("units:\n  - {id: u, name: U, kind: other, parent: x}\n", 3, "x"),
    "cycle": (
        "units:\n  - {id: a, name: A, kind: other, parent: b}\n"
        "  - {id: b, name: B, kind: other, parent: a}\n",
        3,
        "a",
    ),
    "duplicate key": ("units:\n  - {id: u, name: U, name: V, kind: other}\n", 3, "name"),
    "no as an id": ("units:\n  - {id: no, name: Na Uy, kind: other}\n", 3, "no"),
    "no YAML": ("units: [\n", 3, "units.yaml:"),
    "empty file": ("", 3, "units.yaml"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_inventory_exits_with_3_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    text, code, said = BROKEN[name]
    folder, out = write(tmp_path / "in", units=text), tmp_path / "out"
    run = secaudit("audit", folder, "--as-of", "2026-11-21", "-o", out, "--format", "json")
    assert run.code == code, run.err
    assert said in run.err
    assert "units.yaml" in run.err
    assert "→" in run.err, "the message must say what to do"
    assert out.exists() == (code == 0)


def test_an_unknown_column_is_an_error_when_strict(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", units=BROKEN["unknown column"][0])
    assert secaudit("validate", folder).code == 0
    assert secaudit("validate", folder, "--strict").code == 3


def test_keep_going_judges_the_rest_lists_what_was_rejected_and_exits_with_4(tmp_path: Path) -> None:
    text = UNIT + "  - {id: v, name: V, kind: other, headcount: nhiều}\n"
    folder, out = write(tmp_path / "in", units=text), tmp_path / "out"
    run = secaudit(
        "audit", folder, "--as-of", "2026-11-21", "-o", out, "--format", "json,csv", "--keep-going"
    )
    assert run.code == 4
    assert "nhiều" in run.err
    assert '"v"' in (out / "audit.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", [["audit", "--fail-on", "none", "--format", "csv"], ["missing"], ["quality"]]
)
def test_a_whole_file_left_out_under_keep_going_exits_with_4(tmp_path: Path, command: list[str]) -> None:
    folder = write(tmp_path / "in", units=UNIT, devices="devices: [\n")
    where: list[str | Path] = ["-o", tmp_path / "out"] if command[0] == "audit" else []
    run = secaudit(command[0], folder, *command[1:], "--as-of", "2026-11-21", "--keep-going", *where)
    assert run.code == 4
    assert "devices.yaml:2:1" in run.err


def test_a_waiver_of_nothing_is_an_error(tmp_path: Path) -> None:
    waivers = (
        "waivers:\n  - {id: w, control: BUD-99, subject: u, reason: r, approved_by: a,"
        " from_on: 2026-01-01, until_on: 2026-12-31}\n"
    )
    folder = write(tmp_path / "in", units=UNIT, waivers=waivers)
    for command in ("validate", "audit"):
        run = secaudit(command, folder)
        assert run.code == 3
        assert "waivers.yaml:2:" in run.err
        assert "BUD-99" in run.err


CATALOGUES = {
    "unknown column": ("headcuont > 1", "headcount"),
    "type clash": ("headcount > 'x'", "headcount"),
    "a statement": ("DROP TABLE units", "DROP"),
    "a file function": ("EXISTS (SELECT 1 FROM read_csv('/etc/passwd') r WHERE r.a = units.id)", "read_csv"),
}


DOCUMENTS = """documents:
  - {id: L, number: '1', title: {vi: L, en: L}, issuer: {vi: I, en: I}, issued: 2026-01-01}
"""
OBLIGATIONS = """obligations:
  - {id: L/1, document: L, clause: {vi: c, en: c}, kind: control, subject: unit, says: {vi: s, en: s}}
"""


def catalogue(folder: Path, *controls: str) -> Path:
    write(folder, catalogue="base: none", own="controls:\n" + "".join(controls))
    write(folder / "registry", documents=DOCUMENTS, law=OBLIGATIONS)
    return folder


def control(id_: str, expression: str) -> str:
    return f"""  - id: {id_}
    title: {{vi: t, en: t}}
    severity: high
    subject: units
    cites: [L/1]
    assert: "{expression}"
    message: {{vi: m, en: m}}
    remediation: {{vi: r, en: r, product: p, authority: a, effort_days: 1}}
    examples: []
"""


@pytest.mark.parametrize("name", CATALOGUES)
def test_a_broken_catalogue_exits_with_3_and_names_its_line(name: str, tmp_path: Path) -> None:
    expression, said = CATALOGUES[name]
    controls = catalogue(tmp_path / "controls", control("X-01", expression))
    folder, out = write(tmp_path / "in", units=UNIT), tmp_path / "out"
    run = secaudit("audit", folder, "--controls", controls, "-o", out)
    assert run.code == 3, run.err
    assert "own.yaml:7:" in run.err
    assert run.err.count("→") == 1
    assert said in run.err
    assert not out.exists()


def test_a_control_that_crashes_exits_with_4_and_the_others_still_answer(tmp_path: Path) -> None:
    crashing = control("X-01", "make_date(headcount, 13, 1) > as_of")
    controls = catalogue(tmp_path / "controls", crashing, control("Y-01", "headcount >= 1"))
    folder = write(tmp_path / "in", units="units:\n  - {id: u, name: U, kind: other, headcount: 3}\n")
    out = tmp_path / "out"
    run = secaudit(
        "audit", folder, "--controls", controls, "-o", out, "--format", "json", "--as-of", "2026-11-21"
    )
    assert run.code == 4, run.err
    counts = json.loads((out / "audit.json").read_text(encoding="utf-8"))["counts"]["by_control"]
    assert (counts["X-01"]["error"], counts["Y-01"]["pass"]) == (1, 1)


def test_a_folder_that_cannot_be_written_to_is_said_so(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", units=UNIT)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    run = secaudit("audit", folder, "-o", tmp_path / "file" / "out", "--format", "json", "--fail-on", "none")
    assert run.code == 2
    assert "Traceback" not in run.err


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema_version": 99}', '{"schema_version": 1}', "PK\x03\x04"]
)
def test_a_result_that_is_none_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "audit.json"
    path.write_text(content, encoding="utf-8")
    run = secaudit("report", path, "--to", "csv")
    assert run.code == 3
    assert "audit.json" in run.err
    assert [item.name for item in tmp_path.iterdir()] == ["audit.json"]


def test_validate_accounts_for_every_row_of_an_invalid_inventory(tmp_path: Path) -> None:
    text = (
        UNIT
        + "  - {id: v, name: V, kind: other, headcount: nhiều}\n"
        + "  - {id: w, name: W, kind: other, parent: v}\n"
    )
    run = secaudit("validate", write(tmp_path, units=text))
    assert run.code == 3
    assert "units.yaml: 3 dòng, nhận 1, loại 2" in run.out
    assert run.err.count("→") == 1, "only the cause is told, not what follows from it"
