"""The money beside the 15%: what is missing, both ways, and what is counted twice or spent in vain.

The sums are those that the controls of money judge: BUD-01 each row of `budgets`, BUD-02 the sums over a
subtree, BUD-05 lines that recur, FND-04 the two blocs (CTHD13/II.2.3, CTTU26/7d, KH01/34, KH01/35).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from secaudit.model.money import SHARE, Bloc, Double, Gap, Line, Money
from secaudit.model.tables.money import STAGES

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_YEAR = 2026
"""The first year whose money the 15% are asked of (CTHD13/II.2.3)."""


def to_move(total: int, security: int) -> int:
    """Return the least VND to move within `total` so that security has its share: x >= 0.15·T - S."""
    part, whole = SHARE
    return max(-((whole * security - part * total) // whole), 0)


def to_add(total: int, security: int) -> int:
    """Return the least VND of new money so that security has its share: x >= (0.15·T - S) / 0.85.

    New money for security raises the total, too, so that more is needed than when it is moved.
    """
    part, whole = SHARE
    return max(-((whole * security - part * total) // (whole - part)), 0)


def money(tables: Mapping[str, pa.Table], units: Collection[str]) -> Money:
    """Return the money of some units, from the tables as they were judged."""
    order = {unit: place for place, unit in enumerate(tables["units"]["id"].to_pylist())}
    phases = dict(_pairs(tables["systems"], "id", "phase"))
    lines = [_line(row) for row in _rows(tables["spending"], units)]
    lines.sort(key=lambda line: (order[line.unit], line.year, STAGES.index(line.stage), line.id))
    gaps = [_gap(row, subtree=False) for row in _rows(tables["budgets"], units)]
    gaps += [_gap(row, subtree=True) for row in _rows(tables["subtree_budgets"], units)]
    blocs = [bloc for row in _rows(tables["bloc_budgets"], units) for bloc in _blocs(row)]
    return Money(
        gaps=tuple(
            sorted(
                (gap for gap in gaps if gap.year >= FIRST_YEAR),
                key=lambda gap: (order[gap.unit], not gap.subtree, gap.year, STAGES.index(gap.stage)),
            )
        ),
        doubles=tuple(_doubles(lines)),
        retired=tuple(line for line in lines if line.system and phases.get(line.system) == "retired"),
        blocs=tuple(blocs),
    )


def _gap(row: Mapping[str, Any], *, subtree: bool) -> Gap:
    total, security = row["it_dt_total_vnd"], row["security_vnd"]
    known = total is not None and security is not None
    return Gap(
        unit=row["unit"],
        year=row["year"],
        stage=row["stage"],
        total=total,
        security=security,
        moved=to_move(total, security) if known else None,
        added=to_add(total, security) if known else None,
        subtree=subtree,
        members=row["members"] if subtree else 1,
        reported=row["reported"] if subtree else int(known),
    )


def _line(row: Mapping[str, Any]) -> Line:
    return Line(
        id=row["id"],
        unit=row["unit"],
        year=row["year"],
        stage=row["stage"],
        item=row["item"],
        amount=row["amount_vnd"],
        system=row["system"] or None,
    )


def _doubles(lines: Iterable[Line]) -> Iterable[Double]:
    alike: defaultdict[tuple[str, int, str, str, int], list[Line]] = defaultdict(list)
    for line in lines:
        alike[line.unit, line.year, line.stage, line.item, line.amount].append(line)
    return (Double(tuple(group)) for group in alike.values() if len(group) > 1)


def _blocs(row: Mapping[str, Any]) -> Iterable[Bloc]:
    for name in ("party", "government"):
        yield Bloc(
            name=name,
            unit=row["unit"],
            year=row["year"],
            stage=row["stage"],
            total=row[f"{name}_it_dt_vnd"],
            security=row[f"{name}_security_vnd"],
            members=row["members"],
            reported=row["reported"],
        )


def _rows(table: pa.Table, units: Collection[str]) -> Iterable[dict[str, Any]]:
    return (row for row in table.to_pylist() if row["unit"] in units)


def _pairs(table: pa.Table, key: str, value: str) -> Iterable[tuple[Any, Any]]:
    return zip(table[key].to_pylist(), table[value].to_pylist(), strict=True)
