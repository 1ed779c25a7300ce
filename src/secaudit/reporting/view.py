"""The one view that every report is made from: an audit's result, put in the order in which it is told.

Counts are those of the result; nothing here judges. A renderer takes a view and a language and adds
only its own form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.action import Action
from secaudit.model.exposure import ExposedHolder, Severance
from secaudit.model.finding import Contradiction, Finding, WaiverUse
from secaudit.model.inventory import RejectedRow
from secaudit.model.problem import Problem
from secaudit.model.result import AuditResult, ControlInfo, Counts, NotApplicable, UnitInfo
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text
from secaudit.model.undertaking import Claim
from secaudit.reporting.assignments import Assignment, gravest_first
from secaudit.reporting.citations import Citation, citations
from secaudit.reporting.gaps import Gap, gaps
from secaudit.reporting.limits import CITY_LIMITS, UNIT_LIMITS, Limits
from secaudit.reporting.listing import Part, first, share_out
from secaudit.reporting.provenance import Provenance, provenance
from secaudit.reporting.standing import Standing, head_of, ranked, standings
from secaudit.reporting.waivers import issues_first

FAILED = (Status.FAIL, Status.ERROR)
"""What is listed as failed: an error must be as visible as a failure, under its own name."""

TOLD_ORDER = (
    Status.PASS,
    Status.FAIL,
    Status.UNKNOWN,
    Status.WAIVED,
    Status.NOT_YET_DUE,
    Status.NOT_APPLICABLE,
    Status.ERROR,
)
"""The statuses as reports list them: first those in the score, then those outside it."""

_MANY_UNITS = 10


@dataclass(frozen=True, slots=True)
class StatusLine:
    """How many verdicts have a status, and which share of all that is (None of nothing)."""

    status: Status
    count: int
    share: float | None


@dataclass(frozen=True, slots=True)
class SeverityLine:
    """The verdicts of all controls of one severity."""

    severity: Severity
    counts: Counts


@dataclass(frozen=True, slots=True)
class Block:
    """What failed one control: the subjects shown, out of how many."""

    control: ControlInfo
    findings: Part[Finding]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Every control of one severity that something failed; `failed` is how many verdicts that is."""

    severity: Severity
    failed: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ControlLine:
    """One control's verdicts."""

    control: ControlInfo
    counts: Counts

    @property
    def has_subjects(self) -> bool:
        """Whether there was anything to judge by it in this scope."""
        return any(self.counts.values())


@dataclass(frozen=True)
class View:
    """An audit's result as reports tell it.

    `head` is the unit at the top of the scope, None where the inventory has several trees; then there is
    no overall `score` either. `weakest` and `strongest` are units by their own score; where few units
    have one, `weakest` holds them all and `strongest` is empty.
    """

    result: AuditResult
    head: UnitInfo | None
    score: float | None
    statuses: tuple[StatusLine, ...]
    severities: tuple[SeverityLine, ...]
    units: tuple[Standing, ...]
    weakest: Part[Standing]
    strongest: Part[Standing]
    chapters: tuple[Chapter, ...]
    failed: int
    failures_shown: int
    upcoming: Part[Finding]
    gaps: Part[Gap]
    actions: Part[Action]
    assignments: Part[Assignment]
    contradictions: Part[Contradiction]
    waivers: Part[WaiverUse]
    claims: Part[Claim]
    exposed: Part[ExposedHolder]
    severances: Part[Severance]
    rejected: Part[RejectedRow]
    unread: Part[Problem]
    reasons: Part[NotApplicable]
    citations: tuple[Citation, ...]
    controls: tuple[ControlLine, ...]
    provenance: Provenance

    @property
    def actions_told(self) -> int:
        """How many actions the shown assignments are."""
        return sum(len(each.actions) for each in self.assignments.shown)

    @property
    def unit_names(self) -> dict[str, str]:
        """The names of the units in scope, by id."""
        return {unit.id: unit.name for unit in self.result.units}

    def count(self, status: Status) -> int:
        """Return how many verdicts have the status."""
        return self.result.counts.total[status]


