"""Sorted bars of shares, one for each unit, in columns on as many sheets as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secaudit.lazily import dataclass
from secaudit.reporting.pictures.drawing import WIDTH, box, framed, lines_of, name, shortened, words

_ROW = 23.0
_TALL_ROW = 38.0
"""A row whose name stands on two lines."""
_SIZE = 16.0
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
    label = wide * (0.56 if several else 0.44)
    labels = [bar.label for column in columns for bar in column]
    lines = lines_of(labels, _SIZE, label) if deep * _TALL_ROW <= _ROWS * _ROW else 1
    high = _TALL_ROW if lines > 1 else _ROW
    drawn: list[str] = []
    for number, column in enumerate(columns):
        place = _Column(number * (wide + _GAP), wide, label, top, high, lines)
        drawn += place.drawn(column, full, line, caption.line)
    cut = shortened(labels, _SIZE, label, lines)
    return framed(top + deep * high + 4, caption.alternative, caption.description, drawn, cut)


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column of bars stands: its left edge and width, those of its names, and its rows."""

    left: float
    wide: float
    label: float
    top: float
    high: float
    lines: int

    def drawn(self, bars: Sequence[ShareBar], full: float, line: float | None, named: str) -> Iterator[str]:
        """Yield the bars, and the line that they are to reach."""
        start, room = self.left + self.label + 8, self.wide - self.label - 8 - _NUMBER
        end = self.left + self.wide
        for row, bar in enumerate(bars):
            middle = self.top + (row + 0.5) * self.high
            yield name(self.left, middle, bar.label, room=self.label, size=_SIZE, lines=self.lines)
            if bar.ratio is None:
                yield words(end, middle + 4.5, bar.told, room=room + _NUMBER, anchor="end")
                continue
            level = middle - (_ROW - 8) / 2
            yield box(start, level, room, _ROW - 8, "#fff", "#999")
            yield box(start, level, room * min(bar.ratio / full, 1.0), _ROW - 8, "#555")
            yield words(end, middle + 4.5, bar.told, room=_NUMBER, anchor="end")
        if line is not None:
            place = start + room * line / full
            bottom = self.top + len(bars) * self.high
            yield f'<path d="M{place:.1f},{self.top - 2:g} V{bottom:g}" stroke="#000" stroke-width="2"/>'
            yield words(place, self.top - 8, named, room=self.wide, anchor="middle", size=14)
