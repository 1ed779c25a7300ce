"""The command line: the only room that prints, reads the clock, or exits."""

from __future__ import annotations


def main() -> None:
    """Run the command that `sys.argv` names and exit with its code."""
    import gc
    import os

    # A run builds millions of small objects, drops few, and ends: looking for cycles only costs time.
    gc.disable()
    # What other packages of this Python would add to reading options is neither wanted nor waited for.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from secaudit.cli.app import run

    run()
