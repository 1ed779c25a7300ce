"""The plan on a screen: the deeds that close most, and what has to be said of them."""

from __future__ import annotations

import re
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from secaudit.model.plan import Plan
from secaudit.model.status import Severity
from secaudit.reporting.plan import phrases
from secaudit.reporting.plan.view import PlanView, plan_view
from secaudit.reporting.terminal import claimed
from secaudit.reporting.voice import Voice

_STYLES = {Severity.CRITICAL: "bold red", Severity.HIGH: "red", Severity.MEDIUM: "yellow"}


def screen(plan: Plan, voice: Voice) -> RenderableType:
    """Return what the screen shows; nothing from the inventory is obeyed as markup."""
    view = plan_view(plan)
    parts: list[RenderableType] = [_line(phrases.heading(view, voice), "bold")]
    if not view.lines.total:
        return Group(*parts, _line(voice("plan.nothing")))
    parts += [_line(phrases.totals(view, voice)), *claimed(plan, voice), _table(view, voice)]
    if view.lines.cut:
        parts.append(_line(voice("plan.cut", shown=len(view.lines.shown), total=view.lines.total), "italic"))
    parts += [Padding(_line(f"• {remark}"), (0, 0, 0, 1)) for remark in phrases.remarks(view, voice)]
    return Group(*parts)


def _table(view: PlanView, voice: Voice) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0)
    day = len(_short(voice.day(date(2026, 12, 31))))
    table.add_column(voice("plan.column.number"), justify="right", width=3)
    table.add_column(voice("plan.column.what"), ratio=1)
    table.add_column(voice("plan.column.who"), width=11)
    table.add_column(voice("plan.column.due"), width=day)
    table.add_column(voice("plan.column.finish"), width=day)
    table.add_column(voice("plan.column.millions"), justify="right", width=9)
    table.add_column(voice("plan.column.closes"), justify="right", width=6, overflow="fold")
    table.add_column(voice("plan.column.closed"), justify="right", width=7)
    for line in view.lines.shown:
        measure = line.measure
        table.add_row(
            str(line.number),
            _line(voice.text(measure.what), _STYLES.get(measure.severity, "")),
            _line(phrases.who(measure, view, voice)),
            _short(phrases.legal_day(measure, voice)),
            _short(voice.day(measure.finish)),
            phrases.measure_cost(measure, voice),
            voice.number(measure.closes),
            voice.percent(line.closed),
        )
    return table


def _short(day: str) -> str:
    """Return a day with the first letters of its month, so that it stands on one line."""
    return re.sub(r"\b([A-Z][a-z]{2})[a-z]+", r"\1", day)


def _line(text: str, style: str = "") -> Line:
    return Line("".join(letter for letter in text if letter.isprintable()), style=style)
