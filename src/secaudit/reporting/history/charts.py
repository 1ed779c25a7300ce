"""Drawings of a history as SVG, in black and white, with the numbers written beside the marks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from secaudit.lazily import dataclass
from secaudit.reporting.charts import FAMILY

_WIDTH = 960
_LEFT = 60
_MOST_LABELS = 9
"""More labels than this would run into one another: then only every second or third mark gets its own."""
_RIGHT = 30

PATTERNS = {
    "plain": "#fff",
    "dark": "#333",
    "grey": "#bbb",
    "hatched": "url(#hatched)",
    "dotted": "url(#dotted)",
}
"""Fills that differ without colour."""

_DEFINITIONS = (
    '<defs><pattern id="hatched" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<rect width="7" height="7" fill="#fff"/><path d="M-1,1 L1,-1 M0,7 L7,0 M6,8 L8,6" stroke="#000" '
    'stroke-width="1.2"/></pattern><pattern id="dotted" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#fff"/><circle cx="2" cy="2" r="1" fill="#000"/>'
    '<circle cx="5" cy="5" r="1" fill="#000"/></pattern></defs>'
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar: its fill, its size, and the number written in or beside it."""

    fill: str
    size: int
    told: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of pieces under one label; `total` stands above it."""

    label: str
    segments: tuple[Segment, ...]
    total: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of a line: its height (0 to 1), the number beside it, the words below it.

    `alike` is the share of it that can be compared with the point before; the line to it is dashed where
    that is not all of it.
    """

    height: float | None
    told: str
    label: str
    below: str
    alike: float | None


def line_and_bars(
    marks: Sequence[Mark], bars: Sequence[Bar], titles: tuple[str, str], legend: Sequence[tuple[str, str]],
    alternative: str,
) -> str:  # fmt: skip
    """Return scores as a line, 0% to 100%, and below it one bar of open findings for each point."""
    top, tall, foot = 34, 190, 46
    second = top + tall + foot + 30
    bar_tall = 150
    height = second + 26 + bar_tall + 72
    places = _places(len(marks))
    drawn = [_text(0, 16, titles[0], weight="bold"), *_scale(top, tall)]
    drawn += _line(marks, places, top, tall)
    drawn.append(_text(0, second, titles[1], weight="bold"))
    drawn += _legend(legend, second + 20)
    drawn += _columns(bars, places, second + 52, bar_tall)
    return _svg(height, alternative, drawn)


def stacked_rows(bars: Sequence[Bar], legend: Sequence[tuple[str, str]], alternative: str) -> str:
    """Return bars that lie one above the other, to one scale, each piece with its number."""
    most = max((sum(piece.size for piece in bar.segments) for bar in bars), default=0) or 1
    label = 150
    space = _WIDTH - label - _RIGHT
    drawn = _legend(legend, 16)
    for place, bar in enumerate(bars):
        top = 34 + place * 52
        drawn.append(_text(0, top + 25, bar.label))
        left = float(label)
        for piece in bar.segments:
            wide = space * piece.size / most
            drawn.append(_box(left, top, wide, 38, piece.fill))
            if wide > 9 * len(piece.told) + 8:
                drawn.append(_label(left + wide / 2, top + 24, piece.told))
            left += wide
    return _svg(34 + 52 * len(bars) + 6, alternative, drawn)


def _places(count: int) -> list[float]:
    space = _WIDTH - _LEFT - _RIGHT
    return [round(_LEFT + space * (place + 0.5) / max(count, 1), 1) for place in range(count)]


def _scale(top: int, tall: int) -> list[str]:
    drawn = []
    for percent in (0, 25, 50, 75, 100):
        level = round(top + tall * (1 - percent / 100), 1)
        drawn.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{level}" y2="{level}" stroke="#bbb" '
            'stroke-width="0.7"/>'
        )
        drawn.append(_text(_LEFT - 8, level + 4, f"{percent}%", anchor="end", size=12))
    return drawn


