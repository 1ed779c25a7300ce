"""What to do about a verdict: the deed, and for an unknown the cells and tables to fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secaudit.audit.plans import Plan
from secaudit.explanation.cells import Cells
from secaudit.explanation.part import CellValue, LookedAt, Part
from secaudit.explanation.rollup import RollUp
from secaudit.model.finding import Finding, Missing
from secaudit.model.location import Location
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text, same


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something to fill in: a cell of a row, or a table to be declared complete (`column` is None).

    `row` and `location` are None where no single row is at fault; `unit` is who has to declare a table.
    """

    table: str
    row: str | None
    column: str | None
    label: Text
    location: Location | None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """The deed that makes the control pass (None where nothing has to be done), and what to fill in."""

    needed: bool
    text: Text
    product: Text
    authority: Text
    effort_days: int
    after: tuple[str, ...]
    wanted: tuple[Wanted, ...]


def remedy(
    cells: Cells, plan: Plan, finding: Finding, row: int, parts: Sequence[Part], sums: RollUp | None
) -> Remedy:
    """Return what to do about a finding.

    `parts` are its conditions, with the rows they looked at, and `sums` the figures behind a subtree's row.
    """
    written = plan.control.remediation
    doubtful = [each for part in parts for each in _doubtful(part)]
    found = [
        item
        for missing in finding.missing
        for item in wanted_by(cells, plan, missing, row, doubtful, finding.subject.unit)
    ]
    if finding.missing and sums is not None:
        found = list(_unreported(sums))
    wanted = dict.fromkeys(found)
    return Remedy(
        needed=finding.status not in (Status.PASS, Status.NOT_APPLICABLE),
        text=written.text,
        product=written.product,
        authority=written.authority,
        effort_days=written.effort_days,
        after=written.after,
        wanted=tuple(wanted),
    )


def wanted_by(
    cells: Cells,
    plan: Plan,
    missing: Missing,
    row: int,
    doubtful: Sequence[LookedAt],
    unit: str | None,
) -> Iterator[Wanted]:
    """Yield what a missing thing of a row means: its own cell, cells of doubtful rows, or a declaration."""
    if missing.column is None:
        yield Wanted(missing.table, None, None, missing.label, None, unit)
        return
    if missing.table == plan.table.name and missing.column in plan.table.by_name:
        cell = cells.cell(missing.table, row, missing.column)
        if cell.value is None:
            yield _of(cell)
            return
    at_fault = [
        cell
        for each in doubtful
        for cell in each.wanting
        if (cell.table, cell.column) == (missing.table, missing.column)
    ]
    if at_fault:
        yield from map(_of, at_fault)
    else:
        yield Wanted(missing.table, None, missing.column, missing.label, None)


def _unreported(sums: RollUp) -> Iterator[Wanted]:
    """Yield what the units that have not reported would have to fill in."""
    table = SCHEMA[sums.behind]
    for member in sums.members:
        if member.reported == "silent":
            yield Wanted(table.name, None, None, table.label + same(f", {member.name}"), None, member.unit)
        elif member.reported == "incomplete":
            yield from (_of(cell) for cell in member.cells if cell.value is None)


def _of(cell: CellValue) -> Wanted:
    return Wanted(cell.table, cell.row, cell.column, cell.label, cell.location)


def _doubtful(part: Part) -> Iterator[LookedAt]:
    if part.rows is not None:
        yield from part.rows.doubtful.first
    for child in part.parts:
        yield from _doubtful(child)
