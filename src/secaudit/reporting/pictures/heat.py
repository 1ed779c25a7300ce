"""Where it burns, on paper: the more of what was judged failed, the larger the square.

Sizes and not shades, so that a copier loses nothing. All squares of a size are one path: thousands of boxes
would take the page engine seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from secaudit.lazily import dataclass
from secaudit.reporting.heat import Heat
from secaudit.reporting.pictures.bars import Caption
from secaudit.reporting.pictures.drawing import WIDTH, framed, lines_of, name, shortened, words

_ROW = 21.0
_TALL_ROW = 36.0
"""A row whose name stands on two lines."""
MOST_ROWS = 53
"""How many units fit on a page."""

_HEAD = 24.0
_LABEL = 300.0
_SIZE = 15.0
_EDGE = WIDTH - 4.0
"""Where the last column ends: a line or a name on the very border of the drawing would be cut."""

_SIDES = (0.0, 5.0, 9.0, 13.0, 17.0)
"""How large the square of each step is, in units of the drawing."""
_RING = 2.4


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit and its cells, by family of controls."""

    label: str
    cells: Mapping[str, Heat]


def heat_map(
    rows: Sequence[HeatRow], families: Sequence[str], legend: Sequence[str], caption: Caption
) -> str:
    """Return the map as one SVG; more than `MOST_ROWS` rows do not fit on a page.

    `legend` names the five steps, the mildest first.
    """
    labels = [one.label for one in rows]
    lines = lines_of(labels, _SIZE, _LABEL - 8) if len(rows) * _TALL_ROW <= MOST_ROWS * _ROW else 1
    high = _TALL_ROW if lines > 1 else _ROW
    top = 3 * _HEAD - 6
    wide = (_EDGE - _LABEL) / len(families)
    bottom = top + len(rows) * high
    middles = {family: _LABEL + wide * (place + 0.5) for place, family in enumerate(families)}
    drawn = [
        *_legend(legend),
        *_grid(
            [top + row * high for row in range(len(rows) + 1)],
            [_LABEL + wide * place for place in range(len(families) + 1)],
        ),
    ]
    drawn += [
        # Every other name stands a line higher, so that they have room enough to be read.
        words(middle, top - 6 - 15 * (place % 2), family, room=2 * wide, size=13, anchor="middle")
        for place, (family, middle) in enumerate(middles.items())
    ]
    drawn += [
        name(0, top + (row + 0.5) * high, label, room=_LABEL - 8, size=_SIZE, lines=lines)
        for row, label in enumerate(labels)
    ]
    marks: list[list[str]] = [[] for _ in _SIDES]
    for row, one in enumerate(rows):
        for family, cell in one.cells.items():
            marks[cell.shade].append(_mark(cell.shade, middles[family], top + (row + 0.5) * high))
    drawn += _painted(marks)
    cut = shortened(labels, _SIZE, _LABEL - 8, lines)
    return framed(bottom + 4, caption.alternative, caption.description, drawn, cut)


def _mark(shade: int, middle: float, level: float) -> str:
    """Return the outline of a step: a small ring for nothing failed, else a square."""
    side = _SIDES[shade]
    if not shade:
        half = f"a{_RING},{_RING} 0 1,0"
        return f"M{middle - _RING:.1f},{level:g} {half} {2 * _RING},0 {half} -{2 * _RING},0"
    return f"M{middle - side / 2:.1f},{level - side / 2:g} h{side} v{side} h-{side} z"


def _painted(marks: Sequence[Sequence[str]]) -> Iterator[str]:
    for shade, outlines in enumerate(marks):
        if outlines:
            fill = "#333" if shade else "none"
            yield f'<path d="{" ".join(outlines)}" fill="{fill}" stroke="#000" stroke-width="0.8"/>'


def _grid(levels: Sequence[float], places: Sequence[float]) -> Iterator[str]:
    across = " ".join(f"M0,{level:g} H{places[-1]:.1f}" for level in levels)
    down = " ".join(f"M{place:.1f},{levels[0]:g} V{levels[-1]:g}" for place in places)
    yield f'<path d="{across} {down}" fill="none" stroke="#bbb" stroke-width="0.6"/>'


def _legend(legend: Sequence[str]) -> Iterator[str]:
    room = WIDTH / len(legend)
    marks: list[list[str]] = [[] for _ in _SIDES]
    for shade, named in enumerate(legend):
        marks[shade].append(_mark(shade, shade * room + 12, 14))
        yield words(shade * room + 28, 19, named, room=room - 32, size=15)
    yield from _painted(marks)
