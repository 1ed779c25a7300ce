"""From the result of an audit to the rows that a history keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from secaudit.history.layout import LAYOUTS, ROLL
from secaudit.model.finding import Finding
from secaudit.model.history import HISTORY_VERSION
from secaudit.model.result import AuditResult
from secaudit.model.roll import Roll
from secaudit.model.status import Status

if TYPE_CHECKING:
    import pyarrow as pa

_Row = tuple[Any, ...]


def tables_of(result: AuditResult) -> Mapping[str, pa.Table]:
    """Return the rows to keep of an audit, by table: all but those of `records` itself."""
    rows: dict[str, Iterable[_Row]] = {
        "units": ((unit.id, unit.name, unit.kind, unit.parent) for unit in result.units),
        "files": (
            (file.path, file.sha256, file.rows_kept, file.rows_rejected) for file in result.inventory.files
        ),
        "controls": (
            (
                control.id,
                control.title.vi,
                control.title.en,
                control.severity.value,
                control.subject,
                control.family,
                control.rule_sha256,
            )
            for control in result.controls
        ),
        "cells": ((cell.unit, cell.control, cell.status.value, cell.count) for cell in result.counts.by_cell),
        "findings": (_finding(finding) for finding in result.findings if finding.status.is_finding),
    }
    tables = {name: _table(name, list(zip(*given, strict=True))) for name, given in rows.items()}
    return tables | {ROLL: _table(ROLL, _verdicts(_rolls(result)))}


def head_of(result: AuditResult) -> Mapping[str, Any]:
    """Return the columns of `records` that say what an audit was of, and who made it when."""
    profile = result.catalogue.profile
    return {
        "layout": HISTORY_VERSION,
        "generated_at": result.generated_at.isoformat(),
        "tool": result.tool.name,
        "tool_version": result.tool.version,
        "engine": result.tool.engine,
        "paths": "\n".join(result.inventory.paths),
        "as_of": result.as_of,
        "scope": result.scope,
        "profile": None if profile is None else profile.id,
        "catalogue_version": result.catalogue.version,
        "catalogue_sha256": result.catalogue.sha256,
        "complete": result.is_complete,
        "rejected": len(result.inventory.rejected),
    }


def _finding(finding: Finding) -> _Row:
    subject = finding.subject
    return (
        finding.control,
        subject.table,
        subject.id,
        subject.name,
        subject.unit,
        finding.period,
        finding.status.value,
        finding.severity.value,
        finding.due,
        finding.days_overdue,
        finding.days_left,
        finding.message.vi,
        finding.message.en,
        None if finding.location is None else str(finding.location),
        None if finding.waiver is None else finding.waiver.id,
    )


def _rolls(result: AuditResult) -> Iterable[Roll]:
    """Return the rolls of an audit; one read from its file has them only if it lists every verdict."""
    if result.rolls is not None or len(result.findings) != result.counts.expected:
        return result.rolls or ()
    told: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in result.findings:
        told.setdefault((finding.control, finding.period), []).append(finding)
    return [
        Roll(*key, tuple(one.subject.id for one in every), tuple(one.status for one in every))
        for key, every in told.items()
    ]


def _verdicts(rolls: Iterable[Roll]) -> list[list[Any]]:
    """Return the columns of every verdict; there are over a hundred thousand of a city."""
    words = {status: status.value for status in Status}
    controls: list[str] = []
    periods: list[str | None] = []
    subjects: list[str] = []
    statuses: list[str] = []
    for roll in rolls:
        controls += [roll.control] * len(roll.subjects)
        periods += [roll.period] * len(roll.subjects)
        subjects += roll.subjects
        statuses += [words[status] for status in roll.statuses]
    return [controls, periods, subjects, statuses]


def _table(name: str, values: Sequence[Sequence[Any]]) -> pa.Table:
    """Return a table from the values of its columns; without any, an empty one."""
    import pyarrow as pa

    types = {"VARCHAR": pa.string(), "INTEGER": pa.int32(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}
    columns = LAYOUTS[HISTORY_VERSION][name]
    arrays = [
        pa.array(cells, types[kind])
        for cells, kind in zip(values or [()] * len(columns), columns.values(), strict=True)
    ]
    return pa.Table.from_arrays(arrays, names=list(columns))
