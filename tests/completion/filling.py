"""Fills in what a result says is missing, as a ward officer would, and judges again."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from secaudit.model.column import Column, Kind
from secaudit.model.finding import Blank, Finding
from secaudit.model.inventory import UNIT_COLUMN, Inventory
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.tables import READABLE

Rows = dict[str, list[dict[str, Any]]]
Choose = Callable[[Blank, Rows], Any]

FORMED = ("2026", "2026-H1", "0" * 64)
"""Texts in the forms that some columns ask for."""


def rows_of(inventory: Inventory) -> Rows:
    """Return what an inventory says, as rows that a program can give."""
    rows: Rows = {}
    for name, data in inventory.tables.items():
        listed = []
        for row in data.rows.to_pylist():
            cells: dict[str, Any] = {}
            for column in data.table.readable.values():
                value = row[column.name]
                if value is None and column.is_event and row[column.happened] is False:
                    value = "none"
                cells[column.name] = "none" if value == "" else value
            listed.append({key: value for key, value in cells.items() if value is not None})
        rows[name] = listed
    return rows


def filled(rows: Rows, blanks: Iterable[Blank], choose: Choose) -> Rows:
    """Return the rows with every blank filled in; an undeclared table is declared by a row more."""
    after = {name: [dict(row) for row in listed] for name, listed in rows.items()}
    places = {(name, row["id"]): row for name, listed in after.items() for row in listed}
    for number, blank in enumerate(blanks):
        if blank.column is None:
            after.setdefault("declarations", []).append(
                {
                    "id": f"filled-{number}",
                    "unit": blank.unit,
                    "tables": [blank.table],
                    "declared_on": date(2020, 1, 1),
                }
            )
        else:
            assert blank.row is not None
            row = places[blank.table, blank.row]
            assert row.get(blank.column) is None, f"{blank} is not empty: {row}"
            row[blank.column] = choose(blank, rows)
    return after


def random_choice(random: Random, as_of: date) -> Choose:
    """Return a way of choosing values that a cell may hold, `none` included where it may be said."""

    def choose(blank: Blank, rows: Rows) -> Any:
        assert blank.column is not None
        column = READABLE[blank.table].by_name[blank.column]
        return random.choice(values(column, rows, as_of))

    return choose


def values(column: Column, rows: Mapping[str, Sequence[Mapping[str, Any]]], as_of: date) -> list[Any]:
    """Return a few values that a cell may hold, which between them decide most comparisons."""
    if column.choices:
        return list(column.choices)
    if column.kind is Kind.BOOLEAN:
        return [True, False]
    if column.kind in (Kind.INTEGER, Kind.MONEY):
        low, top = column.minimum or 0, column.maximum if column.maximum is not None else 10**12
        return list(range(low, top + 1)) if top - low < 10 else [low, top]
    if column.kind in (Kind.EVENT, Kind.MOMENT, Kind.DATE):
        days = [as_of - timedelta(days=10), as_of + timedelta(days=10)]
        return [*days, "none"]
    if column.kind is Kind.REFERENCE:
        found = [row["id"] for name in column.references for row in rows.get(name, ())]
        return [*found, "none"]
    if column.form is not None:
        return [*(value for value in FORMED if re.fullmatch(column.form.pattern, value)), "none"]
    return ["Bí thư", "none"]


def unknowns(result: AuditResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.status is Status.UNKNOWN]


def blanks_of(findings: Collection[Finding]) -> list[Blank]:
    """Return everything that findings wait for, each thing once."""
    return list(
        dict.fromkeys(
            blank
            for finding in findings
            for item in (*finding.missing, *finding.missing_if_applies)
            for blank in item.blanks
        )
    )


__all__ = ["UNIT_COLUMN", "Rows", "blanks_of", "filled", "random_choice", "rows_of", "unknowns", "values"]
