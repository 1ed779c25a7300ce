"""Where it burns: for each unit and family of controls, how much of what was judged failed."""

from __future__ import annotations

from collections import defaultdict

from secaudit.lazily import dataclass
from secaudit.model.status import Status
from secaudit.reporting.view import FAILED, View

_STEPS = (0.0, 0.1, 0.25, 0.5)
"""Shares of failures above which a cell is one shade darker; the number in it says the same."""

_JUDGED = (Status.PASS, Status.FAIL, Status.WAIVED, Status.UNKNOWN, Status.ERROR)


@dataclass(frozen=True, slots=True)
class Heat:
    """One cell: how many failed, out of how many in the score or in error; `shade` is 0 to 4."""

    failed: int
    judged: int
    shade: int


def heat(view: View) -> dict[str, dict[str, Heat]]:
    """Return, for each unit, each family that anything of its own was judged by."""
    families = {control.id: control.family for control in view.result.controls}
    failed: defaultdict[tuple[str, str], int] = defaultdict(int)
    judged: defaultdict[tuple[str, str], int] = defaultdict(int)
    for cell in view.result.counts.by_cell:
        if cell.unit is not None and cell.status in _JUDGED:
            judged[cell.unit, families[cell.control]] += cell.count
            failed[cell.unit, families[cell.control]] += cell.count * (cell.status in FAILED)
    found: dict[str, dict[str, Heat]] = {standing.unit.id: {} for standing in view.units}
    for (unit, family), count in judged.items():
        if unit in found:
            share = failed[unit, family] / count
            shade = sum(share > step for step in _STEPS)
            found[unit][family] = Heat(failed[unit, family], count, shade)
    return found
