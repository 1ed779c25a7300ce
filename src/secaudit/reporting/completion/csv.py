"""A completion list as CSV: the columns of the workbook, days in ISO form, nothing that is a formula."""

from __future__ import annotations

import csv
from io import StringIO

from secaudit.model.completion import Completion
from secaudit.reporting.completion.columns import headings, row, unit_names
from secaudit.reporting.csv import harmless
from secaudit.reporting.voice import Voice


def encode(found: Completion, voice: Voice) -> bytes:
    """Return the list in UTF-8 with a byte order mark, without which Excel spoils Vietnamese."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings(voice))
    names = unit_names(found, voice)
    for entry in found.entries:
        cells = row(entry, names, voice)
        writer.writerow(
            harmless(cell if isinstance(cell, str | int) or cell is None else cell.isoformat())
            for cell in cells
        )
    return text.getvalue().encode("utf-8-sig", errors="replace")
