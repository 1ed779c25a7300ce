"""The shares of money and people in a result, from the same rows that the controls judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from secaudit.audit.preparation import Prepared
from secaudit.model.proportion import Proportion

if TYPE_CHECKING:
    import pyarrow as pa

_MONEY = ["unit", "year", "stage", "it_dt_total_vnd", "security_vnd"]
_PEOPLE = ["headcount", "trained"]
_SUM = ["members", "reported"]


def proportions_of(prepared: Prepared, units: Collection[str]) -> tuple[Proportion, ...]:
    """Return the shares of some units, of their own and of those that have units below them."""
    tables = prepared.tables
    found = [
        *_money(tables["budgets"].select(_MONEY), units),
        *_money(tables["subtree_budgets"].select([*_MONEY, *_SUM]), units),
        *_people(tables["units"].select(["id", *_PEOPLE]).rename_columns(["unit", *_PEOPLE]), units),
        *_people(tables["subtree_training"].select(["unit", *_PEOPLE, *_SUM]), units),
    ]
    order = prepared.unit_rows
    return tuple(
        sorted(found, key=lambda one: (one.of, order[one.unit], one.year or 0, one.stage or "", one.subtree))
    )


def _money(rows: pa.Table, units: Collection[str]) -> Iterable[Proportion]:
    for row in rows.to_pylist():
        if row["unit"] in units:
            yield Proportion(
                "security_money", row["unit"], row["security_vnd"], row["it_dt_total_vnd"], row["year"],
                row["stage"], *_sum(row),
            )  # fmt: skip


def _people(rows: pa.Table, units: Collection[str]) -> Iterable[Proportion]:
    for row in rows.to_pylist():
        if row["unit"] in units:
            yield Proportion(
                "trained_people", row["unit"], row["trained"], row["headcount"], None, None, *_sum(row)
            )


def _sum(row: dict[str, Any]) -> tuple[bool, int, int]:
    return ("members" in row, row.get("members", 1), row.get("reported", 1))
