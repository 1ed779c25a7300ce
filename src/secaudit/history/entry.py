"""From the result of an audit to the rows that a history keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from secaudit.history.layout import LAYOUTS, ROLL
from secaudit.model.finding import Finding
from secaudit.model.history import HISTORY_VERSION
from secaudit.model.result import AuditResult
from secaudit.model.roll import Roll

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
        ROLL: _verdicts(result.rolls or ()),
    }
    return {name: _table(name, list(given)) for name, given in rows.items()}


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


def _verdicts(rolls: Iterable[Roll]) -> Iterable[_Row]:
    for roll in rolls:
        for subject, status in zip(roll.subjects, roll.statuses, strict=True):
            yield roll.control, roll.period, subject, status.value


def _table(name: str, rows: Sequence[_Row]) -> pa.Table:
    import pyarrow as pa

    types = {"VARCHAR": pa.string(), "INTEGER": pa.int32(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}
    columns = LAYOUTS[HISTORY_VERSION][name]
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [pa.array(cells, types[kind]) for cells, kind in zip(values, columns.values(), strict=True)]
    return pa.Table.from_arrays(arrays, names=list(columns))
