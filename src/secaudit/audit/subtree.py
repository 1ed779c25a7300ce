"""The tree of units, and the figures that the law sets for a whole subtree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.tables import SCHEMA

if TYPE_CHECKING:
    import pyarrow as pa


class UnitTree:
    """Units and what stands below each. Readers have made sure that there is no cycle."""

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self._parents = dict(parents)
        self._children: dict[str, list[str]] = {unit: [] for unit in parents}
        for unit, parent in parents.items():
            if parent:
                self._children[parent].append(unit)

    @classmethod
    def of(cls, units: pa.Table) -> UnitTree:
        """Build the tree from the units table."""
        return cls(dict(zip(units["id"].to_pylist(), units["parent"].to_pylist(), strict=True)))

    def __contains__(self, unit: str) -> bool:
        return unit in self._parents

    def members(self, top: str) -> tuple[str, ...]:
        """Return a unit and all units below it, from the top down."""
        found = [top]
        for unit in found:
            found.extend(self._children[unit])
        return tuple(found)

    def tops(self) -> tuple[str, ...]:
        """Return the units that have units below them, in the order of the inventory."""
        return tuple(unit for unit, children in self._children.items() if children)


def subtree_tables(
    tables: Mapping[str, pa.Table], declared: Mapping[str, Iterable[str]]
) -> dict[str, pa.Table]:
    """Return the derived tables of sums over subtrees (contract, "Roll-up").

    `declared` maps a unit to the tables that it declared complete: a unit that declared its budgets
    complete and has none for a year has reported zero.
    """
    tree = UnitTree.of(tables["units"])
    return {
        "subtree_budgets": _table("subtree_budgets", _budgets(tree, tables["budgets"], declared)),
        "subtree_training": _table("subtree_training", _training(tree, tables["units"])),
    }


def _budgets(
    tree: UnitTree, budgets: pa.Table, declared: Mapping[str, Iterable[str]]
) -> Iterable[dict[str, Any]]:
    money: dict[tuple[int, str], dict[str, list[tuple[int | None, int | None]]]] = {}
    for row in budgets.select(["unit", "year", "stage", "it_dt_total_vnd", "security_vnd"]).to_pylist():
        units = money.setdefault((row["year"], row["stage"]), {})
        units.setdefault(row["unit"], []).append((row["it_dt_total_vnd"], row["security_vnd"]))
    complete = {unit for unit, names in declared.items() if "budgets" in names}
    for top in tree.tops():
        members = tree.members(top)
        for (year, stage), units in sorted(money.items()):
            lines = {unit: units[unit] for unit in members if unit in units}
            if not lines:
                continue
            known = [line for unit in lines.values() if _is_known(unit) for line in unit]
            silent = sum(1 for unit in members if unit not in units and unit in complete)
            yield {
                "id": f"{top}:{year}:{stage}",
                "unit": top,
                "year": year,
                "stage": stage,
                "it_dt_total_vnd": sum(total for total, _ in known if total is not None),
                "security_vnd": sum(security for _, security in known if security is not None),
                "members": len(members),
                "reported": sum(1 for unit in lines.values() if _is_known(unit)) + silent,
            }


def _is_known(lines: Iterable[tuple[int | None, int | None]]) -> bool:
    return all(total is not None and security is not None for total, security in lines)


def _training(tree: UnitTree, units: pa.Table) -> Iterable[dict[str, Any]]:
    figures = {
        row["id"]: (row["headcount"], row["trained"])
        for row in units.select(["id", "headcount", "trained"]).to_pylist()
    }
    for top in tree.tops():
        members = tree.members(top)
        known = [figures[unit] for unit in members if None not in figures[unit]]
        yield {
            "id": top,
            "unit": top,
            "headcount": sum(headcount for headcount, _ in known),
            "trained": sum(trained for _, trained in known),
            "members": len(members),
            "reported": len(known),
        }


def _table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    from secaudit.model.column import ValueType

    types = {ValueType.INTEGER: pa.int64(), ValueType.TEXT: pa.string()}
    schema = pa.schema([(column.name, types[column.type]) for column in SCHEMA[name].columns])
    table = pa.Table.from_pylist(list(rows), schema=schema)
    return table.append_column(UNIT_COLUMN, table["unit"])
