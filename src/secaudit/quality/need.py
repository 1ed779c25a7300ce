"""Which cells are needed: those that a verdict, or the list of things to do, rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.column import Column, Kind
from secaudit.model.inventory import TableData
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Language, Text
from secaudit.quality.check import Check, Words
from secaudit.quality.predicate import Condition
from secaudit.quality.result import Quality

if TYPE_CHECKING:
    import pyarrow as pa

_BOTH: tuple[Language, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Need:
    """A column that is needed in some rows of its table, and by which controls.

    A row needs the cell unless every condition of `when` is certainly false of it: where nobody knows
    whether a control applies, its cells are needed as well. No condition means every row.
    """

    column: str
    when: tuple[Condition, ...] = ()
    controls: tuple[str, ...] = ()


Needs = Mapping[str, tuple[Need, ...]]
"""For each table the columns that are needed there."""

ANSWERING = tuple(Need(name) for name in ("head_name", "head_post", "security_officer"))
"""What every unit has to say, whatever the catalogue: without it no deed has a person who answers for it."""


def completeness(tables: Mapping[str, TableData], needs: Needs) -> Iterator[Check]:
    """Yield a check for every needed column: in which rows it is needed, and in which of them empty."""
    for name, listed in {**needs, "units": (*needs.get("units", ()), *ANSWERING)}.items():
        data = tables.get(name)
        if data is None or not data.rows.num_rows:
            continue
        for column, need in _merged(listed).items():
            yield _check(data, column, need)


def _merged(needs: tuple[Need, ...]) -> dict[str, Need]:
    """Put together what is said of each column; a need of every row leaves no condition."""
    merged: dict[str, Need] = {}
    for need in needs:
        known = merged.get(need.column)
        if known is None:
            merged[need.column] = need
            continue
        always = not (known.when and need.when)
        controls = tuple(dict.fromkeys((*known.controls, *need.controls)))
        merged[need.column] = Need(need.column, () if always else (*known.when, *need.when), controls)
    return merged


def _check(data: TableData, name: str, need: Need) -> Check:
    import pyarrow.compute as pc

    column = data.table.by_name[name]
    cells = data.rows[column.happened if column.is_event else name]
    needed = _needed(data, need)

    def tell(_: int) -> Words:
        by = ", ".join(need.controls[:5]) + ("…" if len(need.controls) > 5 else "")
        found = Text(f"{column.label.vi} ({name}) còn trống", f"{column.label.en} ({name}) is empty")
        if by:
            found += Text(f", tiêu chí cần ô này: {by}", f", needed by: {by}")
        return Words(
            found,
            _wanted(column),
            _advice(column),
        )

    return Check(Quality.COMPLETE, "empty-cell", data, name, needed, pc.and_(needed, pc.is_null(cells)), tell)


def _wanted(column: Column) -> Text:
    if column.kind is Kind.BOOLEAN:
        return Text("“có” hoặc “không”", "yes or no")
    if column.none_as is not None:
        return Text("một giá trị, hoặc “không có”", "a value, or “none”")
    if column.choices:
        known = {value: choice_label(column.name, value) for value in column.choices}
        vi, en = ("; ".join(f"{value} ({label.to(to)})" for value, label in known.items()) for to in _BOTH)
        return Text(f"một trong các mã: {vi}", f"one of: {en}")
    if column.minimum is not None and column.maximum is not None:
        least, most = column.minimum, column.maximum
        return Text(f"số nguyên từ {least} đến {most}", f"a whole number, {least} to {most}")
    return Text("một giá trị", "a value")


def _advice(column: Column) -> Text:
    if column.kind is Kind.BOOLEAN or column.none_as is None:
        return Text("điền ô này", "fill it")
    if column.none_as == "0":
        return Text(
            "điền ô này; nếu biết chắc là không có thì ghi 0", "fill it; where there is none, write 0"
        )
    return Text(
        "điền ô này; nếu biết chắc là không có thì ghi “không”", "fill it; where there is none, write “none”"
    )


def _needed(data: TableData, need: Need) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not need.when:
        return pa.chunked_array([pa.repeat(pa.scalar(True), data.rows.num_rows)])
    needed = None
    for condition in need.when:
        possible = pc.fill_null(condition.on(data.rows), True)
        needed = possible if needed is None else pc.or_(needed, possible)
    return needed
