"""A completion list as CSV: the columns of the workbook, days in ISO form, nothing that is a formula."""

from __future__ import annotations

from secaudit.model.completion import Completion
from secaudit.reporting.completion.columns import headings, row, unit_names
from secaudit.reporting.csv import table
from secaudit.reporting.voice import Voice


def encode(found: Completion, voice: Voice) -> bytes:
    """Return the list in UTF-8 with a byte order mark, without which Excel spoils Vietnamese."""
    names = unit_names(found, voice)
    return table(headings(voice), (row(entry, names, voice) for entry in found.entries))
