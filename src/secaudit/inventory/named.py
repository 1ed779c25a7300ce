"""The table that a file's or a sheet's name stands for."""

from __future__ import annotations

from difflib import get_close_matches

from secaudit.model.tables import READABLE

_SEPARATORS = "-._ "


def table_of_file(stem: str) -> str | None:
    """Return the table of a file name without its ending: `devices`, `devices-phuong-1`, `devices.2026`."""
    folded = stem.casefold()
    for name in sorted(READABLE, key=len, reverse=True):
        if folded == name or (folded.startswith(name) and folded[len(name)] in _SEPARATORS):
            return name
    return None


def table_of_sheet(name: str) -> str | None:
    """Return the table of a sheet's name, whatever its capitals."""
    folded = name.strip().casefold()
    return folded if folded in READABLE else None


def resembles_table(name: str) -> bool:
    """Return whether a name that is no table's was probably meant for one: what it holds must not be lost."""
    return bool(get_close_matches(name.strip().casefold(), READABLE, n=1, cutoff=0.75))
