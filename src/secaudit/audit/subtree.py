"""The tree of units, and the figures that the law sets for a whole subtree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN, Inventory
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.organisation import GOVERNMENT_BLOC, PARTY_BLOC

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
    kinds = dict(zip(tables["units"]["id"].to_pylist(), tables["units"]["kind"].to_pylist(), strict=True))
    sums = _Sums(tables["budgets"], declared, gaps)
    return {
        "subtree_budgets": _table("subtree_budgets", _budgets(tree, sums)),
        "subtree_training": _table("subtree_training", _training(tree, tables["units"], gaps)),
        "bloc_budgets": _table("bloc_budgets", _blocs(tree, kinds, sums)),
    }


@dataclass(frozen=True)
class _Sum:
    """Money of some units in one year and stage, and how many of them told it; VND.

    Of those, `without_lines` told that they have none, which is zero.
    """

    it_dt_total: int
    security: int
    reported: int
    without_lines: int


class _Sums:
    """Sums over units of what budgets say of a year and stage."""

    def __init__(self, budgets: pa.Table, declared: Mapping[str, Iterable[str]], gaps: Gaps) -> None:
        self.gaps = gaps
        self._complete = {unit for unit, names in declared.items() if "budgets" in names}
        self._money: dict[tuple[int, str], dict[str, list[tuple[int | None, int | None]]]] = {}
        for row in budgets.select(["unit", "year", "stage", "it_dt_total_vnd", "security_vnd"]).to_pylist():
            units = self._money.setdefault((row["year"], row["stage"]), {})
            units.setdefault(row["unit"], []).append((row["it_dt_total_vnd"], row["security_vnd"]))
        self.periods = sorted(self._money)

    def mention(self, period: tuple[int, str], members: Iterable[str]) -> bool:
        """Whether any of some units has a line of a year and stage."""
        return any(unit in self._money[period] for unit in members)

    def of(self, period: tuple[int, str], members: Iterable[str]) -> _Sum:
        """Return the sum over those of some units whose lines of a year and stage are all known."""
        total = security = reported = without_lines = 0
        for unit in members:
            lines = self._money[period].get(unit)
            if lines is None:
                reported += unit in self._complete
                without_lines += unit in self._complete
            elif all(None not in line for line in lines):
                total += sum(line[0] or 0 for line in lines)
                security += sum(line[1] or 0 for line in lines)
                reported += unit not in self.gaps.silent
        return _Sum(total, security, reported, without_lines)


def _budgets(tree: UnitTree, sums: _Sums) -> Iterable[dict[str, Any]]:
    for top in tree.tops():
        members = tree.members(top)
        for year, stage in sums.periods:
            if sums.mention((year, stage), members):
                money = sums.of((year, stage), members)
                yield {
                    "id": f"{top}:{year}:{stage}",
                    "unit": top,
                    "year": year,
                    "stage": stage,
                    "it_dt_total_vnd": money.it_dt_total,
                    "security_vnd": money.security,
                    "members": len(members) + sums.gaps.unplaced,
                    "reported": money.reported,
                    "without_lines": money.without_lines,
                }


def _blocs(tree: UnitTree, kinds: Mapping[str, str], sums: _Sums) -> Iterable[dict[str, Any]]:
    for top in tree.tops():
        members = tree.members(top)
        party = [unit for unit in members if kinds[unit] in PARTY_BLOC]
        government = [unit for unit in members if kinds[unit] in GOVERNMENT_BLOC]
        for year, stage in sums.periods if party and government else ():
            if sums.mention((year, stage), party + government):
                own, others = sums.of((year, stage), party), sums.of((year, stage), government)
                yield {
                    "id": f"{top}:{year}:{stage}",
                    "unit": top,
                    "year": year,
                    "stage": stage,
                    "party_it_dt_vnd": own.it_dt_total,
                    "party_security_vnd": own.security,
                    "government_it_dt_vnd": others.it_dt_total,
                    "government_security_vnd": others.security,
                    "matching_vnd": _matching(own, others),
                    "members": len(party) + len(government) + sums.gaps.unplaced,
                    "reported": own.reported + others.reported,
                    "without_lines": own.without_lines + others.without_lines,
                }


def _matching(own: _Sum, others: _Sum) -> int:
    """Return what security would get at the others' share, in VND, rounded up; 0 where they have nothing."""
    return -(-others.security * own.it_dt_total // others.it_dt_total) if others.it_dt_total else 0


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