def _line(marks: Sequence[Mark], places: Sequence[float], top: int, tall: int) -> list[str]:
    drawn: list[str] = []
    before: tuple[float, float] | None = None
    for mark, left, labelled in zip(marks, places, _labelled(len(marks)), strict=True):
        if labelled:
            drawn.append(_text(left, top + tall + 18, mark.label, anchor="middle", size=13))
            drawn.append(_text(left, top + tall + 34, mark.below, anchor="middle", size=11))
        if mark.height is None:
            before = None
            continue
        level = round(top + tall * (1 - mark.height), 1)
        if before is not None:
            dashes = ' stroke-dasharray="6 5"' if mark.alike is None or mark.alike < 1 else ""
            drawn.append(
                f'<line x1="{before[0]}" y1="{before[1]}" x2="{left}" y2="{level}" stroke="#000" '
                f'stroke-width="2"{dashes}/>'
            )
        drawn.append(f'<circle cx="{left}" cy="{level}" r="5" fill="#000"/>')
        if labelled:
            drawn.append(_label(left, level - 14, mark.told))
        before = (left, level)
    return drawn


def _columns(bars: Sequence[Bar], places: Sequence[float], top: int, tall: int) -> list[str]:
    most = max((sum(piece.size for piece in bar.segments) for bar in bars), default=0) or 1
    wide = min(90.0, (_WIDTH - _LEFT - _RIGHT) / max(len(bars), 1) * 0.6)
    drawn: list[str] = []
    for bar, middle, labelled in zip(bars, places, _labelled(len(bars)), strict=True):
        foot = float(top + tall)
        for piece in bar.segments:
            high = tall * piece.size / most
            foot -= high
            drawn.append(_box(middle - wide / 2, foot, wide, high, piece.fill))
            if high >= 18 and wide > 8 * len(piece.told) + 6:
                drawn.append(_label(middle, foot + high / 2 + 5, piece.told))
        if labelled:
            drawn.append(_text(middle, foot - 5, bar.total, anchor="middle"))
            drawn.append(_text(middle, top + tall + 18, bar.label, anchor="middle", size=13))
    return drawn


def _labelled(count: int) -> list[bool]:
    """Return which of so many marks get labels; the last always does."""
    step = -(-count // _MOST_LABELS) or 1
    return [(count - 1 - place) % step == 0 for place in range(count)]


def _legend(legend: Sequence[tuple[str, str]], top: int) -> list[str]:
    drawn, left = [], 0.0
    for fill, words in legend:
        drawn.append(_box(left, top - 11, 22, 12, fill))
        drawn.append(_text(left + 28, top, words, size=13))
        left += 50 + 7.2 * len(words)
    return drawn


def _box(left: float, top: float, wide: float, high: float, fill: str) -> str:
    if wide <= 0 or high <= 0:
        return ""
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'fill="{PATTERNS[fill]}" stroke="#000"/>'
    )


def _label(middle: float, foot: float, words: str) -> str:
    """Return words on a white ground, readable on every pattern."""
    half = 4.2 * len(words) + 4
    ground = (
        f'<rect x="{middle - half:.1f}" y="{foot - 13:.1f}" width="{2 * half:.1f}" height="17" fill="#fff"/>'
    )
    return ground + _text(middle, foot, words, anchor="middle")


def _text(
    left: float, foot: float, words: str, *, anchor: str = "start", size: int = 14, weight: str = "normal"
) -> str:
    return (
        f'<text x="{left:.1f}" y="{foot:.1f}" font-size="{size}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )


def _svg(height: int, alternative: str, drawn: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
        f'height="{height}" role="img" aria-label="{escape(alternative)}" '
        f'font-family="{FAMILY}, Tinos, serif">'
        f"<title>{escape(alternative)}</title>{_DEFINITIONS}{''.join(drawn)}</svg>"
    )
