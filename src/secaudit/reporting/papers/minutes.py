"""The minutes of an inspection: form 1.9 of Decree 30/2020 with the contents that Decree 331/2026 asks for.

What the audit found is told for the inspector to confirm on the spot; whoever was there, the hours and what
the unit says are left to be written by hand, unless `issuer.yaml` tells them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding
from secaudit.model.issuer import Attendant
from secaudit.model.result import AuditResult, ControlInfo
from secaudit.model.status import Status
from secaudit.reporting.assignments import gravest_first
from secaudit.reporting.listing import Part, first, share_out
from secaudit.reporting.papers.letterhead import Title, letterhead, recipients_of
from secaudit.reporting.papers.writing import Contents
from secaudit.reporting.provenance import provenance
from secaudit.reporting.standing import head_of
from secaudit.reporting.view import TOLD_ORDER
from secaudit.reporting.voice import Voice

MOST_ROWS = 2_000
MOST_DIFFERENCES = 200
MOST_DEMANDS = 60

GROUNDS = ("violation", "request", "state_management", "ministry")
"""The grounds of a visit to choose from: Law 116/2025, 12.1 and 39.2.k; Decree 331/2026, 34.1.a."""

_TOLD = (Status.FAIL, Status.ERROR, Status.UNKNOWN, Status.WAIVED, Status.NOT_YET_DUE)
_EMPTY_SEATS = 3
"""Blank rows for each party where nobody is named."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one control found of one verdict."""

    control: ControlInfo
    findings: Part[Finding]


@dataclass(frozen=True, slots=True)
class Group:
    """Everything of one verdict: `shown` of `total` findings."""

    status: Status
    controls: tuple[Judged, ...]
    shown: int
    total: int


def contents(result: AuditResult, voice: Voice) -> Contents:
    """Return what the minutes tell of a result."""
    head = head_of(result)
    unit = head.unit.name if head else voice("screen.all_units")
    visit = voice.issuer.inspection
    return Contents(
        head=letterhead("minutes", result, voice, dated=False),
        title=Title(voice("minutes.title"), voice("minutes.about", unit=unit)),
        name=voice("minutes.document", unit=unit, day=result.as_of),
        values={
            "unit": unit,
            "visit": visit,
            "begun": moment(visit.started_at, voice),
            "ended": moment(visit.ended_at, voice),
            "inspectors": seats(visit.inspectors),
            "inspected": seats(visit.inspected),
            "chosen": [_ground(one, voice) for one in visit.basis],
            "grounds": [_ground(one, voice) for one in GROUNDS],
            "groups": groups(result),
            "statuses": [(status, result.counts.total[status]) for status in TOLD_ORDER],
            "differences": first(result.contradictions, MOST_DIFFERENCES),
            "demands": first(gravest_first(result.actions), MOST_DEMANDS),
            "facts": provenance(result),
            "recipients": recipients_of(result, voice, above=False),
        },
    )


def moment(when: datetime | None, voice: Voice) -> str:
    """Return an hour and a day in words, dotted where they are not known."""
    if when is None:
        return voice("minutes.moment_dotted")
    return voice("minutes.moment", hour=f"{when:%H}", minute=f"{when:%M}", day=when.date())


def seats(named: Sequence[Attendant]) -> tuple[Attendant, ...]:
    """Return who took part, and blank rows where nobody is named."""
    return tuple(named) or (Attendant(None, None),) * _EMPTY_SEATS


def groups(result: AuditResult) -> tuple[Group, ...]:
    """Return the findings by verdict and control, as many as may be printed."""
    held: defaultdict[tuple[Status, str], list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if finding.status in _TOLD:
            held[finding.status, finding.control].append(finding)
    order = sorted(result.controls, key=lambda control: (control.severity.rank, control.id))
    keys = [(status, control) for status in _TOLD for control in order if (status, control.id) in held]
    quotas = share_out([len(held[status, control.id]) for status, control in keys], MOST_ROWS)
    judged: defaultdict[Status, list[Judged]] = defaultdict(list)
    for (status, control), quota in zip(keys, quotas, strict=True):
        found = held[status, control.id]
        judged[status].append(Judged(control, Part(tuple(found[:quota]), len(found))))
    return tuple(_group(status, judged[status], result) for status in _TOLD if judged[status])


def _group(status: Status, judged: Sequence[Judged], result: AuditResult) -> Group:
    shown = sum(len(one.findings.shown) for one in judged)
    return Group(status, tuple(judged), shown, result.counts.total[status])


def _ground(one: str, voice: Voice) -> str:
    return voice(f"minutes.ground.{one}") if one in GROUNDS else one
