"""Surveys the exposure of an inventory, from the audit's own tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from secaudit.audit.preparation import knowing_links
from secaudit.explanation.exposed.cutting import Cutter
from secaudit.explanation.exposed.field import Field
from secaudit.explanation.exposed.observing import observations
from secaudit.explanation.exposed.survey import Holder, Survey, Unclassified
from secaudit.explanation.part import CellValue, truth_of
from secaudit.exposure import Node, Step
from secaudit.exposure.cutting import Weights
from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN

HOLDING = ("systems", "devices")
"""The tables whose rows may hold state secrets."""

_FIRST = 20
"""How many cells of unclassified machines are named."""


def survey(field: Field, unit: str | None, weights: Weights) -> Survey:
    """Return who is exposed and by which way, who may be, what to cut, and what else should be looked at.

    With a unit, only its holders and those of all below it are told of; their ways lead where they lead.
    """
    scope = frozenset(field.prepared.tree.members(unit)) if unit is not None else None
    exposed: list[Holder] = []
    unknown: list[Holder] = []
    safe = 0
    for row in _rows(field, scope):
        if row.degree in (None, "none"):
            continue
        if row.exposed is False:
            safe += 1
        else:
            (exposed if row.exposed else unknown).append(_holder(field, row))
    cutter = Cutter(field, [Step(each.table, each.id) for each in exposed], weights)
    return Survey(
        as_of=field.as_of,
        unit=unit,
        unit_name=field.unit_names.get(unit or "", ""),
        exposed=tuple(exposed),
        unknown=tuple(unknown),
        safe=safe,
        unclassified=_unclassified(field, scope),
        cut=cutter.smallest(),
        by_unit=tuple(cutter.by_unit()),
        single=cutter.single(),
        observations=tuple(observations(field, scope)),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    table: str
    position: int
    id: str
    unit: str | None
    segment: str | None
    degree: str | None
    exposed: bool | None


def _rows(field: Field, scope: Collection[str] | None) -> Iterator[_Row]:
    """Yield systems and devices, unit by unit."""
    found: list[_Row] = []
    for table in HOLDING:
        rows = field.prepared.tables[table]
        names = ("id", UNIT_COLUMN, "segment", "state_secrets", "exposed")
        cells = zip(*(rows[name].to_pylist() for name in names), strict=True)
        found += [
            _Row(table, position, *row)
            for position, row in enumerate(cells)
            if scope is None or row[1] in scope
        ]
    order = {unit: place for place, unit in enumerate(field.unit_names)}
    return iter(
        sorted(found, key=lambda row: (order.get(row.unit or "", len(order)), row.table, row.position))
    )


def _holder(field: Field, row: _Row) -> Holder:
    answer = field.exposures[row.table, row.id]
    missing: tuple[CellValue, ...] = ()
    undeclared = False
    if row.exposed is None:
        missing = tuple(_missing(field, row))
        undeclared = row.unit not in knowing_links(field.prepared.declared_tables, field.inventory)
    return Holder(
        table=row.table,
        id=row.id,
        name=field.cells.name(row.table, row.position),
        unit=row.unit,
        unit_name=field.unit_names.get(row.unit or "", ""),
        degree=str(row.degree),
        exposed=truth_of(row.exposed),
        path=field.told(answer.path) if answer.path else None,
        way=tuple(field.teller.hops(answer.path)),
        missing=missing,
        undeclared=undeclared,
    )


def _missing(field: Field, row: _Row) -> Iterator[CellValue]:
    """Yield the empty cells for want of which nobody knows whether a row is exposed."""
    here = Step(row.table, row.id)
    doubt = field.doubts.of(Node(row.table, row.id, row.segment))
    wanted = [(here, name) for name in (("segment", "internet") if row.table == "devices" else ("segment",))]
    wanted += [(step, "encryption" if step.table == "links" else "segment") for step in sorted(doubt.rows)]
    for step, name in dict.fromkeys(wanted):
        cell = field.teller.cell(step, name)
        if cell is not None and cell.value is None:
            yield cell


def _unclassified(field: Field, scope: Collection[str] | None) -> Unclassified:
    rows = [row for row in _rows(field, scope) if row.degree is None and row.exposed is not False]
    cells = (field.cells.cell(row.table, row.position, "state_secrets") for row in rows[:_FIRST])
    return Unclassified(len(rows), tuple(cells))
