"""A sheet as one HTML file that needs no other, and no script."""

from __future__ import annotations

from typing import Any

from secaudit.reporting.charts import FAMILY
from secaudit.reporting.history.sheet import Drawing, Grid, Prose, Sheet
from secaudit.reporting.pages import template_room
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import Voice
from secaudit.resources import shipped

TEMPLATE = "history.html"


def html(sheet: Sheet, voice: Voice) -> bytes:
    """Return the page."""
    blocks = [(_kind(block), block) for block in sheet.blocks]
    page = (
        template_room(voice, Everything(), [])
        .get_template(TEMPLATE)
        .render(sheet=sheet, blocks=blocks, style=_style(), drawn=_drawn, width=_width)
    )
    return page.encode("utf-8", errors="replace")


def _kind(block: Prose | Grid | Drawing) -> str:
    return type(block).__name__.lower()


def _drawn(drawing: Drawing) -> Any:
    from markupsafe import Markup

    return Markup(drawing.svg)  # noqa: S704 - made by charts, which escapes every text


def _width(grid: Grid, place: int) -> str:
    """Return how much of a table's width a column gets."""
    weights = [2 if column.number else 1 + column.wide for column in grid.columns]
    return f"{100 * weights[place] / sum(weights):.1f}%"


def _style() -> Any:
    from markupsafe import Markup

    css = (shipped("reports") / "styles" / "history.css").read_text("utf-8")
    return Markup(css.replace("$FAMILY", FAMILY))  # noqa: S704 - a shipped file
