"""Rows that stand twice for one thing, exactly or under a name written another way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.inventory import TableData
from secaudit.model.text import Text
from secaudit.quality.check import Check, Row, Words, marked
from secaudit.quality.names import loose, one_name
from secaudit.quality.result import Quality

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Identity:
    """Cells by which two rows of a table are known to be about the same thing.

    `same` are equal cells; `name` is a cell with a name, equal but for writing; `year_of` a day of which
    the year is equal. Rows with one of these cells empty are not compared; in `or_empty`, two empty cells
    are equal.
    """

    table: str
    same: tuple[str, ...]
    name: str | None = None
    year_of: str | None = None
    or_empty: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The cell that a fault points at."""
        return self.name or self.same[-1]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every cell that is compared."""
        named = (self.name,) if self.name else ()
        dated = (self.year_of,) if self.year_of else ()
        return (*self.same, *self.or_empty, *dated, *named)


IDENTITIES = (
    Identity("units", ("parent",), "name"),
    Identity("declarations", ("unit", "declared_on", "tables")),
    # Numbers of papers begin again each year.
    Identity("documents", ("unit",), "number", year_of="issued_on"),
    Identity("plan_tasks", ("document",), "what"),
    Identity("systems", ("unit",), "name"),
    Identity("devices", ("unit", "segment"), "name"),
    Identity("segments", ("unit",), "name"),
    Identity("links", ("source", "target", "kind"), or_empty=("ends_on",)),
    Identity("products", ("unit",), "name", or_empty=("system",)),
    Identity("budgets", ("unit", "year", "stage")),
    Identity("spending", ("unit", "year", "stage", "amount_vnd"), "item"),
    Identity("vulnerabilities", ("system",), "reference"),
    Identity("incidents", ("unit", "detected_at"), or_empty=("system",)),
    Identity("inspections", ("unit", "kind", "inspected_on")),
    Identity("drills", ("unit", "drilled_on"), or_empty=("system",)),
    Identity("waivers", ("control", "subject", "from_on")),
    Identity("observations", ("table", "row", "column", "observed_on", "method", "value")),
)
"""What makes two rows one. Staff have no names here: two people may well be alike in everything declared."""


def doubles(tables: Mapping[str, TableData]) -> Iterator[Check]:
    """Yield a check for every table: which of its rows an earlier one already stands for."""
    for identity in IDENTITIES:
        data = tables[identity.table]
        if data.rows.num_rows:
            yield _check(identity, data)


def _check(identity: Identity, data: TableData) -> Check:
    import pyarrow.compute as pc

    keys = _keys(identity, data)
    first = _doubled(identity, data, keys)
    return Check(
        Quality.CLEAN,
        "double",
        data,
        identity.column,
        pc.is_valid(keys),
        marked(data.rows.num_rows, first),
        _teller(identity, data, first),
    )


def _teller(identity: Identity, data: TableData, first: Mapping[int, int]) -> Callable[[int], Words]:
    def tell(position: int) -> Words:
        earlier = Row(data, first[position])
        place = data.locate(first[position], identity.column)
        own = Row(data, position).told(*identity.columns)
        return Words(
            own
            + Text(
                f", trùng với dòng {earlier.cells['id']} ({place})",
                f", the same as the row {earlier.cells['id']} ({place})",
            ),
            Text("mỗi đối tượng một dòng", "one row for each thing"),
            Text(
                "gộp hai dòng; nếu là hai đối tượng khác nhau thì ghi tên hoặc số phân biệt",
                "merge the two rows; if they are two things, tell them apart by name or number",
            ),
        )

    return tell


def _keys(identity: Identity, data: TableData) -> pa.ChunkedArray:
    """Return one text for each row, equal where rows may be the same; NULL where it is not known."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = [_said(data.rows[name]) for name in identity.same]
    parts += [pc.fill_null(_said(data.rows[name]), "") for name in identity.or_empty]
    if identity.year_of:
        parts.append(pc.fill_null(pc.year(data.rows[identity.year_of]).cast(pa.string()), ""))
    if identity.name:
        parts.append(_loose(data.rows[identity.name]))
    return pc.binary_join_element_wise(*parts, "\x1f") if len(parts) > 1 else parts[0]


def _said(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(cells.type):
        return pc.binary_join(cells, ";")
    return cells if cells.type == pa.string() else cells.cast(pa.string())


_LOOSELY = 200_000
"""In longer tables names are compared but for capitals and composition only: spelling takes too long."""


def _loose(names: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return names without what is only writing; NULL for a name of no words."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(names) > _LOOSELY:
        folded = pc.utf8_lower(pc.utf8_normalize(names, "NFC"))
        return pc.if_else(pc.equal(folded, ""), pa.scalar(None, pa.string()), folded)
    if names.null_count == len(names):
        return names
    return pa.chunked_array(
        [pa.array([(loose(name) or None) if name else None for name in names.to_pylist()], pa.string())]
    )


def _doubled(identity: Identity, data: TableData, keys: pa.ChunkedArray) -> dict[int, int]:
    """Return the rows that an earlier one stands for, each with that earlier one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    counted = pc.value_counts(keys.drop_null().combine_chunks())
    often = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    if not len(often):
        return {}
    rows = pc.indices_nonzero(pc.is_in(keys, often.cast(pa.string())))
    groups: dict[str, list[int]] = {}
    found: dict[int, int] = {}
    names = data.rows[identity.name].take(rows).to_pylist() if identity.name else [None] * len(rows)
    by_row = dict(zip(rows.to_pylist(), names, strict=True))
    for row, key in zip(by_row, keys.take(rows).to_pylist(), strict=True):
        originals = groups.setdefault(key, [])
        name = by_row[row]
        earlier = next(
            (other for other in originals if name is None or one_name(name, by_row[other] or "")), None
        )
        if earlier is None:
            originals.append(row)
        else:
            found[row] = earlier
    return found
