"""The yearly report on the security of information systems: form 08 and article 36 of Decree 331/2026."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.register import Register, RegisteredSystem, Tally, tally
from secaudit.model.result import AuditResult, ControlInfo, Counts, UnitInfo
from secaudit.model.status import Status
from secaudit.reporting.listing import Part, first
from secaudit.reporting.papers.asked import register_of
from secaudit.reporting.papers.form08 import COLUMNS, FormRow, form_rows, headings
from secaudit.reporting.papers.letterhead import letterhead, recipients_of
from secaudit.reporting.papers.writing import Contents
from secaudit.reporting.standing import head_of
from secaudit.reporting.voice import Voice

MOST_ROWS = 2_000
"""How many systems are printed; beyond that, the rest is in the spreadsheet."""

MOST_UNITS = 30
"""How many units that have not declared their systems are named."""

Says = Callable[[RegisteredSystem], bool | None]


@dataclass(frozen=True, slots=True)
class Line:
    """A count of the form; `told` is its key among the fixed words."""

    told: str
    count: Tally


@dataclass(frozen=True, slots=True)
class Expected:
    """When all approvals are expected: the latest declared day, and how many systems declare none."""

    last: date | None
    waiting: int
    undeclared: int


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one owner."""

    unit: str
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What form 08 tells of a result: counts, owners, rows, and what article 36 asks beside them."""

    general: tuple[Line, ...]
    expected: Expected
    others: tuple[Line, ...]
    owners: tuple[UnitInfo, ...]
    groups: tuple[Group, ...]
    rows: Part[FormRow]
    criteria: tuple[tuple[ControlInfo, Counts], ...]
    undeclared: tuple[tuple[str, int], ...]
    open_units: Part[str]
    retired: int


_GENERAL: tuple[tuple[str, Says], ...] = (
    ("total", lambda _: True),
    ("classified", lambda one: True if one.level else None),
    ("dossier", lambda one: one.dossier),
    ("appraised", lambda one: one.appraised),
    ("approved", lambda one: one.approved),
    ("checked", lambda one: one.kept_safe),
)
"""The counts of part 1, in the form's order. A level stands for the kind of system that it follows from."""


def _deployed(status: str) -> Says:
    return lambda one: None if one.deployment is None else one.deployment == status


_OTHERS: tuple[tuple[str, Says], ...] = (
    ("important", lambda one: one.national_security),
    ("deployed_full", _deployed("full")),
    ("deployed_partial", _deployed("partial")),
    ("deployed_none", _deployed("none")),
    ("regulated", lambda one: one.regulated),
    ("assessed", lambda one: one.checked),
)
"""What article 36 asks to be listed beside the form's own counts."""


def contents(result: AuditResult, voice: Voice) -> Contents:
    """Return what the report tells of a result.

    Raises:
        InvalidInput: the result has no register.
    """
    head = head_of(result)
    unit = head.unit.name if head else voice("screen.all_units")
    form = form_of(result, voice)
    issuing = _own(voice, head.unit.id) if head else voice
    return Contents(
        head=letterhead("yearly", result, issuing, about=voice("yearly.about")),
        title=None,
        name=voice("yearly.document", unit=unit, day=result.as_of),
        values={
            "form": form,
            "unit": unit,
            "year": str(result.as_of.year),
            "before": str(result.as_of.year - 1),
            "headings": headings(voice),
            "columns": COLUMNS,
            "recipients": recipients_of(result, issuing),
            "addressees": voice.issuer.addressees or (voice("yearly.addressee"),),
        },
    )


def _own(voice: Voice, unit: str) -> Voice:
    """Return a voice whose issuer is a unit, where nobody said who issues: owners report for themselves."""
    issuer = voice.issuer
    if issuer.unit or issuer.body or issuer.parent is not None:
        return voice
    return replace(voice, issuer=replace(issuer, unit=unit))


def form_of(result: AuditResult, voice: Voice) -> Form:
    """Return the form of a result.

    Raises:
        InvalidInput: the result has no register.
    """
    register = register_of(result)
    listed = register.listed
    rows = form_rows(listed, voice)
    shown = first(rows, MOST_ROWS)
    owning = {system.unit for system in listed}
    names = {unit.id: unit.name for unit in result.units}
    return Form(
        general=_lines(_GENERAL, listed),
        expected=_expected(listed),
        others=_lines(_OTHERS, listed),
        owners=tuple(unit for unit in result.units if unit.id in owning),
        groups=_grouped(shown.shown),
        rows=shown,
        criteria=_criteria(result),
        undeclared=_undeclared(listed),
        open_units=_open(register, names),
        retired=register.retired,
    )


def workbook(result: AuditResult, voice: Voice) -> bytes:
    """Return the report as a workbook.

    Raises:
        InvalidInput: the result has no register.
    """
    from secaudit.reporting.papers.form08_book import book

    return book(result, form_of(result, voice), voice)


def _lines(asked: Sequence[tuple[str, Says]], systems: Sequence[RegisteredSystem]) -> tuple[Line, ...]:
    return tuple(Line(told, tally(systems, says)) for told, says in asked)


def _expected(systems: Sequence[RegisteredSystem]) -> Expected:
    waiting = [system for system in systems if system.approved is not True]
    days = [system.approval_expected_on for system in waiting if system.approval_expected_on]
    return Expected(max(days, default=None), len(waiting), len(waiting) - len(days))


def _grouped(rows: Sequence[FormRow]) -> tuple[Group, ...]:
    groups: dict[str, list[FormRow]] = {}
    for row in rows:
        groups.setdefault(row.system.unit, []).append(row)
    return tuple(Group(unit, tuple(own)) for unit, own in groups.items())


def _criteria(result: AuditResult) -> tuple[tuple[ControlInfo, Counts], ...]:
    """Return the controls that judge systems, with their counts, those that ask nothing of any left out."""
    found = (
        (control, result.counts.by_control[control.id])
        for control in result.controls
        if control.subject == "systems"
    )
    return tuple(
        (control, counts)
        for control, counts in found
        if any(count for status, count in counts.items() if status is not Status.NOT_APPLICABLE)
    )


def _undeclared(systems: Sequence[RegisteredSystem]) -> tuple[tuple[str, int], ...]:
    """Return how many systems lack each column of the form, in its order."""
    counted = Counter(column for system in systems for column in system.undeclared)
    return tuple((column, counted[column]) for column in COLUMNS if counted[column])


def _open(register: Register, names: dict[str, str]) -> Part[str]:
    return first((names.get(unit, unit) for unit in register.undeclared_units), MOST_UNITS)
