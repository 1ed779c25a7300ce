"""The pages for a browser in a browser: filters, search, units, findings, print, and without scripts."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from secaudit.model.finding import Finding
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.reporting import view_of
from secaudit.reporting.addresses import addresses
from secaudit.reporting.publishing import publish
from secaudit.reporting.site.rendering import render
from secaudit.reporting.voice import voice
from tests.browser.chromium import NEEDS_CHROMIUM, Tab, chromium
from tests.cli.running import SAMPLE, secaudit
from tests.reporting.canonical import canonical
from tests.reporting.city import big_city

pytestmark = NEEDS_CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
CITY = big_city(units=31, rows=1)
ADDRESS = addresses(unit.id for unit in CITY.units)[CITY.units[7].id]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every kind of page that a browser is to open."""
    made = tmp_path_factory.mktemp("pages")
    publish(_pages(canonical()) | _pages(CITY), made)
    run = secaudit("plan", SAMPLE, "--as-of", "2026-11-21", "-o", made / "plan.html")
    assert run.code == 0, run.err
    (made / "coverage.html").write_bytes((ROOT / "docs" / "coverage.html").read_bytes())
    return made


def _pages(result: AuditResult) -> dict[str, bytes]:
    return dict(render(view_of(result), voice("vi")))


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    opened = Tab(browser)
    yield opened
    opened.close()
    assert opened.complaints == []
    assert [url for url in opened.asked if not url.startswith("file:")] == []


def shown(page: Page) -> list[str]:
    """Return the fingerprints of the findings that can be seen, once the filters have been applied."""
    page.wait_for_timeout(250)
    ids = page.locator("details.finding:visible").evaluate_all("found => found.map(one => one.id)")
    return sorted(str(one).removeprefix("f-") for one in ids)


def expected(result: AuditResult, *, status: Status | None = None, unit: str | None = None) -> list[str]:
    return sorted(
        one.fingerprint
        for one in result.findings
        if (status is None or one.status is status) and (unit is None or one.subject.unit == unit)
    )


def test_filters_show_just_what_they_say(folder: Path, tab: Tab) -> None:
    result, page = canonical(), tab.open(folder / "audit.html")
    assert shown(page) == expected(result)
    for status in (Status.FAIL, Status.UNKNOWN, Status.WAIVED):
        page.select_option("select[name=status]", status.value)
        assert shown(page) == expected(result, status=status)
        assert re.findall(r"\d+", page.locator("#shown").inner_text()) == [
            str(len(expected(result, status=status))),
            str(len(result.findings)),
        ]
    page.select_option("select[name=status]", "fail")
    page.select_option("select[name=unit]", "xa-b")
    assert shown(page) == expected(result, status=Status.FAIL, unit="xa-b")
    page.click("button[type=reset]")
    assert shown(page) == expected(result)


def test_family_severity_and_clause_narrow_the_list(folder: Path, tab: Tab) -> None:
    result, page = canonical(), tab.open(folder / "audit.html")
    controls = {control.id: control for control in result.controls}

    def of(wanted: set[str]) -> list[str]:
        return sorted(one.fingerprint for one in result.findings if one.control in wanted)

    for name in sorted({control.family for control in result.controls}):
        page.select_option("select[name=family]", name)
        assert shown(page) == of({one.id for one in result.controls if one.family == name})
    page.click("button[type=reset]")
    severity = result.controls[0].severity
    page.select_option("select[name=severity]", severity.value)
    assert shown(page) == of({one.id for one in result.controls if one.severity is severity})
    page.click("button[type=reset]")
    clause = controls["LVL-01"].sources[0].obligation
    page.select_option("select[name=clause]", clause)
    cited = {one.id for one in result.controls if any(each.obligation == clause for each in one.sources)}
    assert shown(page) == of(cited) != expected(result)


def test_search_needs_neither_accents_nor_capitals(folder: Path, tab: Tab) -> None:
    page = tab.open(folder / "audit.html")
    page.fill("input[name=words]", "Máy soạn thảo 3")
    with_accents = shown(page)
    page.fill("input[name=words]", "may SOAN thao 3")
    assert shown(page) == with_accents
    assert len(with_accents) == 1
    page.fill("input[name=words]", "xyzzy")
    assert shown(page) == []
    expect(page.locator("#none-shown")).to_be_visible()


