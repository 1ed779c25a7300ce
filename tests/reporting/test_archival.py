"""Every PDF is one for the archive and for everyone: PDF/A-3a and PDF/UA-1, with its result inside."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from secaudit.model.problem import InvalidInput
from secaudit.reporting.json import dump
from secaudit.reporting.making import layout_mark, making, read
from secaudit.reporting.pdf import Laid, font_files, lay_out
from secaudit.reporting.stored import load
from tests.reporting.archival import faults, nodes, structure
from tests.reporting.canonical import canonical
from tests.reporting.paper import canonical_pdf, squeezed


def test_the_report_is_what_its_marks_promise() -> None:
    assert faults(canonical_pdf()) == []
    assert faults(canonical_pdf("en")) == []


def test_drawings_have_words_and_decoration_is_none_of_the_structure() -> None:
    with pikepdf.open(BytesIO(canonical_pdf())) as opened:
        words = [str(element.Alt) for kind, element, _ in nodes(structure(opened)) if kind == "Figure"]
    assert words[0].startswith("Tỷ lệ các kết luận trên 17 lượt đánh giá: Đạt 23,5%, Không đạt 23,5%")
    assert words[-1] == "Đường lộ lọt tới Internet, 05/01/2027"


def test_a_table_that_only_places_things_is_no_table() -> None:
    page = "<table><tr><td>left</td><td>right</td></tr></table>"
    assert _kinds(f"<h1>a</h1>{page}") == ["H1", "P", "P"]
    heads = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>"
    assert _kinds(heads) == ["Table", "THead", "TR", "TH", "TBody", "TR", "TD"]
    assert _kinds("<table><tr><th>a</th><td>b</td></tr></table>") == ["Table", "TBody", "TR", "TH", "TD"]


def test_what_only_a_users_template_has_is_of_the_form_that_readers_know() -> None:
    assert _kinds("<ul><li><p>a</p><p>b</p></li></ul>") == ["L", "LI", "Lbl", "LBody", "P", "P"]
    head = "<table><thead><tr><th>a</th></tr></thead></table>"
    assert _kinds(head) == ["Table", "TBody", "TR", "TH"]
    heads = "".join(f"<thead><tr><th>{name}</th></tr></thead>" for name in "ab")
    rows = ["THead", "TR", "TH", "TBody", "TR", "TH", "TBody", "TR", "TD"]
    assert _kinds(f"<table>{heads}<tr><td>c</td></tr></table>") == ["Table", *rows]


_BROKEN = {
    "the first heading is not of level 1": "<h2>a</h2>",
    "a level is skipped": "<h1>a</h1><h3>b</h3>",
    "a row is shorter": "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>",
    "a cell goes over the page": "<table><tr><th rowspan=80>a</th><td>b</td></tr>"
    + "<tr><td>c</td></tr>" * 79
    + "</table>",
    "a row is none": "<table><tr><th>a</th></tr><tr style='display: flex'><td>b</td></tr></table>",
    "a drawing is a link": "<a href='https://a.example/'><svg viewBox='0 0 1 1' aria-label='b'>"
    "<rect width='1' height='1'/></svg></a>",
    "text shines through": "<p style='opacity: .5'>a</p>",
}


@pytest.mark.parametrize("body", _BROKEN.values(), ids=_BROKEN)
def test_what_a_users_template_breaks_is_not_promised(body: str) -> None:
    assert _marks(body) == {"pdfaid:part": "3", "pdfaid:conformance": "A"}


def test_what_looks_alike_and_breaks_nothing_is_promised() -> None:
    marks = {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert _marks("<h1>a</h1><h2>b</h2><h3>c</h3><h1>d</h1>") == marks
    spans = "<tr><th rowspan=2>a</th><th colspan=2>b</th></tr><tr><th>c</th><th>d</th></tr>"
    assert _marks(f"<table>{spans}<tr><td>e</td><td>f</td><td>g</td></tr></table>") == marks
    assert _marks("<p><a href='https://a.example/'>a <strong>b</strong></a></p><p>c</p>") == marks


def test_a_drawing_without_words_is_refused_and_decoration_says_that_it_is() -> None:
    with pytest.raises(InvalidInput, match="drawing-without-words"):
        _laid("<svg viewBox='0 0 1 1'><rect width='1' height='1'/></svg>")
    drawn = "<p>a</p><svg viewBox='0 0 1 1' {}><rect width='1' height='1'/></svg>"
    assert _kinds(drawn.format("aria-hidden='true'")) == ["P"]
    assert _kinds(drawn.format("aria-label='b'")) == ["P", "Figure"]


def test_the_result_travels_inside_and_its_hash_is_printed() -> None:
    with pikepdf.open(BytesIO(canonical_pdf())) as opened:
        assert set(opened.attachments) == {"audit.json", "making.json"}
        held = opened.attachments["audit.json"].get_file().read_bytes()
        made = read(opened.attachments["making.json"].get_file().read_bytes())
    assert held == dump(canonical())
    assert load(held) == canonical()
    assert f"audit.jsonđínhkèmtrongtệpPDFnày;SHA-256{sha256(held).hexdigest()}" in squeezed(canonical_pdf())
    assert made == making("audit", "vi")


def test_the_command_that_repeats_the_result_is_printed() -> None:
    assert "secauditauditkiem-ke--as-of2027-01-05--controls…--keep-going" in squeezed(canonical_pdf())


def test_a_layout_of_the_users_own_has_a_mark_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "vi.yaml").write_text("nothing: Trống.\n", encoding="utf-8")
    assert layout_mark(tmp_path) != layout_mark()


def test_a_record_of_the_making_that_is_none_is_refused() -> None:
    for wrong in (b"", b"[]", b"{}", b'{"engine": {}, "language": "fr"}'):
        with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
            read(wrong)


def _laid(body: str) -> Laid:
    page = f"<!DOCTYPE html><html lang=vi><head><title>t</title></head><body>{body}</body></html>"
    return lay_out(page, "", font_files())


def _marks(body: str) -> dict[str, str]:
    """Return what a document claims to be."""
    with pikepdf.open(BytesIO(_laid(body).write_pdf())) as opened:
        claimed = opened.open_metadata()
        names = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")
        return {name: str(claimed[name]) for name in names if name in claimed}


def _kinds(body: str) -> list[str]:
    with pikepdf.open(BytesIO(_laid(body).write_pdf())) as opened:
        return [kind for kind, _, _ in nodes(structure(opened))][1:]
