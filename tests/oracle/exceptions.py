"""Random observations of an inventory's cells, and waivers of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random

from secaudit.model.column import Kind
from secaudit.model.tables import READABLE
from tests.oracle.inventories import Dice, Row, Rows, cell

_UNSEEN = ("observations", "waivers")
_FIXED = frozenset({"parent"})
"""Columns that are not observed here: a random parent may close a circle, which is refused."""


def observations(rows: Rows, chance: Random, day: date, prefix: str = "") -> list[Row]:
    """Return what inspectors saw of some cells, the same cell more than once, before and after the day."""
    dice = Dice(chance, day)
    ids = {name: [str(row["id"]) for row in listed] for name, listed in rows.items()}
    seen: list[Row] = []
    for number in range(chance.randint(0, 8)):
        if seen and dice.often(0.3):
            earlier = seen[-1]
            table, row, column = (str(earlier[name]) for name in ("table", "row", "column"))
        else:
            table = chance.choice([name for name, listed in rows.items() if listed and name not in _UNSEEN])
            row = chance.choice(ids[table])
            column = chance.choice([n for n, c in READABLE[table].readable.items() if c.kind is not Kind.ID])
        declared = READABLE[table].by_name[column]
        value = cell(READABLE[table], declared, ids, dice, rich=dice.often(0.5))
        if declared.kind is Kind.LIST:
            value = ["documents", "links"]
        if value is not None and column not in _FIXED:
            seen.append({
                "id": f"{prefix}o{chance.choice('abcxyz')}{number}", "table": table, "row": row,
                "column": column, "value": _written(value), "observed_on": _day(dice), "method": "scan",
            })  # fmt: skip
    return seen


def _day(dice: Dice) -> date:
    return dice.day + timedelta(days=dice.chance.choice((-40, -1, -1, 0, 0, 0, 1)))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ";".join(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def waivers(subjects: Mapping[str, Sequence[str]], chance: Random, day: date, prefix: str = "") -> list[Row]:
    """Return waivers of some rows (`subjects`: those of each control) that begin or end near the day."""
    named = [control for control, rows in subjects.items() if rows]
    result: list[Row] = []
    for number in range(chance.randint(0, 30) if named else 0):
        control = chance.choice(named)
        first = day + timedelta(days=chance.choice((-365, -184, -183, -92, -91, -1, 0, 1)))
        result.append({
            "id": f"{prefix}w{number}", "control": control, "subject": chance.choice(subjects[control]),
            "reason": "r", "approved_by": "A", "from_on": first,
            "until_on": first + timedelta(days=chance.choice((0, 1, 91, 183, 364, 366, 1000))),
        })  # fmt: skip
    return result
