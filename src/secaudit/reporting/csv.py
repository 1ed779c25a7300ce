"""The findings and the actions as tables that a spreadsheet opens: `findings.csv`, `actions.csv`.

UTF-8 with a byte order mark, without which Excel spoils Vietnamese. A cell that a spreadsheet would
take for a formula gets a leading apostrophe, so that no name in an inventory can run anything.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

from secaudit.model.action import Action
from secaudit.model.finding import Finding, Missing

if TYPE_CHECKING:
    from pathlib import Path

    from secaudit.reporting.view import View
    from secaudit.reporting.voice import Voice

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""Characters with which a spreadsheet begins a formula, the full-width ones of East Asia included."""

_STARTS = frozenset(FORMULA_STARTS)

Cell = str | int | float | date | None

FINDING_COLUMNS = (
    "control", "title", "severity", "status", "table", "subject", "name", "unit", "unit_name", "period",
    "message", "due", "days_overdue", "days_left", "value", "target", "missing", "evidence", "observed",
    "sources", "location", "waiver", "remediation", "fingerprint",
)  # fmt: skip

ACTION_COLUMNS = (
    "action", "unit", "unit_name", "what", "who", "when", "responsibility", "product", "authority",
    "severity", "days_overdue", "effort_days", "controls", "subjects", "closes", "after",
)  # fmt: skip


def render(view: View, voice: Voice, *, templates: Path | None = None) -> Mapping[str, bytes]:
    """Return both tables, with headings and texts in the voice's language; days stay ISO, to be sorted."""
    names = view.unit_names
    findings = (_finding_row(finding, names, voice) for finding in view.result.findings)
    actions = (_action_row(action, names, voice) for action in view.result.actions)
    return {
        "findings.csv": table(_headings(FINDING_COLUMNS, voice), findings),
        "actions.csv": table(_headings(ACTION_COLUMNS, voice), actions),
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


def _headings(columns: Iterable[str], voice: Voice) -> list[str]:
    return [voice(f"csv.{column}") for column in columns]


def _finding_row(finding: Finding, names: Mapping[str, str], voice: Voice) -> Iterator[Cell]:
    subject, measure = finding.subject, finding.measure
    yield from (finding.control, voice.text(finding.title))
    yield from (voice.text(finding.severity.label), voice.text(finding.status.label))
    yield from (voice.table(subject.table), subject.id, subject.name)
    yield from (subject.unit, names.get(subject.unit or ""), finding.period)
    yield voice.text(finding.message)
    yield finding.due.isoformat() if finding.due else None
    yield from (finding.days_overdue, finding.days_left)
    yield from (repr(measure.value) if measure and measure.value is not None else None,)
    yield repr(measure.target) if measure else None
    yield "; ".join(_missing(missing, voice) for missing in finding.missing)
    yield "; ".join(f"{name} = {voice.cell(value)}" for name, value in finding.evidence.items())
    yield "; ".join(f"{name} = {voice.cell(value)}" for name, value in (finding.observed or {}).items())
    yield "; ".join(source.obligation for source in finding.sources)
    yield str(finding.location) if finding.location else None
    yield finding.waiver.id if finding.waiver else None
    yield voice.text(finding.remediation.text)
    yield finding.fingerprint


def _missing(missing: Missing, voice: Voice) -> str:
    place = missing.table if missing.column is None else f"{missing.table}.{missing.column}"
    return f"{voice.text(missing.label)} ({place})"


def _action_row(action: Action, names: Mapping[str, str], voice: Voice) -> Iterator[Cell]:
    yield from (action.id, action.unit, names.get(action.unit))
    yield from (voice.text(action.what), voice.text(action.who))
    yield action.due.isoformat() if action.due else voice("at_once")
    yield from (voice.text(text) for text in (action.responsibility, action.product, action.authority))
    yield from (voice.text(action.severity.label), action.days_overdue, action.effort_days)
    yield from ("; ".join(ids) for ids in (action.controls, action.subjects, action.closes, action.after))
