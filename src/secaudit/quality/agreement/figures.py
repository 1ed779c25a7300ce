"""Figures, and the lists that they sum up.

A list may be longer than its figure only by mistake. It is held against the figure from the other side only
where the unit declared the list complete, and never for spending, whose lines are optional.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from secaudit.model.inventory import TableData
from secaudit.model.text import Text
from secaudit.quality.agreement.comparing import ALIKE, MEND, compared
from secaudit.quality.check import Check, Row, Words, value_words

Declared = Mapping[str, frozenset[str]]


def checks(tables: Mapping[str, TableData], declared: Declared) -> Iterator[Check]:
    """Yield the checks of figures."""
    yield from _money(tables["budgets"], tables["spending"])
    yield from _people(tables["units"], tables["staff"], declared)
    yield from _last_drill(tables["systems"], tables["drills"])


def _columns(data: TableData, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(data.rows[name].to_pylist() for name in names), strict=True)


def _money(budgets: TableData, spending: TableData) -> Iterator[Check]:
    """Lines of a unit, a year and a stage together are at most the budget's figure."""
    total: Counter[tuple[str, int, str]] = Counter()
    security: Counter[tuple[str, int, str]] = Counter()
    for unit, year, stage, on_security, amount in _columns(
        spending, "unit", "year", "stage", "security", "amount_vnd"
    ):
        total[unit, year, stage] += amount
        if on_security:
            security[unit, year, stage] += amount
    keys = list(_columns(budgets, "unit", "year", "stage"))
    for column, sums in (("it_dt_total_vnd", total), ("security_vnd", security)):
        figures = budgets.rows[column].to_pylist()
        outcomes = {
            row: sums[key] > figures[row]
            for row, key in enumerate(keys)
            if key in sums and figures[row] is not None
        }

        def tell(row: int, column: str = column, sums: Counter[tuple[str, int, str]] = sums) -> Words:
            lines = value_words("amount_vnd", sums[keys[row]])
            return Words(
                Row(budgets, row).told(column)
                + Text(f"; các khoản chi cộng lại {lines.vi}", f"; the spending lines add up to {lines.en}"),
                Text("các khoản chi không vượt số liệu tổng", "lines that do not exceed the figure"),
                MEND,
            )

        if outcomes:
            yield compared(budgets, f"lines-above-{column.replace('_', '-')}", column, outcomes, tell)


def _people(units: TableData, staff: TableData, declared: Declared) -> Iterator[Check]:
    """People listed by role are at most the unit's figure; of security staff, who are all listed, exactly."""
    listed: Counter[tuple[str, str | None]] = Counter(_columns(staff, "unit", "role"))
    ids = units.rows["id"].to_pylist()
    for column, role in (("it_staff", "it"), ("security_staff", "security")):
        outcomes: dict[int, bool] = {}
        for row, figure in enumerate(units.rows[column].to_pylist()):
            unit = ids[row]
            whole = role == "security" and "staff" in declared.get(unit, ()) and not listed[unit, None]
            if figure is not None and (whole or listed[unit, role]):
                outcomes[row] = listed[unit, role] > figure or (whole and listed[unit, role] < figure)

        def tell(row: int, column: str = column, role: str = role) -> Words:
            count = listed[ids[row], role]
            return Words(
                Row(units, row).told(column)
                + Text(f"; bảng nhân sự (staff) có {count} người", f"; the table staff has {count}"),
                ALIKE,
                MEND,
            )

        if outcomes:
            yield compared(units, f"{column.replace('_', '-')}-not-as-listed", column, outcomes, tell)


def _last_drill(systems: TableData, drills: TableData) -> Iterator[Check]:
    """A system's last drill is no earlier than the drills that are listed of it."""
    last: dict[str, date] = {}
    for system, day in _columns(drills, "system", "drilled_on"):
        if system and day is not None:
            last[system] = max(day, last.get(system, day))
    outcomes: dict[int, bool] = {}
    for row, (system, day, drilled) in enumerate(_columns(systems, "id", "drilled_on", "drilled")):
        if system in last and drilled is not None:
            outcomes[row] = day is None or day < last[system]

    def tell(row: int) -> Words:
        listed = value_words("drilled_on", last[systems.rows["id"][row].as_py()])
        return Words(
            Row(systems, row).told("drilled_on")
            + Text(f"; bảng diễn tập (drills) có cuộc ngày {listed.vi}", f"; drills has one on {listed.en}"),
            ALIKE,
            MEND,
        )

    if outcomes:
        yield compared(systems, "drilled-later", "drilled_on", outcomes, tell)
