"""Every format of one result says the same: their counts are read back and compared."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO

import orjson
import pytest
from rich.console import Console

from secaudit.model.status import Status
from secaudit.model.text import Language
from secaudit.reporting import dump, restrict, view_of
from secaudit.reporting.csv import render
from secaudit.reporting.terminal import summary
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical
from tests.reporting.paper import canonical_pdf, page_texts

pytestmark = pytest.mark.parametrize("unit", [None, "tp", "so-a", "xa-b"])


def _expected(unit: str | None) -> dict[Status, int]:
    result = canonical()
    if unit is None:
        return dict(result.counts.total)
    return dict(next(score.subtree for score in result.scores if score.unit == unit))


def _numbers(text: str, language: Language) -> dict[Status, int]:
    """Return the number behind each status's word, as the table of a page or screen shows it."""
    found = {}
    for status in Status:
        match = re.search(rf"(?<![\w]){re.escape(status.label.to(language))}\s+(\d+)\s+\d+[.,]\d%", text)
        assert match, status
        found[status] = int(match.group(1))
    return found


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pdf_has_the_counts_of_the_result(unit: str | None, language: Language) -> None:
    text = " ".join(page_texts(canonical_pdf(language, unit)))
    assert _numbers(text, language) == _expected(unit)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_screen_has_the_counts_of_the_result(unit: str | None, language: Language) -> None:
    result = canonical() if unit is None else restrict(canonical(), unit)
    console = Console(file=StringIO(), width=200, no_color=True)
    console.print(summary(result, language))
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    assert _numbers(printed, language) == _expected(unit)


def test_the_json_has_the_counts_of_the_result(unit: str | None) -> None:
    result = canonical() if unit is None else restrict(canonical(), unit)
    total = orjson.loads(dump(result))["counts"]["total"]
    assert {Status(name): count for name, count in total.items()} == _expected(unit)


def test_the_csv_has_as_many_rows_of_each_status_as_the_result_counts(unit: str | None) -> None:
    result = canonical() if unit is None else restrict(canonical(), unit)
    data = render(view_of(result), voice("en"))["findings.csv"].decode("utf-8-sig")
    rows = Counter(row["Status"] for row in csv.DictReader(StringIO(data, newline="")))
    listed = {status.label.en: count for status, count in _expected(unit).items() if status.is_finding}
    assert {label: rows[label] for label in listed} == listed
