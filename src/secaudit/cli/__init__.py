"""The command line: the only room that prints, reads the clock, or exits."""

from __future__ import annotations


def main() -> None:
    """Run the command that `sys.argv` names and exit with its code."""
    from secaudit.cli.app import run

    run()
