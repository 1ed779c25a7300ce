"""One verdict explained, from the clause to the cell."""

from __future__ import annotations

from datetime import date
from typing import Literal

from secaudit.audit.bench import Bench, Ruling
from secaudit.audit.evidence import read_columns
from secaudit.catalogue.expression import Parsed
from secaudit.explanation.asking import of_period, row_of
from secaudit.explanation.cells import Cells
from secaudit.explanation.changes import changes
from secaudit.explanation.data import DataAccount, data_account
from secaudit.explanation.faults import Disagreement
from secaudit.explanation.law import Law, law
from secaudit.explanation.lookups import Lookups
from secaudit.explanation.part import CellValue, Part
from secaudit.explanation.remedy import Remedy, remedy
from secaudit.explanation.rollup import RollUp, roll_up
from secaudit.explanation.trail import Step, trail
from secaudit.explanation.trees import trees
from secaudit.explanation.ways import ExposureAccount, exposure_account
from secaudit.lazily import dataclass
from secaudit.model.change import Change
from secaudit.model.control import Control, Expression
from secaudit.model.finding import Finding, WaiverUse
from secaudit.model.location import Location
from secaudit.model.status import Status

SCHEMA_VERSION = 1
"""Raised when the layout of an explanation's JSON changes in a way that an older reader cannot follow."""

ExpressionName = Literal["applies_when", "assert", "due", "measure"]


@dataclass(frozen=True, slots=True)
class Stated:
    """An expression as the control states it, where it stands, and taken apart with this row's values.

    `tree` is None where nothing was evaluated: the law is not in force, or a part crashed beyond reading.
    """

    name: ExpressionName
    sql: str
    location: Location
    tree: Part | None


@dataclass(frozen=True, slots=True)
class WaiverAccount:
    """A waiver of this control for this row, and what the verdict would be without it."""

    waiver: WaiverUse
    without: Status


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a verdict is what it is. `subject_at` is where the row was written, None for a derived one.

    `changes` say how the control differs from the released one. A control that recurs has a verdict for
    each of its `periods`; the one of `finding.period` is explained.
    """

    as_of: date
    control: Control
    changes: tuple[Change, ...]
    finding: Finding
    periods: tuple[tuple[str, Status], ...]
    unit_name: str | None
    subject_at: Location | None
    trail: tuple[Step, ...]
    law: Law
    expressions: tuple[Stated, ...]
    cells: tuple[CellValue, ...]
    exposure: ExposureAccount | None
    roll_up: RollUp | None
    data: DataAccount | None
    waivers: tuple[WaiverAccount, ...]
    remedy: Remedy


def explain(bench: Bench, control: Control, subject: str, period: str | None = None) -> Explanation:
    """Explain the verdict of a control on the row with an id.

    Of a control that recurs, that of `period`; without one, of the worst period, the latest of several.

    Raises:
        UnknownSubject: the control's table has no such row, or the control is not judged for that period.
        Disagreement: the explanation does not lead to the audit's own verdict; a fault of the tool.
    """
    cells = Cells(bench)
    row = row_of(bench, cells, control, subject)
    judged = bench.statuses(control, row)
    plan, status = of_period(control, judged, period)
    periods = tuple((each.period.name, found) for each, found in judged if each.period is not None)
    return _Explainer(bench, cells, bench.ruling(plan, row, status), periods).explanation()


class _Explainer:
    """Gathers what there is to say about one ruling."""

    def __init__(
        self, bench: Bench, cells: Cells, ruling: Ruling, periods: tuple[tuple[str, Status], ...]
    ) -> None:
        self._periods = periods
        self._bench, self._cells, self._ruling = bench, cells, ruling
        self._plan, self._row, self._finding = ruling.plan, ruling.row, ruling.finding
        self._lookups = Lookups(bench, cells, ruling.plan, ruling.verdicts, ruling.finding.subject.unit)

    def explanation(self) -> Explanation:
        """Return the whole of it."""
        plan, finding = self._plan, self._finding
        control, table = plan.control, plan.table.name
        stated = tuple(self._stated())
        found = {each.name: each.tree for each in stated}
        waivers = tuple(
            use
            for use in self._bench.waivers.all
            if (use.control, use.subject) == (control.id, finding.subject.id)
        )
        due = found.get("due")
        return Explanation(
            as_of=plan.as_of,
            control=control,
            changes=tuple(each for each in changes(self._bench.catalogue) if each.id == control.id),
            finding=finding,
            periods=self._periods,
            unit_name=self._unit_name(finding.subject.unit),
            subject_at=self._cells.place(table, self._row),
            trail=trail(plan, finding, found.get("applies_when"), found["assert"], waivers),
            law=law(plan, finding.due, None if due is None else due.value),
            expressions=stated,
            cells=self._cells.of(table, self._row, read_columns(plan)),
            exposure=self._exposure(),
            roll_up=roll_up(self._bench, self._cells, table, self._row),
            data=data_account(self._bench, self._cells, plan, self._row),
            waivers=tuple(WaiverAccount(use, self._without_waiver()) for use in waivers),
            remedy=remedy(control, finding),
        )

    def _unit_name(self, unit: str | None) -> str | None:
        row = None if unit is None else self._cells.position("units", unit)
        return None if row is None else self._cells.name("units", row)

    def _stated(self) -> list[Stated]:
        plan, control = self._plan, self._plan.control
        given: list[tuple[ExpressionName, Expression | None, Parsed | None]] = [
            ("applies_when", control.applies_when, plan.applies),
            ("assert", control.condition, plan.condition),
            ("due", control.due, plan.due),
            ("measure", None if control.measure is None else control.measure.value, plan.measure),
        ]
        return [
            Stated(name, " ".join(written.sql.split()), written.location, self._tree(parsed))
            for name, written, parsed in given
            if written is not None and parsed is not None
        ]

    def _tree(self, parsed: Parsed) -> Part | None:
        if not self._plan.deadline.in_force:
            return None
        measure = self._plan.control.measure
        target = measure.target if measure is not None and parsed is self._plan.measure else None
        found = trees(
            self._bench, self._plan, self._ruling.verdicts, parsed, look_up=self._lookups.tell, target=target
        )
        if self._row not in found:
            raise Disagreement(f"{self._plan.control.id}: the row {self._row} was judged, but is not there")
        return found[self._row]

    def _exposure(self) -> ExposureAccount | None:
        table = self._plan.table
        if "exposed" not in table.by_name or not {"exposed", "exposure_path"} & set(read_columns(self._plan)):
            return None
        return exposure_account(self._bench, self._cells, table.name, self._row)

    def _without_waiver(self) -> Status:
        """Return the verdict that there would be without any waiver."""
        finding = self._finding
        if finding.status is not Status.WAIVED:
            return finding.status
        left = finding.due is not None and finding.due >= self._plan.as_of
        return Status.NOT_YET_DUE if left else Status.FAIL
