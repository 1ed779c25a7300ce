"""What drawings are made of: words that fit, boxes, and the frame around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from secaudit.reporting.charts import FAMILY
from secaudit.reporting.network_map.lettering import broken, fitted, is_cut

WIDTH = 960
"""Units of a drawing from left to right; on a page, the width of the text."""

LEADING = 1.06
"""How far lines of one name lie apart, in sizes of their letters."""


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


def name(left: float, middle: float, text: str, *, room: float, size: float, lines: int) -> str:
    """Return a name on at most so many lines about a height; where it is cut, with the whole as its tip."""
    found = broken(text, size, room, lines)
    first = middle + size * 0.34 - (len(found) - 1) * size * LEADING / 2
    drawn = "".join(
        words(left, round(first + number * size * LEADING, 1), line, room=room, size=size)
        for number, line in enumerate(found)
    )
    if is_cut(text, found):
        return f"<g><title>{escape(text)}</title>{drawn}</g>"
    return f"<g>{drawn}</g>" if len(found) > 1 else drawn


def lines_of(texts: Iterable[str], size: float, room: float) -> int:
    """Return on how many lines, one or two, names have to stand to be read."""
    return 2 if any(len(broken(text, size, room, 2)) > 1 for text in texts) else 1


def shortened(texts: Iterable[str], size: float, room: float, lines: int) -> list[str]:
    """Return in full the names that are cut, each once."""
    return [text for text in dict.fromkeys(texts) if is_cut(text, broken(text, size, room, lines))]


def box(left: float, top: float, wide: float, high: float, fill: str, stroke: str = "#000") -> str:
    """Return a box; nothing where it has no size."""
    if wide <= 0 or high <= 0:
        return ""
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}" '
        f'stroke="{stroke}" stroke-width="0.8"/>'
    )


def framed(
    height: float, alternative: str, description: str, drawn: Iterable[str], cut: Sequence[str] = ()
) -> str:
    """Return a drawing of `WIDTH` by `height` with its words; they end with the names that it cuts."""
    told = f"{alternative}: {'; '.join(cut)}" if cut else alternative
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" '
        f'height="{height:g}" role="img" aria-label="{escape(told)}" font-family="{FAMILY}, serif">'
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
