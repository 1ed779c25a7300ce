"""Units that have not reported yet: said nothing is complete, or owe a report of the period."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding
from secaudit.model.period import Period
from secaudit.model.result import AuditResult, UnitInfo
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.subtree import SUBTREES

FAMILY = "RPT"
"""The family of controls that ask for reports."""


@dataclass(frozen=True, slots=True)
class SilentUnit:
    """A unit that has not reported: `undeclared` where it has declared no table complete.

    `owed` are the reports of the period that were not sent, `unclear` those of which that is not known
    although their day has come.
    """

    unit: UnitInfo
    undeclared: bool
    owed: tuple[Finding, ...]
    unclear: tuple[Finding, ...]


def silent_units(result: AuditResult, period: Period) -> tuple[SilentUnit, ...]:
    """Return the units that have not reported, those that said nothing at all first."""
    owed: dict[str, list[Finding]] = defaultdict(list)
    unclear: dict[str, list[Finding]] = defaultdict(list)
    families = {control.id: control.family for control in result.controls}
    for finding in result.findings:
        if (
            families.get(finding.control) != FAMILY
            or not _within(finding, period)
            or not finding.subject.unit
        ):
            continue
        if finding.status is Status.FAIL:
            owed[finding.subject.unit].append(finding)
        elif finding.status in (Status.UNKNOWN, Status.ERROR) and not _lies_ahead(finding, result.as_of):
            unclear[finding.subject.unit].append(finding)
    found = [
        SilentUnit(unit, unit.declared == (), tuple(owed[unit.id]), tuple(unclear[unit.id]))
        for unit in result.units
        if unit.declared == () or owed[unit.id] or unclear[unit.id]
    ]
    return tuple(sorted(found, key=lambda one: (not one.undeclared, -len(one.owed), -len(one.unclear))))


def _lies_ahead(finding: Finding, as_of: date) -> bool:
    """Whether what a finding asks for may still be done in time: nobody is silent before the day."""
    return finding.due is not None and finding.due >= as_of


def open_tables(result: AuditResult) -> tuple[tuple[UnitInfo, tuple[str, ...]], ...]:
    """Return the units with tables that verdicts wait for and that they have not declared complete.

    A unit's systems count among them wherever it has not declared them: nobody knows that it has no more.
    """
    awaited: dict[str, set[str]] = defaultdict(set)
    for finding in result.findings:
        if (
            finding.status is Status.UNKNOWN
            and finding.subject.unit
            and finding.subject.table not in SUBTREES
        ):
            awaited[finding.subject.unit] |= {one.table for one in finding.missing if one.column is None}
    for unit in result.register.undeclared_units if result.register else ():
        awaited[unit].add("systems")
    found = (
        (unit, tuple(name for name in SCHEMA if name in awaited[unit.id] - {_NEVER, *(unit.declared or ())}))
        for unit in result.units
    )
    return tuple((unit, tables) for unit, tables in found if tables)


_NEVER = "declarations"
"""The table of declarations itself is declared by nobody."""


def _within(finding: Finding, period: Period) -> bool:
    """Whether a report is one of a year, or of a half-year in it."""
    return finding.period is not None and finding.period.startswith(period.name)
