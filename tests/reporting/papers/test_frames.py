"""Frames and templates of the user's own: they hold for both formats, and what is wrong in them is told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from tools import frames

from secaudit.model.issuer import Issuer
from secaudit.model.problem import InvalidInput
from secaudit.reporting.docx.columns import columns_of
from secaudit.reporting.docx.markup import escaped
from secaudit.reporting.docx.walking import Walker
from secaudit.reporting.papers.writing import make, style_sheet
from secaudit.reporting.voice import voice
from secaudit.resources import shipped
from tests.reporting.canonical import canonical
from tests.reporting.paper import page_texts
from tests.reporting.papers.office import lines

SHIPPED = shipped("reports") / "papers" / "official.docx"


def _own(folder: Path, *paragraphs: str) -> Path:
    """Return a folder of the user's with a frame that has the paragraphs."""
    frame = Document(str(SHIPPED))
    body = frame.element.body
    for node in list(body)[:-1]:
        body.remove(node)
    for text in paragraphs:
        frame.add_paragraph(text)
    (folder / "papers").mkdir()
    frame.save(str(folder / "papers" / "official.docx"))
    return folder


def test_a_frame_of_the_users_own_is_filled_in(tmp_path: Path) -> None:
    own = _own(tmp_path, "Mẫu riêng của {{ issuer_body|join(' ') }}, {{ number }}", "{{p body }}", "Hết")
    told = lines(make("order", "docx", canonical(), voice("vi", own), templates=own))
    assert told[0] == "Mẫu riêng của LỰC LƯỢNG CHUYÊN TRÁCH BẢO VỆ AN NINH MẠNG, Số: ………/………-………"
    assert told[-1] == "Hết"
    assert "THỦ TRƯỞNG ĐƠN VỊ" not in told, "a frame without {{p signature }} has its own"


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        (("{{ nowhere }}", "{{p body }}"), "'nowhere' is undefined"),
        (("{% if title %}", "{{p body }}"), "official.docx"),
        (("{{ number.__class__.__mro__ }}", "{{p body }}"), "unsafe"),
        (("{{ number }}",), "{{p body }}"),
    ],
)
def test_what_is_wrong_in_a_frame_is_told(tmp_path: Path, paragraphs: tuple[str, ...], words: str) -> None:
    own = _own(tmp_path, *paragraphs)
    with pytest.raises(InvalidInput, match="invalid-frame") as wrong:
        make("order", "docx", canonical(), voice("vi", own), templates=own)
    (problem,) = wrong.value.problems
    assert problem.location.file.endswith("official.docx")
    assert words in problem.describe("en")


@pytest.mark.parametrize("content", [b"no document", b""])
def test_a_frame_that_is_no_document_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "official.docx").write_bytes(content)
    with pytest.raises(InvalidInput, match="a frame that cannot be used"):
        make("order", "docx", canonical(), voice("vi"), templates=tmp_path)


def test_an_archive_that_is_no_document_is_told(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    with zipfile.ZipFile(tmp_path / "papers" / "official.docx", "w") as file:
        file.writestr("hello.txt", "hello")
    with pytest.raises(InvalidInput, match="a frame that cannot be used"):
        make("order", "docx", canonical(), voice("vi"), templates=tmp_path)


def test_a_block_of_the_users_own_holds_for_both_formats(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "papers"
    folder.mkdir(parents=True)
    (folder / "order.html").write_text(
        '{% extends "shipped/papers/order.html" %}{% block body %}<p>Nội dung riêng.</p>{% endblock %}',
        encoding="utf-8",
    )
    made = {
        name: make("order", name, canonical(), voice("vi"), templates=tmp_path) for name in ("pdf", "docx")
    }
    assert "Nội dung riêng." in page_texts(made["pdf"])[0]
    assert "Nội dung riêng." in lines(made["docx"])


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ('{% include "papers/order.html" %}', "recursion"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{% for i in range(10 ** 9) %}{% endfor %}", "Range too big"),
        ("{{ shares[0].nothing }}", "nothing"),
        ("{{ w('order.nowhere') }}", "order.nowhere"),
    ],
)
def test_a_template_that_loops_or_fails_is_told(tmp_path: Path, block: str, words: str) -> None:
    folder = tmp_path / "templates" / "papers"
    folder.mkdir(parents=True)
    text = '{% extends "shipped/papers/order.html" %}\n{% block body %}' + block + "{% endblock %}"
    (folder / "order.html").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match="invalid-template") as wrong:
        make("order", "docx", canonical(), voice("vi"), templates=tmp_path)
    (problem,) = wrong.value.problems
    assert words in problem.found.en
    assert ".html:" in str(problem.location)


