"""Every page of every document holds: no text leaves it, no heading stands alone, tables keep theirs."""

from __future__ import annotations

import pytest

from secaudit.model.text import Language
from secaudit.reporting import view_of
from secaudit.reporting.papers.writing import make
from secaudit.reporting.pdf import font_files, lay_out, render
from secaudit.reporting.voice import voice
from tests.reporting.city import big_city
from tests.reporting.paper import canonical_pdf
from tests.reporting.papers.office import document
from tests.reporting.papers.test_checklist import made
from tests.reporting.sheets import flaws

LANGUAGES: tuple[Language, ...] = ("vi", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["minutes", "order", "yearly", "summary"])
def test_every_page_of_a_paper_holds(kind: str, language: Language) -> None:
    assert flaws(document(kind, "pdf", language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_report_and_the_checklist_holds(language: Language) -> None:
    assert flaws(canonical_pdf(language)) == []
    assert flaws(made("pdf", language)) == []


def test_every_page_about_many_units_holds() -> None:
    city = big_city(units=4, controls=12)
    assert flaws(render(view_of(city), voice("vi"))["audit.pdf"]) == []
    assert flaws(make("order", "pdf", city, voice("vi"))) == []


PAGE = (
    "@page { size: A4; margin: 20mm 15mm 20mm 30mm } h2 { break-after: auto } .next { break-before: page } "
)
TABLE = (
    "table { border-collapse: collapse } td, th { border: 0.6pt solid; vertical-align: top } "
    "th { background: #eee } "
)


@pytest.mark.parametrize(
    ("css", "html", "flaw"),
    [
        ("p { white-space: nowrap }", "<p>" + "dài" * 99, "1: beyond the margin: " + "dài" * 10),
        (
            "i { font-size: 40pt }",
            "<p><i>Văn<br>bản<br>gồm</i><p>Như sau:<p class=next>1",
            "1: ends with what announces something: Như sau:",
        ),
        (
            "i { font-size: 40pt }",
            "<i>Văn<br>bản<br>gồm</i><table><tr><th>Đơn vị</table><p class=next>1",
            "1: ends with the heading of a table",
        ),
        (
            "td { height: 90mm } thead { display: table-row-group }",
            "<table><thead><tr><th>Đơn vị<tbody>" + "<tr><td>Phường" * 4 + "</table>",
            "2: a table goes on without its heading",
        ),
        ("", "<p>Hết<p class=next>1", "1: holds next to nothing"),
        (
            "td { height: 90mm }",
            "<table><thead><tr><th>Đơn vị<tbody>" + "<tr><td>Phường" * 3 + "</table>",
            "2: a table ends with a row alone",
        ),
        (
            "",
            "<p>Báo cáo<br>gồm<p class=next>Kính báo cáo./.<p><b>CHỦ TỊCH</b><p>(Ký, ghi rõ họ tên)",
            "2: holds nothing but a signature",
        ),
    ],
)
def test_a_page_that_does_not_hold_is_found(css: str, html: str, flaw: str) -> None:
    page = f'<html lang="vi"><title>Thử</title><body style="font-family: Tinos Report">{html}'
    assert flaw in flaws(lay_out(page, PAGE + TABLE + css, font_files()).write_pdf())
