"""Long lists in CSV: UTF-8, commas, LF, one file a table, only the columns that are used.

CSV has no room for remarks, so the comment is left out, and no types, so a spreadsheet program that
opens such a file may take a text for a formula; give people XLSX.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import StringIO

from secaudit.inventory.writers.interface import Sheet


class CsvWriter:
    """Writes `<table>.csv` for every table that has rows."""

    def encode(self, sheets: Sequence[Sheet], comment: str) -> Iterator[tuple[str, bytes]]:
        """Yield one file a table; see `Writer.encode`."""
        for sheet in sheets:
            stream = StringIO(newline="")
            out = csv.writer(stream, lineterminator="\n")
            out.writerow([column.name for column in sheet.columns])
            out.writerows([field(cell) for cell in sheet.cells(row)] for row in sheet.rows)
            yield f"{sheet.table.name}.csv", stream.getvalue().encode()


def field(value: object) -> str:
    """Return a cell as the text of a sheet: lists are joined by semicolons, an empty cell is ''."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, list | tuple):
        return ";".join(str(item) for item in value)
    return str(value)
