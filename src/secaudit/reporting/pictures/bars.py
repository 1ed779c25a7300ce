"""Sorted bars of shares, one for each unit, in columns on as many sheets as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secaudit.lazily import dataclass
from secaudit.reporting.pictures.drawing import WIDTH, box, framed, words

_ROW = 23.0
_FEW = 24
"""Up to so many bars stand in one column; more are put into two."""
_ROWS = 53
"""How many bars a column of a page holds."""
_GAP = 24.0
_NUMBER = 74.0


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A bar: a ratio, 0 to 1, and what is written beside it; without a ratio the words alone stand there."""

    label: str
    ratio: float | None
    told: str


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a drawing: what it shows, the whole of it in a sentence, and the name of its line."""

    alternative: str
    description: str
    line: str = ""


def bar_sheets(
    bars: Sequence[ShareBar], caption: Caption, *, full: float = 1.0, line: float | None = None
) -> list[str]:
    """Return the bars in their order as SVG, a drawing for each page.

    `full` is the ratio of a bar as long as can be; a longer one ends there. `line` is a ratio that every bar
    is to reach, drawn across and named above.
    """
    if len(bars) <= _FEW:
        return [_sheet([bars], caption, full, line)] if bars else []
    pages = -(-len(bars) // (2 * _ROWS))
    deep = -(-len(bars) // (2 * pages))
    columns = [bars[first : first + deep] for first in range(0, len(bars), deep)]
    return [_sheet(columns[first : first + 2], caption, full, line) for first in range(0, len(columns), 2)]


def _sheet(columns: Sequence[Sequence[ShareBar]], caption: Caption, full: float, line: float | None) -> str:
    several = len(columns) > 1
    wide = (WIDTH - _GAP) / 2 if several else float(WIDTH)
    top = 26.0 if line is not None else 4.0
    deep = max(len(column) for column in columns)
    drawn: list[str] = []
    for number, column in enumerate(columns):
        drawn += _column(column, number * (wide + _GAP), wide, top, full, line, caption.line)
    return framed(top + deep * _ROW + 4, caption.alternative, caption.description, drawn)


def _column(
    bars: Sequence[ShareBar],
    left: float,
    wide: float,
    top: float,
    full: float,
    line: float | None,
    named: str,
) -> Iterator[str]:
    label = wide * (0.56 if wide < WIDTH else 0.44)
    start, room = left + label + 8, wide - label - 8 - _NUMBER
    for row, bar in enumerate(bars):
        level = top + row * _ROW
        yield words(left, level + 16, bar.label, room=label)
        if bar.ratio is None:
            yield words(left + wide, level + 16, bar.told, room=room + _NUMBER, anchor="end")
            continue
        yield box(start, level + 4, room, _ROW - 8, "#fff", "#999")
        yield box(start, level + 4, room * min(bar.ratio / full, 1.0), _ROW - 8, "#555")
        yield words(left + wide, level + 16, bar.told, room=_NUMBER, anchor="end")
    if line is not None:
        place = start + room * line / full
        bottom = top + len(bars) * _ROW
        yield f'<path d="M{place:.1f},{top - 2:g} V{bottom:g}" stroke="#000" stroke-width="2"/>'
        yield words(place, top - 8, named, room=wide, anchor="middle", size=14)
