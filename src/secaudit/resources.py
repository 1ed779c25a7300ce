"""The data that ships with the program: controls, sample inventory, report templates, fonts, CI templates.

They stand at the top of the repository and inside the installed wheel; both places are found here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: Literal["ci", "controls", "inventory", "reports"]) -> Path:
    """Return the folder of shipped data of that name.

    Raises:
        FileNotFoundError: the installation is damaged; the message names the folders looked in.
    """
    candidates = (_PACKAGE / "data" / folder, _PACKAGE.parents[1] / folder)
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    looked_in = ", ".join(str(candidate) for candidate in candidates)
    raise FileNotFoundError(f"the folder {folder!r} of secaudit is missing; looked in {looked_in}")
