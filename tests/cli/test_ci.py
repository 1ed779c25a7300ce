"""What is ready to use, tried on a real repository with the installed wheel."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.running import ROOT, secaudit
from tests.comparison.repository import Repository, repository

DAY = "2026-11-21"
ZEROS = "0" * 40


@dataclass(frozen=True)
class Machine:
    """A machine on which the wheel is installed and nothing of this repository is known."""

    bin: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI_", "PYTHON"))
        }
        return {**kept, "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}", "PYTHONUTF8": "1"}

    def bash(self, script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a script as a runner does."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder,
            env={**self.environment, **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def machine(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    folder = tmp_path_factory.mktemp("bin")
    paths = os.pathsep.join([str(unpacked), *(path for path in sys.path if path.endswith("site-packages"))])
    # -S leaves out the editable installation; the date is set where a user would let it be today's.
    (folder / "secaudit").write_text(
        "#!/usr/bin/env bash\n"
        f'if [ "$1" = check ]; then set -- "$@" --as-of {DAY}; fi\n'
        f'PYTHONPATH={paths!r} exec {sys.executable!r} -S -m secaudit "$@"\n',
        encoding="utf-8",
    )
    (folder / "secaudit").chmod(0o755)
    return Machine(folder)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return repository(tmp_path_factory.mktemp("original"))


@pytest.fixture
def made(original: Repository, tmp_path: Path) -> Repository:
    """A repository with the inventory on `main` and the branch `change` checked out."""
    return Repository(shutil.copytree(original.top, tmp_path / "repository"))


def harm(made: Repository) -> None:
    made.replace("systems.yaml", "approved_level: 3", "approved_level: 2")


def better(made: Repository) -> None:
    made.replace("units.yaml", "units:\n", "# Danh mục (hư cấu)\nunits:\n")


def filled(value: str, values: Mapping[str, str]) -> str:
    """Return a text with its `${{ … }}` worked out: the first name of several that has a value."""

    def one(found: re.Match[str]) -> str:
        names = (name.strip() for name in found[1].split("||"))
        return next((values[name] for name in names if values.get(name)), "")

    return re.sub(r"\$\{\{(.*?)\}\}", one, value)


def steps(file: Path, values: Mapping[str, str]) -> list[tuple[str, dict[str, str]]]:
    """Return the scripts of an action or a workflow, each with the variables that it is run with."""
    document = yaml.safe_load(file.read_text("utf-8"))
    job: dict[str, Any] = document["runs"] if "runs" in document else document["jobs"]["check"]
    found = []
    for step in job["steps"]:
        if "run" in step:
            assert "${{" not in step["run"], "what comes from outside must not be part of a script"
            given = {**job.get("env", {}), **step.get("env", {})}
            found.append((step["run"], {name: filled(str(text), values) for name, text in given.items()}))
    return found


def run_all(
    machine: Machine, made: Repository, scripts: list[tuple[str, dict[str, str]]], **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run scripts one after the other, up to the first that fails."""
    for script, given in scripts:
        done = machine.bash(script, made.top, **given, **variables)
        if done.returncode:
            break
    return done


# The hooks of pre-commit


def hook(name: str) -> list[str]:
    hooks = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    assert hooks[name]["pass_filenames"] is False
    return [
        *hooks[name]["entry"].split(),
        *("kê khai" if one == "inventory" else one for one in hooks[name]["args"]),
    ]


def commit(machine: Machine, made: Repository, words: list[str]) -> subprocess.CompletedProcess[str]:
    """Commit what is in the work tree through a hook that runs some words, as pre-commit does."""
    place = made.top / ".git" / "hooks" / "pre-commit"
    place.parent.mkdir(exist_ok=True)
    place.write_text(
        "#!/usr/bin/env bash\nexec " + " ".join(f"'{word}'" for word in words) + "\n", encoding="utf-8"
    )
    place.chmod(0o755)
    return machine.bash(
        "git add -A && git -c user.name=t -c user.email=t@example.invalid commit -q -m change", made.top
    )


def test_the_hook_lets_a_harmless_commit_through_and_stops_a_harmful_one(
    machine: Machine, made: Repository
) -> None:
    better(made)
    done = commit(machine, made, hook("secaudit-check"))
    assert done.returncode == 0, done.stderr
    head = made.git("rev-parse", "HEAD")
    harm(made)
    refused = commit(machine, made, hook("secaudit-check"))
    assert refused.returncode != 0
    assert "CHG-01" in refused.stdout + refused.stderr
    assert made.git("rev-parse", "HEAD") == head


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("secaudit-validate", "units:\n  - {id: x}\n"),
        (
            "secaudit-waivers",
            "waivers:\n  - {id: w, control: SYS-02, subject: S-13, reason: r, approved_by: a, "
            "from_on: 2026-11-01, until_on: 2026-11-30}\n",
        ),
    ],
)
def test_the_other_hooks_stop_what_they_are_for(
    machine: Machine, made: Repository, name: str, text: str
) -> None:
    made.write("more.yaml", text)
    assert commit(machine, made, hook(name)).returncode != 0


# The action of GitHub


def action(made: Repository, **values: str) -> list[tuple[str, dict[str, str]]]:
    document = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    inputs = {f"inputs.{name}": str(one["default"]) for name, one in document["inputs"].items()}
    given = {"inputs.path": "kê khai", "github.action_path": str(ROOT)}
    more = {name.replace("__", "."): value for name, value in values.items()}
    return steps(ROOT / "action.yml", {**inputs, **given, **more})


def base_of(made: Repository) -> str:
    return made.git("rev-parse", "main").strip()


