"""Nothing opens a network connection: the whole pipeline runs with every socket forbidden."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.running import SAMPLE

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


def command(*arguments: str | Path) -> str:
    words = ["secaudit", *map(str, arguments)]
    return f"sys.argv = {words!r}\nfrom secaudit.cli import main\nmain()\n"


def test_the_guard_sees_a_connection() -> None:
    assert "FORBIDDEN socket." in guarded("import socket; socket.create_connection(('127.0.0.1', 9))").stderr


def test_audit_with_every_format_opens_no_socket(tmp_path: Path) -> None:
    run = guarded(command("audit", SAMPLE, "--as-of", "2026-11-21", "-o", tmp_path, "--fail-on", "none"))
    assert run.returncode == 0, run.stderr
    assert "FORBIDDEN" not in run.stderr
    assert (tmp_path / "audit.pdf").read_bytes().startswith(b"%PDF")


def test_the_other_commands_open_no_socket(tmp_path: Path) -> None:
    for arguments in (
        ("init", tmp_path / "city", "--demo"),
        ("validate", SAMPLE),
        ("exposure", SAMPLE, "-o", tmp_path / "ways.svg"),
        ("controls", "lint"),
        ("controls", "show", "BUD-01"),
        ("plan", SAMPLE, "--as-of", "2026-11-21", "-o", tmp_path / "plan.ics"),
    ):
        run = guarded(command(*arguments))
        assert run.returncode == 0, run.stderr
        assert "FORBIDDEN" not in run.stderr


def test_a_name_from_the_inventory_cannot_make_the_report_fetch_anything(tmp_path: Path) -> None:
    hostile = '<img src=\\"http://127.0.0.1:9/x.png\\"><link rel=stylesheet href=//127.0.0.1/x.css>'
    rows = {"units": [{"id": "u", "name": hostile.replace("\\", ""), "kind": "commune", "head_name": "none"}]}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.json").write_text(json.dumps(rows), encoding="utf-8")
    out = tmp_path / "out"
    run = guarded(command("audit", tmp_path / "in", "--as-of", "2026-11-21", "-o", out, "--fail-on", "none"))
    assert run.returncode == 0, run.stderr
    assert "FORBIDDEN" not in run.stderr
