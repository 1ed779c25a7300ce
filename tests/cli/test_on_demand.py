"""Every command is found by its name, and only the one that is asked for is put together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import typer.main

import secaudit.cli
from secaudit.cli.app import app
from secaudit.cli.commands import NAMES

ROOT = typer.main.get_command(app)
NO_COMMANDS = {
    "__init__", "anonymous", "app", "asking", "check_forms", "clock", "commands", "console", "exit_codes",
    "failures", "folding", "foresight", "helping", "judging", "language", "options", "output_file",
    "passphrase",
}  # fmt: skip


def test_every_module_is_a_command_or_known_to_be_none() -> None:
    """A new command that nobody lists could not be run."""
    folder = Path(secaudit.cli.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    assert modules - NO_COMMANDS == set(NAMES)


def test_each_command_can_be_had_and_says_what_it_does() -> None:
    context = typer.Context(ROOT)
    for name in NAMES:
        command = ROOT.get_command(context, name)  # type: ignore[attr-defined]
        assert command.name in (name, "")
        assert command.get_short_help_str()
    assert ROOT.get_command(context, "none") is None  # type: ignore[attr-defined]


def test_a_command_does_not_load_the_others() -> None:
    code = (
        "import sys\nsys.argv = ['secaudit', 'schema', 'issuer']\n"
        "from secaudit.cli import commands, main\nimport atexit, os\n"
        "end = os._exit\n"
        "def leave(code):\n"
        "    others = [name for name in commands.NAMES if f'secaudit.cli.{name}' in sys.modules]\n"
        "    sys.stderr.write(f'{others}')\n    sys.stderr.flush()\n    end(code)\n"
        "os._exit = leave\nmain()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr == "['schema']"
