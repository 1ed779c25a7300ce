"""From the HTML of a document to the paragraphs and tables of a text document.

The HTML is our own, from the templates of `reports/`: a small vocabulary of elements, and classes that
name paragraph styles. Nothing is told here that the page does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from typing import Any

from secaudit.lazily import dataclass
from secaudit.reporting.docx.columns import Columns
from secaudit.reporting.docx.markup import PLAIN, Face, Inline, bar_table, paragraph, section_break
from secaudit.reporting.docx.pictures import Drawing, inline_picture

STYLES = {
    "note": "Note", "lead": "Lead", "to": "Addressee", "basis": "Basis", "attached": "Attached",
    "file": "File", "dotted": "Dotted", "centred": "Centred", "space": "SignatureSpace",
    "recipient": "Recipient", "recipients-title": "RecipientsTitle", "signer": "Signer", "hint": "SignerHint",
    "flush": "Flush",
    "annex-title": "AnnexTitle", "cites": "Cites",
}  # fmt: skip
"""The paragraph style of a class; a paragraph without one of them is of the surrounding style."""

_HEADINGS = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
_BLOCKS = frozenset(
    ("p", "div", "section", "table", "ul", "ol", "figure", "figcaption", "header", "footer", *_HEADINGS)
)
_BREAK = "<w:pageBreakBefore/>"
_OPENING = re.compile(r"^<w:p><w:pPr><w:pStyle [^>]*/>(<w:keepNext/>)?")
_UNKEPT = re.compile(r"^(<w:p><w:pPr><w:pStyle [^>]*/>)(?!<w:keepNext/>)")
_KEEP = "<w:keepNext/>"
_WHOLE = frozenset(("picture", "whole", "signature"))
"""Groups that stand on one page."""

_OWN_PAGE = frozenset(("annex",))
"""Parts that begin a page, unless they are marked as flowing."""


@dataclass
class Walker:
    """Walks elements and collects the XML of what they become.

    `wide` and `across` are the widths of the text on an upright and on a turned page, in twips.
    `relations` are the pictures of the document's drawings, by number.
    """

    columns: Columns
    drawings: Sequence[Drawing]
    relations: Sequence[str]
    new_list: Callable[[bool], int]
    wide: int
    across: int
    turned: bool = False
    room: int = 0
    pictures: int = 0
    out: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        """How wide the text is on the present page, in twips."""
        return self.across if self.turned else self.wide

    def walk(self, elements: Iterable[Any]) -> list[str]:
        """Return the XML of elements that stand in the body of a document."""
        self.out = []
        for element in elements:
            self._block(element, "Normal", "")
        return self.out

    def _flow(self, element: Any, style: str, properties: str, face: Face = PLAIN) -> None:
        """Add what an element holds: text as paragraphs of the style, blocks as what they are."""
        inline = Inline()
        self._inside(element, inline, style, properties, face)
        self._flush(inline, style, properties)

    def _inside(self, element: Any, inline: Inline, style: str, properties: str, face: Face) -> None:
        inline.text(element.text, face)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, inline, style, properties, face)
            inline.text(child.tail, face)

    def _child(self, child: Any, inline: Inline, style: str, properties: str, face: Face) -> None:
        if child.tag == "br":
            inline.line_break()
        elif child.tag == "img":
            inline.raw(self._picture(int(child.get("src")), style))
        elif child.tag in _BLOCKS:
            self._flush(inline, style, properties)
            self._block(child, style, properties)
        else:
            self._inside(child, inline, style, properties, face.with_(child.tag, classes(child)))

    def _flush(self, inline: Inline, style: str, properties: str) -> None:
        if runs := inline.taken():
            self.out.append(paragraph(style, runs, properties))

    def _block(self, element: Any, style: str, properties: str) -> None:
        tag, names = element.tag, classes(element)
        if "across" in names:
            self._turned(element, style)
        elif tag == "table":
            from secaudit.reporting.docx.tables import add_table

            add_table(self, element)
        elif tag in ("ul", "ol"):
            self._list(element, tag == "ol", style)
        elif "track" in names:
            self.out.append(_bar(element, self.room))
        elif tag in _HEADINGS:
            annex = style == "AnnexTitle"
            self._flow(element, style if annex else _HEADINGS[tag], self._page_break(element, properties))
        elif tag == "figcaption":
            self._flow(element, "Caption", properties)
        elif tag == "figure":
            self._flow(element, "Figure", properties)
        elif "space" in names or "rule" in names:
            self.out.append(paragraph("SignatureSpace" if "space" in names else "Rule", ""))
        else:
            self._group(element, _style(names, style), self._page_break(element, properties))

    def _group(self, element: Any, style: str, properties: str) -> None:
        """Add a paragraph or a group of blocks; a page break falls on the first of its paragraphs alone."""
        at = len(self.out)
        self._flow(element, style, properties.replace(_BREAK, ""))
        if _BREAK in properties and len(self.out) > at:
            broken, count = _OPENING.subn(rf"\g<0>{_BREAK}", self.out[at], count=1)
            self.out[at : at + 1] = [broken] if count else [paragraph("Gap", "", _BREAK), self.out[at]]
        if not _WHOLE.isdisjoint(classes(element)):
            self.out[at:-1] = [_UNKEPT.sub(rf"\1{_KEEP}", one) for one in self.out[at:-1]]
        if "lead" in classes(element):
            self.out[at:] = [_UNKEPT.sub(rf"\1{_KEEP}", one) for one in self.out[at:]]

    def _page_break(self, element: Any, properties: str) -> str:
        names = classes(element)
        begins = "new-page" in names or (not _OWN_PAGE.isdisjoint(names) and "flowing" not in names)
        return properties + _BREAK if begins else properties

    def _list(self, element: Any, numbered: bool, style: str) -> None:
        number = self.new_list(numbered)
        base = "ListNumber" if numbered else "ListBullet"
        mark = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        for item in element:
            if item.tag == "li":
                self._flow(item, base, (_KEEP if "lead" in classes(item) else "") + mark)

    def _turned(self, element: Any, style: str) -> None:
        """Add what is laid out across on pages of its own."""
        self.out.append(section_break("upright"))
        self.turned = True
        self._flow(element, style, "")
        self.out.append(section_break("across"))
        self.turned = False

    def _picture(self, number: int, style: str) -> str:
        drawing = self.drawings[number]
        width, height = drawing.width, drawing.height
        if style == "Figure":
            room = self.width / 20
            highest = 400.0 if self.turned else 560.0
            scale = min(room / width, highest / height)
            width, height = width * scale, height * scale
        self.pictures += 1
        return inline_picture(self.relations[number], self.pictures, drawing, width, height)

    def cell(self, element: Any, style: str, properties: str, face: Face) -> list[str]:
        """Return the paragraphs of a table's cell; there is always one."""
        before, self.out = self.out, []
        names = classes(element)
        self._flow(element, _style(names, style), properties, face)
        inside, self.out = self.out, before
        return inside or [paragraph(style, "", properties)]


def _style(names: Sequence[str], style: str) -> str:
    return next((STYLES[name] for name in names if name in STYLES), style)


def _bar(element: Any, room: int) -> str:
    """Return a bar in a frame as long as the column: the number stands beside it."""
    share = 0.0
    for fill in element:
        for part in (fill.get("style") or "").split(";"):
            name, _, value = part.partition(":")
            if name.strip() == "width":
                share = float(value.strip().rstrip("%")) / 100
    return bar_table(int(room * share), room)


def classes(element: Any) -> list[str]:
    """Return the names of an element's classes."""
    return (element.get("class") or "").split()
