"""A network as a drawing that any browser opens, and that prints in black and white.

What is exposed is told by a colour and by a dash of its own, so that neither is needed alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from secaudit.model.day import day_told
from secaudit.model.network_map import NetworkMap, Stop
from secaudit.model.text import Language
from secaudit.reporting.network_map.layout import GRID, Band, Box, Plan, Wire
from secaudit.reporting.network_map.legend import legend, legend_height
from secaudit.reporting.network_map.lettering import clean
from secaudit.reporting.network_map.naming import (
    NAME_SIZE,
    NOTE_SIZE,
    note_lines,
    shortened,
    stop_lines,
    unit_lines,
)
from secaudit.reporting.network_map.panels import GAP, panels, sheets
from secaudit.reporting.network_map.strokes import RED, border, mark, stroke

FAMILY = "Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_MARGIN = 20.0
_TITLE_HEIGHT = 34.0


def svg(drawn: NetworkMap, language: Language, family: str = FAMILY) -> str:
    """Return a map as an SVG document; `family` is the typeface it asks for."""
    return _document(panels(drawn, language), _title(drawn, language), language, family)


def svg_sheets(drawn: NetworkMap, language: Language, high: float, family: str = FAMILY) -> list[str]:
    """Return a map as SVG documents that are each about `high` (pixels), for the pages of a report."""
    title, found = _title(drawn, language), sheets(drawn, language, high)
    return [
        _document([each], f"{title} ({number}/{len(found)})" if len(found) > 1 else title, language, family)
        for number, each in enumerate(found, 1)
    ]


def _title(drawn: NetworkMap, language: Language) -> str:
    return f"{drawn.title.to(language)}, {day_told(drawn.as_of).to(language)}"


def _document(plans: Sequence[Plan], title: str, language: Language, family: str) -> str:
    """Return plans side by side under one title and legend."""
    wide = max(sum(each.width + GAP for each in plans) - GAP, 640.0)
    top = _TITLE_HEIGHT + legend_height(wide, language)
    high = top + max(each.height for each in plans)
    stops = [stop for each in plans for stop, _ in each.stops]
    cut = shortened(stops, (band.name for each in plans for band in each.bands), language)
    told = f"{title}: {'; '.join(cut)}" if cut else title
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(wide + 2 * _MARGIN)} '
        f'{_n(high + 2 * _MARGIN)}" width="{_n(wide + 2 * _MARGIN)}" height="{_n(high + 2 * _MARGIN)}" '
        f'font-family="{escape(family)}" role="img" aria-label="{escape(clean(told))}">',
        f"<title>{escape(clean(title))}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<g transform="translate({_n(_MARGIN)},{_n(_MARGIN)})">',
        f'<text x="0" y="18" font-size="17" font-weight="bold">{escape(clean(title))}</text>',
        f'<g transform="translate(0,{_n(_TITLE_HEIGHT)})">{legend(wide, language)}</g>',
    ]
    left = 0.0
    for each in plans:
        parts.append(f'<g transform="translate({_n(left)},{_n(top)})">{"".join(_panel(each, language))}</g>')
        left += each.width + GAP
    return "\n".join((*parts, "</g></svg>\n"))


def _panel(laid: Plan, language: Language) -> Iterator[str]:
    for band in laid.bands:
        yield _band(band)
    # Ways of exposure last, so that they lie over the lines that share a trunk with them.
    for wire in sorted(laid.wires, key=lambda wire: wire.line.on_path):
        yield _wire(wire)
    on_path = {
        key for wire in laid.wires if wire.line.on_path for key in (wire.line.source, wire.line.target)
    }
    for stop, box in laid.stops:
        yield _stop(stop, box, language, border(stop, on_path=stop.key in on_path))
    for wire in laid.wires:
        yield mark(wire) + _label(wire, language)


def _band(band: Band) -> str:
    box = band.box
    words = "".join(
        f'<text x="6" y="{_n(box.y + 16 + 13 * number)}" font-size="11" font-weight="bold">'
        f"{escape(line)}</text>"
        for number, line in enumerate(unit_lines(band.name))
    )
    return (
        f'<g><title>{escape(clean(band.name))}</title><rect x="0" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}" fill="#f4f5f7" '
        f'stroke="#d5d8dc"/>{words}</g>'
    )


def _wire(wire: Wire) -> str:
    (x, y), (end_x, end_y) = wire.start, wire.end
    path = f"M{_n(x)},{_n(y)}H{_n(wire.lane)}V{_n(end_y)}H{_n(end_x)}"
    told = escape(clean(wire.line.id))
    return f'<path d="{path}" fill="none" {stroke(wire.line)}><title>{told}</title></path>'


def _label(wire: Wire, language: Language) -> str:
    if wire.label is None:
        return ""
    box = wire.label
    colour = RED if wire.line.on_path else "#333"
    return (
        f'<text x="{_n(box.x)}" y="{_n(box.y + box.height - 1)}" font-size="9" fill="{colour}">'
        f"{escape(clean(wire.line.label.to(language)))}</text>"
    )


def _stop(stop: Stop, box: Box, language: Language, framed: str) -> str:
    fill, ink = ("#222", "#fff") if stop.internet else ("#fff", "#000")
    told = "".join(_words(stop, box, language, ink))
    bar = ""
    if stop.holds:
        bar = f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="7" height="{_n(box.height)}" fill="#222"/>'
    tip = clean(f"{stop.name.to(language)} ({', '.join(stop.ids)}) {stop.note.to(language)}")
    return (
        f'<g><title>{escape(tip)}</title><rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}" fill="{fill}" {framed}/>{bar}'
        f"{told}</g>"
    )


def _words(stop: Stop, box: Box, language: Language, ink: str) -> Iterator[str]:
    names, notes = stop_lines(stop, language), note_lines(stop, language)
    styles = [(NAME_SIZE, ' font-weight="bold"')] * len(names) + [(NOTE_SIZE, "")] * len(notes)
    for number, (line, (size, weight)) in enumerate(zip((*names, *notes), styles, strict=True)):
        foot = box.y + GRID * (number + 1.5) - 2
        yield (
            f'<text x="{_n(box.x + 13)}" y="{_n(foot)}" font-size="{_n(size)}"{weight} fill="{ink}">'
            f"{escape(line)}</text>"
        )


def _n(number: float) -> str:
    """Return a number as short as it can be written, to a tenth."""
    return f"{number:.1f}".removesuffix(".0")
