"""Tables of typed columns from the raw blocks of all files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from secaudit.inventory.arrow_types import arrow_schema, arrow_type, empty
from secaudit.inventory.cells import CellParser, parse
from secaudit.inventory.checks.observations import as_written
from secaudit.inventory.draft import Draft, Ledger, Span
from secaudit.inventory.fault import Fault
from secaudit.inventory.raw import KeptRows, RawBlock
from secaudit.inventory.typed import Typed, typed_column, typed_values
from secaudit.lazily import dataclass
from secaudit.model.column import Column, Kind, ValueType
from secaudit.model.problem import Problem
from secaudit.model.table import Table
from secaudit.model.text import Text

PARSERS: dict[tuple[str, str], CellParser] = {("observations", "value"): as_written}
"""The columns whose cells are not read by their kind."""


def build(table: Table, blocks: Iterable[tuple[int, RawBlock]], ledger: Ledger) -> Draft:
    """Return the rows of a table from all files (numbered), in their order, bulk files last.

    Rows with a cell that cannot be read, or without one that must be there, are rejected.
    """
    numbered = sorted(blocks, key=lambda pair: (pair[1].bulk, pair[0]))
    spans, count = [], 0
    for number, block in numbered:
        spans.append(Span(count, number, block))
        count += block.rows
    if not count:
        return Draft(table, 0, dict(zip(arrow_schema(table).names, empty(table).columns, strict=True)), spans)
    draft = Draft(table, count, {}, spans)
    broken: set[tuple[int, str | None]] = set()
    for span in spans:
        for found in span.block.faults:
            row = span.first + found.row
            draft.reject(row, found.fault.at(found.location), ledger)
            broken.add((row, found.column))
    stretches = _stretches(spans)
    for column in table.readable.values():
        _fill(draft, column, stretches, broken, ledger)
    return draft


def _fill(
    draft: Draft,
    column: Column,
    stretches: Sequence[_Stretch],
    broken: set[tuple[int, str | None]],
    ledger: Ledger,
) -> None:
    parser = PARSERS.get((draft.table.name, column.name), parse)
    typed = _typed(column, stretches, parser)
    told = {row for row, name in broken if name in (None, column.name)}
    for row, fault in sorted(typed.faults.items()):
        if row not in told:
            draft.reject(row, fault.at(draft.locate(row, column.name)), ledger)
    values = typed.values
    if column.default is not None:
        values = pc.fill_null(values, column.default)
    draft.columns[column.name] = values
    if typed.happened is not None:
        draft.columns[column.happened] = typed.happened
    if column.required:
        _require(draft, column, typed, told | typed.faults.keys(), ledger)


@dataclass(slots=True)
class _Stretch:
    """Spans that are read in one go: `kept` where they were looked at before, else their cells are parsed."""

    spans: list[Span]
    kept: KeptRows | None

    def takes(self, span: Span) -> bool:
        """Go on over another span, if it can be read together with these; say whether it can."""
        kept = span.block.kept
        if self.kept is None or kept is None:
            if kept is not self.kept or span.block.bulk or self.spans[-1].block.bulk:
                return False
        elif self.kept.columns is not kept.columns or self.kept.first + self.kept.count != kept.first:
            return False
        else:
            self.kept = KeptRows(kept.columns, self.kept.first, self.kept.count + kept.count)
        self.spans.append(span)
        return True


def _stretches(spans: Sequence[Span]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for span in spans:
        if not found or not found[-1].takes(span):
            found.append(_Stretch([span], span.block.kept))
    return found


def _typed(column: Column, stretches: Sequence[_Stretch], parser: CellParser) -> Typed:
    parts: list[Typed] = []
    for stretch in stretches:
        if stretch.kept is not None:
            parts.append(_taken(column, stretch.kept))
        elif stretch.spans[0].block.bulk:
            parts.append(_bulk(column, stretch.spans[0], parser))
        else:
            parts.append(_listed(column, stretch.spans, parser))
    return _joined(column, parts)


def _taken(column: Column, kept: KeptRows) -> Typed:
    whole = kept.columns.get(column.name)
    if whole is None:
        return _empty(column, kept.count)
    happened = None if whole.happened is None else whole.happened.slice(kept.first, kept.count)
    return Typed(whole.values.slice(kept.first, kept.count), happened, {})


def _listed(column: Column, spans: Sequence[Span], parser: CellParser) -> Typed:
    values: list[object] = []
    for span in spans:
        cells = span.block.columns.get(column.name)
        values.extend(cells if isinstance(cells, list) else [None] * span.block.rows)
    return _moved(typed_values(column, values, parser), spans[0].first)


def _moved(typed: Typed, first: int) -> Typed:
    return Typed(typed.values, typed.happened, {first + row: fault for row, fault in typed.faults.items()})


def _empty(column: Column, rows: int) -> Typed:
    nothing = pa.chunked_array([pa.nulls(rows, arrow_type(column))])
    known = pa.chunked_array([pa.nulls(rows, pa.bool_())])
    return Typed(nothing, known if column.is_event else None, {})


def _bulk(column: Column, span: Span, parser: CellParser) -> Typed:
    cells = span.block.columns.get(column.name)
    if not isinstance(cells, pa.ChunkedArray):
        return _empty(column, span.block.rows)
    return _moved(typed_column(column, cells, parser), span.first)


_SMALL_CHUNK = 4096
"""Rows of a chunk on average below which a column is put into one: every step behind pays for each chunk."""


def _joined(column: Column, parts: Sequence[Typed]) -> Typed:
    if len(parts) == 1:
        return parts[0]
    faults = {row: fault for part in parts for row, fault in part.faults.items()}
    values = _in_one([part.values for part in parts], arrow_type(column))
    happened = None
    if column.is_event:
        happened = _in_one([part.happened for part in parts if part.happened is not None], pa.bool_())
    return Typed(values, happened, faults)


def _in_one(parts: Sequence[pa.ChunkedArray], kind: pa.DataType) -> pa.ChunkedArray:
    joined = pa.chunked_array([chunk for part in parts for chunk in part.chunks], kind)
    if len(joined) >= _SMALL_CHUNK * joined.num_chunks:
        return joined
    return pa.chunked_array([joined.combine_chunks()], kind)


def _require(draft: Draft, column: Column, typed: Typed, told: set[int], ledger: Ledger) -> None:
    known = typed.happened if typed.happened is not None else typed.values
    if not known.null_count:
        return
    absent: dict[int, Problem] = {}
    for row in pc.indices_nonzero(pc.is_null(known)).to_pylist():
        if row in told:
            continue
        span = draft.span(row)
        if column.name in span.block.columns:
            draft.reject(row, _missing(column).at(draft.locate(row, column.name)), ledger)
        elif span.first in absent:
            draft.rejected.setdefault(row, absent[span.first])
        else:
            absent[span.first] = problem = _absent(draft.table, column, span.block).at(span.block.head)
            draft.reject(row, problem, ledger)


def _missing(column: Column) -> Fault:
    if column.kind is Kind.ID:
        advice = Text("đặt cho dòng một mã riêng", "give the row an id of its own")
    elif column.type is ValueType.LIST:
        advice = Text("ghi danh sách, ngăn bằng dấu chấm phẩy", "write the list, with semicolons between")
    else:
        advice = Text(f"điền {column.label.vi}", f"fill in the {column.label.en}")
    return Fault(
        "missing-value",
        Text(f"cột {column.name} để trống", f"the column {column.name} is empty"),
        Text("một giá trị: cột này bắt buộc", "a value: this column is required"),
        advice,
    )


def _absent(table: Table, column: Column, block: RawBlock) -> Fault:
    rows = Text(f"{block.rows} dòng", f"{block.rows} row" + ("s" if block.rows > 1 else ""))
    return Fault(
        "missing-column",
        Text(f"{rows.vi} không có cột {column.name}", f"{rows.en} without the column {column.name}"),
        Text(
            f"cột {column.name} ({column.label.vi}): bảng {table.name} bắt buộc có",
            f"the column {column.name} ({column.label.en}): the table {table.name} requires it",
        ),
        Text(f"thêm cột {column.name}", f"add the column {column.name}"),
    )
