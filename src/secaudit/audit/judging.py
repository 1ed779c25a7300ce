"""The audit itself: an inventory and a catalogue go in, a result comes out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from secaudit import __version__
from secaudit.audit import messages
from secaudit.audit.counting import counted, scores
from secaudit.audit.deadlines import Deadline
from secaudit.audit.engines.duckdb import name as engine_name
from secaudit.audit.engines.interface import Engine
from secaudit.audit.kinds import misjudged
from secaudit.audit.plans import Plan, plan, planned
from secaudit.audit.preparation import Prepared, prepare
from secaudit.audit.proportions import proportions_of
from secaudit.audit.registering import register_of
from secaudit.audit.shares import Progress, Share, Task, judged
from secaudit.audit.waivers import Waivers, checked, read_waivers
from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue, Control
from secaudit.model.exposure import ExposureInfo
from secaudit.model.finding import Finding, WaiverUse
from secaudit.model.inventory import Inventory
from secaudit.model.law import LegalDocument
from secaudit.model.problem import Problem, SecauditError
from secaudit.model.result import (
    SCHEMA_VERSION,
    AuditResult,
    Cell,
    ControlInfo,
    InventoryInfo,
    NotApplicable,
    Tool,
    UnitInfo,
    catalogue_info,
)
from secaudit.model.rule import rule_sha256
from secaudit.model.status import Status
from secaudit.model.text import Text


class UnknownUnit(SecauditError):
    """The unit that was asked for is not in the inventory; `near` are ids that look like it."""

    def __init__(self, unit: str, near: Sequence[str]) -> None:
        self.unit, self.near = unit, tuple(near)
        self.text = Text(f"không có đơn vị {unit!r}", f"there is no unit {unit!r}")
        super().__init__(self.text.en)


Survey = Callable[[Inventory, Prepared, str | None], ExposureInfo | None]
"""What tells of the exposure of a unit and all below it, or of the whole inventory."""


def judge(
    inventory: Inventory,
    catalogue: Catalogue,
    as_of: date,
    *,
    generated_at: datetime,
    scope: str | None = None,
    all_verdicts: bool = False,
    keep_rolls: bool = False,
    keep_register: bool = False,
    keep_going: bool = False,
    engine: Engine | None = None,
    progress: Progress | None = None,
    survey: Survey | None = None,
) -> AuditResult:
    """Judge every control on every row of its subject table, as things stood on `as_of`.

    `scope` is a unit's id: it and all units below it are judged, against the whole inventory (links and
    papers of other units still count). `all_verdicts` lists passes and what does not apply, too;
    `keep_rolls` keeps every verdict as `rolls`, without a finding for each; `keep_register` keeps the systems
    and shares that the yearly papers tell of. With `keep_going`, waivers that
    waive nothing are rejected rows and no longer make the whole invalid. The result has no actions yet; the
    remediation room adds them. What `survey` says of exposure, from the tables as judged, goes into it.

    Raises:
        UnknownUnit: `scope` is no unit of the inventory.
        InventoryInvalid: a waiver names a control or subject that does not exist, without `keep_going`.
        CountMismatch: a verdict was lost; a fault of the tool.
    """
    case = _case(inventory, catalogue, as_of, scope, keep_going=keep_going)
    restriction = None if scope is None else case.units
    share, exposure = judged(
        Task(case.inventory, case.prepared, restriction, all_verdicts, keep_rolls),
        case.todo,
        engine,
        progress,
        meanwhile=lambda: None if survey is None else survey(case.inventory, case.prepared, scope),
    )
    return replace(
        _result(case, share, generated_at, engine.name if engine else engine_name()),
        exposure=exposure,
        register=register_of(case.inventory, case.prepared, case.units) if keep_register else None,
        proportions=proportions_of(case.prepared, case.units) if keep_register else (),
        rolls=tuple(share.rolls[item.key] for item in case.todo) if keep_rolls else None,
    )


@dataclass(frozen=True)
class _Case:
    """What is judged: the rows as they stand on the day, the units asked for, and every control's plan."""

    inventory: Inventory
    catalogue: Catalogue
    as_of: date
    scope: str | None
    waivers: Waivers
    prepared: Prepared
    units: tuple[str, ...]
    todo: Sequence[Plan]


def _case(
    inventory: Inventory, catalogue: Catalogue, as_of: date, scope: str | None, *, keep_going: bool
) -> _Case:
    waivers = read_waivers(inventory, catalogue, as_of)
    inventory = checked(inventory, waivers, keep_going=keep_going)
    prepared = prepare(inventory, as_of, catalogue.controls)
    units = _scope(prepared, scope)
    todo = planned(catalogue.controls, waivers, as_of)
    return _Case(inventory, catalogue, as_of, scope, waivers, prepared, units, todo)


