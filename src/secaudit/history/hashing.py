"""The hashes of a record: what exactly they cover is told in docs/history.md, and anybody can compute them.

A table is covered as one line of JSON: its name, and each of its columns with the values of the record's
rows, the rows sorted by all columns in order, empty cells first. JSON has no spaces, keys are sorted, days
are ISO, and text is UTF-8 as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from secaudit.history.layout import LAYOUTS, ROLL, record_columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


Columns = Mapping[str, Sequence[Any]]
"""The values of a table's rows, by column."""


def rows_of(
    connection: DuckDBPyConnection, number: int, layout: int, *, roll: bool = True
) -> dict[str, Columns]:
    """Return the rows of a record by table, in the order in which they are hashed; the roll only if asked."""
    return {
        table: _rows(connection, table, number, layout) for table in LAYOUTS[layout] if roll or table != ROLL
    }


def hashes_of(rows: Mapping[str, Columns]) -> tuple[str, str | None]:
    """Return the hashes of what a record found, and of its roll, where it is among the rows."""
    content = sha256()
    for table, columns in rows.items():
        if table != ROLL:
            content.update(_line(table, columns))
    roll = sha256(_line(ROLL, rows[ROLL])).hexdigest() if ROLL in rows else None
    return content.hexdigest(), roll


def chain_hash(head: Mapping[str, Any]) -> str:
    """Return the hash of a record from its row in `records`, all columns but `hash` itself."""
    covered = {name: head[name] for name in record_columns(head["layout"]) if name != "hash"}
    return sha256(orjson.dumps(covered, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _line(table: str, columns: Columns) -> bytes:
    return orjson.dumps({"columns": columns, "table": table}, option=orjson.OPT_SORT_KEYS) + b"\n"


def _rows(connection: DuckDBPyConnection, table: str, number: int, layout: int) -> Columns:
    columns = LAYOUTS[layout][table]
    names = ", ".join(f'"{name}"' for name in columns)
    key = "number" if table == "records" else "record"
    query = f"SELECT {names} FROM {table} WHERE {key} = {number:d} ORDER BY ALL ASC NULLS FIRST"
    rows = connection.sql(query).to_arrow_table()
    return {name: rows[name].to_pylist() for name in columns}
