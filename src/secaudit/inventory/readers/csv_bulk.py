"""Reads long, plain CSV files as a whole: a row a line, no quotes, every row as wide as the header.

Anything else is left to the reader that goes row by row and can say what is wrong where.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from secaudit.inventory.origins import LineOrigin
from secaudit.inventory.raw import RawBlock
from secaudit.inventory.readers.header import Header
from secaudit.inventory.readers.interface import Source
from secaudit.model.location import Location

_LEAST = 1 << 18
"""Bytes below which going row by row is as fast."""


def may_be_plain(data: bytes) -> bool:
    """Return whether a file is worth the try: long, with a row on every line and no quotes."""
    if len(data) < _LEAST or b'"' in data or b"\n\n" in data or b"\n\r\n" in data:
        return False
    return b"\r" not in data or data.count(b"\r") == data.count(b"\r\n")


def plain_block(source: Source, delimiter: str, header: Header, head: Location) -> RawBlock | None:
    """Return the rows below the first line, or None where they are not plain enough."""
    if header.unnamed:
        return None
    names = [str(index) for index in range(header.width)]
    try:
        table = pyarrow.csv.read_csv(
            pa.BufferReader(pa.py_buffer(source.data)),
            read_options=pyarrow.csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, quote_char=False, double_quote=False),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""],
                check_utf8=False,
            ),
        )  # fmt: skip
    except pa.ArrowInvalid:
        return None
    if _has_empty_row(table):
        return None
    columns = {name: table.column(index) for name, index in header.indexes.items()}
    positions = {name: index + 1 for name, index in header.indexes.items()}
    origin = LineOrigin(source.file, range(2, table.num_rows + 2), positions)
    return RawBlock(source.table or "", table.num_rows, columns, header.places, head, origin, bulk=True)


def _has_empty_row(table: pa.Table) -> bool:
    filled = pc.is_valid(table.column(0))
    for column in table.columns[1:]:
        if pc.all(filled).as_py():
            return False
        filled = pc.or_(filled, pc.is_valid(column))
    return not pc.all(filled).as_py()
