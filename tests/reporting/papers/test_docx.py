"""Text documents say what the pages say, open in an office program, and depend on their inputs alone."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from pypdf import PdfReader

from secaudit.model.text import Language, same
from secaudit.reporting import docx, restrict, view_of
from secaudit.reporting.pages import page_source
from secaudit.reporting.papers.writing import make
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.standing import standings
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical
from tests.reporting.papers.office import document, laid_out, lines, page, page_text, squeezed

HOSTILE = "Ủy ban {{ 7*7 }} {% raw %} {_{ x }_} <b>“đậm”</b> & 'nháy' \u202e" + "ă" * 300


@pytest.fixture(scope="module")
def audit_docx() -> bytes:
    return docx.render(view_of(canonical()), voice("vi"))[docx.FILE_NAME]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["order", "minutes", "yearly", "summary"])
def test_a_document_says_what_its_page_says(kind: str, language: Language) -> None:
    assert squeezed(lines(document(kind, "docx", language))) == page_text(page(kind, language))


def test_the_audit_report_says_what_its_page_says(audit_docx: bytes) -> None:
    told = page_text(page_source(view_of(canonical()), voice("vi"), Everything()))
    assert squeezed(lines(audit_docx)) == told


def _mm(length: Length | None) -> int:
    return round(length.mm) if length is not None else 0


def test_the_page_is_that_of_the_decree(audit_docx: bytes) -> None:
    first, last = (Document(BytesIO(audit_docx)).sections[at] for at in (0, -1))
    assert [_mm(side) for side in (first.page_width, first.page_height, last.page_width)] == [210, 297, 297]
    assert [_mm(side) for side in (first.left_margin, first.right_margin, first.top_margin)] == [30, 15, 20]
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert first.first_page_header.paragraphs[0].text == ""


def test_tables_repeat_their_heads_and_rows_stay_whole(audit_docx: bytes) -> None:
    tables = Document(BytesIO(audit_docx)).element.body.findall(qn("w:tbl"))
    headed = [table for table in tables if table.find(f".//{qn('w:tblHeader')}") is not None]
    assert len(headed) > 5
    for table in headed:
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        whole = [row.find(f".//{qn('w:cantSplit')}") is not None for row in rows[:3]]
        long = "Điều khoản được viện dẫn" in "".join(rows[0].itertext())
        assert whole == ([True] + [not long] * 2)[: len(rows)], "the rows of clauses may go on over a page"


def test_drawings_are_pictures_that_say_what_they_show(audit_docx: bytes) -> None:
    told = [node.get("descr") for node in Document(BytesIO(audit_docx)).element.body.iter(qn("wp:docPr"))]
    assert any(text.startswith("Tỷ lệ các kết luận trên 17 lượt đánh giá") for text in told)


def test_the_same_inputs_give_the_same_bytes_at_any_time(audit_docx: bytes) -> None:
    assert docx.render(view_of(canonical()), voice("vi"))[docx.FILE_NAME] == audit_docx
    with zipfile.ZipFile(BytesIO(audit_docx)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    facts = Document(BytesIO(audit_docx)).core_properties
    assert facts.created == canonical().generated_at
    assert facts.title.startswith("Báo cáo kết quả kiểm tra")


def test_names_are_printed_and_never_run() -> None:
    result = restrict(canonical(), "so-a")
    units = tuple(replace(unit, name=HOSTILE) for unit in result.units)
    actions = tuple(
        replace(action, responsibility=same(HOSTILE), what=same(f"{HOSTILE}\x07"))
        for action in result.actions
    )
    made = make("order", "docx", replace(result, units=units, actions=actions), voice("vi"))
    text = " ".join(lines(made))
    for words in ("{{ 7*7 }}", "{% raw %}", "{_{ x }_}", "<b>“đậm”</b> & 'nháy' □" + "ă" * 300, "ăă□"):
        assert words in text
    assert "49" not in text.replace("449", "")


def test_letters_open_in_an_office_program(tmp_path: Path) -> None:
    pages = PdfReader(BytesIO(laid_out(document("order", "docx", "en"), tmp_path))).pages
    own = PdfReader(BytesIO(document("order", "pdf", "en"))).pages
    assert abs(len(pages) - len(own)) <= 1
    assert squeezed("Independence - Freedom - Happiness") in squeezed(pages[0].extract_text())
    assert not re.search(r"^\s*1\s", pages[0].extract_text()), "no number on the first page"
    assert re.match(r"\s*2\s", pages[1].extract_text())


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc rPr sectPr",
    "rPr": "rStyle rFonts b i color sz szCs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar vAlign",
    "sectPr": "headerReference footerReference pgSz pgMar pgNumType cols titlePg docGrid",
}
"""The order in which the standard (ECMA-376) wants the children of an element; Word may refuse others."""


def test_elements_stand_in_the_order_of_the_standard(audit_docx: bytes) -> None:
    for made in (audit_docx, document("minutes", "docx"), document("order", "docx")):
        for node in Document(BytesIO(made)).element.body.iter():
            wanted = ORDER.get(str(node.tag).rpartition("}")[2])
            if wanted is not None:
                told = [str(child.tag).rpartition("}")[2] for child in node]
                assert set(told) <= set(wanted.split()), told
                assert told == sorted(told, key=wanted.split().index)
        cells = Document(BytesIO(made)).element.body.iter(qn("w:tc"))
        assert all(cell[-1].tag == qn("w:p") for cell in cells), "a cell ends with a paragraph"


def test_every_row_fills_the_columns_of_its_table(audit_docx: bytes) -> None:
    for table in Document(BytesIO(audit_docx)).element.body.iter(qn("w:tbl")):
        columns = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))
        for row in table.findall(qn("w:tr")):
            spans = [int(node.get(qn("w:val"))) for node in row.iter(qn("w:gridSpan"))]
            assert len(row.findall(qn("w:tc"))) + sum(spans) - len(spans) == columns


def test_the_end_of_an_orders_sheet_stays_with_its_last_row() -> None:
    body = Document(BytesIO(document("order", "docx"))).element.body
    ending = next(one for one in body.iter(qn("w:p")) if "Việc quá hạn hoặc ghi" in "".join(one.itertext()))
    gap, table = ending.getprevious(), ending.getprevious().getprevious()
    last = list(table.iter(qn("w:tr")))[-1]
    for paragraph in (ending, gap, *last.iter(qn("w:p"))):
        assert paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_who_signs_and_who_receives_stand_on_one_page() -> None:
    for kind in ("minutes", "order", "summary"):
        body = Document(BytesIO(document(kind, "docx"))).element.body
        paragraphs = list(body.iter(qn("w:p")))
        styles = [node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") for node in paragraphs]
        named = [None if style is None else style.get(qn("w:val")) for style in styles]
        first = min(named.index("Signer"), named.index("RecipientsTitle"))
        last = max(place for place, name in enumerate(named) if name in ("Signer", "Recipient"))
        for paragraph, name in list(zip(paragraphs, named, strict=True))[first:last]:
            if name == "SignatureSpace":
                continue  # its style keeps it
            assert paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None, kind


@pytest.mark.parametrize("kind", ["minutes", "order", "summary", "yearly"])
def test_nothing_after_the_last_table_of_a_section_takes_a_page(kind: str) -> None:
    body = Document(BytesIO(document(kind, "docx"))).element.body
    ends = [one for one in body.iter(qn("w:p")) if one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    last = body[-1].getprevious()
    if last.getprevious().tag == qn("w:tbl"):
        ends.append(last)
    for end in ends:
        assert end.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:line")) == "20"
        before = end.getprevious()
        assert before.tag == qn("w:tbl") or "".join(before.itertext()).strip(), "an empty paragraph more"
    if kind in ("order", "yearly"):
        assert ends


def test_a_bar_stands_in_a_frame_as_long_as_the_whole(audit_docx: bytes) -> None:
    body = Document(BytesIO(audit_docx)).element.body
    bars = [one for one in body.iter(qn("w:tbl")) if one.getparent().tag == qn("w:tc")]
    shares = []
    for bar in bars:
        widths = [int(node.get(qn("w:w"))) for node in bar.iter(qn("w:tcW"))]
        fills = [node.get(qn("w:fill")) for node in bar.iter(qn("w:shd"))]
        shares.append(
            round(sum(w for w, fill in zip(widths, fills, strict=True) if fill == "555555") / sum(widths), 2)
        )
    assert len({sum(int(node.get(qn("w:w"))) for node in bar.iter(qn("w:gridCol"))) for bar in bars}) == 1
    standing = [one.score for one in standings(canonical()) if one.score is not None]
    assert sorted(shares) == pytest.approx(sorted(standing), abs=0.01)


def test_a_row_alone_ends_no_page() -> None:
    body = Document(BytesIO(document("yearly", "docx"))).element.body
    table = next(one for one in body.iter(qn("w:tbl")) if len(one.findall(qn("w:tr"))) > 4)
    *_, before, last = table.findall(qn("w:tr"))
    kept = [node.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for node in before.iter(qn("w:p"))]
    assert all(kept)
    assert last.find(f".//{qn('w:keepNext')}") is None
