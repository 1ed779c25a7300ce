"""Makes the frames of text documents, `reports/papers/*.docx`: `python -m tools.frames`.

Page, margins and sizes are those of Decree 30/2020, annex I. Whoever changes a frame in Word changes the
file; this makes the shipped ones anew.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as SIDE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Mm, Pt

from secaudit.reporting.docx.sealing import describe, sealed

FOLDER = Path(__file__).resolve().parents[1] / "reports" / "papers"
FAMILY = "Times New Roman"

# name, based on, size, bold, italic, side, first line (cm), before, after, keeps with next
STYLES: tuple[tuple[str, str, float, bool, bool, Any, float, float, float, bool], ...] = (
    ("Lead", "Normal", 13, False, False, SIDE.JUSTIFY, 1, 0, 6, True),
    ("Basis", "Normal", 13, False, True, SIDE.JUSTIFY, 1, 0, 3, False),
    ("Addressee", "Normal", 13, False, False, SIDE.CENTER, 0, 4, 10, False),
    ("Centred", "Normal", 13, False, False, SIDE.CENTER, 0, 0, 6, False),
    ("Flush", "Normal", 13, False, False, SIDE.LEFT, 0, 0, 3, False),
    ("Dotted", "Normal", 13, False, False, SIDE.LEFT, 0, 0, 3, False),
    ("AnnexTitle", "Heading 1", 13, True, False, SIDE.CENTER, 0, 10, 2, True),
    ("Attached", "Normal", 13, False, True, SIDE.CENTER, 0, 0, 8, True),
    ("Note", "Normal", 11.5, False, True, SIDE.JUSTIFY, 0, 3, 6, False),
    ("File", "Normal", 8, False, False, SIDE.LEFT, 0, 0, 1, False),
    ("Figure", "Normal", 10, False, False, SIDE.CENTER, 0, 4, 4, False),
    ("Signer", "Normal", 13, True, False, SIDE.CENTER, 0, 0, 0, True),
    ("SignerHint", "Normal", 12, False, True, SIDE.CENTER, 0, 0, 0, True),
    ("SignatureSpace", "Normal", 13, False, False, SIDE.CENTER, 0, 0, 54, True),
    ("RecipientsTitle", "Normal", 12, True, True, SIDE.LEFT, 0, 0, 0, True),
    ("Recipient", "Normal", 11, False, False, SIDE.LEFT, 0, 0, 0, True),
    ("TableText", "Normal", 10, False, False, SIDE.LEFT, 0, 0, 0, False),
    ("TableFine", "TableText", 9, False, False, SIDE.LEFT, 0, 0, 0, False),
    ("TableHead", "TableText", 10, True, False, SIDE.CENTER, 0, 0, 0, True),
    ("TableFineHead", "TableHead", 8, True, False, SIDE.CENTER, 0, 0, 0, True),
    ("Cites", "TableText", 9, False, True, SIDE.LEFT, 0, 0, 0, True),
    ("Bar", "TableText", 7, False, False, SIDE.LEFT, 0, 0, 0, False),
    ("Gap", "Normal", 4, False, False, SIDE.LEFT, 0, 0, 0, False),
    ("Rule", "Gap", 4, False, False, SIDE.LEFT, 0, 0, 0, False),
    ("LetterParent", "Normal", 12, False, False, SIDE.CENTER, 0, 0, 0, False),
    ("LetterBody", "Normal", 12, True, False, SIDE.CENTER, 0, 0, 0, False),
    ("LetterMotto", "Normal", 13, True, False, SIDE.CENTER, 0, 0, 0, False),
    ("LetterNumber", "Normal", 13, False, False, SIDE.CENTER, 0, 7, 0, False),
    ("LetterAbout", "Normal", 12, False, False, SIDE.CENTER, 0, 2, 0, False),
    ("LetterPlace", "Normal", 13, False, True, SIDE.CENTER, 0, 7, 0, False),
    ("TitleAbout", "Normal", 13, True, False, SIDE.CENTER, 0, 0, 2, True),
    ("TitleNote", "Normal", 13, False, True, SIDE.CENTER, 0, 0, 2, False),
)


def main(folder: Path = FOLDER) -> None:
    """Write the frames into a folder."""
    folder.mkdir(exist_ok=True)
    for layout, name in (("state", "official.docx"), ("party", "party.docx")):
        frame = Document()
        _page(frame)
        _styles(frame)
        _letterhead(frame, layout)
        _title(frame, layout)
        for part in ("body", "signature", "annexes"):
            frame.add_paragraph(f"{{{{p {part} }}}}", style="Normal")
        _lean(frame)
        describe(
            frame,
            title="",
            author="secaudit",
            tool="secaudit",
            made=datetime(2026, 1, 1, tzinfo=UTC),
            language="vi",
        )
        (folder / name).write_bytes(sealed(frame))


def _lean(frame: Any) -> None:
    """Leave out what the library's own template has beside: a picture of itself and a hundred styles."""
    for relations in (frame.part.package.rels, frame.part.rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(_BESIDE)]:
            del relations[name]
    kept = {name for name, *_ in STYLES} | _KEPT
    for style in list(frame.styles.element.findall(qn("w:style"))):
        if style.find(qn("w:name")).get(qn("w:val")) not in kept:
            frame.styles.element.remove(style)
            continue
        for link in style.findall(qn("w:link")):
            style.remove(link)


