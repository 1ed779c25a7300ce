"""`secaudit controls new`: a draft that loads, that lint refuses, and that loses nothing of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.catalogue import lint, load, scaffold
from secaudit.model.status import Severity, Status
from secaudit.model.tables import SCHEMA
from secaudit.proving import prove
from tests.catalogue.sample import OBLIGATIONS, spoil, write
from tests.cli.running import Run, secaudit

JUDGEMENT = {"observations", "waivers", "declarations"}


def new(folder: Path, *arguments: str | Path, lang: str = "en") -> Run:
    return secaudit("controls", "new", "--controls", folder, "--lang", lang, *arguments)


def test_a_draft_stands_in_the_file_of_its_family(tmp_path: Path) -> None:
    folder = write(tmp_path)
    before = (folder / "systems.yaml").read_text(encoding="utf-8")
    run = new(folder, "SYS-02", "--subject", "systems", "--cites", "LAW/1")
    assert (run.code, run.out) == (0, f"Added to the end of {folder / 'systems.yaml'}\n")
    assert "secaudit controls lint --controls" in run.err
    assert (folder / "systems.yaml").read_text(encoding="utf-8").startswith(before.rstrip())
    assert [control.id for control in load(folder).controls] == ["SYS-01", "SYS-02"]


def test_a_draft_of_a_new_family_begins_a_file_that_editors_know(tmp_path: Path) -> None:
    folder = write(tmp_path)
    run = new(folder, "BUD-01", "--subject", "budgets", "--cites", "LAW/1", "--severity", "high", lang="vi")
    assert (run.code, run.out) == (0, f"Đã tạo {folder / 'bud.yaml'}\n")
    text = (folder / "bud.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=controls.schema.json\n")
    (draft, _) = load(folder).controls
    assert (draft.id, draft.severity.value, draft.subject) == ("BUD-01", "high", "budgets")
    assert {item.expect for item in draft.examples} == set(Status) - {Status.ERROR, Status.WAIVED}
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("begun", [True, False], ids=["empty", "not yet there"])
def test_a_draft_may_begin_a_folder(tmp_path: Path, begun: bool) -> None:
    folder = tmp_path / "mine"
    if begun:
        folder.mkdir()
    run = new(folder, "DOC-09", "--subject", "units", "--cites", "CTHD13/II.2.1b")
    assert (run.code, run.out) == (0, f"Wrote {folder / 'doc.yaml'}\n")
    assert "DOC-09" in {control.id for control in load([folder]).controls}


def test_a_refused_draft_begins_no_folder(tmp_path: Path) -> None:
    run = new(tmp_path / "mine", "DOC-09", "--subject", "units", "--cites", "CTHD13/0")
    assert run.code == 2
    assert list(tmp_path.iterdir()) == []


def test_lint_refuses_a_draft_until_everything_is_replaced(tmp_path: Path) -> None:
    folder = write(tmp_path)
    new(folder, "NET-01", "--subject", "links", "--cites", "LAW/1", "-o", folder / "net.yaml")
    found = [problem for problem in lint(load(folder)) if problem.code == "placeholder"]
    told = " ".join(problem.found.en for problem in found)
    for key in ("title", "message", "assert", "remediation.product", "effort_days", "examples.name"):
        assert key in told
    assert secaudit("controls", "lint", "--controls", folder).code == 3
    assert secaudit("controls", "test", "--controls", folder).code == 3
    text = (folder / "net.yaml").read_text(encoding="utf-8").replace("effort_days: 0", "effort_days: 2")
    (folder / "net.yaml").write_text(text.replace("«", "").replace("»", ""), encoding="utf-8")
    assert [problem.code for problem in lint(load(folder)) if problem.code == "placeholder"] == []


def test_the_examples_of_a_draft_over_any_table_can_be_judged(tmp_path: Path) -> None:
    folder = write(tmp_path)
    duty = load(folder).obligations["LAW/1"]
    tables = [table for name, table in SCHEMA.items() if name not in JUDGEMENT]
    drafts = [
        scaffold.draft(f"NEW-{number:02}", table, [duty], Severity.LOW, "en")
        for number, table in enumerate(tables)
    ]
    (folder / "new.yaml").write_text(scaffold.header("en") + "\n".join(drafts), encoding="utf-8")
    proof = prove(load(folder))
    assert {problem.code for problem in proof.problems} == {"example-status", "example-no-verdict"}
    made = {item.control.subject for item in proof.controls if item.control.id.startswith("NEW")}
    assert made == {table.name for table in tables}


def test_a_draft_recurs_as_its_duty_does(tmp_path: Path) -> None:
    folder = write(tmp_path, obligations=spoil(OBLIGATIONS, "due: 2026-12-31", "every: half-year"))
    assert new(folder, "REP-01", "--subject", "units", "--cites", "LAW/1").code == 0
    (draft, _) = load(folder).controls
    assert draft.every == "half-year"
    assert {item.period for item in draft.examples} == {None, "2026-H1"}
    run = secaudit("controls", "test", "REP-01", "--controls", folder, "--lang", "en")
    assert "[example-period]" not in run.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("SYS-01", "--subject", "systems", "--cites", "LAW/1"), "there is a control SYS-01 already"),
        (("sys 2", "--subject", "systems", "--cites", "LAW/1"), "write it like SYS-01"),
        (("SYS-02", "--subject", "system", "--cites", "LAW/1"), "did you mean systems?"),
        (("SYS-02", "--subject", "systems", "--cites", "LAW/9"), "did you mean LAW/"),
        (("SYS-02", "--subject", "systems"), "--cites"),
        (("SYS-02", "--cites", "LAW/1"), "--subject"),
    ],
)
def test_what_cannot_be_drafted(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    folder = write(tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    run = new(folder, *arguments)
    assert run.code == 2
    assert told in run.err
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    "content", ["units: []\n", "controls: []\n", "- a\n", "{", "controls:\n- {id: A-1}\n"]
)
def test_a_file_that_takes_no_control_stays_as_it_is(tmp_path: Path, content: str) -> None:
    folder = write(tmp_path / "in")
    path = tmp_path / "other.yaml"
    path.write_text(content, encoding="utf-8")
    run = new(folder, "SYS-02", "--subject", "systems", "--cites", "LAW/1", "-o", path)
    assert run.code == 2
    assert "name a new file after -o" in run.err
    assert path.read_text(encoding="utf-8") == content
