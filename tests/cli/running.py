"""Runs the command line as a user does: a process of its own, its streams, its exit code.

Where processes can be forked, most commands run in a copy of one that has its libraries already; `anew`
starts Python for each, which shows that a command runs from nothing.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.cli.preloaded import preloaded

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "inventory"


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str


def secaudit(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Run:
    """Run the command with arguments; environment variables are added to the present ones."""
    if not hasattr(os, "fork"):
        return anew(*arguments, cwd=cwd, **environment)
    words = [str(argument) for argument in arguments]
    return Run(*preloaded().run(words, cwd, _inherited() | environment))


def anew(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> Run:
    """Run `python -m secaudit` with arguments; environment variables are added to the present ones."""
    done = subprocess.run(
        [sys.executable, "-m", "secaudit", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=_inherited() | environment,
        timeout=120,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)


def _inherited() -> dict[str, str]:
    """Return the environment without the width of a screen, which only tests beside each other have."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return kept | {"PYTHONUTF8": "1"}


def write(folder: Path, **files: str) -> Path:
    """Write YAML files into a folder, each under its keyword's name, and return the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


UNIT = "units:\n  - {id: u, name: Phường Giả Định, kind: commune}\n"