_BESIDE = ("/thumbnail", "/stylesWithEffects", "/customXml")
_KEPT = {
    "Normal", "heading 1", "heading 2", "heading 3", "Title", "caption", "List Bullet", "List Number",
    "header", "footer", "Default Paragraph Font", "Normal Table", "No List", "Grid", "Bare", "Small",
}  # fmt: skip


def _page(frame: Any) -> None:
    section = frame.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.style = frame.styles["Header"]
    header.alignment = SIDE.CENTER
    for kind in ("begin", None, "end"):
        run = header.add_run()
        run.font.name, run.font.size = FAMILY, Pt(13)
        inner = (
            f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'
            if kind
            else f'<w:instrText {nsdecls("w")} xml:space="preserve"> PAGE </w:instrText>'
        )
        run._r.append(parse_xml(inner))


def _styles(frame: Any) -> None:
    normal = frame.styles["Normal"]
    _set(normal, 13, False, False, SIDE.JUSTIFY, 1, 0, 6, False)
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.widow_control = True
    for name, size, before, after in (
        ("Heading 1", 13, 14, 5),
        ("Heading 2", 13, 10, 5),
        ("Heading 3", 10.5, 0, 0),
    ):
        _set(frame.styles[name], size, True, False, SIDE.LEFT, 0, before, after, True)
    _set(frame.styles["Title"], 14, True, False, SIDE.CENTER, 0, 14, 2, True)
    _set(frame.styles["Caption"], 11, False, True, SIDE.CENTER, 0, 0, 6, False)
    for name in ("List Bullet", "List Number"):
        _set(frame.styles[name], 12, False, False, SIDE.LEFT, 0, 0, 3, False)
        frame.styles[name].paragraph_format.first_line_indent = Cm(-0.63)
    _set(frame.styles["Header"], 13, False, False, SIDE.CENTER, 0, 0, 0, False)
    for name, base, *look in STYLES:
        style = frame.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = frame.styles[base]
        _set(style, *look)
    for name in ("TableText", "LetterParent", "LetterBody"):
        frame.styles[name].paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for name in ("Gap", "Rule"):
        frame.styles[name].paragraph_format.line_spacing = Pt(5)
    small = frame.styles.add_style("Small", WD_STYLE_TYPE.CHARACTER)
    small.font.size = Pt(9)
    for name, lines in (("Grid", "single"), ("Bare", "nil")):
        _table_style(frame, name, lines)


def _set(
    style: Any,
    size: float,
    bold: bool,
    italic: bool,
    side: Any,
    first: float,
    before: float,
    after: float,
    keep: bool,
) -> None:
    font, lines = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FAMILY, Pt(size), bold, italic
    font.color.rgb = None
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FAMILY)
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    lines.alignment, lines.first_line_indent = side, Cm(first)
    lines.space_before, lines.space_after, lines.keep_with_next = Pt(before), Pt(after), keep


