"""From checked drafts to the inventory: rejected rows leave, every row gets its unit, the sums are drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from secaudit.inventory.arrow_types import arrow_schema
from secaudit.inventory.draft import Draft
from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN, Block, FileAccount, RejectedRow, TableData
from secaudit.model.table import Table


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that was read; `unplaced` rows stood under a name that is no table's."""

    path: str
    sha256: str
    size: int
    unplaced: int = 0


def finished(drafts: Mapping[str, Draft]) -> dict[str, TableData]:
    """Return the tables without their rejected rows, each row with the unit that answers for it."""
    kept = {name: _kept_rows(draft) for name, draft in drafts.items()}
    tables = {}
    for name, draft in drafts.items():
        columns = {**kept[name], UNIT_COLUMN: owning_units(draft.table, kept[name], kept)}
        schema = arrow_schema(draft.table)
        rows = pa.table([columns[field.name] for field in schema], schema=schema)
        tables[name] = TableData(draft.table, rows, *_blocks(draft))
    return tables


def accounts(files: Sequence[InputFile], drafts: Mapping[str, Draft]) -> tuple[FileAccount, ...]:
    """Return what became of each file's rows.

    Raises:
        AssertionError: rows were lost or doubled on the way, which is a defect of this program.
    """
    rows_in = [file.unplaced for file in files]
    rows_kept = [0] * len(files)
    rejected = [file.unplaced for file in files]
    for draft in drafts.values():
        lost = sorted(draft.rejected)
        for row in lost:
            rejected[draft.span(row).file] += 1
        for span, gone in zip(draft.spans, _lost_by_span(draft), strict=True):
            rows_in[span.file] += span.block.rows
            rows_kept[span.file] += span.block.rows - len(gone)
    for number, file in enumerate(files):
        if rows_in[number] != rows_kept[number] + rejected[number]:
            raise AssertionError(f"{file.path}: the rows in, kept and rejected do not add up")
    return tuple(
        FileAccount(file.path, file.sha256, file.size, rows_in[n], rows_kept[n], rejected[n])
        for n, file in enumerate(files)
    )


def rejected_rows(drafts: Mapping[str, Draft]) -> list[RejectedRow]:
    """Return the rows that were rejected, table by table."""
    units = drafts["units"]
    gone = set(units.rejected)
    kept = {unit for row, unit in enumerate(units.columns["id"].to_pylist()) if row not in gone}
    return [
        RejectedRow(name, draft.identity(row), draft.locate(row), problem, _unit_of(draft, row, kept))
        for name, draft in drafts.items()
        for row, problem in sorted(draft.rejected.items())
    ]


def _unit_of(draft: Draft, row: int, kept: Collection[str]) -> str | None:
    """Return the unit that a rejected row names itself, where there is such a unit."""
    if draft.table.owner != ("unit",):
        return None
    unit = draft.columns["unit"][row].as_py()
    return unit if unit in kept else None


def _kept_rows(draft: Draft) -> dict[str, pa.ChunkedArray]:
    if not draft.rejected:
        return draft.columns
    gone = pa.array(sorted(draft.rejected), pa.int64())
    kept = pc.invert(pc.is_in(pa.array(range(draft.count), pa.int64()), gone))
    return {name: values.filter(kept) for name, values in draft.columns.items()}


def _lost_by_span(draft: Draft) -> list[list[int]]:
    """Return, for each span, the positions within its block of the rows rejected."""
    lost: dict[int, list[int]] = {}
    for row in sorted(draft.rejected):
        span = draft.span(row)
        lost.setdefault(id(span), []).append(row - span.first)
    return [lost.get(id(span), []) for span in draft.spans]


def _blocks(draft: Draft) -> tuple[tuple[Block, ...], tuple[tuple[int, ...] | None, ...]]:
    blocks, kept, first = [], [], 0
    for span, lost in zip(draft.spans, _lost_by_span(draft), strict=True):
        count = span.block.rows - len(lost)
        if not count:
            continue
        blocks.append(Block(first, span.block.origin))
        gone = set(lost)
        kept.append(tuple(row for row in range(span.block.rows) if row not in gone) if gone else None)
        first += count
    return tuple(blocks), tuple(kept)


def owning_units(
    table: Table, columns: Mapping[str, pa.ChunkedArray], tables: Mapping[str, Mapping[str, pa.ChunkedArray]]
) -> pa.ChunkedArray:
    """Follow the chain of columns from each row to its unit; NULL where the chain ends nowhere."""
    if not table.owner:
        return pa.chunked_array([pa.nulls(len(columns["id"]), pa.string())])
    values = columns[table.owner[0]]
    if len(table.owner) > 1:
        targets = table.by_name[table.owner[0]].references
        identities = pa.chunked_array(
            [chunk for name in targets for chunk in tables[name]["id"].chunks], pa.string()
        )
        step = table.owner[1]
        units = pa.chunked_array(
            [chunk for name in targets for chunk in tables[name][step].chunks], pa.string()
        )
        found = pc.index_in(values, identities.combine_chunks())
        values = units.combine_chunks().take(found.combine_chunks())
    return pc.if_else(pc.equal(values, ""), None, values)
