"""Verdicts on examples: a day's examples are judged together, and one that cannot be read falls out alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from secaudit.audit.bench import Bench
from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue
from secaudit.model.finding import Finding
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.tables import SCHEMA
from secaudit.proving.cases import Case, merged


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one example: the verdicts on its rows, or why its rows cannot be read."""

    case: Case
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


def judged(some: Sequence[Case], catalogue: Catalogue) -> tuple[Judged, ...]:
    """Judge examples of any days, and return them in their order."""
    days: dict[date, list[Case]] = {}
    for case in some:
        days.setdefault(case.example.as_of, []).append(case)
    found = {item.case.prefix: item for day in days.values() for item in _one_day(day, catalogue)}
    return tuple(found[case.prefix] for case in some)


def alone(case: Case, catalogue: Catalogue) -> Judged:
    """Judge an example by itself, so that verdicts name its rows as it does."""
    bare = replace(case, prefix="")
    try:
        return Judged(bare, _own(bare, _verdicts([bare], catalogue)))
    except InvalidInput as error:
        return Judged(bare, problems=error.problems)


def _one_day(some: Sequence[Case], catalogue: Catalogue) -> Iterable[Judged]:
    """Judge examples of one day. Where rows are refused, halves are tried, down to the example at fault."""
    try:
        findings = _verdicts(some, catalogue)
    except InvalidInput:
        if len(some) == 1:
            yield replace(alone(some[0], catalogue), case=some[0])
            return
        middle = len(some) // 2
        yield from _one_day(some[:middle], catalogue)
        yield from _one_day(some[middle:], catalogue)
        return
    by_prefix = _by_prefix(findings)
    for case in some:
        yield Judged(case, _own(case, by_prefix.get(case.prefix, ())))


def _own(case: Case, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if case.own(finding))


def _by_prefix(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        head, dash, _ = finding.subject.id.partition("-")
        found.setdefault(head + dash, []).append(finding)
    return found


def _verdicts(some: Sequence[Case], catalogue: Catalogue) -> tuple[Finding, ...]:
    """Judge examples by their own controls, each on the units of its own examples alone.

    The controls that their waivers name are known, too, but not judged.

    Raises:
        InventoryInvalid: rows of an example cannot be read.
    """
    own: dict[str, set[str]] = {}
    for case in some:
        own.setdefault(case.control.id, set()).update(case.declared)
    named = {str(row.get("control")) for case in some for row in case.example.given.get("waivers", ())}
    known = tuple(control for control in catalogue.controls if control.id in own.keys() | named)
    findings: list[Finding] = []
    with Bench(merged(some), replace(catalogue, controls=known), some[0].example.as_of) as bench:
        for control in known:
            if control.id in own:
                plans = bench.plans(control)
                units = own[control.id] if SCHEMA[control.subject].owner else None
                verdicts = bench.judge(plans, units)
                findings.extend(finding for item in plans for finding in bench.findings(item, verdicts))
    return tuple(findings)
