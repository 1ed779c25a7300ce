"""One record, or a part of it."""

from __future__ import annotations

from secaudit.history.choosing import unknown_unit
from secaudit.history.comparing import inside
from secaudit.history.reading import History
from secaudit.history.scoring import counts_of
from secaudit.model.course import RecordPage, UnitStand
from secaudit.model.history import KeptFinding, Snapshot
from secaudit.model.problem import InvalidInput
from secaudit.model.result import Cell, score
from secaudit.model.status import Status


def shown(
    history: History,
    number: int,
    *,
    unit: str | None = None,
    control: str | None = None,
    status: Status | None = None,
) -> RecordPage:
    """Return a record: of a unit and all below it, and the findings of a control or status, where asked for.

    Raises:
        InvalidInput: there is no such record, or it has no such unit.
        NotAsClaimed: the record was changed.
    """
    snapshot = history.snapshot(number)
    known = {one.id: one for one in snapshot.units}
    if unit is not None and unit not in known:
        raise InvalidInput([unknown_unit(history.file, unit, known)])
    wanted = inside(snapshot, None if unit is None else {unit})
    findings = [
        finding
        for finding in snapshot.findings
        if (finding.unit in wanted or (unit is None and finding.unit is None))
        and control in (None, finding.control)
        and status in (None, finding.status)
    ]
    counts = counts_of(cell for cell in snapshot.cells if cell.unit in wanted)
    return RecordPage(
        record=snapshot.record,
        unit=None if unit is None else known[unit],
        names=tuple(known[top].name for top in snapshot.record.tops),
        counts=counts,
        score=score(counts),
        units=_stands(snapshot, wanted),
        findings=tuple(sorted(findings, key=_place)),
        titles={name: one.title for name, one in snapshot.controls.items()},
    )


def _stands(snapshot: Snapshot, wanted: frozenset[str]) -> tuple[UnitStand, ...]:
    own: dict[str, list[Cell]] = {name: [] for name in wanted}
    for cell in snapshot.cells:
        if cell.unit in own:
            own[cell.unit].append(cell)
    stands = []
    for unit in snapshot.units:
        if unit.id in own:
            counts = counts_of(own[unit.id])
            stands.append(UnitStand(unit, counts, score(counts)))
    return tuple(sorted(stands, key=lambda one: (one.score is None, one.score or 0.0, one.unit.name)))


def _place(finding: KeptFinding) -> tuple[object, ...]:
    return (
        finding.severity.rank,
        -(finding.days_overdue or 0),
        finding.control,
        finding.unit or "",
        finding.subject,
        finding.period or "",
    )
