"""The result on a screen: the seven counts, the units, and what to do first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.model.text import Language
from secaudit.reporting.basis import basis
from secaudit.reporting.listing import Part, first
from secaudit.reporting.view import TOLD_ORDER, View, view_of
from secaudit.reporting.voice import Voice, voice
from secaudit.reporting.waivers import at_issue, waiver_words

if TYPE_CHECKING:
    from secaudit.model.action import Action
    from secaudit.model.plan import Plan
    from secaudit.reporting.standing import Standing

MOST_CHANGES = 10
MOST_UNITS = 15
MOST_ACTIONS = 10
MOST_CLAIMS = 10
MOST_WAIVERS = 10

_STYLES = {
    Status.PASS: "green",
    Status.FAIL: "bold red",
    Status.UNKNOWN: "yellow",
    Status.WAIVED: "cyan",
    Status.ERROR: "bold magenta",
}

_SEVERITY_STYLES = {Severity.CRITICAL: "bold red", Severity.HIGH: "red", Severity.MEDIUM: "yellow"}


def summary(result: AuditResult, language: Language = "vi") -> RenderableType:
    """Return what the screen shows of a result; colours only repeat what the words say.

    Text from the inventory is taken as it is: no markup in it is obeyed, and control characters, which
    could rewrite the screen, are left out.
    """
    view, speaker = view_of(result), voice(language)
    unit = view.head.name if view.head else speaker("screen.all_units")
    title = speaker("screen.title", unit=unit, day=result.as_of)
    parts: list[RenderableType] = [_line(title, "bold"), *_basis(result, speaker), _statuses(view, speaker)]
    if view.rejected.total:
        parts.append(Line(speaker("screen.rejected", count=view.rejected.total), style="bold red"))
    if view.unread.total:
        parts.append(Line(speaker("screen.unread", count=view.unread.total), style="bold red"))
    parts += claimed(result, speaker)
    parts += _waivers(result, speaker)
    if len(view.units) > 1:
        parts += _units(view, speaker)
    if view.actions.total:
        parts += _actions(view, speaker)
    return Group(*parts)


def claimed(result: AuditResult | Plan, voice: Voice) -> list[RenderableType]:
    """Return the lines on actions said to be done whose findings are still open."""
    part = first(result.claims, MOST_CLAIMS)
    lines: list[RenderableType] = []
    if part.total:
        lines.append(Line(voice("screen.claims", count=part.total), style="bold red"))
    for claim in part.shown:
        told = voice(
            "screen.claim",
            what=claim.what,
            unit=claim.unit,
            who=claim.taken_by or "–",
            day=claim.done_on,
            count=len(claim.findings),
            place=voice.place(claim.location),
        )
        lines.append(Padding(_line(told), (0, 0, 0, 2)))
    return lines + _cut(part, voice, "audit.json")


def _waivers(result: AuditResult, voice: Voice) -> list[RenderableType]:
    part = first(at_issue(result.waivers), MOST_WAIVERS)
    if not part.total:
        return []
    lines: list[RenderableType] = [Line(voice("screen.waivers", count=part.total), style="yellow")]
    for use in part.shown:
        told = voice(
            "screen.waiver",
            id=use.id,
            control=use.control,
            subject=use.subject,
            state=waiver_words(use, voice),
            from_on=use.from_on,
            until_on=use.until_on,
            place=voice.place(use.location),
        )
        lines.append(Padding(_line(told), (0, 0, 0, 2)))
    return lines + _cut(part, voice, "audit.json")


def _basis(result: AuditResult, voice: Voice) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for paragraph in basis(result, voice, MOST_CHANGES):
        lines.append(_line(paragraph.sentence, "yellow"))
        lines += [Padding(_line(item), (0, 0, 0, 2)) for item in paragraph.listed.shown]
        lines += _cut(paragraph.listed, voice, "audit.json")
    return lines


def _statuses(view: View, voice: Voice) -> Table:
    result = view.result
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(voice("summary.status"))
    table.add_column(voice("summary.count"), justify="right")
    table.add_column(voice("summary.share"), justify="right")
    for line in view.statuses:
        style = _STYLES.get(line.status, "") if line.count else "dim"
        table.add_row(
            Line(voice.text(line.status.label), style=style),
            voice.number(line.count),
            voice.percent(line.share),
        )
    table.add_section()
    table.add_row(
        voice("screen.expected", count=result.counts.expected, controls=len(result.controls)),
        voice.number(sum(line.count for line in view.statuses)),
        "",
    )
    score = voice("summary.score", score=voice.percent(view.score))
    table.add_row(score if view.score is not None else voice("summary.score_none"), "", "")
    return table


def _units(view: View, voice: Voice) -> list[RenderableType]:
    scored: Part[Standing] = Part(view.weakest.shown[:MOST_UNITS], view.weakest.total)
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(voice("summary.unit"))
    table.add_column(voice("summary.points"), justify="right")
    for status in TOLD_ORDER:
        table.add_column(voice(f"short.{status.value}"), justify="right")
    for one in scored.shown:
        counts = (voice.number(one.counts[status]) for status in TOLD_ORDER)
        table.add_row(_line(one.unit.name), voice.percent(one.score), *counts)
    return [_line(voice("screen.units"), "bold"), table, *_cut(scored, voice, "audit.json")]


def _actions(view: View, voice: Voice) -> list[RenderableType]:
    gravest = sorted(view.result.actions, key=lambda action: action.severity.rank)
    actions: Part[Action] = Part(tuple(gravest[:MOST_ACTIONS]), view.actions.total)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for column, share in (("summary.severity", 2), ("csv.what", 8), ("csv.who", 4), ("csv.when", 3)):
        table.add_column(voice(column), ratio=share)
    names = view.unit_names
    for action in actions.shown:
        when = voice.day(action.due) if action.due else voice("at_once")
        if action.due and action.days_overdue > 0:
            when += f" ({voice('failures.overdue', days=action.days_overdue)})"
        who = f"{voice.text(action.who)} – {names.get(action.unit, action.unit)}"
        table.add_row(
            Line(voice.text(action.severity.label), style=_SEVERITY_STYLES.get(action.severity, "")),
            _line(voice.text(action.what)),
            _line(who),
            when,
        )
    return [_line(voice("screen.actions"), "bold"), table, *_cut(actions, voice, voice("actions.file"))]


def _cut(part: Part[Any], voice: Voice, file: str) -> list[RenderableType]:
    if not part.cut:
        return []
    return [Line(voice("cut", shown=len(part.shown), total=part.total, file=file), style="italic")]


def _line(text: str, style: str = "") -> Line:
    return Line("".join(letter for letter in text if letter.isprintable()), style=style)
