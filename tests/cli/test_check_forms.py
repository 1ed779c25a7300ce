"""`secaudit check --format`: several forms at once, one exit code whatever they are, and a job's summary."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from secaudit.cli.app import app
from tests.cli.running import secaudit
from tests.comparison.repository import Repository, repository

FORMS = ("text", "json", "markdown", "github", "gitlab", "sarif", "junit")


@pytest.fixture(scope="module")
def lowered(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository in whose work tree a system's level went down."""
    made = repository(tmp_path_factory.mktemp("repository"))
    made.replace("systems.yaml", "approved_level: 3", "approved_level: 2")
    return made


@pytest.fixture(autouse=True)
def _no_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)


def check(made: Repository, *options: str | Path) -> tuple[int, str]:
    given = [made.inventory, "--against", "main", "--as-of", "2026-11-21", *options]
    done = CliRunner().invoke(app, ["check", *map(str, given)], standalone_mode=False)
    assert done.exception is None, done.exception
    return int(done.return_value), done.stdout


def test_every_form_is_written_in_one_run_with_one_exit_code(lowered: Repository, tmp_path: Path) -> None:
    asked = [part for form in FORMS for part in ("--format", f"{form}:{tmp_path / form}")]
    assert check(lowered, *asked)[0] == 1
    assert {one.name for one in tmp_path.iterdir()} == set(FORMS)
    results = json.loads((tmp_path / "sarif").read_bytes())["runs"][0]["results"]
    level = next(one for one in results if one["ruleId"] == "CHG-01")
    place = level["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "k%C3%AA%20khai/systems.yaml"
    line = lowered.read("systems.yaml").splitlines().index("    approved_level: 2") + 1
    assert place["region"] == {"startLine": line, "startColumn": 21}
    issues = json.loads((tmp_path / "gitlab").read_bytes())
    assert {one["fingerprint"] for one in issues} == {
        one["partialFingerprints"]["secaudit/v1"] for one in results
    }
    assert ElementTree.parse(tmp_path / "junit").getroot().get("failures") == str(
        sum(one["level"] == "error" for one in results)
    )
    assert (tmp_path / "github").read_text("utf-8").startswith("::error file=kê khai/")
    assert ": TỪ CHỐI" in (tmp_path / "markdown").read_text("utf-8")


@pytest.mark.parametrize(("options", "code"), [((), 1), (("--fail-on", "none"), 0)])
def test_the_exit_code_does_not_hang_on_the_form(
    lowered: Repository, options: tuple[str, ...], code: int
) -> None:
    codes = {form: check(lowered, "--format", form, *options)[0] for form in ("text", "sarif", "github")}
    assert set(codes.values()) == {code}, codes


def test_a_jobs_summary_is_added_to_the_runners_file(
    lowered: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# Earlier\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    told = check(lowered, "--format", "github")[1]
    assert all(line.startswith("::") for line in told.splitlines())
    assert summary.read_text("utf-8").startswith("# Earlier\n<!-- secaudit-check -->\n## ")


def test_two_forms_on_the_screen_and_an_unknown_one_are_refused(lowered: Repository) -> None:
    given = ("check", lowered.inventory, "--against", "main", "--lang", "en", "--format")
    both = secaudit(*given, "sarif", "--format", "junit")
    assert both.code == 2
    assert "name a file for each" in both.err
    strange = secaudit(*given, "serif:x")
    assert strange.code == 2
    assert "did you mean sarif?" in strange.err
