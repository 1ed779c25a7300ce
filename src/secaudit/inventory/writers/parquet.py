"""Bulk data in Parquet: one file a table, every column of the type that the model gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from secaudit.inventory.writers.csv import field
from secaudit.inventory.writers.interface import Sheet
from secaudit.model.column import Column, ValueType

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 100_000
"""Rows that are read at a time: small enough to be spread over cores, large enough to compress."""

_COMMENT_KEY = "secaudit.comment"


class ParquetWriter:
    """Writes `<table>.parquet` for every table that has rows."""

    def encode(self, sheets: Sequence[Sheet], comment: str) -> Iterator[tuple[str, bytes]]:
        """Yield one file a table; see `Writer.encode`. The comment goes into the file's metadata."""
        import pyarrow as pa
        from pyarrow import parquet

        for sheet in sheets:
            columns = [_column(sheet, column) for column in sheet.columns]
            table = pa.Table.from_arrays(columns, [column.name for column in sheet.columns])
            stream = BytesIO()
            parquet.write_table(
                table.replace_schema_metadata({_COMMENT_KEY: comment}),
                stream,
                version="2.6",
                compression="zstd",
                compression_level=3,
                row_group_size=ROW_GROUP,
            )
            yield f"{sheet.table.name}.parquet", stream.getvalue()


def _column(sheet: Sheet, column: Column) -> pa.Array:
    """Return a column as an array.

    A date column in which some row says `none` cannot be one of dates, for a Parquet date knows only
    "empty": such a column is written as text.
    """
    import pyarrow as pa

    types = {
        ValueType.TEXT: pa.string(),
        ValueType.INTEGER: pa.int64(),
        ValueType.NUMBER: pa.float64(),
        ValueType.BOOLEAN: pa.bool_(),
        ValueType.DATE: pa.date32(),
        ValueType.TIMESTAMP: pa.timestamp("s"),
        ValueType.LIST: pa.list_(pa.string()),
    }
    values = [sheet.cell(row, column) for row in sheet.rows]
    try:
        if column.is_event and any(isinstance(value, str) for value in values):
            return pa.array([None if value is None else field(value) for value in values], pa.string())
        return pa.array(values, types[column.type])
    except pa.ArrowException as trouble:
        raise ValueError(f"{sheet.table.name}.{column.name}: {trouble}") from trouble
