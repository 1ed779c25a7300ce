"""One part of an audit: a unit and every unit below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from difflib import get_close_matches

from secaudit.model.exposure import ExposureInfo
from secaudit.model.finding import Finding, WaiverUse
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.register import Register
from secaudit.model.result import AuditResult, Cell, Counts, CountTable, UnitInfo
from secaudit.model.status import Status
from secaudit.model.text import Text


def restrict(result: AuditResult, unit: str) -> AuditResult:
    """Return what the audit found of a unit and all units below it, as a result of its own.

    Totals are the unit's own subtree counts, and counts by control come from the counted cells: nothing
    is counted again. Input files, rejected rows and controls stay whole, because the verdicts rest on all
    of them.

    Raises:
        InvalidInput: the audit has no such unit.
    """
    scores = {score.unit: score for score in result.scores}
    inside = _subtree(result.units, unit)
    if unit not in scores or not inside:
        raise InvalidInput([_unknown_unit(unit, [known.id for known in result.units])])
    total = dict(scores[unit].subtree)
    cells = tuple(cell for cell in result.counts.by_cell if cell.unit in inside)
    findings = tuple(finding for finding in result.findings if finding.subject.unit in inside)
    return replace(
        result,
        scope=unit,
        units=tuple(known for known in result.units if known.id in inside),
        counts=CountTable(
            expected=sum(total.values()),
            total=total,
            by_control=_by_control(cells, [control.id for control in result.controls]),
            by_cell=cells,
        ),
        scores=tuple(score for score in result.scores if score.unit in inside),
        findings=findings,
        not_applicable=tuple(row for row in result.not_applicable if row.unit in inside),
        contradictions=tuple(found for found in result.contradictions if found.unit in inside),
        waivers=tuple(waiver for waiver in result.waivers if _concerns(waiver, inside, findings)),
        actions=tuple(action for action in result.actions if action.unit in inside),
        claims=tuple(claim for claim in result.claims if claim.unit in inside),
        exposure=None if result.exposure is None else exposure_of(result.exposure, inside),
        proportions=tuple(one for one in result.proportions if one.unit in inside),
        register=None if result.register is None else _register_of(result.register, inside),
        rolls=None,
    )


def exposure_of(info: ExposureInfo, inside: Collection[str]) -> ExposureInfo | None:
    """Return what concerns these units' holders, None without any; others may have to end their ways."""
    holders = tuple(holder for holder in info.holders if holder.unit in inside)
    if not holders:
        return None
    if len(holders) == len(info.holders):
        return info
    return replace(
        info,
        holders=holders,
        severances=tuple(one for one in info.severances if one.unit in inside),
        map=info.map.around([holder.id for holder in holders]),
        is_part=True,
    )


def _register_of(register: Register, inside: Collection[str]) -> Register:
    return Register(
        tuple(system for system in register.systems if system.unit in inside),
        tuple(unit for unit in register.undeclared_units if unit in inside),
    )


def _subtree(units: Iterable[UnitInfo], top: str) -> frozenset[str]:
    children: dict[str, list[str]] = defaultdict(list)
    known = set()
    for unit in units:
        known.add(unit.id)
        if unit.parent is not None:
            children[unit.parent].append(unit.id)
    inside: set[str] = set()
    waiting = [top] if top in known else []
    while waiting:
        current = waiting.pop()
        if current not in inside:
            inside.add(current)
            waiting.extend(children[current])
    return frozenset(inside)


def _concerns(waiver: WaiverUse, inside: Collection[str], findings: Iterable[Finding]) -> bool:
    """Return whether a waiver is one of these units', by its subject's findings where it names no unit."""
    if waiver.unit is not None:
        return waiver.unit in inside
    return any(
        finding.control == waiver.control and finding.subject.id == waiver.subject for finding in findings
    )


def _by_control(cells: Iterable[Cell], controls: Iterable[str]) -> dict[str, Counts]:
    table = {control: dict.fromkeys(Status, 0) for control in controls}
    for cell in cells:
        table[cell.control][cell.status] += cell.count
    return {control: dict(counts) for control, counts in table.items()}


def _unknown_unit(unit: str, known: list[str]) -> Problem:
    near = get_close_matches(unit, known, n=1)
    advice = (
        Text(f"có phải là {near[0]!r}?", f"did you mean {near[0]!r}?")
        if near
        else Text("dùng mã của một đơn vị đã được kiểm tra", "give the id of a unit that was audited")
    )
    return Problem(
        code="unknown-unit",
        location=Location("audit.json"),
        found=Text(f"không có đơn vị {unit!r} trong kết quả", f"the result has no unit {unit!r}"),
        expected=Text("mã của một đơn vị đã được kiểm tra", "the id of a unit that was audited"),
        advice=advice,
    )
