"""`secaudit report --anonymous`: key and table of names stay apart, the original is never overwritten."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from secaudit.cli.app import app
from secaudit.reporting import dump
from tests.cli.running import secaudit
from tests.reporting.canonical import canonical


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A stored result in a folder."""
    (tmp_path / "audit.json").write_bytes(dump(canonical()))
    return tmp_path


def test_reports_bear_pseudonyms_that_the_key_makes_again(folder: Path) -> None:
    first = secaudit("report", "audit.json", "--to", "json,csv", "--anonymous", "key", "--names", "names.csv",
                     "-o", "out", cwd=folder)  # fmt: skip
    assert first.code == 0
    assert "Đã tạo khóa bí danh key" in first.err
    for secret in ("key", "names.csv"):
        assert stat.S_IMODE((folder / secret).stat().st_mode) == 0o600
    told = orjson.loads((folder / "out" / "audit.json").read_bytes())
    with (folder / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["pseudonym"]: row["name"] for row in csv.DictReader(file)}
    # A spreadsheet would take a name that begins with "=" for a formula, hence the apostrophe before it.
    found = [names[unit["name"]].removeprefix("'") for unit in told["units"]]
    assert found == [unit.name for unit in canonical().units]
    assert "Giả Định" not in (folder / "out" / "audit.json").read_text("utf-8")
    again = ("--anonymous", "key", "--each-unit", "-o", "each")
    second = secaudit("report", "audit.json", "--to", "json", *again, cwd=folder)
    assert (second.code, "Đã tạo" in second.err) == (0, False)
    each = [orjson.loads(path.read_bytes())["units"] for path in folder.glob("each/*/audit.json")]
    assert {unit["name"] for units in each for unit in units} == {unit["name"] for unit in told["units"]}
    assert not [
        path for path in (folder / "each").iterdir() if path.name.startswith(("u-tp", "u-so", "u-xa"))
    ]


def test_what_leads_back_to_names_may_not_lie_among_the_reports(folder: Path) -> None:
    report = ["report", str(folder / "audit.json"), "--to", "json"]
    key, out = str(folder / "key"), ["-o", str(folder / "out")]
    for wrong, option in (
        (["--anonymous", key], "-o"),
        (["--anonymous", str(folder / "out" / "key"), *out], "--anonymous"),
        (["--anonymous", key, "--names", str(folder / "out" / "n.csv"), *out], "--names"),
        (["--names", key, *out], "--names"),
        (["--anonymous", key, "--document", "minutes", "--to", "pdf", *out], "--anonymous"),
    ):
        done = CliRunner().invoke(app, [*report, *wrong])
        assert (done.exit_code, option in done.output) == (2, True), wrong
    assert sorted(path.name for path in folder.iterdir()) == ["audit.json"]


def test_a_file_that_is_no_key_is_bad_input(folder: Path) -> None:
    (folder / "key").write_text("no key\n")
    run = secaudit("report", "audit.json", "--to", "json", "--anonymous", "key", "-o", "out", cwd=folder)
    assert (run.code, "[not-a-key]" in run.err) == (3, True)
    assert not (folder / "out").exists()
