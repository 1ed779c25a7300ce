"""The XML of a text document, as strings: a table of thousands of rows is written, not built cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from secaudit.lazily import dataclass

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold."""

_SPACES = re.compile("[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Face:
    """How characters look beside what their paragraph's style says."""

    bold: bool = False
    italic: bool = False
    small: bool = False

    @property
    def xml(self) -> str:
        """The properties of a run, empty without any."""
        parts = '<w:rStyle w:val="Small"/>' if self.small else ""
        parts += "<w:b/>" if self.bold else ""
        parts += "<w:i/>" if self.italic else ""
        return f"<w:rPr>{parts}</w:rPr>" if parts else ""

    def with_(self, tag: str, names: Sequence[str]) -> Face:
        """Return the face inside an element of that tag and those classes."""
        face = self
        if tag in ("strong", "b"):
            face = replace(face, bold=True)
        if tag in ("em", "i"):
            face = replace(face, italic=True)
        return replace(face, small=True) if "small" in names else face


PLAIN = Face()


class Inline:
    """The inside of one paragraph: runs of text, white space told as a browser does."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._gap = False
        self._begun = False

    def text(self, text: str | None, face: Face) -> None:
        """Add text; what XML may not hold becomes a box."""
        if not text:
            return
        flat = _SPACES.sub(" ", text)
        if flat == " ":
            self._gap = True
            return
        lead = " " if (self._gap or flat[0] == " ") and self._begun else ""
        self._gap = flat[-1] == " "
        self._begun = True
        self._parts.append(
            f'<w:r>{face.xml}<w:t xml:space="preserve">{lead}{escaped(flat.strip(" "))}</w:t></w:r>'
        )

    def line_break(self) -> None:
        """Begin a new line of the same paragraph."""
        self._parts.append("<w:r><w:br/></w:r>")
        self._gap = self._begun = False

    def raw(self, run: str) -> None:
        """Add a run that is made elsewhere: a picture."""
        self._parts.append(run)
        self._begun = True

    def taken(self) -> str:
        """Return what was added, and begin anew; a break at the end would be an empty line."""
        while self._parts and self._parts[-1] == "<w:r><w:br/></w:r>":
            self._parts.pop()
        xml = "".join(self._parts)
        self._parts, self._gap, self._begun = [], False, False
        return xml


def escaped(text: str) -> str:
    """Return text as XML may hold it."""
    legal = _ILLEGAL.sub("□", text)
    return legal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """Return a paragraph; `properties` come after its style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


THIN = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""One point high: what has to be there, and is not to take a page of its own."""


def section_break(name: str) -> str:
    """Return a paragraph that ends a section; `name` is that of the page it is laid out on."""
    return f'<w:p><w:pPr><w:pStyle w:val="Gap"/>{THIN}<w:sectPr w:rsidR="{name}"/></w:pPr></w:p>'


def bar_table(dark: int, wide: int) -> str:
    """Return a bar: a frame `wide` twips long, dark from its left as far as `dark`."""
    parts = [(dark, "555555"), (wide - dark, "FFFFFF")]
    widths = [(width, fill) for width, fill in parts if width > 0]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width, _ in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>'
        f"{paragraph('Gap', '')}</w:tc>"
        for width, fill in widths
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="{wide}" w:type="dxa"/>{_BAR_LINES}'
        f'<w:tblLayout w:type="fixed"/>{_BAR_MARGINS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="130" w:hRule="exact"/></w:trPr>{cells}</w:tr></w:tbl>'
        f"{paragraph('Gap', '', THIN)}"
    )


_BAR_LINES = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="555555"/>'
        for side in ("top", "left", "bottom", "right")
    )
    + '<w:insideV w:val="nil"/></w:tblBorders>'
)
_BAR_MARGINS = (
    "<w:tblCellMar>"
    + "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    + "</w:tblCellMar>"
)
