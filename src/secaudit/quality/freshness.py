"""How old data is: the days since a unit last declared its rows to be complete.

An inventory that nobody has confirmed for half a year is no longer taken to be alive: results are to be
reported every six months (CTTU26, closing paragraph), and a report can be no fresher than what it rests on.
Six months are at most 184 days.
"""

from __future__ import annotations

from datetime import date

from secaudit.model.inventory import UNIT_COLUMN, Inventory, TableData
from secaudit.model.tables import READABLE
from secaudit.model.text import Text
from secaudit.quality.result import Fault, Quality, Tally

LONGEST = 184
"""Days after which a declaration is too old: the longest half-year."""

_DECLARED = tuple(table.name for table in READABLE.values() if table.owner and not table.closed)
"""The tables that a unit declares."""


def last_declared(declarations: TableData) -> dict[str, date]:
    """Return the day of each unit's last declaration."""
    last: dict[str, date] = {}
    columns = declarations.rows.select(["unit", "declared_on"]).to_pydict()
    for unit, day in zip(columns["unit"], columns["declared_on"], strict=True):
        if unit and day is not None:
            last[unit] = max(day, last.get(unit, day))
    return last


def stalest_declared(declarations: TableData, as_of: date) -> dict[str, date]:
    """Return for each unit the last declaration, by `as_of`, of the table that it has left longest.

    One table that is declared anew says nothing of the others.
    """
    oldest: dict[str, date] = {}
    for (unit, _), (day, _) in _last_of_tables(declarations, as_of).items():
        oldest[unit] = min(day, oldest.get(unit, day))
    return oldest


def freshness(inventory: Inventory, as_of: date) -> tuple[list[Tally], list[Fault]]:
    """Return what is alive, unit by unit and table by table: tables that it declared or has rows of."""
    declared = _last_of_tables(inventory.tables["declarations"], as_of)
    held = {name: _units_with_rows(inventory.tables[name]) for name in _DECLARED}
    units = inventory.tables["units"]
    tallies: list[Tally] = []
    faults: list[Fault] = []
    for position, unit in enumerate(units.rows["id"].to_pylist()):
        for name in _DECLARED:
            found = declared.get((unit, name))
            if found is None and unit not in held[name]:
                continue
            old = found is None or (as_of - found[0]).days > LONGEST
            tallies.append(Tally(unit, name, Quality.LIVE, 1, int(old)))
            if old:
                faults.append(_fault(inventory, (position, unit), name, found, as_of))
    return tallies, faults


def _last_of_tables(declarations: TableData, as_of: date) -> dict[tuple[str, str], tuple[date, int]]:
    """Return for each unit and table the day of the last declaration, and its row."""
    last: dict[tuple[str, str], tuple[date, int]] = {}
    columns = declarations.rows.select(["unit", "declared_on", "tables"]).to_pydict()
    for row, (unit, day) in enumerate(zip(columns["unit"], columns["declared_on"], strict=True)):
        if day is None or day > as_of:
            continue
        for name in columns["tables"][row] or ():
            last[unit, name] = max(last.get((unit, name), (day, row)), (day, row))
    return last


def _units_with_rows(data: TableData) -> set[str]:
    return set(data.rows[UNIT_COLUMN].unique().to_pylist())


def _fault(
    inventory: Inventory, unit: tuple[int, str], name: str, found: tuple[date, int] | None, as_of: date
) -> Fault:
    table = READABLE[name]
    if found is None:
        row, column = unit[1], None
        location = inventory.tables["units"].locate(unit[0])
        told = Text(
            f"bảng {table.label.vi} ({name}) có dữ liệu nhưng chưa bao giờ được xác nhận kê khai đầy đủ",
            f"{table.label.en} ({name}) has rows but was never declared complete",
        )
    else:
        declarations = inventory.tables["declarations"]
        row, column = declarations.rows["id"][found[1]].as_py(), "declared_on"
        location = declarations.locate(found[1], column)
        days = (as_of - found[0]).days
        told = Text(
            f"bảng {table.label.vi} ({name}) được xác nhận lần cuối cách đây {days} ngày",
            f"{table.label.en} ({name}) was last declared complete {days} days ago",
        )
    return Fault(
        Quality.LIVE,
        "never-declared" if found is None else "declared-long-ago",
        "units" if found is None else "declarations",
        row,
        column,
        unit[1],
        location,
        told,
        Text(
            f"xác nhận trong {LONGEST} ngày gần nhất (6 tháng)",
            f"a declaration within {LONGEST} days (6 months)",
        ),
        Text(
            "rà soát bảng này rồi thêm một dòng vào bảng declarations",
            "go through the table, then add a row to declarations",
        ),
    )