def test_from_the_index_to_a_unit_and_back(folder: Path, tab: Tab) -> None:
    page = tab.open(folder / "html" / "index.html")
    unit = CITY.units[7]
    page.fill("#unit-filter input[name=words]", "gia dinh so 7 ")
    page.wait_for_timeout(250)
    assert page.locator("tr[data-unit]:visible th").first.inner_text().strip() == unit.name
    page.get_by_role("link", name=unit.name, exact=True).first.click()
    assert page.locator("h1").inner_text() == unit.name
    assert shown(page) == expected(CITY, unit=unit.id)
    page.locator("nav a").first.click()
    assert page.url.endswith("html/index.html")


def test_a_findings_address_opens_it_with_all_that_explains_it(folder: Path, tab: Tab) -> None:
    finding = _with_gap(canonical())
    page = tab.open(folder / "audit.html", f"f-{finding.fingerprint}")
    opened = page.locator(f"[id='f-{finding.fingerprint}']")
    expect(opened).to_have_attribute("open", "")
    expect(opened).to_be_in_viewport()
    told = opened.inner_text()
    for words in (finding.message.vi, finding.missing[0].label.vi, f"{finding.control} "):
        assert words in told
    expect(opened.locator(".code")).to_contain_text("secaudit explain")


def _with_gap(result: AuditResult) -> Finding:
    return next(one for one in result.findings if one.status is Status.UNKNOWN and one.missing)


def test_the_keyboard_alone_reaches_filters_and_findings(folder: Path, tab: Tab) -> None:
    page = tab.open(folder / "audit.html")
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.name || document.activeElement.tagName"))
        if seen[-1] == "SUMMARY":
            break
    assert {"words", "status", "severity", "family", "unit", "clause"} <= set(seen)
    assert seen[-1] == "SUMMARY"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True


def test_what_is_printed_has_every_finding_unfolded(folder: Path, tab: Tab) -> None:
    page = tab.open(folder / "audit.html")
    assert page.locator("details.finding[open]").count() == 0
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = _flat(" ".join(sheet.extract_text() for sheet in printed.pages))
    for finding in canonical().findings:
        for value in finding.missing[:1]:
            assert _flat(value.label.vi) in text
    assert Counter(re.findall("secaudit explain", text))["secaudit explain"] == len(canonical().findings)


def _flat(text: str) -> str:
    return " ".join(text.split())


def test_without_scripts_all_is_there_and_opens(folder: Path, browser: Browser) -> None:
    tab = Tab(browser, scripts=False)
    page = tab.open(folder / "audit.html")
    assert page.locator("details.finding:visible").count() == len(canonical().findings)
    assert not page.locator("#filters").is_visible()
    first = page.locator("details.finding").first
    first.locator("summary").click()
    assert first.locator("p").first.is_visible()
    tab.close()


@pytest.mark.parametrize(
    ("name", "scheme"),
    [
        ("audit.html", "light"), ("audit.html", "dark"),
        ("html/index.html", "light"), ("html/index.html", "dark"),
        (f"html/units/{ADDRESS}.html", "light"), ("plan.html", "light"), ("coverage.html", "light"),
    ],
)  # fmt: skip
def test_nothing_keeps_anybody_out(
    folder: Path, browser: Browser, name: str, scheme: Literal["light", "dark"]
) -> None:
    tab = Tab(browser, scheme=scheme)
    page = tab.open(folder / name)
    # What is folded away is looked at, too.
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert tab.violations() == []
    assert tab.complaints == []
    tab.close()


def test_a_narrow_screen_scrolls_tables_and_not_the_page(folder: Path, tab: Tab) -> None:
    page = tab.open(folder / "audit.html")
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 391


@pytest.mark.parametrize("name", ["audit.html", "html/index.html", "plan.html"])
def test_no_table_is_squeezed_until_its_words_stand_letter_by_letter(
    folder: Path, tab: Tab, name: str
) -> None:
    page = tab.open(folder / name)
    for wide in (390, 1200):
        page.set_viewport_size({"width": wide, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= wide + 1
        heads = page.locator("thead th:visible").evaluate_all(
            "all => all.map(one => [one.innerText, one.clientHeight])"
        )
        assert heads
        assert [head for head in heads if head[1] > 130] == []
        names = page.locator("tbody th[scope=row]:visible").evaluate_all(
            "all => all.map(one => [one.innerText, one.clientWidth])"
        )
        assert [one for one in names if one[1] < 100] == []
