"""The plan as a workbook: the deeds, every action, who does what, the people, the money, and the grounds."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.model.location import Location
from secaudit.model.plan import Plan
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.tables.money import STAGES
from secaudit.model.text import Text
from secaudit.reporting.plan import phrases
from secaudit.reporting.plan.rows import COLUMNS, choices, headings, row
from secaudit.reporting.plan.spending import to_review
from secaudit.reporting.plan.view import PlanView, plan_view
from secaudit.reporting.rows import Cell
from secaudit.reporting.voice import Voice
from secaudit.reporting.workbook import MOST_ROWS, Workbook

_WIDTHS = {
    "action": 15, "unit_name": 28, "unit": 12, "what": 60, "who": 28, "responsibility": 28, "authority": 30,
    "product": 30, "severity": 13, "due": 13, "timing": 22, "start": 12, "finish": 12, "earliest": 12,
    "person": 9, "critical": 12, "effort": 9, "cost": 16, "choice": 14, "closes": 10,
    "controls": 20, "after": 24,
    "taken_by": 22, "planned_on": 13, "done_on": 13, "evidence": 24,
}  # fmt: skip
_MEASURES = (
    "number", "what", "controls", "severity", "units", "actions", "due", "start", "finish", "effort", "cost",
    "uncosted", "closes", "closed", "late", "authority",
)  # fmt: skip
_PEOPLE = (
    "who",
    "unit_name",
    "finish",
    "due",
    "timing",
    "severity",
    "what",
    "product",
    "cost",
    "closes",
    "action",
)


def encode(plan: Plan, voice: Voice) -> bytes:
    """Return the workbook; the same plan gives the same bytes.

    Raises:
        InvalidInput: a sheet does not hold so many rows.
    """
    if len(plan.actions) > MOST_ROWS:
        raise InvalidInput([_too_long(len(plan.actions))])
    view, book = plan_view(plan), Workbook(plan.as_of)
    picked = choices(plan.choice, voice)
    actions = (row(one, view.names, picked, voice) for one in plan.actions)
    _add(
        book,
        voice,
        "measures",
        _MEASURES,
        (5, 60, 16, 13, 9, 9, 13, 12, 12, 9, 18, 10, 10, 10, 10, 40),
        _measures(view, voice),
    )
    book.sheet(voice("plan.sheet.actions"), headings(voice), [_WIDTHS[name] for name in COLUMNS], actions)
    _add(book, voice, "people", _PEOPLE, (28, 28, 12, 13, 22, 13, 60, 30, 16, 10, 15), _people(view, voice))
    heads = ("unit_name", "unit", "people", "assumed", "effort", "finish", "chain")
    _add(book, voice, "crews", heads, (40, 12, 9, 10, 11, 12, 80), _crews(view, voice))
    _money(book, view, voice)
    _add(book, voice, "lines", ("kind", "note"), (28, 110), to_review(view, voice))
    _add(book, voice, "notes", ("note",), (130,), ([line] for line in _notes(view, voice)))
    return book.close()


def _add(
    book: Workbook,
    voice: Voice,
    name: str,
    columns: tuple[str, ...],
    widths: tuple[int, ...],
    rows: Iterator[list[Cell]],
) -> None:
    book.sheet(voice(f"plan.sheet.{name}"), [voice(f"plan.column.{each}") for each in columns], widths, rows)


def _measures(view: PlanView, voice: Voice) -> Iterator[list[Cell]]:
    closed = 0
    for number, one in enumerate(view.plan.measures, start=1):
        closed += one.closes
        yield [
            number, voice.text(one.what), "; ".join(one.controls), voice.text(one.severity.label),
            len(one.units), len(one.actions), one.due or voice("at_once"), one.start, one.finish,
            one.effort_days, one.cost if one.costed else voice("plan.no_cost"),
            len(one.actions) - one.costed, one.closes, float(closed / view.plan.open), one.late,
            voice.text(one.authority),
        ]  # fmt: skip


def _people(view: PlanView, voice: Voice) -> Iterator[list[Cell]]:
    for person in view.people:
        for one in person.actions:
            yield [
                voice.text(person.who), view.name(person.unit), one.by, one.action.due or voice("at_once"),
                phrases.timing(one, voice), voice.text(one.action.severity.label),
                voice.text(one.action.what), voice.text(one.action.product),
                voice("plan.no_cost") if one.cost is None else one.cost, one.closes, one.action.id,
            ]  # fmt: skip


def _crews(view: PlanView, voice: Voice) -> Iterator[list[Cell]]:
    for crew in view.plan.crews:
        yield [
            view.name(crew.unit), crew.unit, crew.people, voice("yes") if crew.assumed else None,
            crew.effort_days, crew.finish, " → ".join(crew.path),
        ]  # fmt: skip


def _money(book: Workbook, view: PlanView, voice: Voice) -> None:
    """Add the sheet of the money: each stage's two sums side by side, its share, and what is missing."""
    heads = [voice(f"plan.column.{name}") for name in ("unit_name", "unit", "subtree", "year")]
    security, total = voice.column("budgets", "security_vnd"), voice.column("budgets", "it_dt_total_vnd")
    for stage in STAGES:
        told = voice(f"plan.stage.{stage}")
        heads += [f"{security}: {told}", f"{total}: {told}", f"{voice('plan.column.ratio')}: {told}"]
    heads += [voice("plan.money.moved"), voice("plan.money.added")]
    book.sheet(
        voice("plan.sheet.money"), heads, [34, 12, 12, 7] + [18, 18, 9] * 3 + [18, 18], _purses(view, voice)
    )


def _purses(view: PlanView, voice: Voice) -> Iterator[list[Cell]]:
    for purse in view.purses:
        cells: list[Cell] = [
            view.name(purse.unit), purse.unit, voice("yes") if purse.subtree else None, str(purse.year),
        ]  # fmt: skip
        for stage in STAGES:
            gap = purse.stages.get(stage)
            cells += [gap.security, gap.total, gap.ratio] if gap else [None, None, None]
        gap = purse.judged
        yield [*cells, gap.moved if gap else None, gap.added if gap else None]


def _notes(view: PlanView, voice: Voice) -> Iterator[str]:
    yield phrases.heading(view, voice)
    yield phrases.totals(view, voice)
    yield from phrases.remarks(view, voice)
    yield voice("plan.money.intro")
    yield from phrases.grounds(view, voice)


def _too_long(count: int) -> Problem:
    return Problem(
        code="too-many-rows",
        location=Location("--format xlsx"),
        found=Text(f"{count} việc", f"{count} actions"),
        expected=Text(f"nhiều nhất {MOST_ROWS} dòng một trang tính", f"at most {MOST_ROWS} rows of a sheet"),
        advice=Text(
            "dùng --format csv, hoặc --unit cho từng đơn vị",
            "use --format csv, or --unit for one unit at a time",
        ),
    )
