"""Several random cities in one inventory: judging costs more per inventory than per row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

from secaudit.model.tables import READABLE
from tests.oracle.exceptions import observations, waivers
from tests.oracle.inventories import Row, Rows, city
from tests.oracle.law import Duty
from tests.oracle.world import World, typed


def cities(chance: Random, day: date, duties: Sequence[Duty], count: int) -> Rows:
    """Return that many cities which share no row, as rows for `secaudit.inventory.from_rows`."""
    rows: Rows = {name: [] for name in READABLE}
    for number in range(count):
        prefix = f"c{number}-"
        one = city(chance, day, prefix)
        one["observations"] = observations(one, chance, day, prefix)
        one["waivers"] = waivers(_subjects(one, day, duties), chance, day, prefix)
        for name, listed in one.items():
            rows[name].extend(listed)
    return rows


def _subjects(rows: Rows, day: date, duties: Sequence[Duty]) -> dict[str, list[str]]:
    """Return the rows that each control can be waived for: those that are there by what was declared."""
    measured: list[Row] = [{"id": row["id"]} for row in rows["units"]]
    declared = {name: listed for name, listed in rows.items() if name != "observations"}
    world = World(typed(declared), day, {"data_quality": measured})
    return {duty.id: [row["id"] for row in world.tables[duty.subject]] for duty in duties}
