"""The schedule as a drawing: a bar for each deed, in black and white, with the legal dates.

It survives a black-and-white copier: what is late is hatched, and every bar has its days written beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from secaudit.lazily import dataclass
from secaudit.reporting.charts import FAMILY
from secaudit.reporting.pictures.drawing import lines_of, name, shortened

WIDTH = 1060
_LABEL = 420
_DAYS = 130
_ROW = 20
_TALL_ROW = 27
"""A row whose words stand on two lines."""
_PAGE = 650
"""The height that fits on a page."""
_SIZE = 10.5
_HEAD = 26
_GRID = WIDTH - _LABEL - _DAYS
_ROOM = _LABEL - 10
"""The room of a deed's words beside its bar; the whole text stands in the list and in the tooltip."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One deed: from its first day to its last, with its earliest legal date, if it has one."""

    label: str
    start: date
    finish: date
    due: date | None
    late: bool
    told: str


def gantt(bars: Sequence[Bar], today: date, alternative: str) -> list[str]:
    """Return the drawing as SVG, on sheets with as many bars each; none where there is nothing to draw."""
    if not bars:
        return []
    told = [f"{number}. {bar.label}" for number, bar in enumerate(bars, start=1)]
    high = _ROW if lines_of(told, _SIZE, _ROOM) == 1 else _TALL_ROW
    axis = _Axis(min(today, *(bar.start for bar in bars)), max(bar.finish for bar in bars))
    sheets = -(-len(bars) // ((_PAGE - _HEAD) // high))
    deep = -(-len(bars) // sheets)
    rows = list(zip(bars, told, strict=True))
    parts = [rows[first : first + deep] for first in range(0, len(rows), deep)]
    return [
        _sheet(
            part,
            today,
            f"{alternative} ({number}/{len(parts)})" if len(parts) > 1 else alternative,
            axis,
            high,
            f"late-{number}",
        )
        for number, part in enumerate(parts, start=1)
    ]


def _sheet(
    rows: Sequence[tuple[Bar, str]], today: date, alternative: str, axis: _Axis, high: int, late: str
) -> str:
    height = _HEAD + high * len(rows) + 4
    drawn = [*axis.lines(height)]
    drawn += [
        _bar(bar, told, _HEAD + row * high + high / 2, axis, late) for row, (bar, told) in enumerate(rows)
    ]
    drawn.append(_line(axis.at(today), _HEAD - 4, height, 'stroke-dasharray="3 2" stroke-width="1"'))
    if cut := shortened((told for _, told in rows), _SIZE, _ROOM, 2):
        alternative = f"{alternative}: {'; '.join(cut)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="{escape(alternative)}" font-family="{FAMILY}, serif" '
        f'font-size="11"><defs><pattern id="{late}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#fff"/><path d="M-1,1 L1,-1 M0,6 L6,0 M5,7 L7,5" stroke="#000"/>'
        f"</pattern></defs>{''.join(drawn)}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days from left to right."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day begins; days outside stand at the edge."""
        span = max((self.last - self.first).days + 1, 1)
        part = min(max((day - self.first).days / span, 0.0), 1.0)
        return round(_LABEL + part * _GRID, 1)

    def lines(self, height: int) -> list[str]:
        """Return the lines at the beginning of years, quarters or months, as few as can be read."""
        drawn = []
        for day, label in self._marks():
            left = self.at(day)
            drawn.append(_line(left, _HEAD - 6, height, 'stroke="#bbb" stroke-width="0.6"'))
            drawn.append(f'<text x="{left + 2}" y="{_HEAD - 10}" font-size="10">{label}</text>')
        return drawn

    def _marks(self) -> list[tuple[date, str]]:
        span = (self.last - self.first).days
        step = 1 if span <= 400 else 3 if span <= 1200 else 12
        marks = []
        year, month = self.first.year, 1
        while (year, month) <= (self.last.year, self.last.month):
            day = date(year, month, 1)
            if day >= self.first:
                marks.append((day, str(year) if step == 12 else f"{month:02}/{year % 100:02}"))
            month += step
            if month > 12:
                if year == date.max.year:
                    break
                year, month = year + 1, month - 12
        return marks


def _bar(bar: Bar, told: str, middle: float, axis: _Axis, late: str) -> str:
    left = axis.at(bar.start)
    end = bar.finish + timedelta(days=1) if bar.finish < date.max else bar.finish
    wide = max(axis.at(end) - left, 2.0)
    fill = f"url(#{late})" if bar.late else "#777"
    parts = [
        name(0, middle, told, room=_ROOM, size=_SIZE, lines=2),
        f"<g><title>{escape(bar.label)}</title>",
        f'<rect x="{left}" y="{middle - 5.5:g}" width="{wide:.1f}" height="11" fill="{fill}" stroke="#000" '
        'stroke-width="0.7"/>',
        f'<text x="{_LABEL + _GRID + 6}" y="{middle + 3.5:g}">{escape(bar.told)}</text>',
    ]
    if bar.due is not None and axis.first <= bar.due <= axis.last:
        place, tip = axis.at(bar.due), f"{middle - 2.5:g}"
        parts.append(
            f'<path d="M{place - 4:g},{middle - 9.5:g} L{place + 4:g},{middle - 9.5:g} L{place:g},{tip} Z" '
            'fill="#000"/>'
        )
    return "".join((*parts, "</g>"))


def _line(left: float, top: int, bottom: int, style: str) -> str:
    stroke = "" if "stroke=" in style else 'stroke="#000" '
    return f'<line x1="{left}" x2="{left}" y1="{top}" y2="{bottom}" {stroke}{style}/>'
