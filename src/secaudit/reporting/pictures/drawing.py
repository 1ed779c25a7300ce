"""What drawings are made of: words that fit, boxes, and the frame around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from secaudit.reporting.charts import FAMILY
from secaudit.reporting.network_map.lettering import fitted

WIDTH = 960
"""Units of a drawing from left to right; on a page, the width of the text."""


def words(
    left: float,
    foot: float,
    text: str,
    *,
    room: float,
    size: float = 16,
    anchor: str = "start",
    bold: bool = False,
) -> str:
    """Return words cut to a room, their beginning, middle or end at `left`."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{left:g}" y="{foot:g}" font-size="{size:g}" text-anchor="{anchor}"{weight}>'
        f"{escape(fitted(text, size, room, bold=bold))}</text>"
    )


def box(left: float, top: float, wide: float, high: float, fill: str, stroke: str = "#000") -> str:
    """Return a box; nothing where it has no size."""
    if wide <= 0 or high <= 0:
        return ""
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="0.8"/>'
    )


def framed(height: float, alternative: str, description: str, drawn: Iterable[str]) -> str:
    """Return a drawing of `WIDTH` by `height` with its words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" '
        f'height="{height:g}" role="img" aria-label="{escape(alternative)}" font-family="{FAMILY}, serif">'
        f"<title>{escape(alternative)}</title><desc>{escape(description)}</desc>{''.join(drawn)}</svg>"
    )


def markup(svg: str) -> Any:
    """Return a drawing as templates print it: as it is."""
    from markupsafe import Markup

    return Markup(svg)  # noqa: S704 - drawings escape every text


def drawable() -> Callable[[str], str]:
    """Return what puts a box for every character that the typeface of drawings does not have."""
    from secaudit.reporting.pdf import font_files
    from secaudit.reporting.repertoire import repertoire

    return repertoire(font_files()["Tinos-Regular.ttf"]).fit
