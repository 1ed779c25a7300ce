"""Drawings of a document as pictures: taken out of its HTML, and made by the engine that makes the PDF's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from secaudit.lazily import dataclass
from secaudit.reporting.docx.markup import escaped

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_ATTRIBUTE = re.compile(r'\b(viewBox|width|height|aria-label|aria-hidden)="([^"]*)"')
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)

_EMU_PER_PT = 12_700
_PIXELS_PER_POINT = 2.5
"""Fine enough for a laser printer at the size it has on the page."""

_LARGEST = 3_000
"""Pixels along a side: a drawing of a whole city is a picture, not a poster."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in SVG, its natural size in points, and what it shows, in words."""

    svg: str
    width: float
    height: float
    told: str


def taken_out(html: str) -> tuple[str, list[Drawing]]:
    """Return the HTML with an `<img>` for each drawing, numbered from 0 as they stand, and the drawings."""
    drawings: list[Drawing] = []
    places: dict[str, int] = {}

    def replaced(match: re.Match[str]) -> str:
        svg = match.group(0)
        if svg not in places:
            places[svg] = len(drawings)
            drawings.append(_drawing(svg))
        return f'<img src="{places[svg]}">'

    return _SVG.sub(replaced, html), drawings


def _drawing(svg: str) -> Drawing:
    from html import unescape

    head = svg[: svg.index(">") + 1]
    known = dict(_ATTRIBUTE.findall(head))
    box = [float(number) for number in known.get("viewBox", "0 0 100 100").split()]
    title = _TITLE.search(svg)
    told = known.get("aria-label") or (title.group(1) if title else "")
    return Drawing(svg, box[2] * 0.75, box[3] * 0.75, unescape(told))


def pictures(drawings: Sequence[Drawing], css: str, fonts: Mapping[str, Path]) -> list[bytes]:
    """Return each drawing as PNG, all laid out in one go."""
    if not drawings:
        return []
    import pypdfium2

    from secaudit.reporting.pdf import lay_out

    pages, body = [], []
    for number, one in enumerate(drawings):
        pages.append(f"@page d{number} {{ size: {one.width}pt {one.height}pt; margin: 0 }}")
        size = f"width: {one.width}pt; height: {one.height}pt; display: block"
        body.append(f'<div style="page: d{number}; break-after: page">{_sized(one.svg, size)}</div>')
    html = f"<html><body style='margin: 0'>{''.join(body)}</body></html>"
    document = pypdfium2.PdfDocument(lay_out(html, "\n".join(pages), fonts).document.write_pdf())
    try:
        return [_png(document[number], one) for number, one in enumerate(drawings)]
    finally:
        document.close()


def _sized(svg: str, style: str) -> str:
    return svg.replace("<svg", f'<svg style="{style}"', 1)


def _png(page: Any, drawing: Drawing) -> bytes:
    scale = min(_PIXELS_PER_POINT, _LARGEST / max(drawing.width, drawing.height))
    picture = page.render(scale=scale).to_pil().convert("P", palette=1, colors=64)
    out = BytesIO()
    picture.save(out, "PNG", optimize=False)
    return out.getvalue()


def inline_picture(relation: str, number: int, drawing: Drawing, width: float, height: float) -> str:
    """Return a run that shows a picture, `width` by `height` points, with its text alternative."""
    wide, high = int(width * _EMU_PER_PT), int(height * _EMU_PER_PT)
    told = escaped(drawing.told)
    hidden = "" if drawing.told else _DECORATIVE
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="Picture {number}" descr="{told}">'
        f"{hidden}</wp:docPr>"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}" descr="{told}"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
