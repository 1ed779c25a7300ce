"""Runs the commands that pages show, and writes what they print: `python tools/console.py`.

A page shows a command in a block of the kind `console`, on a line that begins with `$ `; what follows it,
to the end of the block, is what this writes. A test makes sure that the pages are up to date.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = tuple(ROOT / "docs" / name for name in ("explain.md", "explain.vi.md", "exposure.md"))

_BLOCK = re.compile(r"^```console\n\$ (?P<command>[^\n]+)\n.*?^```$", re.MULTILINE | re.DOTALL)


def page(text: str) -> str:
    """Return a page with every command's present output.

    Raises:
        RuntimeError: a command failed, or is not secaudit's.
    """
    return _BLOCK.sub(lambda block: _block(block.group("command")), text)


def commands(text: str) -> Iterator[str]:
    """Yield the commands that a page shows."""
    return (block.group("command") for block in _BLOCK.finditer(text))


def _block(command: str) -> str:
    return f"```console\n$ {command}\n{_run(command)}```"


def _run(command: str) -> str:
    program, *arguments = shlex.split(command)
    if program != "secaudit":
        raise RuntimeError(f"not a command of secaudit: {command}")
    done = subprocess.run(  # noqa: S603  # what our own pages say
        [sys.executable, "-m", "secaudit", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    for file in PAGES:
        file.write_text(page(file.read_text(encoding="utf-8")), encoding="utf-8")
