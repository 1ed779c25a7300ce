"""The pages for a browser: complete without scripts, sound, and with the counts of the result."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.text import Language
from secaudit.reporting import view_of
from secaudit.reporting.addresses import addresses
from secaudit.reporting.formats import RENDERERS
from secaudit.reporting.site.folio import MOST_FINDINGS
from secaudit.reporting.site.rendering import render
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical
from tests.reporting.canonical_findings import HOSTILE
from tests.reporting.city import big_city

VOID = {"meta", "br", "input", "link", "img", "hr"}
SVG_VOID = {"path", "rect", "circle", "line"}


class Page(HTMLParser):
    """What a browser finds in a page, and that every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.findings: list[dict[str, str | None]] = []
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if "href" in found:
            self.links.append(str(found["href"]))
        if tag == "details" and found.get("class") == "finding":
            self.findings.append(found)
        assert not {"src", "srcset", "action", "data", "poster"} & found.keys()
        assert not any(name.startswith("on") for name in found)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def pages(result: AuditResult, language: Language = "vi") -> dict[str, Page]:
    return {name: Page(data.decode()) for name, data in render(view_of(result), voice(language)).items()}


@cache
def one_file(language: Language = "vi") -> Page:
    found = pages(canonical(), language)
    assert list(found) == ["audit.html"]
    return found["audit.html"]


@cache
def folder() -> Mapping[str, Page]:
    return pages(big_city(units=40))


def test_html_is_a_format_of_reports() -> None:
    assert RENDERERS["html"] == "secaudit.reporting.site.rendering"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_stands_in_one_file_with_its_status(language: Language) -> None:
    page = one_file(language)
    told = Counter(found["data-status"] for found in page.findings)
    assert told == Counter(finding.status.value for finding in canonical().findings)
    assert {f"f-{finding.fingerprint}" for finding in canonical().findings} <= set(page.ids)
    for status in (Status.FAIL, Status.UNKNOWN):
        assert str(canonical().counts.total[status]) in page.text


def test_a_finding_tells_why_by_which_law_and_where() -> None:
    page = one_file("en")
    for words in (
        f"{HOSTILE} has issued no plan.",
        "secaudit explain",
        "Missing for a verdict:",
        "Máy soạn thảo 3 → Mạng sở → Internet",
        "Said to be done, while the finding still stands",
        "Source: xa-b.yaml",
    ):
        assert " ".join(words.split()) in page.text, words


def test_names_from_the_inventory_are_text_and_nothing_else() -> None:
    page = one_file()
    assert page.tags["script"] == 1
    assert HOSTILE.split("{%")[0] in " ".join(page.words)


def test_nothing_is_fetched() -> None:
    (data,) = render(view_of(canonical()), voice("vi")).values()
    text = data.decode()
    assert "default-src 'none'" in text
    addresses_in = set(re.findall(r"https?://[^\s\"'<&]+", text)) - {"http://x", "http://www.w3.org/2000/svg"}
    assert addresses_in == set()
    assert "@import" not in text
    assert "url(#" in text
    assert not re.search(r"url\((?!#)", text)


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    for found in ({"audit.html": one_file()}, folder()):
        for name, page in found.items():
            assert len(page.ids) == len(set(page.ids)), name
            for link in page.links:
                path, _, mark = link.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
                assert target in found, (name, link)
                assert not mark or mark in found[target].ids, (name, link)


def test_a_city_is_an_index_and_a_page_for_each_unit_that_hold_every_finding_once() -> None:
    result, found = big_city(units=40), folder()
    assert len(found) == 41
    listed = Counter(str(finding["id"]) for page in found.values() for finding in page.findings)
    assert listed == Counter(f"f-{finding.fingerprint}" for finding in result.findings)
    index = found["html/index.html"]
    for unit in result.units:
        assert " ".join(unit.name.split()) in index.text
    assert "Đơn vị và nhóm tiêu chí" in index.text


def test_many_findings_of_one_unit_go_on_over_several_pages() -> None:
    result = big_city(units=3)
    unit = result.units[1].id
    one = next(finding for finding in result.findings if finding.subject.unit == unit)
    many = tuple(replace(one, fingerprint=f"{number:032d}") for number in range(2 * MOST_FINDINGS + 1))
    found = render(view_of(replace(result, findings=many)), voice("vi"))
    theirs = {name: Page(data.decode()) for name, data in found.items() if f"units/u-{unit}" in name}
    assert [len(page.findings) for page in theirs.values()] == [MOST_FINDINGS, MOST_FINDINGS, 1]
    assert all(len(data) < 3_000_000 for data in found.values())
    first = next(iter(theirs.values()))
    assert {posixpath.basename(name) for name in theirs} <= set(first.links)


def test_nothing_at_all_is_a_sound_page() -> None:
    empty = replace(
        canonical(), units=(), findings=(), actions=(), scores=(), claims=(), waivers=(), exposure=None
    )
    (page,) = pages(empty).values()
    assert page.findings == []


def test_files_of_units_are_plain_and_differ_on_every_system() -> None:
    made = addresses(["p-Bến Nghé", "P-BẾN NGHÉ", "con", "../x", "Đ1", "…"])
    assert list(made.values()) == ["u-p-ben-nghe", "u-p-ben-nghe-2", "u-con", "u-x", "u-d1", "u"]


def test_a_block_can_be_replaced_and_a_mistake_is_named(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "site" / "whole.html"
    own.parent.mkdir(parents=True)
    own.write_text('{% extends "shipped/site/whole.html" %}{% block header %}<h1>Của tôi</h1>{% endblock %}')
    (data,) = render(view_of(canonical()), voice("vi"), templates=tmp_path).values()
    assert "<h1>Của tôi</h1>" in data.decode()
    own.write_text("\n{{ nothing.at_all }}")
    with pytest.raises(InvalidInput) as caught:
        render(view_of(canonical()), voice("vi"), templates=tmp_path)
    assert caught.value.problems[0].location.line == 2
