"""The matrix of clauses and controls, written: the same in every form, and nothing unescaped."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from secaudit.model.coverage import Check, Clause, Coverage
from secaudit.model.law import LegalDocument, Obligation
from secaudit.model.location import Location
from secaudit.model.status import Severity, Status
from secaudit.model.text import Language, Text
from secaudit.reporting.coverage import WRITERS, due, summary

LAW = LegalDocument(
    "LAW", "1/FICT", Text("Văn bản <A>", "Document <A>"), Text("Nơi", "Body"), date(2026, 1, 1)
)
DUTY = Obligation(
    "LAW/1", LAW, Text("mục 1", "section 1"), "control", "unit", Text("Có | hai & lớp", "Two | & layers"),
    due=date(2026, 12, 31),
)  # fmt: skip
VIEW = replace(DUTY, id="LAW/2", kind="context", due=None, reason=Text("Chỉ là quan điểm", "Only a view"))
REPORT = replace(DUTY, id="LAW/3", kind="evidence", due=None, every="half-year")
CHECK = Check(
    "SYS-01", Text("Hai lớp", "Two layers"), Severity.HIGH, "systems", {Status.PASS: 2, Status.FAIL: 1},
    Location("a.yaml", 2, 5),
)  # fmt: skip
MATRIX = Coverage(((LAW, (Clause(DUTY, (CHECK,)), Clause(VIEW, ()), Clause(REPORT, ()))),), controls=1)


class Cells(HTMLParser):
    """The text of a page, tag by tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_how_much_is_covered() -> None:
    assert summary(MATRIX).en == (
        "1 of 2 obligations to be judged have a control (controls: 1); 1 are not judged, with the reason"
    )


def test_dates_and_cycles() -> None:
    assert [due(clause).vi for clause in MATRIX.clauses] == ["31/12/2026", "", "mỗi 6 tháng"]
    assert due(MATRIX.clauses[0]).en == "2026-12-31"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_page_tells_every_clause(form: str, language: Language) -> None:
    page = WRITERS[form](MATRIX, language)
    text = Cells(page).text if form == "html" else page
    for clause in MATRIX.clauses:
        assert clause.obligation.id in text
    assert f"SYS-01 {CHECK.title.to(language)}" in text
    assert f"{Status.PASS.label.to(language)} 2, {Status.FAIL.label.to(language)} 1" in text
    assert VIEW.reason is not None
    assert VIEW.reason.to(language) in text
    assert {"vi": "CHƯA CÓ TIÊU CHÍ", "en": "NO CONTROL YET"}[language] in text


def test_html_escapes_what_it_tells_and_needs_no_other_file() -> None:
    page = WRITERS["html"](MATRIX, "vi")
    assert "Văn bản &lt;A&gt;" in page
    assert "Có | hai &amp; lớp" in page
    assert "http" not in page
    assert "src=" not in page


def test_a_bar_does_not_break_a_row_of_markdown() -> None:
    rows = [line for line in WRITERS["markdown"](MATRIX, "en").splitlines() if line.startswith("| LAW/")]
    assert [row.replace("\\|", "").count("|") for row in rows] == [6, 6, 6]


def test_json_is_for_programs() -> None:
    found = json.loads(WRITERS["json"](MATRIX, "vi"))
    assert (found["judged"], found["covered"]) == (2, 1)
    first, second, third = found["clauses"]
    assert first["controls"][0]["examples"] == {"pass": 2, "fail": 1}
    assert second["reason"]["en"] == "Only a view"
    assert (third["every"], third["controls"]) == ("half-year", [])
