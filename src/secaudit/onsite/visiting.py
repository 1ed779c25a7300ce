"""What to look at when a unit is visited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from secaudit.audit.preparation import Prepared
from secaudit.model.control import Catalogue, Control
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.result import AuditResult, ControlInfo
from secaudit.model.status import WORSENING, Status
from secaudit.model.visit import Point, Visit
from secaudit.onsite.devices import Devices

CONFIDENCE = 95
MARGIN = 10
"""Of the sample, in percent, where nobody asks for others."""

_SHOWN = (Status.ERROR, Status.FAIL, Status.UNKNOWN, Status.WAIVED, Status.NOT_YET_DUE, Status.PASS)
"""What comes first on the list: what is known to be wrong, then what nobody knows."""


def default_seed(unit: str, as_of: date) -> str:
    """Return the seed where nobody gives one; it is printed, and changes with the unit and the day."""
    return f"{unit}-{as_of.isoformat()}"


def visit_of(
    inventory: Inventory,
    prepared: Prepared,
    catalogue: Catalogue,
    result: AuditResult,
    unit: str,
    *,
    confidence: float = CONFIDENCE / 100,
    margin: float = MARGIN / 100,
    seed: str | None = None,
) -> Visit:
    """Return what to look at in one unit, those below it left out; `result` is an audit of the inventory."""
    devices = Devices(inventory, prepared, result, unit)
    sample, drawn = devices.sample(confidence, margin, seed or default_seed(unit, prepared.as_of))
    statuses = _statuses(result, unit)
    declared = prepared.declared_tables.get(unit, frozenset())
    return Visit(
        points=tuple(_points(result, catalogue, unit, statuses)),
        not_applicable=sum(status is Status.NOT_APPLICABLE for status in statuses.values()),
        certain=devices.certain(),
        sample=sample,
        drawn=drawn,
        open_devices="devices" not in declared,
    )


def _statuses(result: AuditResult, unit: str) -> dict[str, Status]:
    """Return the worst status of a unit's own rows, by control."""
    worst: dict[str, Status] = {}
    for cell in result.counts.by_cell:
        if cell.unit == unit and cell.count:
            known = worst.get(cell.control, cell.status)
            worst[cell.control] = max(known, cell.status, key=WORSENING.index)
    for control, status in worst.items():
        if status is Status.NOT_APPLICABLE and _passes(result, control, unit):
            worst[control] = Status.PASS
    return worst


def _passes(result: AuditResult, control: str, unit: str) -> bool:
    return any(
        cell.control == control and cell.unit == unit and cell.status is Status.PASS and cell.count
        for cell in result.counts.by_cell
    )


def _points(
    result: AuditResult, catalogue: Catalogue, unit: str, statuses: Mapping[str, Status]
) -> Iterable[Point]:
    infos = {control.id: control for control in result.controls}
    controls: dict[str, Control] = {control.id: control for control in catalogue.controls}
    own: dict[str, list[Finding]] = {}
    for finding in result.findings:
        if finding.subject.unit == unit:
            own.setdefault(finding.control, []).append(finding)
    asked = [infos[name] for name, status in statuses.items() if status is not Status.NOT_APPLICABLE]
    for info in sorted(asked, key=lambda one: _place(one, statuses[one.id])):
        proof = controls[info.id].remediation.product
        yield Point(info, statuses[info.id], proof, tuple(own.get(info.id, ())))


def _place(control: ControlInfo, status: Status) -> tuple[int, int, str]:
    return (_SHOWN.index(status), control.severity.rank, control.id)
