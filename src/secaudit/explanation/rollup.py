"""The figures of every unit behind a figure of a whole subtree, and who has not reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from secaudit.audit.bench import Bench
from secaudit.audit.subtree import Gaps
from secaudit.explanation.cells import Cells
from secaudit.explanation.faults import Disagreement
from secaudit.explanation.part import CellValue, Completeness
from secaudit.lazily import dataclass
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.organisation import GOVERNMENT_BLOC, PARTY_BLOC, UNIT_KINDS
from secaudit.model.text import Text

Reported = Literal["figures", "nothing", "incomplete", "silent"]


@dataclass(frozen=True, slots=True)
class Member:
    """One unit of a subtree and what it reported.

    `reported` is "figures" (all given), "nothing" (it declared the table complete and has no row: zero),
    "incomplete" (a cell is empty or a row was rejected, so its figures do not count) or "silent" (it has
    no row, and has not declared that there is none). `cells` are the figures, empty ones too.
    """

    unit: str
    name: str
    reported: Reported
    counted: Mapping[str, int]
    cells: tuple[CellValue, ...]
    completeness: Completeness


@dataclass(frozen=True, slots=True)
class Total:
    """One figure of the subtree: the sum over the members that reported."""

    column: str
    label: Text
    sum: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """How a row of a derived table came about, from the rows of the table `behind` it.

    `unplaced` counts rejected units or rows that nobody can place: each may be a member that did not report.
    """

    table: str
    behind: str
    members: tuple[Member, ...]
    unplaced: int
    reported: int
    totals: tuple[Total, ...]


def roll_up(bench: Bench, cells: Cells, table: str, row: int) -> RollUp | None:
    """Return the members behind a row of a subtree's table, None for tables that sum nothing up.

    Raises:
        Disagreement: the members' figures do not add up to the row's.
    """
    found = _FIGURES.get(table)
    if found is None:
        return None
    behind, summed = found
    columns = tuple(dict.fromkeys(each.source for each in summed))
    held = {name: cells.raw(table, row, name) for name in SCHEMA[table].types}
    gaps = Gaps.of(bench.inventory)
    members = tuple(
        _member(cells, behind, columns, unit, _rows(bench, behind, unit, held), gaps)
        for unit in bench.prepared.tree.members(held["unit"])
        if any(_kind(bench, unit) in each.kinds for each in summed)
    )
    totals = tuple(
        Total(
            each.column,
            SCHEMA[table].by_name[each.column].label,
            sum(
                member.counted.get(each.source, 0)
                for member in members
                if _kind(bench, member.unit) in each.kinds
            ),
        )
        for each in summed
    )
    reported = sum(1 for member in members if member.reported in ("figures", "nothing"))
    told = {total.column: total.sum for total in totals}
    told |= {"members": len(members) + gaps.unplaced, "reported": reported}
    if behind == "budgets":
        told["without_lines"] = sum(1 for member in members if member.reported == "nothing")
    if any(held[name] != value for name, value in told.items()):
        raise Disagreement(f"{table} {held['id']}: members give {told}, the row has {held}")
    return RollUp(table, behind, members, gaps.unplaced, reported, totals)


@dataclass(frozen=True, slots=True)
class _Summed:
    """A column of sums: over which column of the table behind it, and over units of which kinds."""

    column: str
    source: str
    kinds: tuple[str, ...] = UNIT_KINDS


_FIGURES: Mapping[str, tuple[str, Sequence[_Summed]]] = {
    "subtree_budgets": ("budgets", [_Summed(name, name) for name in ("it_dt_total_vnd", "security_vnd")]),
    "subtree_training": ("units", [_Summed(name, name) for name in ("headcount", "trained")]),
    "bloc_budgets": (
        "budgets",
        [
            _Summed("party_it_dt_vnd", "it_dt_total_vnd", PARTY_BLOC),
            _Summed("party_security_vnd", "security_vnd", PARTY_BLOC),
            _Summed("government_it_dt_vnd", "it_dt_total_vnd", GOVERNMENT_BLOC),
            _Summed("government_security_vnd", "security_vnd", GOVERNMENT_BLOC),
        ],
    ),
}
"""For each table of sums, the table whose rows are summed, and what its columns are sums of."""


def _kind(bench: Bench, unit: str) -> str:
    """Return the kind of a unit, as it was judged."""
    kind: str = bench.prepared.tables["units"]["kind"][bench.prepared.unit_rows[unit]].as_py()
    return kind


def _rows(bench: Bench, behind: str, unit: str, held: Mapping[str, Any]) -> list[int]:
    """Return the positions of a unit's rows that belong to a sum."""
    rows = bench.prepared.tables[behind]
    if behind == "units":
        return [bench.prepared.unit_rows[unit]]
    wanted = (unit, held["year"], held["stage"])
    found = zip(*(rows[name].to_pylist() for name in ("unit", "year", "stage")), strict=True)
    return [position for position, keys in enumerate(found) if keys == wanted]


def _member(
    cells: Cells, behind: str, columns: Sequence[str], unit: str, rows: Sequence[int], gaps: Gaps
) -> Member:
    figures = [cells.cell(behind, row, name) for row in rows for name in columns]
    completeness = cells.completeness(behind, unit)
    known = all(figure.value is not None for figure in figures)
    counted: dict[str, int] = {}
    if rows and known:
        counted = dict(_summed(columns, figures))
    reported: Reported
    if not rows:
        reported = "nothing" if completeness.state == "declared" else "silent"
    else:
        rejected = behind != "units" and unit in gaps.silent
        reported = "figures" if known and not rejected else "incomplete"
    position = cells.position("units", unit)
    name = unit if position is None else cells.name("units", position)
    return Member(unit, name, reported, counted, tuple(figures), completeness)


def _summed(columns: Sequence[str], figures: Sequence[CellValue]) -> Iterator[tuple[str, int]]:
    for name in columns:
        yield name, sum(int(figure.value or 0) for figure in figures if figure.column == name)
