"""The schedule as a drawing: a bar for each deed, in black and white, with the legal dates.

It survives a black-and-white copier: what is late is hatched, and every bar has its days written beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from secaudit.lazily import dataclass
from secaudit.reporting.charts import FAMILY

WIDTH = 1060
_LABEL = 330
_DAYS = 150
_ROW = 20
_HEAD = 26
_GRID = WIDTH - _LABEL - _DAYS
_LETTERS = 54
"""How many letters of a deed fit beside its bar; the whole text stands in the list and in the tooltip."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One deed: from its first day to its last, with its earliest legal date, if it has one."""

    label: str
    start: date
    finish: date
    due: date | None
    late: bool
    told: str


def gantt(bars: Sequence[Bar], today: date, alternative: str) -> str:
    """Return the drawing as SVG; empty where there is nothing to draw."""
    if not bars:
        return ""
    axis = _Axis(min(today, *(bar.start for bar in bars)), max(bar.finish for bar in bars))
    height = _HEAD + _ROW * len(bars) + 4
    drawn = [*axis.lines(height), *(_bar(bar, index, axis) for index, bar in enumerate(bars))]
    drawn.append(_line(axis.at(today), _HEAD - 4, height, 'stroke-dasharray="3 2" stroke-width="1"'))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="{escape(alternative)}" font-family="{FAMILY}, serif" '
        f'font-size="11"><defs><pattern id="late" width="6" height="6" patternUnits="userSpaceOnUse">'
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


def _bar(bar: Bar, index: int, axis: _Axis) -> str:
    top = _HEAD + index * _ROW
    left = axis.at(bar.start)
    end = bar.finish + timedelta(days=1) if bar.finish < date.max else bar.finish
    wide = max(axis.at(end) - left, 2.0)
    label = bar.label if len(bar.label) <= _LETTERS else bar.label[: _LETTERS - 1] + "…"
    fill = "url(#late)" if bar.late else "#777"
    parts = [
        f"<g><title>{escape(bar.label)}</title>",
        f'<text x="0" y="{top + 13}">{index + 1}. {escape(label)}</text>',
        f'<rect x="{left}" y="{top + 4}" width="{wide:.1f}" height="11" fill="{fill}" stroke="#000" '
        'stroke-width="0.7"/>',
        f'<text x="{_LABEL + _GRID + 6}" y="{top + 13}">{escape(bar.told)}</text>',
    ]
    if bar.due is not None and axis.first <= bar.due <= axis.last:
        middle = axis.at(bar.due)
        parts.append(f'<path d="M{middle - 4},{top} L{middle + 4},{top} L{middle},{top + 7} Z" fill="#000"/>')
    return "".join((*parts, "</g>"))


def _line(left: float, top: int, bottom: int, style: str) -> str:
    stroke = "" if "stroke=" in style else 'stroke="#000" '
    return f'<line x1="{left}" x2="{left}" y1="{top}" y2="{bottom}" {stroke}{style}/>'
