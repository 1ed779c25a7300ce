"""Runs commands in processes that are forked from one that has imported the libraries already.

Importing them takes longer than most commands that tests run. A command still has a process, streams and
an exit code of its own, and enters where `python -m secaudit` does: the modules of the command line, which
look at their arguments as they are imported, are imported in the process that runs them.

What every command would find out again, and finds the same, is there as well (`held`); `running.anew` starts
a process that has nothing of it.

As a program, it is that first process: a line of JSON says what to run, a line with the exit code answers.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import runpy
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, Any

LIBRARIES = (
    "babel.dates", "babel.numbers", "docxtpl", "duckdb", "holidays.countries", "icalendar", "jinja2.sandbox",
    "lxml.html", "networkx", "orjson", "pyarrow.compute", "pyarrow.dataset", "pydantic.type_adapter",
    "pyhanko.sign.signers", "python_calamine",
    "rich.console", "rich.table", "sqlglot", "typer", "weasyprint", "xlsxwriter", "yaml",
)  # fmt: skip
NEVER_PRELOADED = ("cli", "__main__")
TIMEOUT_SECONDS = 120


class Preloaded:
    """The process that commands are forked from."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONUTF8": "1"}
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.preloaded"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env=environment,
            encoding="utf-8",
        )

    def run(
        self, arguments: Sequence[str], cwd: Path | None, environment: Mapping[str, str]
    ) -> tuple[int, str, str]:
        """Run a command in this environment; return its code and what it wrote."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [str(Path(folder, name)) for name in ("out", "err")]
            wanted = {
                "arguments": list(arguments),
                "cwd": str(cwd or Path.cwd()),
                "environment": dict(environment),
                "streams": streams,
            }
            assert self._server.stdin is not None
            assert self._server.stdout is not None
            self._server.stdin.write(json.dumps(wanted) + "\n")
            self._server.stdin.flush()
            answer = self._server.stdout.readline()
            assert answer, "the process that commands are forked from has ended"
            out, err = (Path(stream).read_text(encoding="utf-8") for stream in streams)
        return int(answer), out, err


@cache
def preloaded() -> Preloaded:
    """Return the one such process of this test process; it ends with it, as its input does."""
    return Preloaded()


def serve(requests: IO[str], answers: IO[str]) -> None:
    """Run what is asked for, one command after another, until no more is asked."""
    for request in requests:
        child = os.fork()
        if not child:
            _become(json.loads(request))
        _, status = os.waitpid(child, 0)
        answers.write(f"{os.waitstatus_to_exitcode(status)}\n")
        answers.flush()


def _become(wanted: Mapping[str, Any]) -> None:
    """Be the process of a command, and end with it."""
    import signal

    signal.alarm(TIMEOUT_SECONDS)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    os.chdir(wanted["cwd"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for number, stream in enumerate(wanted["streams"], start=1):
        os.dup2(os.open(stream, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.argv = ["secaudit", *wanted["arguments"]]
    code = 1
    try:
        runpy.run_module("secaudit", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def preload() -> None:
    """Import what commands import, but for the command line."""
    import secaudit

    for name in LIBRARIES:
        importlib.import_module(name)
    rooms = [room for room in pkgutil.iter_modules(secaudit.__path__) if room.name not in NEVER_PRELOADED]
    for room in rooms:
        found = importlib.import_module(f"secaudit.{room.name}")
        if room.ispkg:
            for module in pkgutil.walk_packages(found.__path__, f"{found.__name__}."):
                importlib.import_module(module.name)


if __name__ == "__main__":
    # What a command prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    preload()
    from tests.cli.held import hold

    with tempfile.TemporaryDirectory() as kept:
        hold(Path(kept))
        serve(sys.stdin, answers)
