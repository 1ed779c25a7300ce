"""An inventory from rows that a program gives, for the examples of controls and for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from secaudit.inventory.assembly import assemble
from secaudit.inventory.cells.none import is_none_word
from secaudit.inventory.origins import GivenOrigin
from secaudit.inventory.raw import RawBlock
from secaudit.model.column import Kind
from secaudit.model.inventory import Inventory
from secaudit.model.location import Location, Origin
from secaudit.model.tables import READABLE

FILE = "<rows>"
"""What stands for a file's name in the places of given rows."""

_DECLARED_ON = date(2000, 1, 1)

Rows = Mapping[str, Sequence[Mapping[str, object]]]


def from_rows(
    rows: Rows,
    *,
    declared: Mapping[str, Sequence[str]] | Literal["all"] | None = None,
    origins: Mapping[str, Origin] | None = None,
) -> Inventory:
    """Return an inventory of given rows, parsed and checked like those of a file, unknown columns refused.

    Values are as in YAML, or Python's dates, numbers and yes-or-no values. Units that rows refer to but
    that are not given are made up, with their id as name and the kind "other". `declared` says which
    tables each unit has declared complete; "all" stands for every table and every unit. `origins` finds the
    place of a table's rows, made-up ones behind them; without one, a place is the table and the row's number.

    Raises:
        InventoryInvalid: as when a file is read.
    """
    given = {table: [dict(row) for row in listed] for table, listed in rows.items()}
    units = _with_units(given, list(declared) if isinstance(declared, Mapping) else [])
    if declared is not None:
        tables = declared if isinstance(declared, Mapping) else {unit: list(READABLE) for unit in units}
        given.setdefault("declarations", []).extend(_declarations(tables))
    places = origins or {}
    blocks = [(0, _block(table, listed, places.get(table))) for table, listed in given.items()]
    return assemble((FILE,), (), blocks, (), keep_going=False, strict=True)


def _with_units(given: dict[str, list[dict[str, object]]], named: Sequence[str]) -> list[str]:
    present = {row.get("id") for row in given.get("units", ())}
    wanted: dict[str, None] = dict.fromkeys(named)
    for table, listed in given.items():
        if table not in READABLE:
            continue
        columns = [column.name for column in READABLE[table].references() if column.references == ("units",)]
        for row in listed:
            for column in columns:
                value = row.get(column)
                if isinstance(value, str) and value.strip() and not is_none_word(value.strip()):
                    wanted.setdefault(value)
    made = [unit for unit in wanted if unit not in present]
    listed = given.setdefault("units", [])
    listed.extend({"id": unit, "name": unit, "kind": "other"} for unit in made)
    return [str(row["id"]) for row in listed if row.get("id")]


def _declarations(tables: Mapping[str, Sequence[str]]) -> list[dict[str, object]]:
    return [
        {"id": f"declared-{unit}", "unit": unit, "tables": list(names), "declared_on": _DECLARED_ON}
        for unit, names in tables.items()
        if names
    ]


def _block(table: str, rows: Sequence[Mapping[str, object]], origin: Origin | None) -> RawBlock:
    names = dict.fromkeys(name for row in rows for name in row)
    place = origin or GivenOrigin(FILE, table)
    head = Location(FILE, sheet=table) if origin is None else origin.locate(0)
    columns = {name: [_cell(table, name, row.get(name)) for row in rows] for name in names}
    return RawBlock(table, len(rows), columns, dict.fromkeys(names, head), head, place)


def _cell(table: str, name: str, value: object) -> object:
    """Return a value as a reader would; whole numbers as ids cannot have lost anything here."""
    if isinstance(value, list):
        return tuple(value)
    column = READABLE[table].by_name.get(name) if table in READABLE else None
    coded = column is not None and column.kind in (Kind.ID, Kind.REFERENCE)
    return str(value) if coded and isinstance(value, int) and not isinstance(value, bool) else value
