"""Random small inventories: few units, every table, every column empty, "none" or near a boundary.

What is drawn leans towards what decides verdicts: days around the day of the audit and around legal dates,
leap days and year ends, ids of rows that are there, amounts around 15%.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import strategies as st

from secaudit.model.column import Column, Kind
from secaudit.model.table import Table
from secaudit.model.tables import READABLE
from tests.oracle.calendar import last_day, later

Row = dict[str, object]
Rows = dict[str, list[Row]]

LEGAL_DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2022-01-01", "2025-10-15", "2025-10-23", "2025-11-30", "2025-12-01", "2025-12-31", "2026-01-01",
        "2026-03-30", "2026-04-01", "2026-04-30", "2026-12-31", "2030-12-31",
    )
)  # fmt: skip
OTHER_DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2024-02-29", "2026-06-30", "2026-07-01", "2026-11-21", "2027-01-05", "2027-02-28", "2027-06-30",
        "2028-02-29", "2028-03-01", "2029-02-28", "2032-02-29",
    )
)  # fmt: skip
DAYS = st.builds(
    lambda day, shift: day + timedelta(days=shift),
    st.sampled_from(LEGAL_DAYS + OTHER_DAYS),
    st.sampled_from((-1, 0, 1)),
) | st.dates(date(2021, 12, 1), date(2032, 12, 31))
"""Days of an audit."""

MONEY = (0, 1, 14, 15, 16, 100, 149_999_999, 150_000_000, 150_000_001, 150_000_002, 10**9, 10**9 + 7)
TEXTS = ("none", "x", "Bí thư Đảng ủy", "BÍ THƯ", "Chủ tịch", "tường lửa", "sao lưu", "2026", "2026-H1")
PERIODS = ("2025", "2026", "2027", "2025-H2", "2026-H1", "2026-H2", "2027-H1")
PLENTY = {"documents": 7, "systems": 3, "devices": 3, "links": 3, "segments": 3, "budgets": 4, "staff": 2}
"""How many rows of a table a unit has at most; 2 of the others."""

_WRITTEN_LAST = ("units", "declarations", "observations", "waivers")


class Dice:
    """Chance that leans to boundaries, for one day of the audit."""

    def __init__(self, chance: Random, day: date) -> None:
        self.chance, self.day = chance, day

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def pick(self, options: Sequence[object]) -> object:
        return self.chance.choice(options)

    def day_near(self) -> date:
        """Return a day near a boundary: of the audit, of the law, of months and years."""
        base = self.chance.choice((self.day, self.day, self.chance.choice(LEGAL_DAYS + OTHER_DAYS)))
        if self.often(0.3):
            base = later(base, self.chance.choice((-24, -12, -6, -3, -1, 1, 12)), "MONTH")
        if self.often(0.1):
            base = last_day(base)
        return base + timedelta(days=self.chance.choice((-30, -7, -1, 0, 0, 0, 1, 1, 10, 30)))

    def moment(self) -> datetime:
        clock = self.chance.choice((time(0), time(8, 30), time(23, 59, 59)))
        return datetime.combine(self.day_near(), clock)


def city(chance: Random, day: date, prefix: str = "") -> Rows:
    """Return a unit or a few in a tree, with rows of every table; every id begins with the prefix."""
    dice = Dice(chance, day)
    count = chance.randint(1, 3)
    units = [f"{prefix}u{number}" for number in range(count)]
    counts = {
        name: 0 if dice.often(0.12) else chance.randint(1, PLENTY.get(name, 2) * count)
        for name in READABLE
        if name not in _WRITTEN_LAST
    }
    ids = {name: [f"{prefix}{name[:3]}{n}" for n in range(number)] for name, number in counts.items()}
    ids["units"] = units
    rows = {name: [_row(READABLE[name], id_, ids, dice) for id_ in ids[name]] for name in ("units", *counts)}
    for number, unit in enumerate(rows["units"]):
        unit["parent"] = dice.pick([None, "none", *units[:number], *units[:number]])
    return {**_whole_rows(rows), "declarations": _declarations(units, prefix, dice)}


def _whole_rows(rows: Rows) -> Rows:
    """Leave out rows that refer to a table that stayed empty, and rows that refer to those."""
    present = {row["id"] for listed in rows.values() for row in listed}
    kept = {
        name: [row for row in listed if _is_whole(READABLE[name], row, present)]
        for name, listed in rows.items()
    }
    return kept if kept == rows else _whole_rows(kept)


def _is_whole(table: Table, row: Row, present: set[object]) -> bool:
    return all(
        row.get(column.name) in present
        if column.required
        else row.get(column.name) in present | {None, "none"}
        for column in table.references()
    )


def _row(table: Table, id_: str, ids: Mapping[str, Sequence[str]], dice: Dice) -> Row:
    row: Row = {"id": id_}
    rich = dice.often(0.5)
    for column in table.readable.values():
        if column.kind is not Kind.ID:
            value = cell(table, column, ids, dice, rich=rich)
            if value is not None:
                row[column.name] = value
    return row


def cell(table: Table, column: Column, ids: Mapping[str, Sequence[str]], dice: Dice, *, rich: bool) -> object:
    """Return something that a cell may hold; None is empty. A rich row has few gaps and much done."""
    if not column.required and dice.often(0.08 if rich else 0.3):
        return None
    match column.kind:
        case Kind.REFERENCE:
            targets = [id_ for name in column.references for id_ in ids.get(name, ())]
            known = [] if column.required else ["none"]
            return dice.pick([*targets, *targets, *known]) if targets or known else None
        case Kind.CHOICE:
            return dice.pick([*column.choices, *_favourites(table, column, rich=rich)])
        case Kind.BOOLEAN:
            return dice.often(0.85 if rich else 0.5)
        case Kind.EVENT | Kind.MOMENT | Kind.DATE:
            return _day(column, dice, rich=rich)
        case Kind.MONEY:
            return dice.pick(MONEY)
        case Kind.INTEGER:
            return _whole(column, dice, rich=rich)
        case _:
            return _words(column, dice)


def _day(column: Column, dice: Dice, *, rich: bool) -> object:
    if column.kind is not Kind.DATE and dice.often(0.1 if rich or column.required else 0.3):
        return "none"
    return dice.moment() if column.kind is Kind.MOMENT else dice.day_near()


def _words(column: Column, dice: Dice) -> object:
    if column.required:
        return dice.pick(("tường lửa", "sao lưu"))
    if column.name == "sha256":
        return dice.pick(("0" * 64, "aF" * 32, "none"))
    return dice.pick(PERIODS if column.name == "period" else TEXTS)


def _favourites(table: Table, column: Column, *, rich: bool) -> Sequence[str]:
    if table.name == "documents" and column.name == "type":
        return ("incident_plan", "internal_regulation", "contingency_plan", "security_plan") * 4
    wanted = {"phase": "operation", "plan_status": "full", "stage": "allocated", "kind": "cipher"}
    word = wanted.get(column.name)
    return (word,) * (6 if rich else 2) if word in column.choices else ()


def _whole(column: Column, dice: Dice, *, rich: bool) -> int:
    if column.name == "year":
        return dice.chance.choice((dice.day.year - 1, dice.day.year, dice.day.year + 1, 2025, 2026))
    low = column.minimum or 0
    high = column.maximum or dice.chance.choice((2, 6, 13, 100_000))
    return high if rich and dice.often(0.4) else dice.chance.randint(low, high)


def _declarations(units: Sequence[str], prefix: str, dice: Dice) -> list[Row]:
    rows: list[Row] = []
    for unit in units:
        share = dice.chance.choice((0.0, 0.6, 0.9, 1.0))
        for half in range(2):
            tables = [name for name in READABLE if dice.often(share)]
            if tables:
                on = "none" if dice.often(0.1) else dice.day_near()
                rows.append(
                    {"id": f"{prefix}dec-{unit}{half}", "unit": unit, "tables": tables, "declared_on": on}
                )
    return rows
