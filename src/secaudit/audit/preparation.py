"""From an inventory as read to the tables as judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from secaudit.audit.calendar import counts_working_days, working_calendar
from secaudit.audit.exposing import exposed_tables, exposures, unexposed_tables, ways
from secaudit.audit.needs import judges_quality, needs_of
from secaudit.audit.nodes import CALENDAR, DECLARED, ROW
from secaudit.audit.observations import Cell, Overlay, overlay
from secaudit.audit.subtree import Gaps, UnitTree, subtree_tables
from secaudit.exposure import Exposure
from secaudit.lazily import dataclass
from secaudit.model.control import Control
from secaudit.model.finding import Contradiction, Value
from secaudit.model.inventory import Inventory
from secaudit.model.problem import InventoryInvalid, Problem
from secaudit.model.tables import READABLE, SCHEMA
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.model.text import Text
from secaudit.quality.measuring import Subject
from secaudit.quality.need import Needs

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Prepared:
    """The tables to load into an engine, and what was learnt on the way.

    `exposures` are those of segments, systems and devices, by table and id, as far as the rows tell them.
    """

    as_of: date
    tables: Mapping[str, pa.Table]
    tree: UnitTree
    declared_tables: Mapping[str, frozenset[str]]
    contradictions: tuple[Contradiction, ...]
    declared_values: Mapping[Cell, Value]
    exposures: Mapping[tuple[str, str], Exposure]
    unit_rows: Mapping[str, int]


def prepare(
    inventory: Inventory,
    as_of: date,
    controls: Sequence[Control] = (),
    *,
    exposure: bool = True,
    subtrees: bool = True,
    needs: Needs | None = None,
) -> Prepared:
    """Put observations in place, find exposure, sum subtrees and settle which events had happened.

    `controls` are those to be judged; what none of them asks for (the quality of data, working days) is not
    made. Without `exposure` it is left unknown, and without `subtrees` there are no sums over them, for those
    who ask for none. `needs` are the cells that the controls need, where that was worked out before.
    """
    observed: Overlay = overlay(inventory, as_of)
    tables = dict(observed.tables)
    _check_tree(tables["units"], inventory)
    declared = declared_tables(tables["declarations"], inventory)
    found = exposures(tables, ways(tables["links"]), as_of) if exposure else {}
    if exposure:
        tables |= exposed_tables(tables, found, knowing_links(declared, inventory))
    else:
        tables |= unexposed_tables(tables)
    if subtrees:
        tables |= subtree_tables(tables, declared, Gaps.of(inventory))
    if judges_quality(controls):
        needed = needs_of(controls, as_of) if needs is None else needs
        tables[DATA_QUALITY.name] = _measured(inventory, needed, as_of, declared, observed).table()
    judged = {name: _numbered(_happened(name, rows, as_of)) for name, rows in tables.items()}
    judged[DECLARED] = _declared_table(tables["units"], declared)
    if any(counts_working_days(control) for control in controls):
        judged[CALENDAR] = working_calendar()
    return Prepared(
        as_of=as_of,
        tables=judged,
        tree=UnitTree.of(tables["units"]),
        declared_tables=declared,
        contradictions=observed.contradictions,
        declared_values=observed.declared,
        exposures=found,
        unit_rows={unit: row for row, unit in enumerate(tables["units"]["id"].to_pylist())},
    )


def quality_of(inventory: Inventory, controls: Sequence[Control], as_of: date) -> Subject:
    """Return an inventory ready to have the quality of its data measured, as things stood on `as_of`.

    Raises:
        InventoryInvalid: an observation makes the tree of units a circle.
    """
    observed = overlay(inventory, as_of)
    _check_tree(observed.tables["units"], inventory)
    declared = declared_tables(observed.tables["declarations"], inventory)
    return _measured(inventory, needs_of(controls, as_of), as_of, declared, observed)


def _measured(
    inventory: Inventory,
    needs: Needs,
    as_of: date,
    declared: Mapping[str, frozenset[str]],
    observed: Overlay,
) -> Subject:
    """Return what the quality of data is measured on: the rows as they were declared, not as observed."""
    return Subject(inventory, needs, as_of, declared, observed.declared, observed.contradictions)


def declared_tables(declarations: pa.Table, inventory: Inventory) -> dict[str, frozenset[str]]:
    """Return the tables that each unit has declared complete; a declaration dated `none` is none.

    Where rows were rejected, a table is no longer complete for the unit that they belong to, or for any
    unit where that cannot be told: what was left out might have been what is looked for.
    """
    rejected = {(row.table, row.unit) for row in inventory.rejected}
    lost = inventory.incomplete | {table for table, unit in rejected if unit is None}
    declared: dict[str, frozenset[str]] = {}
    for row in declarations.select(["unit", "tables", "declared"]).to_pylist():
        if row["declared"]:
            named = {name for name in row["tables"] or () if (name, row["unit"]) not in rejected}
            declared[row["unit"]] = declared.get(row["unit"], frozenset()) | named - lost
    return declared


_ON_THE_WAY = ("segments", "systems", "devices", "links")
"""The tables that a way to the internet may lead through."""


def knowing_links(declared: Mapping[str, frozenset[str]], inventory: Inventory) -> frozenset[str]:
    """Return the units of which it can be known that something is not exposed.

    That takes all of their links, and that no row was rejected which might be part of a way: of their own,
    or of a segment or of nobody knows whom.
    """
    rejected = {(row.table, row.unit) for row in inventory.rejected if row.table in _ON_THE_WAY}
    anywhere = any(unit is None or table == "segments" for table, unit in rejected)
    if anywhere or inventory.incomplete & set(_ON_THE_WAY):
        return frozenset()
    doubtful = {unit for _, unit in rejected}
    return frozenset(unit for unit, names in declared.items() if "links" in names and unit not in doubtful)


def _check_tree(units: pa.Table, inventory: Inventory) -> None:
    """Make sure that observed parents have not bent the tree into a circle.

    Raises:
        InventoryInvalid: they have; the problem stands at the observations of parents.
    """
    cycle = UnitTree.of(units).cycle()
    if not cycle:
        return
    data = inventory.tables["observations"]
    circle = " → ".join((*cycle, cycle[0]))
    raise InventoryInvalid(
        [
            Problem(
                "unit-cycle",
                data.locate(position, "value"),
                Text(
                    f"đơn vị cấp trên quan sát được tạo thành vòng: {circle}",
                    f"observed parents form a circle: {circle}",
                ),
                Text("một cây đơn vị", "a tree of units"),
                Text("sửa quan sát này", "correct this observation"),
            )
            for position, row in enumerate(data.rows.to_pylist())
            if row["table"] == "units" and row["column"] == "parent"
        ]
    )


def _happened(name: str, rows: pa.Table, as_of: date) -> pa.Table:
    """Turn "there is a date" into "it had happened by the day of the audit"; terms stay as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for column in SCHEMA[name].events:
        if column.term:
            continue
        on = rows[column.name]
        day = on.cast(pa.date32()) if pa.types.is_timestamp(on.type) else on
        happened = pc.and_kleene(rows[column.happened], pc.less_equal(day, pa.scalar(as_of, pa.date32())))
        rows = rows.set_column(rows.schema.get_field_index(column.happened), column.happened, happened)
    return rows


def _numbered(rows: pa.Table) -> pa.Table:
    import pyarrow as pa

    return rows.append_column(ROW, pa.array(range(rows.num_rows), pa.int64()))


def _declared_table(units: pa.Table, declared: Mapping[str, frozenset[str]]) -> pa.Table:
    import pyarrow as pa

    ids = units["id"].to_pylist()
    nothing: frozenset[str] = frozenset()
    columns = {
        name: pa.array([name in declared.get(unit, nothing) for unit in ids], pa.bool_()) for name in READABLE
    }
    return pa.table({"unit": pa.array(ids, pa.string()), **columns})
