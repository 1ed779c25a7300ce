"""`secaudit verify` of documents that tell of more than a result: summaries, checklists, plans."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from typer.testing import CliRunner

from secaudit import catalogue
from secaudit.audit import ready
from secaudit.cli.app import app
from secaudit.model.control import Catalogue
from tests.cli.running import write

DAY, BEFORE = "2027-01-05", "2026-12-01"
ROWS = {
    "units": """\
units:
  - {id: tp, name: Thành phố Giả Định, kind: city}
  - {id: p1, name: Phường Một Giả Định, kind: commune, parent: tp}
""",
    "devices": """\
devices:
  - {id: d1, unit: p1, kind: workstation, state_secrets: none, internet: true}
  - {id: d2, unit: p1, kind: workstation, state_secrets: none, internet: true}
  - {id: d3, unit: p1, kind: workstation, state_secrets: mat, internet: true}
""",
}


@pytest.fixture(autouse=True)
def _controls_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the catalogue once: it takes longer than all else."""
    monkeypatch.setattr("secaudit.attesting.sources._catalogue", lambda *_: released())


@cache
def released() -> Catalogue:
    return ready(catalogue.load(()))


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run a command in this process; return its code and what it wrote."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], standalone_mode=False)
    assert done.exception is None, done.exception
    return int(done.return_value), done.stdout


