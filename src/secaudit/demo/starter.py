"""The first files of a new inventory: one unit, every table explained, ready to be filled in."""

from __future__ import annotations

from pathlib import Path

from secaudit.demo.folder import filled
from secaudit.inventory.writers import put
from secaudit.model.text import Language

_TEMPLATES = Path(__file__).resolve().parent / "starters"


def start(folder: Path, language: Language) -> list[Path]:
    """Write a starter inventory with explanations in one language; return the files' paths, sorted.

    It describes one fictitious unit and reads without a problem as it stands, so that what is wrong
    later is what the reader has changed.

    Raises:
        FolderTaken: the folder holds something already; nothing is written.
        OSError: the folder cannot be written; nothing half written is left.
    """
    templates = sorted(path for path in (_TEMPLATES / language).iterdir() if path.is_file())
    with filled(folder) as scratch:
        for path in templates:
            put(scratch / path.name, path.read_bytes())
    return [folder / path.name for path in templates]
