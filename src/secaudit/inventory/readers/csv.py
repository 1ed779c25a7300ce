"""Reads CSV: lists that spreadsheets and other programs write, one table a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from secaudit.inventory.fault import Fault, FileFault, quoted
from secaudit.inventory.origins import LineOrigin
from secaudit.inventory.raw import RawBlock, RawFile, RowFault
from secaudit.inventory.readers.content import text_of
from secaudit.inventory.readers.csv_bulk import may_be_plain, plain_block
from secaudit.inventory.readers.header import UNNAMED, Header, header_of
from secaudit.inventory.readers.interface import MEGABYTE, Source
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem
from secaudit.model.text import Text, counted

_DELIMITERS = ",;\t"
_LONGEST_CELL = MEGABYTE


class CsvReader:
    """Reads `.csv` and `.tsv` files with commas, semicolons or tabs, in UTF-8."""

    largest: int | None = 512 * MEGABYTE
    named = True

    def read(self, source: Source) -> RawFile:
        """Return the rows below the header; lines without any value are passed over.

        Raises:
            FileFault: it is no CSV in UTF-8, or its header names a column twice.
        """
        text = text_of(source)
        delimiter = delimiter_of(text)
        if may_be_plain(bytes(source.data)) and (first := text.partition("\n")[0]).strip():
            header, head = _header(source, *next(_rows(source, first, delimiter), (1, [])))
            if block := plain_block(source, delimiter, header, head):
                return RawFile((block,))
        rows = _rows(source, text, delimiter)
        header, head = _header(source, *next(rows, (1, [])))
        return _read(source, header, rows, head)


def _header(source: Source, line: int, names: list[str]) -> tuple[Header, Location]:
    head = Location(source.file, line=line)
    return header_of(names, lambda index: Location(source.file, line=line, column=index + 1), head), head


def _rows(source: Source, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row begins, and its cells."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells and (cells[0] or any(cells)):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileFault(_syntax(str(error)).at(Location(source.file, line=line))) from None


def delimiter_of(text: str) -> str:
    """Return the mark that stands most often in the header, outside quotes."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _read(source: Source, header: Header, rows: Iterator[tuple[int, list[str]]], head: Location) -> RawFile:
    lines: list[int] = []
    kept: list[Sequence[str]] = []
    faults: list[RowFault] = []
    width = header.width
    for line, cells in rows:
        if len(cells) != width:
            if len(cells) < width or any(cells[width:]):
                place = Location(source.file, line=line, column=min(len(cells), width + 1))
                faults.append(RowFault(len(lines), _uneven(cells, width), place))
                cells = [""] * width
            cells = cells[:width]
        lines.append(line)
        kept.append(cells)
    turned = list(zip(*kept, strict=True)) if kept else [()] * width
    columns: dict[str, list[object]] = {name: list(turned[index]) for name, index in header.indexes.items()}
    origin = LineOrigin(source.file, lines, {name: index + 1 for name, index in header.indexes.items()})
    table = source.table or ""
    block = RawBlock(table, len(lines), columns, header.places, head, origin, tuple(faults))
    return RawFile((block,), tuple(_unnamed(source, header, lines, turned)))


def _unnamed(
    source: Source, header: Header, lines: Sequence[int], columns: Sequence[Sequence[str]]
) -> Iterator[Problem]:
    for index in header.unnamed:
        row = next((row for row, cell in enumerate(columns[index]) if cell), None)
        if row is not None:
            yield UNNAMED.at(Location(source.file, line=lines[row], column=index + 1), Gravity.WARNING)


def _uneven(cells: Sequence[str], width: int) -> Fault:
    if len(cells) > width:
        hint = Text(
            f"ô thừa đầu tiên: {quoted(next(cell for cell in cells[width:] if cell))}",
            f"the first extra one is {quoted(next(cell for cell in cells[width:] if cell))}",
        )
        advice = Text(
            "đặt giá trị có dấu phân cách trong ngoặc kép", "put values that contain the separator in quotes"
        )
    else:
        hint = Text("dòng bị thiếu ô", "the row is cut short")
        advice = Text(
            "thêm đủ dấu phân cách, ô trống cũng tính", "add the missing separators, also for empty cells"
        )
    return Fault(
        "uneven-row",
        Text(f"{len(cells)} ô ({hint.vi})", f"{counted(len(cells), 'cell')} ({hint.en})"),
        Text(f"{width} ô như dòng tiêu đề", f"{counted(width, 'cell')}, as in the header"),
        advice,
    )


def _syntax(words: str) -> Fault:
    return Fault(
        "csv-syntax",
        Text(f"lỗi cú pháp CSV ({words})", f"a CSV syntax error ({words})"),
        Text("các ô ngăn bằng dấu phẩy, chấm phẩy hoặc Tab", "cells with commas, semicolons or tabs between"),
        Text("kiểm tra dấu ngoặc kép ở dòng này", "check the quotes in this line"),
    )
