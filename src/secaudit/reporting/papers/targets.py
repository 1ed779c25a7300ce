"""How far the programme's numeric targets are reached, over all units of a result."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.proportion import Of, Proportion
from secaudit.model.register import Register
from secaudit.model.result import AuditResult, Cell, ControlInfo
from secaudit.model.status import Status
from secaudit.model.text import Text
from secaudit.reporting.pictures.of_units import money_of_units
from secaudit.reporting.standing import head_of


@dataclass(frozen=True, slots=True)
class Target:
    """A number that the programme sets: the obligation, and the least share, 0 to 1.

    `by` says what is counted: verdicts of the controls that cite the obligation, units whose estimate of the
    year gives security its share, or a share of money or people over the whole.
    """

    obligation: str
    least: float
    by: Literal["verdicts", "estimates"] | Of


TARGETS = (
    Target("CTHD13/II.2.1a", 1.0, "verdicts"),
    Target("CTHD13/II.2.1b", 1.0, "verdicts"),
    Target("CTHD13/II.2.2a", 1.0, "verdicts"),
    Target("CTHD13/II.2.2b", 1.0, "verdicts"),
    Target("CTHD13/II.2.3", 0.15, "security_money"),
    Target("CTHD13/II.2.4", 1.0, "trained_people"),
    Target("CTHD13/IV.2a", 1.0, "estimates"),
    Target("CTHD13/IV.4e", 1.0, "verdicts"),
)
"""The targets of part II.2 of Programme 13-CTrHĐ/TU, and the two numbers among its tasks."""


SHARE_OF_ESTIMATE = 0.15
"""The least share of cybersecurity in a year's estimate (CTHD13/IV.2a)."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a target, set by a `clause`, is: `met` of `whole` (rows, VND, people or units).

    `reached` is None while what is not declared could decide it. `reporting` of `units` have told all that
    it asks of them: of money and people, their figures; who declared to have none has no figure. `value` is
    None where there is nothing to count.
    """

    target: Target
    clause: Text
    met: int
    whole: int
    reached: bool | None
    units: int
    reporting: int
    due: date | None

    @property
    def value(self) -> float | None:
        """The share that is met, 0 to 1."""
        return self.met / self.whole if self.whole else None


_OPEN = (Status.UNKNOWN, Status.ERROR)


def progress_of(result: AuditResult, year: int) -> tuple[Progress, ...]:
    """Return the progress towards every target that a control asks for; `year` is that of the money."""
    return tuple(
        one
        for target in TARGETS
        if (controls := _citing(result, target))
        for one in [_progress(result, target, controls, year)]
    )


def _citing(result: AuditResult, target: Target) -> list[ControlInfo]:
    return [
        control
        for control in result.controls
        if any(source.obligation == target.obligation for source in control.sources)
    ]


def _progress(result: AuditResult, target: Target, controls: list[ControlInfo], year: int) -> Progress:
    sources = [s for control in controls for s in control.sources if s.obligation == target.obligation]
    due = min((source.due for source in sources if source.due), default=None)
    clause = sources[0].clause
    if target.by == "verdicts":
        return _of_verdicts(result, target, clause, controls, due)
    if target.by == "estimates":
        return _of_estimates(result, target, clause, controls, due, year)
    share = share_of(result, target.by, year)
    told = len(_known(_own(result.proportions, target.by, year).values()))
    return Progress(
        target,
        clause,
        share.part or 0,
        share.whole or 0,
        share.reaches(target.least),
        share.members,
        min(share.reported, told),
        due,
    )


def _of_verdicts(
    result: AuditResult, target: Target, clause: Text, controls: list[ControlInfo], due: date | None
) -> Progress:
    names = {control.id for control in controls}
    cells = [
        cell
        for cell in result.counts.by_cell
        if cell.control in names and cell.status is not Status.NOT_APPLICABLE and cell.count
    ]
    met = _count(cells, (Status.PASS,))
    whole, open_ = sum(cell.count for cell in cells), _count(cells, _OPEN)
    asked = {cell.unit for cell in cells if cell.unit}
    silent = {cell.unit for cell in cells if cell.unit and cell.status in _OPEN}
    if result.register is not None and any(control.subject == "systems" for control in controls):
        silent |= _hidden(result.register)
        asked |= silent
    reached = None if not whole or met + open_ == whole > met else met == whole
    if reached and silent:
        reached = None
    return Progress(target, clause, met, whole, reached, len(asked), len(asked - silent), due)


def _of_estimates(
    result: AuditResult,
    target: Target,
    clause: Text,
    controls: list[ControlInfo],
    due: date | None,
    year: int,
) -> Progress:
    """Return how many units have an estimate of the year that suffices, every line of it as BUD-04 asks."""
    names = {control.id for control in controls}
    asked: dict[str, set[Status]] = {}
    for cell in result.counts.by_cell:
        if cell.control in names and cell.unit and cell.count and cell.status is not Status.NOT_APPLICABLE:
            asked.setdefault(cell.unit, set()).add(cell.status)
    lines: dict[str, list[Proportion]] = {unit: [] for unit in asked}
    for one in result.proportions:
        if one.of == "security_money" and (one.year, one.stage) == (year, "estimate") and one.unit in lines:
            lines[one.unit] += [] if one.subtree else [one]
    suffices = {
        unit: _all([one.reaches(SHARE_OF_ESTIMATE) for one in own])
        if own
        else None
        if asked[unit] & set(_OPEN)
        else False
        for unit, own in lines.items()
    }
    met = sum(one is True for one in suffices.values())
    told = sum(bool(own) and len(_known(own)) == len(own) for own in lines.values())
    reached = _all(suffices.values()) if suffices else None
    return Progress(target, clause, met, len(asked), reached, len(asked), told, due)


def _all(known: Iterable[bool | None]) -> bool | None:
    """Return whether all are true: false where one is not, None where one is not known."""
    every = set(known)
    return False if False in every else None if None in every else True


def _hidden(register: Register) -> set[str]:
    """Return the units that may have more systems than they told of."""
    return set(register.undeclared_units)


def _count(cells: Iterable[Cell], statuses: Collection[Status]) -> int:
    return sum(cell.count for cell in cells if cell.status in statuses)


def share_of(result: AuditResult, of: Of, year: int) -> Proportion:
    """Return the share over all units of a result: the sum that the controls judge, where it has one top."""
    head = head_of(result)
    top = head.unit.id if head else ""
    for one in result.proportions:
        if one.of == of and one.subtree and one.unit == top and _counts(one, year):
            return one
    own = _own(result.proportions, of, year)
    known = _known(own.values())
    return Proportion(
        of,
        top,
        sum(one.part or 0 for one in known) if known else None,
        sum(one.whole or 0 for one in known) if known else None,
        subtree=len(result.units) > 1,
        members=len(result.units),
        reported=len(known),
    )


def _known(shares: Iterable[Proportion]) -> list[Proportion]:
    return [one for one in shares if one.part is not None and one.whole is not None]


def _counts(one: Proportion, year: int) -> bool:
    return one.of == "trained_people" or (one.year, one.stage) == (year, "allocated")


def _own(shares: Iterable[Proportion], of: Of, year: int) -> dict[str, Proportion]:
    if of == "security_money":
        return money_of_units(shares, year)
    return {one.unit: one for one in shares if one.of == of and not one.subtree}
