"""Which units keep a sum over a subtree from being known, and with what (contract, "Roll-up")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from secaudit.audit.subtree import UnitTree
from secaudit.model.tables.organisation import BLOCS

if TYPE_CHECKING:
    import pyarrow as pa

SUMMED = {"subtree_budgets": "budgets", "subtree_training": "units", "bloc_budgets": "budgets"}
"""The table whose rows are summed in a derived one."""

Gap = tuple[str, str, int | None]
"""A unit, and the column and row of an empty cell; the row is None where the whole table is undeclared."""


class Silence:
    """Finds what each unit of a subtree has yet to report."""

    def __init__(
        self, tables: Mapping[str, pa.Table], tree: UnitTree, declared: Mapping[str, frozenset[str]]
    ) -> None:
        self._tree = tree
        self._declared = declared
        units = tables["units"].select(["id", "kind", "headcount", "trained"]).to_pylist()
        self._units = {row["id"]: (number, row) for number, row in enumerate(units)}
        self._money: defaultdict[tuple[int, str, str], list[tuple[int, dict[str, Any]]]] = defaultdict(list)
        names = ["year", "stage", "unit", "it_dt_total_vnd", "security_vnd"]
        for number, row in enumerate(tables["budgets"].select(names).to_pylist()):
            self._money[row["year"], row["stage"], row["unit"]].append((number, row))

    def behind(self, table: str, row: Mapping[str, Any]) -> Iterator[Gap]:
        """Yield what is missing from a row of sums, unit by unit from the top down."""
        for unit in self._tree.members(row["unit"]):
            if table == "bloc_budgets" and self._units[unit][1]["kind"] not in BLOCS:
                continue
            if table == "subtree_training":
                yield from _empty(unit, [self._units[unit]], ("headcount", "trained"))
                continue
            lines = self._money.get((row["year"], row["stage"], unit), [])
            yield from _empty(unit, lines, ("it_dt_total_vnd", "security_vnd"))
            if not lines and "budgets" not in self._declared.get(unit, frozenset()):
                yield unit, "", None


def _empty(unit: str, lines: list[tuple[int, dict[str, Any]]], names: tuple[str, ...]) -> Iterator[Gap]:
    for number, cells in lines:
        for name in names:
            if cells[name] is None:
                yield unit, name, number
