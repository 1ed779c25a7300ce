"""From judged rows to findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from secaudit.audit import messages
from secaudit.audit.deadlines import days_late
from secaudit.audit.engines.interface import Engine
from secaudit.audit.evidence import (
    EXPOSURE_CELLS,
    Detail,
    details,
    fetched_columns,
    name_column,
    read_columns,
)
from secaudit.audit.gaps.blanks import Blanks
from secaudit.audit.gaps.missing import Lacking, MissingFinder
from secaudit.audit.messages import Messages
from secaudit.audit.observations import as_value
from secaudit.audit.plans import Plan
from secaudit.audit.preparation import Prepared
from secaudit.audit.verdicts import Verdicts
from secaudit.exposure import describe
from secaudit.lazily import dataclass
from secaudit.model.finding import (
    Finding,
    FindingRemediation,
    MeasureResult,
    Missing,
    Subject,
    Value,
    fingerprint,
)
from secaudit.model.inventory import Inventory
from secaudit.model.location import Location
from secaudit.model.status import Status
from secaudit.model.text import Text

_MEMBER_COLUMNS = ("members", "reported")
_WAY = "exposure_path"


@dataclass(frozen=True)
class Judged:
    """Everything that findings are made from."""

    inventory: Inventory
    prepared: Prepared
    engine: Engine
    verdicts: Verdicts

    @cached_property
    def blanks(self) -> Blanks:
        """What there is to fill in; made only where a verdict waits for it, and once for all controls."""
        return Blanks(self.inventory, self.prepared)

    @cached_property
    def stops(self) -> dict[tuple[str, str], str]:
        """What is called by which name on a way to the internet, by table and id."""
        tables = {name: self.prepared.tables[name] for name in ("segments", "systems", "devices")}
        return {
            (table, row_id): name
            for table, rows in tables.items()
            for row_id, name in zip(rows["id"].to_pylist(), rows["name"].to_pylist(), strict=True)
            if name
        }


def findings_of(judged: Judged, plan: Plan, statuses: Sequence[Status]) -> Iterator[Finding]:
    """Yield the findings of one control among `statuses`, in the order of its table."""
    writer = FindingWriter(judged, plan, unknowns=Status.UNKNOWN in statuses)
    also = [*writer.messages.placeholders(), *(_MEMBER_COLUMNS if plan.table.derived else ())]
    rows = judged.prepared.tables[plan.table.name]
    for detail in details(judged.engine, plan, judged.verdicts, rows, statuses, also):
        yield writer.write(detail)


class FindingWriter:
    """Writes the findings of one control; what they have in common is made once."""

    def __init__(self, judged: Judged, plan: Plan, *, unknowns: bool) -> None:
        self.messages = Messages(plan)
        self._judged = judged
        self._plan = plan
        self._tells_way = _WAY in self.messages.placeholders()
        self._name = name_column(plan.table)
        self._missing: MissingFinder | None = None
        if unknowns:
            self._missing = MissingFinder(judged.engine, plan, judged.verdicts, judged.blanks)
        self._evidence = _evidence_columns(plan)
        self._key = plan.control.key or _first_read(plan)
        remedy = plan.control.remediation
        self._remediation = FindingRemediation(
            remedy.text, remedy.product, remedy.authority, remedy.effort_days, remedy.deed
        )

    def write(self, detail: Detail) -> Finding:
        """Return the finding of one row."""
        plan, control, status = self._plan, self._plan.control, detail.status
        unknown = status is Status.UNKNOWN and self._missing is not None
        lacking = self._missing.of(detail) if unknown and self._missing is not None else Lacking()
        period = None if plan.period is None else plan.period.name
        late = days_late(detail.due, plan.deadline, plan.as_of)
        timed = status in (Status.FAIL, Status.NOT_YET_DUE, Status.WAIVED)
        return Finding(
            control=control.id,
            title=control.title,
            severity=control.severity,
            status=status,
            subject=Subject(plan.table.name, detail.id, self._subject_name(detail), detail.unit),
            message=self._message(detail, lacking.missing),
            evidence=self._evidence_of(detail),
            missing=lacking.missing,
            measure=self._measure(detail),
            due=detail.due,
            days_overdue=max(late, 0) if status is Status.FAIL else None,
            days_left=-late if timed and detail.due is not None and late <= 0 else None,
            sources=plan.deadline.sources,
            location=self._location(detail),
            waiver=plan.waived.get(detail.id) if status is Status.WAIVED else None,
            remediation=self._remediation,
            fingerprint=fingerprint(control.id, plan.table.name, detail.id, period),
            period=period,
            observed=self._observed(detail),
            missing_if_applies=lacking.if_applies,
            settleable=lacking.settleable,
        )

    def _subject_name(self, detail: Detail) -> str:
        named = detail.values.get(self._name) if self._name else None
        return str(named) if named else detail.id

    def _message(self, detail: Detail, missing: tuple[Missing, ...]) -> Text:
        plan, status = self._plan, detail.status
        if status is Status.ERROR:
            reason = self._judged.verdicts.error_of(plan.key, detail.row)
            return Text(f"Không đánh giá được vì lỗi: {reason}.", f"It could not be evaluated: {reason}.")
        if status is Status.UNKNOWN:
            return _sentences(messages.undecided(plan, missing))
        if status is Status.NOT_APPLICABLE:
            return _sentences(messages.out_of_scope(plan))
        if status is Status.PASS:
            return _sentences(messages.verdict(plan, status))
        told = [self.messages.failure(detail, self._said(detail)), messages.timing(plan, detail.due)]
        if status is Status.WAIVED:
            told.append(messages.waived(plan.waived[detail.id]))
        return _sentences(*told)

    def _said(self, detail: Detail) -> dict[str, Text]:
        """Return the way to the internet by the names of its stops, where the message tells of it."""
        if not self._tells_way or not detail.values.get(_WAY):
            return {}
        prepared = self._judged.prepared
        found = prepared.exposures[self._plan.table.name, detail.id]
        return {_WAY: describe(found.path, self._judged.stops)}

    def _evidence_of(self, detail: Detail) -> dict[str, Value]:
        evidence: dict[str, Value] = {}
        table = self._plan.table
        for name in self._evidence:
            value: Any = detail.values[name]
            declared = table.by_name[name]
            if value is None and declared.is_event and detail.values.get(declared.happened) is False:
                value = "none"
            evidence[name] = as_value(value)
        return evidence

    def _measure(self, detail: Detail) -> MeasureResult | None:
        measure = self._plan.control.measure
        return None if measure is None else MeasureResult(detail.measure, measure.target, measure.unit)

    def _location(self, detail: Detail) -> Location | None:
        """Return the place of the cell that matters; a derived row stands where its unit does."""
        tables = self._judged.inventory.tables
        if not self._plan.table.derived:
            return tables[self._plan.table.name].locate(detail.row, self._key)
        row = self._judged.prepared.unit_rows.get(detail.unit or "")
        return None if row is None else tables["units"].locate(row)

    def _observed(self, detail: Detail) -> dict[str, Value] | None:
        """Return what had been declared in the evidence cells that an observation replaced."""
        replaced = self._judged.prepared.declared_values
        table = self._plan.table.name
        cells = {
            name: replaced[cell] for name in self._evidence if (cell := (table, detail.row, name)) in replaced
        }
        return cells or None


def _evidence_columns(plan: Plan) -> tuple[str, ...]:
    """Return the cells shown as evidence: what a person filled, not the booleans made from it."""
    used = {plan.table.sources[name] for name in read_columns(plan)}
    fetched = fetched_columns(plan)
    if "exposed" in used:
        used |= {"exposure_path", *EXPOSURE_CELLS} & set(fetched)
    return tuple(name for name in plan.table.by_name if name in used)


def _first_read(plan: Plan) -> str | None:
    """Return the first cell that the condition reads, where a finding points if nothing else is said."""
    read = {plan.table.sources[name] for name in plan.condition.columns}
    return next((name for name in plan.table.readable if name in read and name != "id"), None)


def _sentences(*parts: Text) -> Text:
    """Join sentences without a full stop into a text with them."""
    return Text(" ".join(f"{part.vi}." for part in parts), " ".join(f"{part.en}." for part in parts))
