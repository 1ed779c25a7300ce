"""Waivers that somebody has to see to: which, in what order, and where they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

from python_calamine import CalamineWorkbook
from rich.console import Console

from secaudit.model.finding import WaiverUse
from secaudit.model.text import Language
from secaudit.reporting import xlsx
from secaudit.reporting.site import rendering as site
from secaudit.reporting.terminal import MOST_WAIVERS, summary
from secaudit.reporting.view import view_of
from secaudit.reporting.voice import voice
from secaudit.reporting.waivers import at_issue, waiver_words
from tests.reporting.canonical import canonical
from tests.reporting.canonical_findings import WAIVER

LAST = date(2027, 3, 31)
FINE = replace(WAIVER, id="fine", ends_on=LAST, days_left=85)
SOON = replace(WAIVER, id="soon", ends_on=LAST, days_left=30)
UNUSED = replace(WAIVER, id="unused", state="unused", ends_on=LAST, days_left=85)
EXPIRED = replace(WAIVER, id="expired", state="expired", ends_on=LAST)
LONG = replace(WAIVER, id="long", ends_on=date(2027, 1, 10), days_left=5)
REFUSED = replace(WAIVER, id="refused", state="refused", ends_on=LAST)
FUTURE = replace(WAIVER, id="future", state="future", ends_on=LAST)
ALL = (FINE, SOON, UNUSED, FUTURE, EXPIRED, LONG, REFUSED)


def printed(waivers: tuple[WaiverUse, ...], language: Language = "vi") -> str:
    file = StringIO()
    Console(file=file, width=200).print(summary(replace(canonical(), waivers=waivers), language))
    return file.getvalue()


def test_the_worst_sort_comes_first_and_what_is_in_order_is_not_told() -> None:
    assert [use.id for use in at_issue(ALL)] == ["refused", "long", "expired", "unused", "soon"]


def test_of_one_sort_the_first_to_end_comes_first() -> None:
    sooner = replace(SOON, id="sooner", ends_on=date(2027, 3, 30), days_left=29)
    assert [use.id for use in at_issue((SOON, sooner))] == ["sooner", "soon"]


def test_a_state_is_told_with_what_is_amiss() -> None:
    words = {use.id: waiver_words(use, voice("en")) for use in (FINE, LONG, SOON)}
    assert words == {
        "fine": "in force",
        "long": "in force; longer than the longest term, it counts only through 10 January 2027; "
        "days left: 5",
        "soon": "in force; days left: 30",
    }


def test_pages_and_workbook_tell_what_is_amiss_too() -> None:
    view = view_of(replace(canonical(), waivers=(LONG, SOON)))
    page = site.render(view, voice("en"))["audit.html"].decode()
    book = CalamineWorkbook.from_filelike(BytesIO(xlsx.render(view, voice("en"))["audit.xlsx"]))
    states = [row[-2] for row in book.get_sheet_by_name("Waivers").to_python()[1:]]
    for use, state in zip((LONG, SOON), states, strict=True):
        assert state == waiver_words(use, voice("en"))
        assert str(state) in page


def test_the_screen_tells_those_to_see_to_with_their_place() -> None:
    text = printed(ALL)
    assert "5 ngoại lệ cần xem xét:" in text
    assert (
        "soon (LVL-01, cong-dv): đang có hiệu lực; còn 30 ngày; từ 01/10/2026 đến hết 31/03/2027 "
        "(mien-tru.xlsx [waivers!A2])" in text
    )
    assert "fine (LVL-01" not in text


def test_the_screen_says_nothing_where_all_is_in_order() -> None:
    assert "ngoại lệ cần xem xét" not in printed((FINE, FUTURE))


def test_a_long_list_says_how_much_it_leaves_out() -> None:
    many = tuple(replace(EXPIRED, id=f"w{number}") for number in range(MOST_WAIVERS + 5))
    assert f"Liệt kê {MOST_WAIVERS} trên tổng số {MOST_WAIVERS + 5}" in printed(many)


def test_a_report_that_cuts_its_list_keeps_those_to_see_to() -> None:
    fine = tuple(replace(FINE, id=f"f{number}") for number in range(200))
    shown = view_of(replace(canonical(), waivers=(*fine, REFUSED))).waivers
    assert shown.shown[0].id == "refused"
    assert shown.total == 201