def test_the_action_refuses_a_harmful_pull_request_and_says_where(
    machine: Machine, made: Repository, tmp_path: Path
) -> None:
    harm(made)
    made.commit()
    summary = tmp_path / "summary.md"
    scripts = action(made, github__event__pull_request__base__sha=base_of(made))
    done = run_all(machine, made, scripts, GITHUB_STEP_SUMMARY=str(summary))
    assert done.returncode == 1, done.stderr
    assert re.search(r"^::error file=kê khai/systems\.yaml,line=\d+,col=\d+,title=CHG-01", done.stdout, re.M)
    results = json.loads((made.top / "secaudit.sarif").read_bytes())["runs"][0]["results"]
    assert "CHG-01" in {one["ruleId"] for one in results}
    assert "CHG-01" in summary.read_text("utf-8")


def test_the_action_lets_a_harmless_push_through(machine: Machine, made: Repository) -> None:
    better(made)
    made.commit()
    scripts = action(made, github__event__before=base_of(made), inputs__language="en")
    done = run_all(machine, made, scripts)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_fetches_the_base_of_a_shallow_clone(
    machine: Machine, made: Repository, tmp_path: Path
) -> None:
    base = base_of(made)
    harm(made)
    made.commit()
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "clone"
    made.git("clone", "-q", "--depth=1", "--branch", "change", made.top.as_uri(), str(clone))
    done = run_all(machine, Repository(clone), action(made, github__event__pull_request__base__sha=base))
    assert done.returncode == 1, done.stderr
    assert "title=CHG-01" in done.stdout


def test_the_action_validates_where_there_is_nothing_to_compare_with(
    machine: Machine, made: Repository
) -> None:
    scripts = action(made, github__event__before=ZEROS)
    done = run_all(machine, made, scripts)
    assert done.returncode == 0, done.stderr
    assert "::notice::secaudit: nothing to compare with" in done.stdout
    made.write("more.yaml", "units:\n  - {id: x}\n")
    assert run_all(machine, made, scripts).returncode == 3


# What `init --ci` sets up


def set_up(made: Repository, service: str) -> None:
    done = secaudit("init", made.inventory, "--ci", service)
    assert done.code == 0, done.err


def test_the_workflow_that_init_writes_works(machine: Machine, made: Repository) -> None:
    set_up(made, "github")
    file = made.top / ".github" / "workflows" / "secaudit.yml"
    harm(made)
    made.commit()
    done = run_all(machine, made, steps(file, {"github.event.pull_request.base.sha": base_of(made)}))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "title=CHG-01" in done.stdout
    assert (made.top / "secaudit.sarif").exists()


@pytest.mark.parametrize(("change", "code"), [(harm, 1), (better, 0)], ids=["harm", "harmless"])
def test_the_gitlab_job_that_init_writes_works(
    machine: Machine, made: Repository, change: Any, code: int
) -> None:
    set_up(made, "gitlab")
    job = yaml.safe_load((made.top / ".gitlab-ci.yml").read_text("utf-8"))["secaudit"]
    change(made)
    made.commit()
    script = "\n".join([*job["before_script"], *job["script"]])
    variables = {name: str(value) for name, value in job["variables"].items()}
    assert variables["SECAUDIT_PATH"] == "kê khai"
    done = machine.bash(script, made.top, **variables, CI_MERGE_REQUEST_DIFF_BASE_SHA=base_of(made))
    assert done.returncode == code, done.stdout + done.stderr
    reports = job["artifacts"]["reports"]
    issues = json.loads((made.top / reports["codequality"]).read_bytes())
    assert ("CHG-01" in {one["check_name"] for one in issues}) == (code == 1)
    assert (made.top / reports["junit"]).exists()
    assert all((made.top / path).exists() for path in job["artifacts"]["paths"])


def test_the_first_push_to_gitlab_is_validated(machine: Machine, made: Repository) -> None:
    set_up(made, "gitlab")
    job = yaml.safe_load((made.top / ".gitlab-ci.yml").read_text("utf-8"))["secaudit"]
    variables = {name: str(value) for name, value in job["variables"].items()}
    done = machine.bash("\n".join(job["script"]), made.top, **variables, CI_COMMIT_BEFORE_SHA=ZEROS)
    assert done.returncode == 0, done.stderr
    assert "nothing to compare with" in done.stdout


def test_the_pre_commit_file_that_init_writes_works(machine: Machine, made: Repository) -> None:
    set_up(made, "pre-commit")
    config = yaml.safe_load((made.top / ".pre-commit-config.yaml").read_text("utf-8"))
    (one,) = config["repos"][0]["hooks"]
    words = [*one["entry"].split(), *one["args"]]
    assert "kê khai" in words
    harm(made)
    assert commit(machine, made, words).returncode != 0


def test_init_starts_an_inventory_and_what_checks_it_in_one_go(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    done = secaudit("init", folder, "--ci", "gitlab", "--ci", "pre-commit")
    assert done.code == 0, done.err
    assert (folder / "units.yaml").exists()
    assert 'SECAUDIT_PATH: "."' in (folder / ".gitlab-ci.yml").read_text("utf-8")
    assert (folder / ".pre-commit-config.yaml").exists()
    assert secaudit("validate", folder).code == 0


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / ".gitlab-ci.yml").write_text("mine: true\n", encoding="utf-8")
    done = secaudit("init", folder, "--ci", "pre-commit", "--ci", "gitlab", "--lang", "en")
    assert done.code == 2
    assert "stays as it is; copy what you need from" in done.err
    assert [one.name for one in folder.iterdir()] == [".gitlab-ci.yml"]
    assert (folder / ".gitlab-ci.yml").read_text("utf-8") == "mine: true\n"
