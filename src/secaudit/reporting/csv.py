"""The findings and the actions as tables that a spreadsheet opens: `findings.csv`, `actions.csv`.

UTF-8 with a byte order mark, without which Excel spoils Vietnamese. A cell that a spreadsheet would
take for a formula gets a leading apostrophe, so that no name in an inventory can run anything.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from secaudit.reporting.rows import ACTION_COLUMNS, FINDING_COLUMNS, Cell, action_row, finding_row, headings

if TYPE_CHECKING:
    from pathlib import Path

    from secaudit.reporting.view import View
    from secaudit.reporting.voice import Voice

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""Characters with which a spreadsheet begins a formula, the full-width ones of East Asia included."""

_STARTS = frozenset(FORMULA_STARTS)


def render(view: View, voice: Voice, *, templates: Path | None = None) -> Mapping[str, bytes]:
    """Return both tables, with headings and texts in the voice's language; days stay ISO, to be sorted."""
    names = view.unit_names
    findings = (finding_row(finding, names, voice) for finding in view.result.findings)
    actions = (action_row(action, names, voice) for action in view.result.actions)
    return {
        "findings.csv": table(headings(FINDING_COLUMNS, voice), findings),
        "actions.csv": table(headings(ACTION_COLUMNS, voice), actions),
    }


def table(headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """Return a table that a spreadsheet opens: harmless cells, days in ISO form, a byte order mark."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def harmless(cell: Cell) -> str | int | float:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in _STARTS else cell
    if cell is None:
        return ""
    return cell if isinstance(cell, (int, float)) else cell.isoformat()
