"""`secaudit baseline`: written once, kept up to date, and never made from half an audit."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from secaudit.cli.app import app
from secaudit.comparison.baseline_file import dump, read
from secaudit.model.baseline import BASELINE_FILE
from tests.cli.running import UNIT, secaudit, write

CONTROLS = """\
controls:
  - id: OWN-01
    title: {vi: "Có cán bộ an ninh mạng", en: "There is an officer"}
    severity: high
    subject: units
    cites: [CTHD13/II.2.1b]
    assert: security_officer <> ''
    message: {vi: "{name} chưa có cán bộ", en: "{name} has no officer"}
    remediation:
      vi: "Phân công"
      en: "Appoint one"
      product: {vi: "Quyết định", en: "Decision"}
      authority: {vi: "Người đứng đầu", en: "Head"}
      effort_days: 1
    examples: []
"""


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments], standalone_mode=False)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return int(done.return_value or 0), done.output


@pytest.fixture(scope="module")
def only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of one control that stands alone, with the released registry: quick to judge."""
    from shutil import copytree

    from tests.cli.running import ROOT

    folder = tmp_path_factory.mktemp("controls")
    copytree(ROOT / "controls" / "registry", folder / "registry")
    (folder / "catalogue.yaml").write_text("base: none\n", encoding="utf-8")
    (folder / "own.yaml").write_text(CONTROLS, encoding="utf-8")
    return folder


def by(controls: Path) -> tuple[str | Path, ...]:
    """Judge by these controls, on a day on which the duty is past."""
    return "--controls", controls, "--as-of", "2027-06-01"


def units(folder: Path, **officers: str) -> Path:
    rows = "".join(
        f"  - {{id: {name}, name: Phường {name}, kind: commune, security_officer: {officer}}}\n"
        for name, officer in officers.items()
    )
    return write(folder, units=f"units:\n{rows}")


def known(folder: Path) -> dict[str, str]:
    found = read((folder / BASELINE_FILE).read_bytes()).findings.values()
    return {entry.subject: entry.status.value for entry in found}


def test_the_file_is_written_beside_the_inventory_and_is_no_part_of_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "city", units=UNIT)
    done = secaudit("baseline", "write", folder, "--as-of", "2026-11-21", "--lang", "en")
    assert done.code == 0, done.err
    assert f"Findings written to {folder / BASELINE_FILE}" in done.out
    assert known(folder)["u"] in ("fail", "unknown")
    assert secaudit("validate", folder).code == 0


def test_write_does_not_replace_a_file_and_update_does_not_make_one(tmp_path: Path, only: Path) -> None:
    folder = units(tmp_path / "city", a="none")
    missing = secaudit("baseline", "update", folder, *by(only))
    assert missing.code == 2
    assert "secaudit baseline write" in missing.err
    assert run("baseline", "write", folder, *by(only))[0] == 0
    before = (folder / BASELINE_FILE).read_bytes()
    again = secaudit("baseline", "write", folder, *by(only), "--lang", "en")
    assert again.code == 2
    assert "use secaudit baseline update" in again.err
    assert (folder / BASELINE_FILE).read_bytes() == before


def test_an_update_keeps_up_with_the_inventory(tmp_path: Path, only: Path) -> None:
    folder = units(tmp_path / "city", a="none", b="none", c="")
    run("baseline", "write", folder, *by(only))
    assert known(folder) == {"a": "fail", "b": "fail", "c": "unknown"}
    units(folder, a="none", b="Bà B", c="none", d="none")
    code, told = run("baseline", "update", folder, *by(only), "--prune", "--no-add")
    assert code == 0
    assert known(folder) == {"a": "fail", "c": "unknown"}
    assert "đã bỏ: OWN-01 b" in told
    assert "mới, chưa nhận: OWN-01 d" in told
    assert "xấu đi, chưa nhận: OWN-01 c" in told
    run("baseline", "update", folder, *by(only))
    assert known(folder) == {"a": "fail", "c": "fail", "d": "fail"}


def test_a_file_of_another_catalogue_is_told_and_what_matches_still_counts(
    tmp_path: Path, only: Path
) -> None:
    from dataclasses import replace

    folder = units(tmp_path / "city", a="none")
    run("baseline", "write", folder, *by(only))
    file = folder / BASELINE_FILE
    file.write_bytes(dump(replace(read(file.read_bytes()), catalogue_sha256="ab" * 32)))
    done = secaudit("baseline", "update", folder, *by(only), "--lang", "en")
    assert done.code == 0
    assert "of another catalogue (1, abababababab): 0 of its findings are of controls" in done.err
    assert known(folder) == {"a": "fail"}
    assert "accepted" not in done.out


def test_a_merge_conflict_is_told_with_its_line_and_nothing_is_written(tmp_path: Path, only: Path) -> None:
    folder = units(tmp_path / "city", a="none")
    run("baseline", "write", folder, *by(only))
    file = folder / BASELINE_FILE
    broken = file.read_text("utf-8").replace("  # a\n", "<<<<<<< HEAD\n  # a\n=======\n>>>>>>> x\n")
    file.write_text(broken, encoding="utf-8")
    done = secaudit("baseline", "update", folder, *by(only), "--lang", "en")
    assert done.code == 3
    assert f"{BASELINE_FILE}:6:1: error: a merge conflict's mark" in done.err
    assert file.read_text("utf-8") == broken


def test_show_lists_what_is_known(tmp_path: Path, only: Path) -> None:
    folder = units(tmp_path / "city", b="none", a="")
    run("baseline", "write", folder, *by(only))
    code, told = run("baseline", "show", folder)
    assert code == 0
    assert told.splitlines()[:2] == ["OWN-01 a [a]: Chưa đủ căn cứ", "OWN-01 b [b]: Không đạt"]
    assert told.splitlines()[2].startswith("2 phát hiện đã biết; bộ tiêu chí ")