def test_an_issuers_words_are_printed_and_never_run() -> None:
    hostile = "{{ 7*7 }} {_{ a }_} {% raw %} <b> & “'\" \u202e"
    issuer = Issuer(
        parent=(hostile,), body=(hostile,), symbol=hostile, name=hostile, post=hostile, place=hostile
    )
    told = " ".join(lines(make("minutes", "docx", canonical(), voice("vi", None, issuer))))
    assert told.count("{{ 7*7 }} {_{ A }_} {% RAW %} <B> & “'\"") >= 2
    assert "49" not in told


def _parts(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_shipped_frames_are_those_that_the_tool_makes(tmp_path: Path) -> None:
    frames.main(tmp_path)
    for name in ("official.docx", "party.docx"):
        assert (tmp_path / name).read_bytes() == SHIPPED.with_name(name).read_bytes(), (
            "python -m tools.frames"
        )
        frame = Document(str(SHIPPED.with_name(name)))
        told = "".join(node.text or "" for node in frame.element.body.iter() if node.tag.endswith("}t"))
        for field in (
            "{{p body }}",
            "{{p signature }}",
            "{{p annexes }}",
            "{{ number }}",
            "{{ place_date }}",
        ):
            assert field in told


def test_column_widths_are_those_of_the_style_sheet() -> None:
    columns = columns_of(
        "col.index { width: 8mm; } /* col.x { width: 1mm } */ td.x { width: 9mm }\n"
        ".six col.person, .five col.person { min-width: 5mm; width: 32mm } "
        ".six.wide col.person { width: 50% } [lang=en] .nine col.when { width: 10mm }",
        "vi",
    )
    assert columns.widths(["data", "six"], [["index"], [], ["person"]], 9_000) == [453, 6_733, 1_814]
    assert columns.widths(["six", "wide"], [["person"], []], 9_000) == [4_500, 4_500]
    assert columns.widths(["nine"], [["when"], []], 9_000) == [4_500, 4_500], "it is of another language"
    assert columns.widths(["seven"], [["person"], ["x"]], 9_001) == [4_500, 4_500]
    assert sum(columns.widths([], [["index"]] * 40, 9_000)) <= 9_000
    assert columns_of(style_sheet(), "vi").widths(["data", "six"], [["index"], []], 9_000)[0] == 453


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TREE = st.recursive(
    TEXT.map(lambda text: ("", [text])),
    lambda inner: st.tuples(
        st.sampled_from(("p", "div", "strong", "span", "ul", "h2", "section", "figure")),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


def _html(tree: tuple[str, list[object]]) -> str:
    tag, inside = tree
    told = "".join(escaped(part) if isinstance(part, str) else _html(part) for part in inside)  # type: ignore[arg-type]
    if tag == "ul":
        told = f"<li>{told}</li>"
    return f"<{tag}>{told}</{tag}>" if tag else told


@given(TREE)
@settings(max_examples=60)
def test_no_text_is_lost_on_the_way(tree: tuple[str, list[object]]) -> None:
    page = parser.document_fromstring(f"<html><body><section>{_html(tree)}</section></body></html>").body
    walker = Walker(columns_of("", "vi"), [], [], lambda numbered: 1, 9_000, 12_000)
    made = "".join(walker.walk(page))
    root = parser.etree.fromstring(f'<x xmlns:w="w">{made}</x>')
    told = "".join("".join(root.itertext()).split())
    assert told == "".join("".join(page.itertext()).split())
