"""What a spreadsheet hides from somebody who only reads its values."""

from __future__ import annotations

import re
from dataclasses import field

from secaudit.lazily import dataclass

_CELL = re.compile(r"([A-Z]+)([0-9]+)")

LARGEST_AREA = 40_000_000
"""Cells between the first and the last: more would have to be held in memory at once."""


@dataclass(slots=True)
class Inspection:
    """One sheet. Cells are named as people name them ("C7"); rows count from 1.

    `stale` are formulas that no program has computed yet, `failed` formulas that ended in an error.
    """

    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    @property
    def too_large(self) -> bool:
        """Whether the area from the first to the last cell is too large to read."""
        return self.rows * self.columns > LARGEST_AREA


def row_and_index(cell: str) -> tuple[int, int]:
    """Return the row (from 1) and the column's index (from 0) of a cell's name.

    Raises:
        ValueError: it is no cell's name.
    """
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    index = 0
    for letter in match.group(1):
        index = index * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)), index - 1
