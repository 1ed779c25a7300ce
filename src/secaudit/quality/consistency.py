"""Rows and tables that have to tell the same story.

Compared is what two places say of one thing. Where one of them says nothing, nothing is compared: that is a
matter of being complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from secaudit.model.finding import Contradiction, Value
from secaudit.model.inventory import UNIT_COLUMN, Inventory, TableData
from secaudit.model.text import Text, same
from secaudit.quality.agreement import figures, network, places
from secaudit.quality.check import Check, Words, value_words
from secaudit.quality.result import Fault, Quality, Tally

Declared = Mapping[str, frozenset[str]]
"""The tables that each unit has declared complete."""

_OF_REFERENCES = frozenset({"reference-to-nothing", "ambiguous-reference", "refers-to-rejected"})


def consistency(tables: Mapping[str, TableData], declared: Declared, as_of: date) -> Iterator[Check]:
    """Yield the checks of rows against other rows, of the same table and of others."""
    yield from _references(tables)
    yield from places.checks(tables)
    yield from network.checks(tables, as_of)
    yield from figures.checks(tables, declared)


def _references(tables: Mapping[str, TableData]) -> Iterator[Check]:
    """Count the references that lead to a row: all of those kept do, the others were rejected."""
    import pyarrow.compute as pc

    for data in tables.values():
        for column in data.table.references() if data.rows.num_rows else ():
            given = pc.fill_null(pc.not_equal(data.rows[column.name], ""), False)
            none = pc.and_(given, pc.invert(given))
            yield Check(Quality.CONSISTENT, "reference", data, column.name, given, none, _unsaid)


def _unsaid(_: int) -> Words:
    raise AssertionError("a reference that was kept is never at fault")


def rejected(inventory: Inventory) -> Iterator[tuple[Tally, Fault]]:
    """Yield the rows that were rejected: wrong references do not agree, anything else is not right."""
    for row in inventory.rejected:
        refers = row.problem.code in _OF_REFERENCES
        quality = Quality.CONSISTENT if refers else Quality.VALID
        problem = row.problem
        yield (
            Tally(row.unit, row.table, quality, 1, 1),
            Fault(
                quality,
                problem.code,
                row.table,
                row.id,
                None,
                row.unit,
                problem.location,
                problem.found,
                problem.expected,
                problem.advice,
            ),
        )


def observed(
    inventory: Inventory,
    cells: Mapping[tuple[str, int, str], Value],
    contradictions: Sequence[Contradiction],
) -> Iterator[tuple[Tally, Fault | None]]:
    """Yield the declared cells that somebody has seen, with a fault where they were seen otherwise.

    `cells` holds what had been declared in each observed cell; where that was nothing, there is nothing
    to agree with.
    """
    differing = {(item.table, item.row, item.column): item for item in contradictions}
    for (table, row, column), declared in cells.items():
        if declared is None:
            continue
        rows = inventory.tables[table].rows
        found = differing.get((table, rows["id"][row].as_py(), column))
        tally = Tally(rows[UNIT_COLUMN][row].as_py(), table, Quality.CONSISTENT, 1, int(found is not None))
        yield tally, None if found is None else _contradicted(inventory, found)


def _contradicted(inventory: Inventory, found: Contradiction) -> Fault:
    label = inventory.tables[found.table].table.by_name[found.column].label
    said = value_words(found.column, found.declared)
    seen = value_words(found.column, found.observed)
    day = value_words("observed_on", found.observed_on)
    return Fault(
        Quality.CONSISTENT,
        "contradiction",
        found.table,
        found.row,
        found.column,
        found.unit,
        found.declared_at,
        Text(
            f"{label.vi} khai {said.vi}, quan sát ngày {day.vi} thấy {seen.vi} ({found.observation})",
            f"{label.en} declared {said.en}, seen {seen.en} on {day.en} ({found.observation})",
        ),
        Text("kê khai khớp với thực tế", "what is declared to be what is there"),
        Text("sửa ô kê khai: ", "correct the declared cell: ") + same(found.column),
    )
