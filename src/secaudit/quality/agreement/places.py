"""Whose things stand where: a unit's rows refer to its own systems and zones, or to those of its line.

A unit may use what belongs to a unit above or below it, and whoever operates a system may speak of it.
Anything else is a slip: the id of another unit's row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from secaudit.model.inventory import UNIT_COLUMN, TableData
from secaudit.model.text import Text
from secaudit.quality.agreement.comparing import MEND, compared, looked_up
from secaudit.quality.check import Check, Words

_PLACES = (
    ("devices", "segment"),
    ("devices", "system"),
    ("documents", "system"),
    ("products", "system"),
    ("spending", "system"),
    ("incidents", "system"),
    ("drills", "system"),
)

_EVERYBODYS = ("internet", "dedicated_wan", "party_wan")
"""Zones that are no unit's own."""


def checks(tables: Mapping[str, TableData]) -> Iterator[Check]:
    """Yield a check for every column that leads to a unit's own system or zone."""
    parents = dict(zip(*(tables["units"].rows[name].to_pylist() for name in ("id", "parent")), strict=True))
    for table, column in _PLACES:
        if tables[table].rows.num_rows:
            yield _check(tables, table, column, parents)


def _check(
    tables: Mapping[str, TableData], table: str, column: str, parents: Mapping[str, str | None]
) -> Check:
    import pyarrow.compute as pc

    data, target = tables[table], tables[f"{column}s"]
    references, own = data.rows[column], data.rows[UNIT_COLUMN]
    owner = looked_up(references, target, UNIT_COLUMN)
    other = "operator" if column == "system" else "kind"
    beside = looked_up(references, target, other)
    elsewhere = pc.fill_null(pc.not_equal(owner, own), False)
    faulty: dict[int, bool] = {}
    for row in pc.indices_nonzero(elsewhere).to_pylist():
        unit, whose, also = own[row].as_py(), owner[row].as_py(), beside[row].as_py()
        shared = also == unit if column == "system" else also in _EVERYBODYS
        faulty[row] = not shared and not _in_line(unit, whose, parents)

    def tell(row: int) -> Words:
        thing, whose, unit = references[row].as_py(), owner[row].as_py(), own[row].as_py()
        return Words(
            Text(
                f"{target.table.label.vi} {thing} thuộc đơn vị {whose}, dòng này của đơn vị {unit}",
                f"{thing} ({target.table.label.en}) is of the unit {whose}, this row of {unit}",
            ),
            Text(
                "mã của chính đơn vị, của đơn vị cấp trên hoặc trực thuộc",
                "an id of the unit itself, or of one above or below it",
            ),
            MEND,
        )

    check = compared(data, "of-another-unit", column, faulty, tell)
    return replace(check, checked=pc.is_valid(owner))


def _in_line(one: str, other: str, parents: Mapping[str, str | None]) -> bool:
    return one in _line(other, parents) or other in _line(one, parents)


def _line(unit: str, parents: Mapping[str, str | None]) -> Iterator[str]:
    seen: set[str] = set()
    above: str | None = unit
    while above and above not in seen:
        seen.add(above)
        yield above
        above = parents.get(above)
