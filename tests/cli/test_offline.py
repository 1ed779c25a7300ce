"""Nothing opens a network connection: the whole pipeline runs with every socket forbidden."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import ROOT, SAMPLE

# Python tells this hook of every socket that is made or used, whichever library does it.
GUARD = """
import sys
FORBIDDEN = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.")
def guard(event, arguments):
    if event.startswith(FORBIDDEN):
        sys.stderr.write(f"FORBIDDEN {event} {arguments!r}\\n")
        raise SystemExit(99)
sys.addaudithook(guard)
"""


def guarded(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", GUARD + code], capture_output=True, encoding="utf-8", timeout=180, check=False
    )


PRELOAD = f"sys.path[:0] = {[str(ROOT)]!r}\nfrom tests.cli.preloaded import preload\npreload()\n"


def guarded_each(*codes: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """Run each in a copy of one guarded process, which has run `first` itself."""
    return guarded(
        f"import os\n{first}for code in {codes!r}:\n"
        "    child = os.fork()\n"
        "    if not child:\n"
        "        exec(code)\n"
        "        os._exit(98)\n"
        "    if ended := os.waitpid(child, 0)[1]:\n"
        "        sys.exit(os.waitstatus_to_exitcode(ended))\n"
    )


def command(*arguments: str | Path) -> str:
    words = ["secaudit", *map(str, arguments)]
    return f"sys.argv = {words!r}\nfrom secaudit.cli import main\nmain()\n"


CONNECTION = "import socket; socket.create_connection(('127.0.0.1', 9))"


@pytest.mark.parametrize("run", [guarded, guarded_each])
def test_the_guard_sees_a_connection(run: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    done = run(CONNECTION)
    assert done.returncode == 99
    assert "FORBIDDEN socket." in done.stderr


def test_audit_with_every_format_opens_no_socket(tmp_path: Path) -> None:
    run = guarded(command("audit", SAMPLE, "--as-of", "2026-11-21", "-o", tmp_path, "--fail-on", "none"))
    assert run.returncode == 0, run.stderr
    assert "FORBIDDEN" not in run.stderr
    assert (tmp_path / "audit.pdf").read_bytes().startswith(b"%PDF")


HOSTILE = '<img src="http://127.0.0.1:9/x.png"><link rel=stylesheet href=//127.0.0.1/x.css>'


def test_the_other_commands_open_no_socket_nor_can_a_name_make_a_report_fetch_anything(
    tmp_path: Path,
) -> None:
    rows = {"units": [{"id": "u", "name": HOSTILE, "kind": "commune", "head_name": "none"}]}
    hostile = tmp_path / "hostile.json"
    hostile.write_text(json.dumps(rows), encoding="utf-8")
    day = ("--as-of", "2026-11-21")
    commands = (
        ("init", tmp_path / "city", "--demo"),
        ("validate", SAMPLE),
        ("exposure", SAMPLE, "-o", tmp_path / "ways.svg"),
        ("controls", "lint"),
        ("controls", "show", "BUD-01"),
        ("plan", SAMPLE, *day, "-o", tmp_path / "plan.ics"),
        ("audit", hostile, *day, "-o", tmp_path / "out", "--fail-on", "none"),
    )
    run = guarded_each(*(command(*arguments) for arguments in commands), first=PRELOAD)
    assert run.returncode == 0, run.stderr
    assert "FORBIDDEN" not in run.stderr
    assert "BUD-01" in run.stdout
    assert (tmp_path / "plan.ics").exists()
    assert (tmp_path / "out" / "audit.pdf").read_bytes().startswith(b"%PDF")
