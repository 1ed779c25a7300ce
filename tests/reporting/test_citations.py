"""The clauses of a document in one line, and the documents that a report is based on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secaudit.model.result import AuditResult
from secaudit.model.text import Text, same
from secaudit.reporting import view_of
from secaudit.reporting.citations import citations
from secaudit.reporting.pages import page_source
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical


@pytest.mark.parametrize(
    ("clauses", "listed"),
    [
        (["mục 2", "mục 3"], "mục 2; mục 3"),
        (["Phụ lục, nhiệm vụ 9", "Phụ lục, nhiệm vụ 13"], "Phụ lục: nhiệm vụ 9, 13"),
        (["mục 2", "mục 2, câu 1", "mục 2, câu 2"], "mục 2; mục 2: câu 1, 2"),
        (
            ["mục 1, ý 3, câu 1", "mục 1, ý 3, câu cuối", "mục 4, ý 1"],
            "mục 1: ý 3, câu 1; ý 3, câu cuối; mục 4: ý 1",
        ),
        (["mục II.1", "mục II.1"], "mục II.1"),
        (["mục 2, ý 10", "mục 2, ý 7"], "mục 2: ý 7, 10"),
        (
            ["mục III.3, ý 2; mục IV.4, ý 2", "mục III.3, ý 3", "mục IX.1", "mục V.1", "mục IV.4, ý 1"],
            "mục III.3: ý 2, 3; mục IV.4: ý 1, 2; mục V.1; mục IX.1",
        ),
        (
            ["Phụ lục, ý 1", "đoạn kết sau mục 12, câu 2", "mục 12"],
            "mục 12; đoạn kết sau mục 12: câu 2; Phụ lục: ý 1",
        ),
    ],
)
def test_clauses_of_one_section_are_told_together(clauses: list[str], listed: str) -> None:
    citation = citations(canonical())[0]
    source = citation.clauses[0]
    told = replace(citation, clauses=tuple(replace(source, clause=same(clause)) for clause in clauses)).listed
    assert told == Text(listed, listed)


def test_only_a_row_of_half_a_page_may_go_on_over_the_page() -> None:
    citation = citations(canonical())[0]
    source = citation.clauses[0]
    many = tuple(
        replace(source, clause=same(f"mục {number}, gạch đầu dòng thứ 1 (nêu rõ)")) for number in range(50)
    )
    assert not citation.is_long
    assert replace(citation, clauses=many).is_long
    assert '<table class="law">' in html(canonical())


def test_no_report_is_based_on_a_document_that_binds_nobody_here() -> None:
    result = canonical()
    elsewhere = replace(result.documents[0], binding=False)
    page = html(replace(result, documents=(elsewhere, *result.documents[1:])))
    assert elsewhere.number in page, "it is cited"
    opening = page.partition("<h2>")[0]
    assert elsewhere.title.vi not in opening
    assert result.documents[1].title.vi in opening


def html(result: AuditResult) -> str:
    return page_source(view_of(result), voice("vi"), Everything())
