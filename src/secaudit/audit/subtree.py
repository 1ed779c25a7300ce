"""The tree of units, and the figures that the law sets for a whole subtree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secaudit.model.inventory import UNIT_COLUMN, Inventory
from secaudit.model.tables import SCHEMA

if TYPE_CHECKING:
    import pyarrow as pa


class UnitTree:
    """Units and what stands below each.

    Readers make sure that what is declared has no cycle; an observation can still make one.
    """

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

    def cycle(self) -> tuple[str, ...]:
        """Return units that stand above one another in a circle; empty where there is none."""
        settled: set[str] = set()
        for start in self._parents:
            path: dict[str, None] = {}
            unit: str | None = start
            while unit and unit not in settled:
                if unit in path:
                    names = list(path)
                    return tuple(names[names.index(unit) :])
                path[unit] = None
                unit = self._parents[unit]
            settled |= set(path)
        return ()

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


@dataclass(frozen=True)
class Gaps:
    """What was rejected, and so is missing from the sums.

    `silent` are the units of whose budgets rows were rejected; `unplaced` counts the units, and the rows
    of units that cannot be told: each may be one more member of any subtree that did not report.
    """

    silent: frozenset[str] = frozenset()
    unplaced: int = 0

    @classmethod
    def of(cls, inventory: Inventory) -> Gaps:
        """Return the gaps that an inventory's rejected rows leave."""
        summed = [row for row in inventory.rejected if row.table in ("units", "budgets")]
        lost = len(inventory.incomplete & {"units", "budgets"})
        return cls(
            frozenset(row.unit for row in summed if row.unit is not None),
            sum(1 for row in summed if row.unit is None) + lost,
        )


NO_GAPS = Gaps()


def subtree_tables(
    tables: Mapping[str, pa.Table], declared: Mapping[str, Iterable[str]], gaps: Gaps = NO_GAPS
) -> dict[str, pa.Table]:
    """Return the derived tables of sums over subtrees (contract, "Roll-up").

    `declared` maps a unit to the tables that it declared complete: a unit that declared its budgets
    complete and has none for a year has reported zero. What was rejected has not been reported.
    """
    tree = UnitTree.of(tables["units"])
    return {
        "subtree_budgets": _table("subtree_budgets", _budgets(tree, tables["budgets"], declared, gaps)),
        "subtree_training": _table("subtree_training", _training(tree, tables["units"], gaps)),
    }


def _budgets(
    tree: UnitTree, budgets: pa.Table, declared: Mapping[str, Iterable[str]], gaps: Gaps
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
                "members": len(members) + gaps.unplaced,
                "reported": silent
                + sum(1 for unit, given in lines.items() if _is_known(given) and unit not in gaps.silent),
            }


def _is_known(lines: Iterable[tuple[int | None, int | None]]) -> bool:
    return all(total is not None and security is not None for total, security in lines)


def _training(tree: UnitTree, units: pa.Table, gaps: Gaps) -> Iterable[dict[str, Any]]:
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
            "members": len(members) + gaps.unplaced,
            "reported": len(known),
        }


def _table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    from secaudit.model.column import ValueType

    types = {ValueType.INTEGER: pa.int64(), ValueType.TEXT: pa.string()}
    schema = pa.schema([(column.name, types[column.type]) for column in SCHEMA[name].columns])
    table = pa.Table.from_pylist(list(rows), schema=schema)
    return table.append_column(UNIT_COLUMN, table["unit"])
