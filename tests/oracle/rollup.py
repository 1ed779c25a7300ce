"""Figures of a unit together with all units below it (contract 3 "Roll-up", decision 0007)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import Any

Row = dict[str, Any]


def _subtrees(units: list[Row]) -> dict[str, list[str]]:
    """Return, for each unit that has units below it, itself and all of them."""
    children: dict[str, list[str]] = {}
    for unit in units:
        if unit["parent"]:
            children.setdefault(unit["parent"], []).append(unit["id"])

    def below(top: str) -> list[str]:
        return [top, *(member for child in children.get(top, ()) for member in below(child))]

    return {top: below(top) for top in children}


def subtree_budgets(tables: Mapping[str, list[Row]], declared: Mapping[str, set[str]]) -> list[Row]:
    """Return a row for each top unit, year and stage that is on record below it."""
    result = []
    for top, members in _subtrees(tables["units"]).items():
        kept = [row for row in tables["budgets"] if row["_unit"] in members]
        for year, stage in sorted({(row["year"], row["stage"]) for row in kept}):
            lines = [row for row in kept if (row["year"], row["stage"]) == (year, stage)]
            reported, without, total, security = 0, 0, 0, 0
            for member in members:
                own = [row for row in lines if row["_unit"] == member]
                if own and any(row["it_dt_total_vnd"] is None or row["security_vnd"] is None for row in own):
                    continue
                if own or "budgets" in declared.get(member, ()):
                    reported += 1
                    without += not own
                    total += sum(row["it_dt_total_vnd"] for row in own)
                    security += sum(row["security_vnd"] for row in own)
            result.append({
                "id": f"{top}:{year}:{stage}", "unit": top, "_unit": top, "year": year, "stage": stage,
                "it_dt_total_vnd": total, "security_vnd": security,
                "members": len(members), "reported": reported, "without_lines": without,
            })  # fmt: skip
    return result


def subtree_training(tables: Mapping[str, list[Row]]) -> list[Row]:
    """Return a row for each top unit: people and trained people of the units that gave both figures."""
    by_id = {row["id"]: row for row in tables["units"]}
    result = []
    for top, members in _subtrees(tables["units"]).items():
        gave = [
            row
            for row in map(by_id.__getitem__, members)
            if row["headcount"] is not None and row["trained"] is not None
        ]
        result.append({
            "id": top, "unit": top, "_unit": top,
            "headcount": sum(row["headcount"] for row in gave),
            "trained": sum(row["trained"] for row in gave),
            "members": len(members), "reported": len(gave),
        })  # fmt: skip
    return result


_PARTY = {"party_committee", "party_agency", "front"}
_GOVERNMENT = {"city", "department", "commune"}


def bloc_budgets(tables: Mapping[str, list[Row]], declared: Mapping[str, set[str]]) -> list[Row]:
    """Return a row for each top unit with both blocs below it, year and stage on record in either (0017)."""
    kinds = {row["id"]: row["kind"] for row in tables["units"]}
    result = []
    for top, below in _subtrees(tables["units"]).items():
        blocs = [[unit for unit in below if kinds[unit] in kept] for kept in (_PARTY, _GOVERNMENT)]
        if not all(blocs):
            continue
        members = blocs[0] + blocs[1]
        kept = [row for row in tables["budgets"] if row["_unit"] in members]
        for year, stage in sorted({(row["year"], row["stage"]) for row in kept}):
            reported, without, sums = 0, 0, [[0, 0], [0, 0]]
            for bloc, total in zip(blocs, sums, strict=True):
                for member in bloc:
                    own = [r for r in kept if (r["_unit"], r["year"], r["stage"]) == (member, year, stage)]
                    money = [(row["it_dt_total_vnd"], row["security_vnd"]) for row in own]
                    if any(None in line for line in money) or not (
                        own or "budgets" in declared.get(member, ())
                    ):
                        continue
                    reported += 1
                    without += not own
                    for whole, security in money:
                        total[0] += whole
                        total[1] += security
            (party, party_security), (government, government_security) = sums
            share = Fraction(government_security, government) if government else Fraction(0)
            result.append({
                "id": f"{top}:{year}:{stage}", "unit": top, "_unit": top, "year": year, "stage": stage,
                "party_it_dt_vnd": party, "party_security_vnd": party_security,
                "government_it_dt_vnd": government, "government_security_vnd": government_security,
                "matching_vnd": ceil(share * party), "members": len(members), "reported": reported,
                "without_lines": without,
            })  # fmt: skip
    return result