def claims(*arguments: str | Path) -> tuple[int, Mapping[str, tuple[str, str]]]:
    """Verify a file; return the exit code, and of each claim the outcome and the words."""
    code, out = run("verify", *arguments, "--json")
    (told,) = json.loads(out)
    return code, {one["claim"]: (one["outcome"], one["told"]["en"]) for one in told["claims"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory in `in`, two of its audits, and a document of every kind made of them."""
    folder = tmp_path_factory.mktemp("made")
    inputs = write(folder / "in", **ROWS)
    quiet = ("--format", "json", "--fail-on", "none", "-q")
    for day in (BEFORE, DAY):
        run("audit", inputs, "--as-of", day, "-o", folder / day, *quiet)
    result = folder / DAY / "audit.json"
    run("report", result, "--document", "summary", "--period", "2026", "-o", folder / "period", "-q")
    earlier = ("--since", folder / BEFORE / "audit.json")
    run("report", result, "--document", "summary", *earlier, "-o", folder / "since", "-q")
    one = ("--unit", "p1", "-o", folder / "since-unit", "-q")
    run("report", result, "--document", "summary", *earlier, *one)
    sample = ("--seed", "7", "--confidence", "90")
    run("checklist", inputs, "--unit", "p1", "--as-of", DAY, *sample, "-o", folder, "-q")
    run("plan", inputs, "--as-of", DAY, "--budget", "5000000", "--people", "-o", folder / "plan.pdf", "-q")
    return folder


def test_a_summary_of_a_period_is_made_again_from_its_result_alone(made: Path) -> None:
    code, told = claims(made / "period" / "summary.pdf")
    assert (code, told["pages"][0]) == (0, "holds")


@pytest.mark.parametrize("folder", ["since", "since-unit"])
def test_a_summary_of_what_got_worse_needs_the_earlier_result(made: Path, folder: str) -> None:
    file = made / folder / "summary.pdf"
    code, told = claims(file)
    assert (code, told["pages"][0]) == (4, "unchecked")
    assert "--since" in told["pages"][1]
    code, told = claims(file, "--since", made / BEFORE / "audit.json")
    assert (code, told["earlier"][0], told["pages"][0]) == (0, "holds", "holds")
    assert "and the files given" in told["pages"][1]
    code, told = claims(file, "--since", made / DAY / "audit.json")
    assert (code, told["earlier"][0], told["pages"][0]) == (5, "fails", "unchecked")


def test_an_earlier_result_that_a_document_does_not_name_proves_nothing(made: Path) -> None:
    code, told = claims(made / "period" / "summary.pdf", "--since", made / BEFORE / "audit.json")
    assert (code, told["earlier"][0]) == (0, "unasked")


def test_a_checklist_is_drawn_again_from_its_inventory(made: Path) -> None:
    code, told = claims(made / "checklist.pdf")
    assert (code, told["pages"][0]) == (4, "unchecked")
    assert "--inputs" in told["pages"][1]
    code, told = claims(made / "checklist.pdf", "--inputs", made / "in")
    assert code == 0
    assert {name: told[name][0] for name in ("inputs", "verdicts", "annexes", "pages")} == dict.fromkeys(
        ("inputs", "verdicts", "annexes", "pages"), "holds"
    )


def test_a_checklist_that_names_another_sample_is_found_out(made: Path, tmp_path: Path) -> None:
    def other(making: dict[str, Any]) -> None:
        making["beside"]["seed"] = "8"

    code, told = claims(
        forged(made / "checklist.pdf", "making.json", other, tmp_path), "--inputs", made / "in"
    )
    assert (code, told["pages"][0]) == (5, "fails")


def test_a_plan_is_reckoned_again_from_its_inputs(made: Path) -> None:
    code, told = claims(made / "plan.pdf")
    assert (code, told["pages"][0]) == (4, "unchecked")
    assert "--inputs" in told["pages"][1]
    code, told = claims(made / "plan.pdf", "--inputs", made / "in")
    assert code == 0
    assert {name: told[name][0] for name in ("attachment", "inputs", "plan", "pages")} == dict.fromkeys(
        ("attachment", "inputs", "plan", "pages"), "holds"
    )


def test_a_plan_whose_attached_figures_were_changed_is_found_out(made: Path, tmp_path: Path) -> None:
    def cheaper(plan: dict[str, Any]) -> None:
        plan["actions"][0]["effort_days"] += 1

    code, told = claims(forged(made / "plan.pdf", "plan.json", cheaper, tmp_path), "--inputs", made / "in")
    assert (code, told["plan"][0], told["pages"][0]) == (5, "fails", "fails")


def test_a_plan_of_other_inputs_is_not_said_to_hold(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "in", tmp_path / "in")
    file = tmp_path / "in" / "devices.yaml"
    file.write_text(file.read_text("utf-8").replace("mat", "toi_mat"), "utf-8")
    code, told = claims(made / "plan.pdf", "--inputs", tmp_path / "in")
    assert (code, told["input"], told["pages"][0]) == (5, ("fails", "devices.yaml was changed"), "unchecked")
    code, told = claims(made / "checklist.pdf", "--inputs", tmp_path / "in")
    assert (code, told["pages"][0]) == (5, "unchecked")


@pytest.mark.parametrize("beside", [True, {"period": "2026-H9"}, {"seed": "", "confidence": 7}])
def test_a_record_of_the_making_that_tells_nothing_proves_nothing(
    made: Path, tmp_path: Path, beside: object
) -> None:
    def vague(making: dict[str, Any]) -> None:
        making["beside"] = beside

    for file in ("checklist.pdf", "period/summary.pdf"):
        code, told = claims(forged(made / file, "making.json", vague, tmp_path))
        assert (code, told["pages"][0]) in ((4, "unchecked"), (5, "fails"))


def test_a_broken_file_of_what_people_say_is_told_and_the_rest_is_checked(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "in", tmp_path / "in")
    (tmp_path / "in" / "actions.yaml").write_text("version: 1\nactions: [{actoin: 1}]\n", "utf-8")
    code, told = claims(made / "checklist.pdf", "--inputs", tmp_path / "in")
    assert (code, told["said"][0], told["verdicts"][0]) == (4, "unchecked", "holds")


def forged(file: Path, name: str, change: Any, folder: Path) -> Path:
    """Return a copy of a document in which an attached file was changed."""
    with pikepdf.open(file) as opened:
        held = json.loads(opened.attachments[name].get_file().read_bytes())
        change(held)
        opened.attachments[name].obj.EF.F.write(json.dumps(held).encode())
        out = BytesIO()
        opened.save(out)
    target = folder / file.name
    target.write_bytes(out.getvalue())
    return target
