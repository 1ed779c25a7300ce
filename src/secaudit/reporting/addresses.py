"""What the files and folders of units are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 60


def addresses(units: Iterable[str]) -> dict[str, str]:
    """Return a name for the files of each unit, by its id: plain letters, and no two alike in any capitals.

    All begin with `u-`, so that none is a name that Windows keeps for itself.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for unit in units:
        plain = unicodedata.normalize("NFKD", unit.casefold().replace("đ", "d"))
        slug = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
        name, number = f"u-{slug[:_LONGEST]}".rstrip("-"), 1
        while name in taken:
            number += 1
            name = f"u-{slug[:_LONGEST]}-{number}"
        taken.add(name)
        found[unit] = name
    return found
