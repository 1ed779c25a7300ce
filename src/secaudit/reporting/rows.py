"""Findings and actions as rows of cells, for tables of any kind: days are days and numbers are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from secaudit.model.action import Action
from secaudit.model.finding import Finding, Missing

if TYPE_CHECKING:
    from secaudit.reporting.voice import Voice

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


def headings(columns: Iterable[str], voice: Voice) -> list[str]:
    """Return what columns are called."""
    return [voice(f"csv.{column}") for column in columns]


def finding_row(finding: Finding, names: Mapping[str, str], voice: Voice) -> Iterator[Cell]:
    """Yield a finding's cells, in the order of `FINDING_COLUMNS`; `names` are those of the units."""
    subject, measure = finding.subject, finding.measure
    yield from (finding.control, voice.text(finding.title))
    yield from (voice.text(finding.severity.label), voice.text(finding.status.label))
    yield from (voice.table(subject.table), subject.id, subject.name)
    yield from (subject.unit, names.get(subject.unit or ""), finding.period)
    yield voice.text(finding.message)
    yield finding.due
    yield from (finding.days_overdue, finding.days_left)
    yield measure.value if measure else None
    yield measure.target if measure else None
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


def action_row(action: Action, names: Mapping[str, str], voice: Voice) -> Iterator[Cell]:
    """Yield an action's cells, in the order of `ACTION_COLUMNS`."""
    yield from (action.id, action.unit, names.get(action.unit))
    yield from (voice.text(action.what), voice.text(action.who))
    yield action.due or voice("at_once")
    yield from (voice.text(text) for text in (action.responsibility, action.product, action.authority))
    yield from (voice.text(action.severity.label), action.days_overdue, action.effort_days)
    yield from ("; ".join(ids) for ids in (action.controls, action.subjects, action.closes, action.after))