def _table_style(frame: Any, name: str, lines: str) -> None:
    sides = "".join(
        f'<w:{side} w:val="{lines}" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    frame.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{name}">'
            f'<w:name w:val="{name}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>'
            '<w:top w:w="20" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="20" w:type="dxa"/>'
            '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        )
    )


def _letterhead(frame: Any, layout: str) -> None:
    _field(frame, "{%p if letterhead %}")
    table = frame.add_table(1, 2)
    table.style, table.alignment, table.autofit = frame.styles["Bare"], WD_TABLE_ALIGNMENT.CENTER, False
    none = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    margins = parse_xml(f"<w:tblCellMar {nsdecls('w')}>{none}</w:tblCellMar>")
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    left, right = table.rows[0].cells
    for cell, width in ((left, Mm(64)), (right, Mm(101))):
        cell.width = width
    for column, width in zip(table.columns, (Mm(64), Mm(101)), strict=True):
        column.width = width
    _lines(left, "issuer_parent", "LetterParent")
    _lines(left, "issuer_body", "LetterBody")
    if layout == "party":
        left.add_paragraph("*", style="LetterBody")
    else:
        _rule(left, 20, 4)
    left.add_paragraph("{{ number }}", style="LetterNumber")
    left.add_paragraph("{%p if about %}")
    left.add_paragraph("{{ about }}", style="LetterAbout")
    left.add_paragraph("{%p endif %}")
    left._tc.remove(left.paragraphs[0]._p)
    if layout == "party":
        right.paragraphs[0].style = frame.styles["LetterMotto"]
        right.paragraphs[0].add_run("{{ banner }}")
        _rule(right, 17)
    else:
        right.paragraphs[0].style = frame.styles["LetterBody"]
        right.paragraphs[0].add_run("{{ nation }}")
        right.add_paragraph("{{ motto }}", style="LetterMotto")
        _rule(right, 23)
    right.add_paragraph("{%p if place_date %}")
    right.add_paragraph("{{ place_date }}", style="LetterPlace")
    right.add_paragraph("{%p endif %}")
    right.add_paragraph("", style="Gap")
    frame.add_paragraph("{%p endif %}")


def _lines(cell: Any, name: str, style: str) -> None:
    cell.add_paragraph(f"{{%p for line in {name} %}}")
    cell.add_paragraph("{{ line }}", style=style)
    cell.add_paragraph("{%p endfor %}")


def _rule(cell: Any, indent: float, before: float = 2) -> None:
    """Draw a short line, as a border above a paragraph that is narrower than the cell."""
    paragraph = cell.add_paragraph("", style="Gap")
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(indent)
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        )
    )
    _in_order(paragraph._p.pPr)


def _in_order(properties: Any) -> None:
    """Put a border where the schema has it: before spacing, indents and side."""
    border = properties.find(qn("w:pBdr"))
    properties.remove(border)
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")
    follower = next((node for node in properties if node.tag in {qn(name) for name in later}), None)
    if follower is None:
        properties.append(border)
    else:
        follower.addprevious(border)


def _title(frame: Any, layout: str) -> None:
    _field(frame, "{%p if title %}")
    frame.add_paragraph("{{ title }}", style="Title")
    for field, style in (("title_about", "TitleAbout"), ("title_note", "TitleNote")):
        _field(frame, f"{{%p if {field} %}}")
        frame.add_paragraph(f"{{{{ {field} }}}}", style=style)
        _field(frame, "{%p endif %}")
    if layout == "party":
        frame.add_paragraph("-----", style="TitleNote")
    else:
        _rule(frame, 62, 5)
    _field(frame, "{%p endif %}")
    frame.add_paragraph("", style="Gap")


def _field(frame: Any, text: str) -> None:
    frame.add_paragraph(text)


if __name__ == "__main__":
    main()
