"""What an audit's result says of exposure: the exposed holders, what to undo, and a map of the ways."""

from __future__ import annotations

from collections.abc import Iterable

from secaudit.audit.preparation import Prepared
from secaudit.explanation.exposed.cutting import Cutter
from secaudit.explanation.exposed.field import Field
from secaudit.explanation.exposed.mapping import ways_map
from secaudit.explanation.exposed.surveying import HOLDING
from secaudit.explanation.exposed.weights import read_weights
from secaudit.exposure import Step
from secaudit.model.exposure import ExposedHolder, ExposureInfo, Severance
from secaudit.model.inventory import UNIT_COLUMN, Inventory


def exposure_info(inventory: Inventory, prepared: Prepared, scope: str | None) -> ExposureInfo | None:
    """Return what there is to say of a unit and all below it (`scope`), or of the whole inventory.

    None where no holder is known to be exposed. What is to be undone is weighed as `secaudit exposure` does
    without weights of one's own.
    """
    exposed = list(_exposed(prepared, scope))
    if not exposed:
        return None
    field = Field(inventory, prepared, prepared.as_of)
    cut = Cutter(field, exposed, read_weights(None)).smallest()
    return ExposureInfo(
        holders=tuple(_holder(field, step) for step in exposed),
        severances=tuple(Severance(each.unit, each.words, each.location) for each in cut.undoings),
        is_least=cut.at_least == cut.weight,
        map=ways_map(field, scope, exposed, cut),
    )


def _exposed(prepared: Prepared, scope: str | None) -> Iterable[Step]:
    """Yield the holders that are known to be exposed, in the order of the units."""
    import pyarrow.compute as pc

    units = None if scope is None else frozenset(prepared.tree.members(scope))
    found: list[tuple[str | None, Step]] = []
    for table in HOLDING:
        rows = prepared.tables[table]
        holding = pc.and_(rows["exposed"], pc.not_equal(rows["state_secrets"], "none"))
        rows = rows.filter(holding).select(["id", UNIT_COLUMN])
        for row_id, unit in zip(rows["id"].to_pylist(), rows[UNIT_COLUMN].to_pylist(), strict=True):
            if units is None or unit in units:
                found.append((unit, Step(table, row_id)))
    last = len(prepared.unit_rows)
    found.sort(key=lambda each: prepared.unit_rows.get(each[0] or "", last))
    return (step for _, step in found)


def _holder(field: Field, step: Step) -> ExposedHolder:
    row = field.cells.position(step.table, step.id)
    assert row is not None, f"{step} is a row of the tables that it was taken from"
    path = field.exposures[step.table, step.id].path
    assert path, f"{step} is exposed, so that there is a way"
    return ExposedHolder(
        table=step.table,
        id=step.id,
        name=field.cells.name(step.table, row),
        unit=field.unit_of(step.table, step.id),
        degree=str(field.cells.raw(step.table, row, "state_secrets")),
        path=field.told(path),
        location=field.cells.place(step.table, row),
    )
