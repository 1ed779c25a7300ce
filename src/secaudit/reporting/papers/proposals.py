"""What to propose: the deeds that end most failures, and the critical duties that are overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding, FindingRemediation
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status


@dataclass(frozen=True, slots=True)
class Proposal:
    """One deed: what it ends, how much of that is critical or high, and in how many units."""

    remediation: FindingRemediation
    controls: tuple[str, ...]
    ended: int
    grave: int
    units: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """A critical control with failures past their day: how many, in how many units, and for how long."""

    finding: Finding
    count: int
    units: int
    days: int


def proposals(result: AuditResult) -> tuple[Proposal, ...]:
    """Return the deeds by their effect, the greatest first: grave failures ended, then all of them."""
    by_deed: dict[str, list[Finding]] = defaultdict(list)
    for finding in _failures(result):
        by_deed[finding.remediation.deed].append(finding)
    found = [_proposal(findings) for findings in by_deed.values()]
    return tuple(sorted(found, key=lambda one: (-one.grave, -one.ended, one.controls)))


def overdue(result: AuditResult) -> tuple[Overdue, ...]:
    """Return the critical controls with overdue failures, the longest overdue first."""
    late: dict[str, list[Finding]] = defaultdict(list)
    for finding in _failures(result):
        if finding.severity is Severity.CRITICAL and (finding.days_overdue or 0) > 0:
            late[finding.control].append(finding)
    found = [
        Overdue(findings[0], len(findings), _units(findings), max(one.days_overdue or 0 for one in findings))
        for findings in late.values()
    ]
    return tuple(sorted(found, key=lambda one: (-one.days, -one.count, one.finding.control)))


def _failures(result: AuditResult) -> Iterable[Finding]:
    return (finding for finding in result.findings if finding.status is Status.FAIL)


def _proposal(findings: list[Finding]) -> Proposal:
    return Proposal(
        remediation=findings[0].remediation,
        controls=tuple(sorted({finding.control for finding in findings})),
        ended=len(findings),
        grave=sum(finding.severity in (Severity.CRITICAL, Severity.HIGH) for finding in findings),
        units=_units(findings),
    )


def _units(findings: Iterable[Finding]) -> int:
    return len({finding.subject.unit for finding in findings})
