"""What stands on the pages of one unit, or of a few units together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from secaudit.lazily import dataclass
from secaudit.model.action import Action
from secaudit.model.exposure import ExposureInfo
from secaudit.model.finding import Contradiction, Finding, WaiverUse
from secaudit.model.result import AuditResult, ControlInfo, UnitInfo
from secaudit.model.undertaking import Claim
from secaudit.reporting.scope import exposure_of
from secaudit.reporting.standing import Standing

_T = TypeVar("_T")

MOST_FINDINGS = 1_500
"""How many findings stand on one page: a page of so many has about two megabytes."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one control on a page, in the order of the result."""

    control: ControlInfo
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Folio:
    """What is told of one unit itself, without the units below it; or, with `unit` None, of all together.

    `parent` and `below` are its neighbours in the tree, for the way from page to page.
    """

    unit: UnitInfo | None
    standing: Standing | None
    parent: UnitInfo | None = None
    below: tuple[UnitInfo, ...] = ()
    findings: tuple[Finding, ...] = ()
    actions: tuple[Action, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    claims: tuple[Claim, ...] = ()
    exposure: ExposureInfo | None = None

    def sheets(self) -> list[tuple[Finding, ...]]:
        """Return the findings page by page; one page where there is none."""
        starts = range(0, max(len(self.findings), 1), MOST_FINDINGS)
        return [self.findings[start : start + MOST_FINDINGS] for start in starts]


def folio_of_all(result: AuditResult) -> Folio:
    """Return everything on one page."""
    return Folio(
        unit=None,
        standing=None,
        findings=result.findings,
        actions=result.actions,
        contradictions=result.contradictions,
        waivers=result.waivers,
        claims=result.claims,
        exposure=result.exposure,
    )


def folios(result: AuditResult, standings: Sequence[Standing]) -> Iterator[Folio]:
    """Yield what is told of each unit, in the order of the tree, but for what belongs to none."""
    findings = _by_unit(result.findings, lambda one: one.subject.unit)
    actions = _by_unit(result.actions, lambda one: one.unit)
    contradictions = _by_unit(result.contradictions, lambda one: one.unit)
    waivers = _by_unit(result.waivers, lambda one: one.unit)
    claims = _by_unit(result.claims, lambda one: one.unit)
    units = {unit.id: unit for unit in result.units}
    below: defaultdict[str | None, list[UnitInfo]] = defaultdict(list)
    for unit in result.units:
        below[unit.parent].append(unit)
    for standing in standings:
        unit = standing.unit
        yield Folio(
            unit=unit,
            standing=standing,
            parent=units.get(unit.parent or ""),
            below=tuple(below[unit.id]),
            findings=tuple(findings[unit.id]),
            actions=tuple(actions[unit.id]),
            contradictions=tuple(contradictions[unit.id]),
            waivers=tuple(waivers[unit.id]),
            claims=tuple(claims[unit.id]),
            exposure=exposure_of(result.exposure, {unit.id}) if result.exposure is not None else None,
        )


def of_no_unit(result: AuditResult) -> tuple[Finding, ...]:
    """Return the findings whose row belongs to no unit, or to one that is not there."""
    known = {unit.id for unit in result.units}
    return tuple(finding for finding in result.findings if finding.subject.unit not in known)


def groups(findings: Iterable[Finding], controls: Mapping[str, ControlInfo]) -> list[Group]:
    """Return findings control by control, in the order in which controls first come."""
    sorted_out: dict[str, list[Finding]] = {}
    for finding in findings:
        sorted_out.setdefault(finding.control, []).append(finding)
    return [Group(controls[name], tuple(found)) for name, found in sorted_out.items()]


def _by_unit(things: Iterable[_T], unit_of: Callable[[_T], str | None]) -> defaultdict[str | None, list[_T]]:
    found: defaultdict[str | None, list[_T]] = defaultdict(list)
    for thing in things:
        found[unit_of(thing)].append(thing)
    return found
