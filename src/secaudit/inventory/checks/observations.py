"""Observations: the cell that they speak of must exist, and their value must fit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

import pyarrow as pa

from secaudit.inventory.cells import parse
from secaudit.inventory.cells.none import KNOWN_NOT
from secaudit.inventory.cells.text import words_of
from secaudit.inventory.draft import Draft, Ledger
from secaudit.inventory.fault import CellFault, Fault, quoted
from secaudit.inventory.meaning import listed, which
from secaudit.model.column import Column, Kind
from secaudit.model.tables import READABLE
from secaudit.model.text import Text


def as_written(column: Column, raw: object) -> str | None:
    """Return an observed value as text, before it is known which column it was observed in."""
    if isinstance(raw, (bool, date)) or raw is KNOWN_NOT:
        return canonical(raw)
    if isinstance(raw, tuple):
        return ";".join(words_of(item, column) for item in raw) or None
    return words_of(raw, column) or None


def canonical(value: object) -> str:
    """Return a typed value as text that `parse` reads back: ISO dates, true and false, "none"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(value)
    return "none" if value is KNOWN_NOT or value == "" else str(value)


def settle_observations(drafts: Mapping[str, Draft], ledger: Ledger) -> None:
    """Reject observations of cells that do not exist or of impossible values; put the others in order.

    Afterwards `value` holds canonical text, in which "none" is what is known not to be. Unlike in other
    texts it is not turned into "", because `value` speaks of another column.
    """
    draft = drafts["observations"]
    if not draft.count:
        return
    values: list[str | None] = draft.columns["value"].to_pylist()
    known: dict[str, set[str]] = {}
    for row, table, column in observed_cells(draft):
        try:
            target = _column(table, column)
            _check_row(draft, row, table, drafts, known)
            if values[row] is not None:
                values[row] = _settled(target, values[row], drafts, known)
        except _Misplaced as error:
            draft.reject(row, error.fault.at(draft.locate(row, error.cell)), ledger)
        except CellFault as error:
            draft.reject(row, error.fault.at(draft.locate(row, "value")), ledger)
    draft.columns["value"] = pa.chunked_array([pa.array(values, pa.string())])


def observed_cells(draft: Draft) -> Iterator[tuple[int, str, str]]:
    """Yield row, table and column of the observations that name both."""
    tables, columns = (draft.columns[name].to_pylist() for name in ("table", "column"))
    for row, (table, column) in enumerate(zip(tables, columns, strict=True)):
        if table and column:
            yield row, table, column


class _Misplaced(Exception):
    def __init__(self, cell: str, fault: Fault) -> None:
        self.cell, self.fault = cell, fault
        super().__init__(fault.code)


_OBSERVABLE = {name: table for name, table in READABLE.items() if name not in ("observations", "waivers")}
"""The tables that describe what is there; an observation or an exception is not a thing to be seen."""


def _column(table: str, column: str) -> Column:
    if table not in _OBSERVABLE:
        known = {name: found.label for name, found in _OBSERVABLE.items()}
        raise _Misplaced(
            "table",
            Fault(
                "unknown-table",
                Text(f"quan sát về bảng {quoted(table)}", f"an observation of the table {quoted(table)}"),
                Text("một trong các bảng: ", "one of the tables: ") + listed(known),
                which(table, known, Text("sửa tên bảng", "correct the table's name")),
            ),
        )
    readable = {name: found for name, found in READABLE[table].readable.items() if found.kind is not Kind.ID}
    if column not in readable:
        raise _Misplaced(
            "column",
            Fault(
                "unknown-column",
                Text(
                    f"quan sát về cột {quoted(column)} của bảng {table}",
                    f"an observation of the column {quoted(column)} of {table}",
                ),
                Text(f"một cột kê khai được của bảng {table}", f"a column of {table} that a unit declares"),
                which(
                    column,
                    {name: found.label for name, found in readable.items()},
                    Text("sửa tên cột", "correct the column's name"),
                ),
            ),
        )
    return readable[column]


def _check_row(
    draft: Draft, row: int, table: str, drafts: Mapping[str, Draft], known: dict[str, set[str]]
) -> None:
    identity = draft.columns["row"][row].as_py()
    if not identity or identity in _ids(table, drafts, known):
        return
    raise _Misplaced(
        "row",
        Fault(
            "reference-to-nothing",
            Text(
                f"quan sát về dòng {quoted(identity)}, không có trong bảng {table}",
                f"an observation of the row {quoted(identity)}, which is not in {table}",
            ),
            Text(f"mã của một dòng trong bảng {table}", f"the id of a row of {table}"),
            Text(
                "sửa mã, hoặc thêm dòng đó vào danh mục", "correct the id, or add that row to the inventory"
            ),
        ),
    )


def _settled(
    column: Column, written: str | None, drafts: Mapping[str, Draft], known: dict[str, set[str]]
) -> str:
    value = parse(column, written)
    if not (column.kind is Kind.REFERENCE and value):
        return canonical(value)
    if any(value in _ids(table, drafts, known) for table in column.references):
        return str(value)
    tables = ", ".join(column.references)
    raise CellFault(
        Fault(
            "reference-to-nothing",
            Text(f"giá trị quan sát {quoted(value)}", f"the observed value {quoted(value)}"),
            Text(f"mã của một dòng trong bảng {tables}", f"the id of a row of {tables}"),
            Text("sửa mã, hoặc thêm dòng đó", "correct the id, or add that row"),
        )
    )


def _ids(table: str, drafts: Mapping[str, Draft], known: dict[str, set[str]]) -> set[str]:
    if table not in known:
        known[table] = {identity for identity in drafts[table].columns["id"].to_pylist() if identity}
    return known[table]
