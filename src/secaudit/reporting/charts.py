"""Pictures of counts as SVG, without colour: patterns and written numbers carry the meaning.

They survive a black-and-white copier, and each has a text alternative.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from secaudit.lazily import dataclass
from secaudit.model.status import Status

FAMILY = "Tinos Report"
"""The name under which style sheets and drawings know the typeface: no installed font is taken for it."""

_PLAIN = {Status.PASS: "#fff", Status.FAIL: "#333", Status.NOT_APPLICABLE: "#d9d9d9"}

_PATTERNS = {
    Status.UNKNOWN: (
        '<rect width="8" height="8" fill="#fff"/>'
        '<path d="M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6" stroke="#000" stroke-width="1.4"/>'
    ),
    Status.WAIVED: (
        '<rect width="8" height="8" fill="#fff"/>'
        '<path d="M0,2 L8,2 M0,6 L8,6" stroke="#000" stroke-width="1.1"/>'
    ),
    Status.NOT_YET_DUE: (
        '<rect width="8" height="8" fill="#fff"/>'
        '<circle cx="2" cy="2" r="1" fill="#000"/><circle cx="6" cy="6" r="1" fill="#000"/>'
    ),
    Status.ERROR: (
        '<rect width="8" height="8" fill="#fff"/>'
        '<path d="M0,0 L8,8 M0,8 L8,0" stroke="#000" stroke-width="1.2"/>'
    ),
}

_LABEL_WIDTH = 46
"""Narrower pieces of a bar, in units of the drawing, carry no number: the table beside them does."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A piece of a stacked bar: its place from the left and its width, in units of the drawing."""

    status: Status
    left: float
    width: float
    label: str


def slices(pieces: Sequence[tuple[Status, int, str]], width: float) -> tuple[Slice, ...]:
    """Return the pieces (status, count, label) of a bar of the given width; counts of 0 get none."""
    total = sum(count for _, count, _ in pieces)
    cut: list[Slice] = []
    left = 0.0
    for status, count, label in pieces:
        if count:
            wide = width * count / total
            cut.append(Slice(status, round(left, 2), round(wide, 2), label))
            left += wide
    return tuple(cut)


def stacked_bar(pieces: Sequence[tuple[Status, int, str]], alternative: str, figure: str = "bar") -> str:
    """Return one bar that shows how a whole divides into statuses, as SVG 620 by 44 units.

    `figure` tells it from other bars on the same page.
    """
    parts = slices(pieces, 618)
    drawn = "".join(_piece(part, figure) for part in parts)
    return _svg(620, 44, alternative, figure, [part.status for part in parts], drawn)


def swatch(status: Status) -> str:
    """Return the small box that shows a status's pattern in a legend; the words stand beside it."""
    box = f'<rect x="1" y="1" width="24" height="12" fill="{_fill(status, "swatch")}" stroke="#000"/>'
    return _svg(26, 14, "", "swatch", [status], box)


def _piece(part: Slice, figure: str) -> str:
    box = (
        f'<rect x="{part.left + 1:.2f}" y="1" width="{part.width:.2f}" height="42" '
        f'fill="{_fill(part.status, figure)}" stroke="#000"/>'
    )
    if part.width < _LABEL_WIDTH:
        return box
    middle = part.left + 1 + part.width / 2
    half = min(part.width - 6, 9 * len(part.label) + 8) / 2
    return (
        f'{box}<rect x="{middle - half:.2f}" y="11" width="{2 * half:.2f}" height="22" fill="#fff"/>'
        f'<text x="{middle:.2f}" y="28" font-size="17" '
        f'font-family="{FAMILY}" text-anchor="middle">{escape(part.label)}</text>'
    )


def _svg(width: int, height: int, alternative: str, figure: str, used: Sequence[Status], drawn: str) -> str:
    patterns = "".join(
        f'<pattern id="{figure}-{status.value}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f"{_PATTERNS[status]}</pattern>"
        for status in used
        if status in _PATTERNS
    )
    told = f'role="img" aria-label="{escape(alternative)}"' if alternative else 'aria-hidden="true"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" {told}><defs>{patterns}</defs>{drawn}</svg>'
    )


def _fill(status: Status, figure: str) -> str:
    return _PLAIN.get(status, f"url(#{figure}-{status.value})")
