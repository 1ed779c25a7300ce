"""The wheel carries its own catalogue, templates and fonts, and works away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.running import SAMPLE


def run(unpacked: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    # -S leaves out the editable installation, whose finder would put the repository first.
    paths = [str(unpacked), *(path for path in sys.path if path.endswith("site-packages"))]
    return subprocess.run(
        [sys.executable, "-S", "-m", "secaudit", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=unpacked.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
        check=False,
    )


def test_the_wheel_holds_code_and_data_and_nothing_else(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"secaudit"}
    data = unpacked / "secaudit" / "data"
    for part in (
        "ci/gitlab.yml",
        "controls/registry/documents.yaml",
        "inventory/units.yaml",
        "reports/fonts/Tinos-Regular.ttf",
    ):
        assert (data / part).is_file(), part


def test_the_wheel_audits_with_its_own_controls_and_templates(unpacked: Path, tmp_path: Path) -> None:
    where = run(unpacked, "controls", "show", "BUD-01")
    assert where.returncode == 0, where.stderr
    done = run(unpacked, "audit", SAMPLE, "--as-of", "2026-11-21", "-o", tmp_path, "--fail-on", "none")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "audit.pdf").read_bytes().startswith(b"%PDF")


def test_the_wheel_really_was_what_ran(unpacked: Path) -> None:
    code = "import secaudit, secaudit.resources as r; print(secaudit.__file__); print(r.shipped('controls'))"
    paths = [str(unpacked), *(path for path in sys.path if path.endswith("site-packages"))]
    said = subprocess.run(
        [sys.executable, "-S", "-c", code],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        check=True,
    ).stdout.splitlines()
    assert all(Path(line).is_relative_to(unpacked) for line in said), said
