"""Reads Parquet: bulk data. Columns stay Arrow's and never become Python objects here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secaudit.inventory.origins import RowOrigin
from secaudit.inventory.raw import RawBlock, RawFile
from secaudit.inventory.readers.content import mislabelled, refuse_empty, sign_of
from secaudit.inventory.readers.header import header_of
from secaudit.inventory.readers.interface import Source
from secaudit.model.location import Location
from secaudit.model.text import Text

if TYPE_CHECKING:
    import pyarrow as pa

_MAGIC = b"PAR1"


class ParquetReader:
    """Reads `.parquet` files of any size; they are mapped into memory, not loaded."""

    largest: int | None = None
    named = True

    def read(self, source: Source) -> RawFile:
        """Return all rows.

        Raises:
            FileFault: it is no Parquet file, or names a column twice.
        """
        refuse_empty(source)
        start = source.data[:8]
        if not start.startswith(_MAGIC):
            raise mislabelled(source, sign_of(start) or Text("dữ liệu khác", "something else"))
        table = _table(source)
        head = Location(source.file)
        header = header_of(table.column_names, lambda _: head, head)
        columns = {name: _flat(table.column(index)) for name, index in header.indexes.items()}
        origin = RowOrigin(source.file)
        block = RawBlock(source.table or "", table.num_rows, columns, header.places, head, origin, bulk=True)
        return RawFile((block,))


def _table(source: Source) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(pa.BufferReader(pa.py_buffer(source.data))).read()
    except (pa.ArrowException, OSError) as error:
        what = Text(f"Parquet hỏng ({error})", f"damaged Parquet ({error})")
        raise mislabelled(source, what) from None


def _flat(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column in the plainest type that holds its values: databases have many for one thing."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_dictionary(kind):
        return _flat(column.cast(kind.value_type))
    plainer = None
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_string_view(kind):
        plainer = pa.string()
    elif pa.types.is_decimal(kind) or pa.types.is_floating(kind):
        plainer = pa.int64()
    if plainer is None:
        return column
    try:
        return column.cast(plainer)
    except pa.ArrowInvalid:
        return column.cast(pa.float64()) if pa.types.is_decimal(kind) else column
