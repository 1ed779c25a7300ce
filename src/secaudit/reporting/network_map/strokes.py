"""How lines are drawn: a colour and a dash for what matters, marks where a line meets its stop."""

from __future__ import annotations

from secaudit.model.network_map import Line, LineState, Stop
from secaudit.reporting.network_map.layout import Wire

RED = "#b3001b"
"""The colour of what is exposed: dark enough to stay dark on a black-and-white copier."""

WAY_FRAME = f'stroke="{RED}" stroke-width="2.4"'

_PLAIN = {
    LineState.OPEN: 'stroke="#7a7f87" stroke-width="1.2"',
    LineState.DOUBTFUL: 'stroke="#7a7f87" stroke-width="1.4" stroke-dasharray="2 3"',
    LineState.CIPHERED: 'stroke="#2f6b3a" stroke-width="1.6"',
    LineState.ENDED: 'stroke="#b9bec6" stroke-width="1.2" stroke-dasharray="1 5"',
}


_FRAMES = {
    True: 'stroke="#555" stroke-width="1"',
    None: 'stroke="#555" stroke-width="1.4" stroke-dasharray="2 3"',
    False: 'stroke="#2f6b3a" stroke-width="1.8" rx="9"',
}


def border(stop: Stop, *, on_path: bool) -> str:
    """Return the attributes that frame a stop: by whether it is exposed, or on a way from secrets."""
    return WAY_FRAME if on_path else _FRAMES[stop.exposed]


def stroke(line: Line) -> str:
    """Return the attributes that draw a line."""
    if line.on_path:
        return f'stroke="{RED}" stroke-width="2.6" stroke-dasharray="9 4"'
    return _PLAIN[line.state]


def mark(wire: Wire) -> str:
    """Return what is drawn where a line meets its stop: an arrow, a cipher's bar, the sign of a cut."""
    (x, y), side = wire.end, 1 if wire.rightwards else -1
    drawn = ""
    if not wire.line.both:
        drawn += arrow(x + side * 2, y, side if wire.towards else -side, wire.line)
    if wire.line.state is LineState.CIPHERED:
        drawn += cipher_bar(x + side * 9, y)
    if wire.line.cut:
        drawn += cut_sign(x + side * 10, y)
    return drawn


def arrow(x: float, y: float, side: int, line: Line) -> str:
    """Return an arrow head beside a stop: towards it where `side` is that of the stop's edge, else away."""
    colour = RED if line.on_path else "#444"
    tip, back = (x, x + side * 8) if side else (x, x)
    return f'<path d="M{tip:.1f},{y:.1f}L{back:.1f},{y - 4:.1f}V{y + 4:.1f}Z" fill="{colour}"/>'


def cipher_bar(x: float, y: float) -> str:
    """Return the bar that says that a line ends at a cipher."""
    return f'<rect x="{x - 2:.1f}" y="{y - 5:.1f}" width="4" height="10" fill="#2f6b3a"/>'


def cut_sign(x: float, y: float) -> str:
    """Return the sign of a cut: a cross in a circle."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.5" fill="#fff" stroke="#000" stroke-width="1.2"/>'
        f'<path d="M{x - 3:.1f},{y - 3:.1f}l6,6m0,-6l-6,6" stroke="#000" stroke-width="1.6" fill="none"/>'
    )
