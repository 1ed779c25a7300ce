"""Documents that can be edited: made from the very HTML that the PDF is made from.

`encode` makes one of any document; `render` makes that of the audit report.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from secaudit.garbage import paused
from secaudit.lazily import dataclass

if TYPE_CHECKING:
    from secaudit.reporting.papers.letterhead import Letterhead
    from secaudit.reporting.view import View
    from secaudit.reporting.voice import Voice

FILE_NAME = "audit.docx"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as HTML with its style sheet, and what its frame and its properties tell."""

    html: str
    css: str
    letterhead: Letterhead
    title: str
    made: datetime
    tool: str


def render(view: View, voice: Voice, *, templates: Path | None = None) -> Mapping[str, bytes]:
    """Return `audit.docx` in the voice's language.

    Raises:
        InvalidInput: a template or frame of the user's own is wrong.
    """
    from secaudit.reporting.pages import page_source, style_sheet
    from secaudit.reporting.papers.letterhead import letterhead
    from secaudit.reporting.repertoire import Everything

    result = view.result
    about = view.head.name if view.head else voice("screen.all_units")
    with paused():
        sheet = Sheet(
            html=page_source(view, voice, Everything(), templates),
            css=style_sheet(templates),
            letterhead=letterhead("audit", result, voice),
            title=voice("title.document", unit=about, day=result.as_of),
            made=result.generated_at,
            tool=f"{result.tool.name} {result.tool.version}",
        )
        return {FILE_NAME: encode(sheet, voice, templates)}


def encode(sheet: Sheet, voice: Voice, templates: Path | None = None) -> bytes:
    """Return a document as DOCX.

    Raises:
        InvalidInput: the frame, of the user's own, is wrong.
        FileNotFoundError: the installation lacks a font, which drawings need.
    """
    from lxml import html as parser

    from secaudit.reporting.docx.columns import columns_of
    from secaudit.reporting.docx.framing import Frame, frame_file
    from secaudit.reporting.docx.parts import divided, fields
    from secaudit.reporting.docx.pictures import pictures, taken_out
    from secaudit.reporting.docx.sealing import describe, sealed
    from secaudit.reporting.docx.walking import Walker
    from secaudit.reporting.pdf import font_files

    frame = Frame(frame_file(sheet.letterhead.layout, templates))
    source, drawings = taken_out(sheet.html)
    parts = divided(parser.document_fromstring(source).body)
    frame.fill(fields(sheet.letterhead, parts))
    relations = [frame.add_picture(png) for png in pictures(drawings, sheet.css, font_files())]
    walker = Walker(columns_of(sheet.css, voice.language), drawings, relations, frame.new_list, *frame.widths)
    frame.put({name: walker.walk(elements) for name, elements in parts.elements.items()})
    describe(
        frame.document,
        title=sheet.title,
        author=voice("issuer.author"),
        tool=sheet.tool,
        made=sheet.made,
        language=voice.language,
    )
    return sealed(frame.document)
