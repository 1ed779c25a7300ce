"""The Arrow type of each column of an inventory."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from secaudit.model.column import Column, ValueType
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.table import Table

_TYPES = {
    ValueType.TEXT: pa.string(),
    ValueType.INTEGER: pa.int64(),
    ValueType.NUMBER: pa.float64(),
    ValueType.BOOLEAN: pa.bool_(),
    ValueType.DATE: pa.date32(),
    ValueType.TIMESTAMP: pa.timestamp("us"),
    ValueType.LIST: pa.list_(pa.string()),
}


def arrow_type(column: Column) -> pa.DataType:
    """Return the type in which a column's values are stored."""
    return _TYPES[column.type]


@cache
def _schema(name: str, columns: tuple[Column, ...]) -> pa.Schema:
    fields = []
    for column in columns:
        fields.append(pa.field(column.name, arrow_type(column)))
        if column.is_event:
            fields.append(pa.field(column.happened, pa.bool_()))
    return pa.schema([*fields, pa.field(UNIT_COLUMN, pa.string())], metadata={"table": name})


def arrow_schema(table: Table) -> pa.Schema:
    """Return the schema of a table as it is read: no computed columns, events' booleans, `_unit` last."""
    return _schema(table.name, tuple(table.readable.values())).remove_metadata()


def empty(table: Table) -> pa.Table:
    """Return a table without rows."""
    return arrow_schema(table).empty_table()