def view_of(result: AuditResult, limits: Limits | None = None) -> View:
    """Return the view of a result; without `limits`, those that suit the number of its units."""
    if limits is None:
        limits = CITY_LIMITS if len(result.units) >= _MANY_UNITS else UNIT_LIMITS
    head = head_of(result)
    units = standings(result)
    weakest, strongest = ranked(units, limits.ranking)
    chapters = _chapters(result, limits.failures)
    return View(
        result=result,
        head=head.unit if head else None,
        score=head.score if head else None,
        statuses=_statuses(result),
        severities=_severities(result),
        units=units,
        weakest=weakest,
        strongest=strongest,
        chapters=chapters,
        failed=sum(result.counts.total[status] for status in FAILED),
        failures_shown=sum(len(block.findings.shown) for chapter in chapters for block in chapter.blocks),
        upcoming=_upcoming(result, limits.upcoming),
        gaps=first(gaps(result), limits.gaps),
        actions=first(result.actions, limits.actions),
        assignments=first(gravest_first(result.actions), limits.actions),
        contradictions=first(result.contradictions, limits.contradictions),
        waivers=first(issues_first(result.waivers), limits.waivers),
        claims=first(result.claims, limits.claims),
        exposed=first(result.exposure.holders if result.exposure else (), limits.exposed),
        severances=first(result.exposure.severances if result.exposure else (), limits.exposed),
        rejected=first(result.inventory.rejected, limits.rejected),
        unread=first(result.inventory.unread, limits.rejected),
        reasons=first(_reasons(result), limits.reasons),
        citations=citations(result),
        controls=tuple(
            ControlLine(control, result.counts.by_control[control.id]) for control in result.controls
        ),
        provenance=provenance(result),
    )


def _statuses(result: AuditResult) -> tuple[StatusLine, ...]:
    counts = result.counts
    return tuple(
        StatusLine(
            status,
            counts.total[status],
            counts.total[status] / counts.expected if counts.expected else None,
        )
        for status in TOLD_ORDER
    )


def _severities(result: AuditResult) -> tuple[SeverityLine, ...]:
    table = {severity: dict.fromkeys(Status, 0) for severity in Severity}
    for control in result.controls:
        for status, count in result.counts.by_control[control.id].items():
            table[control.severity][status] += count
    return tuple(SeverityLine(severity, counts) for severity, counts in table.items())


def _chapters(result: AuditResult, limit: int) -> tuple[Chapter, ...]:
    failures = _by_control(finding for finding in result.findings if finding.status in FAILED)
    failed = {
        control.id: sum(result.counts.by_control[control.id][status] for status in FAILED)
        for control in result.controls
    }
    listed = sorted(
        (control for control in result.controls if failed[control.id]),
        key=lambda control: (control.severity.rank, -failed[control.id], control.id),
    )
    quotas = share_out([failed[control.id] for control in listed], limit)
    blocks = [
        Block(control, Part(tuple(failures[control.id][:quota]), failed[control.id]))
        for control, quota in zip(listed, quotas, strict=True)
    ]
    return tuple(
        Chapter(severity, sum(block.findings.total for block in chosen), chosen)
        for severity in Severity
        if (chosen := tuple(block for block in blocks if block.control.severity is severity))
    )


def _by_control(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    table: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        table[finding.control].append(finding)
    for group in table.values():
        group.sort(key=_worst_first)
    return table


def _worst_first(finding: Finding) -> tuple[int, str, str, str]:
    subject = finding.subject
    return (-(finding.days_overdue or 0), subject.unit or "", subject.id, finding.period or "")


def _reasons(result: AuditResult) -> list[NotApplicable]:
    """Return why controls did not apply, the units of a control taken together where the reason is one."""
    counts: dict[tuple[str, Text], int] = defaultdict(int)
    for row in result.not_applicable:
        counts[row.control, row.reason] += row.count
    grouped = (NotApplicable(control, None, count, reason) for (control, reason), count in counts.items())
    return sorted(grouped, key=lambda row: (row.control, -row.count, row.reason.en))


def _upcoming(result: AuditResult, limit: int) -> Part[Finding]:
    waiting = [finding for finding in result.findings if finding.status is Status.NOT_YET_DUE]
    waiting.sort(
        key=lambda finding: (
            finding.due or date.max,
            finding.severity.rank,
            finding.control,
            finding.subject.unit or "",
            finding.subject.id,
            finding.period or "",
        )
    )
    return Part(tuple(waiting[:limit]), result.counts.total[Status.NOT_YET_DUE])
