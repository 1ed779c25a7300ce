"""What opens a key: from a file, the environment or the terminal; never an argument, never shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "SECAUDIT_PASSPHRASE"


def passphrase(file: Path | None, question: str) -> str | None:
    """Return the first line of a file, else the variable SECAUDIT_PASSPHRASE, else what is typed unseen.

    None where nobody is there to ask: the key may need none.

    Raises:
        OSError: the file cannot be read.
        UnicodeDecodeError: the file is no text.
    """
    if file is not None:
        return (file.read_text("utf-8").splitlines() or [""])[0]
    if (given := os.environ.get(VARIABLE)) is not None:
        return given
    if not sys.stdin.isatty():
        return None
    from getpass import getpass

    return getpass(f"{question}: ", stream=sys.stderr)
