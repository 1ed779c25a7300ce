"""`secaudit report --each-unit` through the real entry point."""

from __future__ import annotations

from pathlib import Path

from secaudit.reporting import dump
from tests.cli.running import secaudit
from tests.reporting.canonical import canonical


def test_every_unit_has_its_folder_and_what_failed_is_named(tmp_path: Path) -> None:
    file, out = tmp_path / "audit.json", tmp_path / "out"
    file.write_bytes(dump(canonical()))
    out.mkdir()
    (out / "u-so-a").write_text("in the way")
    run = secaudit("report", file, "--each-unit", "--to", "csv,xlsx", "-o", out, "--lang", "en")
    assert run.code == 4
    assert "No report of so-a" in run.err
    assert "Made the reports of 2 units" in run.out
    (out / "u-so-a").unlink()
    run = secaudit("report", file, "--each-unit", "--to", "csv,xlsx", "-o", out, "--lang", "en")
    assert run.code == 0
    assert "Made the reports of 1 unit in" in run.out
    assert "2 were there" in run.out
    assert sorted(path.name for path in (out / "u-so-a").iterdir()) == [
        "actions.csv", "audit.xlsx", "findings.csv",
    ]  # fmt: skip