def _result(case: _Case, share: Share, generated_at: datetime, engine: str) -> AuditResult:
    """Return the verdicts with what reports tell of units, controls and waivers."""
    prepared, units, todo, scope = case.prepared, case.units, case.todo, case.scope
    table = counted(share.expected, share.cells)
    findings = _worst_first(share.findings, todo)
    return AuditResult(
        schema_version=SCHEMA_VERSION,
        as_of=case.as_of,
        generated_at=generated_at,
        tool=Tool("secaudit", __version__, engine),
        scope=scope,
        inventory=_inventory_info(case),
        catalogue=catalogue_info(case.catalogue),
        units=_unit_infos(prepared, units),
        controls=_control_infos(todo),
        counts=table,
        scores=scores(prepared.tree, units, table.by_cell),
        findings=findings,
        not_applicable=_not_applicable(todo, table.by_cell),
        contradictions=tuple(item for item in prepared.contradictions if scope is None or item.unit in units),
        waivers=_waiver_uses(case.waivers, findings, None if scope is None else units),
        documents=_documents(case.catalogue),
    )


def _inventory_info(case: _Case) -> InventoryInfo:
    read = case.inventory
    wrong = _misjudged(case.catalogue, read, case.prepared, case.units)
    return InventoryInfo(read.paths, read.files, read.rejected, (*read.problems, *wrong))


def _misjudged(
    catalogue: Catalogue, inventory: Inventory, prepared: Prepared, units: Collection[str]
) -> tuple[Problem, ...]:
    if catalogue.profile is None:
        return ()
    return tuple(misjudged(catalogue.profile, inventory, prepared, units))


def ready(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue, with the engine and everything else that judging it needs already loaded."""
    import duckdb
    import pyarrow.compute

    _ = (duckdb, pyarrow.compute)
    for control in catalogue.controls:
        plan(control, Waivers(()), date.min)
    return catalogue


def _scope(prepared: Prepared, scope: str | None) -> tuple[str, ...]:
    if scope is None:
        return tuple(prepared.unit_rows)
    if scope not in prepared.tree:
        from difflib import get_close_matches

        raise UnknownUnit(scope, get_close_matches(scope, list(prepared.unit_rows), n=3))
    return prepared.tree.members(scope)


def _worst_first(by_plan: Mapping[str, Sequence[Finding]], plans: Sequence[Plan]) -> tuple[Finding, ...]:
    """Return findings by severity, days overdue and control, and of one control in the inventory's order."""
    ranks = {plan.control.id: plan.control.severity.rank for plan in plans}
    findings = [finding for plan in plans for finding in by_plan.get(plan.key, ())]
    findings.sort(key=lambda finding: (ranks[finding.control], -(finding.days_overdue or 0), finding.control))
    return tuple(findings)


def _unit_infos(prepared: Prepared, units: Collection[str]) -> tuple[UnitInfo, ...]:
    rows = {row["id"]: row for row in prepared.tables["units"].to_pylist()}
    return tuple(
        UnitInfo(
            id=unit,
            name=rows[unit]["name"],
            kind=rows[unit]["kind"],
            parent=rows[unit]["parent"] or None,
            head_name=rows[unit]["head_name"] or None,
            head_post=rows[unit]["head_post"] or None,
            security_officer=rows[unit]["security_officer"] or None,
            contact=rows[unit]["contact"] or None,
            declared=tuple(sorted(prepared.declared_tables.get(unit, ()))),
        )
        for unit in units
    )


def _control_infos(todo: Sequence[Plan]) -> tuple[ControlInfo, ...]:
    """Return what reports say of each control: of a recurring one, the standing of its latest period."""
    latest = {item.control.id: item for item in todo}
    return tuple(_control_info(item.control, item.deadline) for item in latest.values())


def _control_info(control: Control, standing: Deadline) -> ControlInfo:
    return ControlInfo(
        id=control.id,
        title=control.title,
        severity=control.severity,
        subject=control.subject,
        family=control.family,
        sources=standing.sources,
        due=standing.due,
        waivable=control.waivable,
        rule_sha256=rule_sha256(control),
    )


def _not_applicable(plans: Sequence[Plan], found: Sequence[Cell]) -> tuple[NotApplicable, ...]:
    reasons = {item.control.id: messages.out_of_scope(item) for item in plans}
    return tuple(
        NotApplicable(cell.control, cell.unit, cell.count, reasons[cell.control])
        for cell in found
        if cell.status is Status.NOT_APPLICABLE
    )


def _waiver_uses(
    waivers: Waivers, findings: Sequence[Finding], scope: Collection[str] | None
) -> tuple[WaiverUse, ...]:
    waived = {
        (finding.control, finding.subject.id) for finding in findings if finding.status is Status.WAIVED
    }
    return tuple(use for use in waivers.after(waived) if scope is None or use.unit in scope)


def _documents(catalogue: Catalogue) -> tuple[LegalDocument, ...]:
    cited = {obligation.document.id for control in catalogue.controls for obligation in control.cites}
    return tuple(document for name, document in sorted(catalogue.documents.items()) if name in cited)
