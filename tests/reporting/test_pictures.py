"""Pictures of many units: in order, in black and white, with their numbers, nothing outside their frame."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from xml.etree.ElementTree import Element, fromstring

import pytest

from secaudit.model.proportion import Proportion
from secaudit.model.text import Language
from secaudit.reporting import restrict, view_of
from secaudit.reporting.heat import Heat
from secaudit.reporting.network_map.lettering import width
from secaudit.reporting.pictures.bars import Caption, ShareBar, bar_sheets
from secaudit.reporting.pictures.drawing import WIDTH
from secaudit.reporting.pictures.heat import HeatRow, heat_map
from secaudit.reporting.pictures.of_units import UnitPictures, money_of_units, money_year, unit_pictures
from secaudit.reporting.plan.gantt import Bar, gantt
from secaudit.reporting.voice import voice
from tests.reporting.canonical import canonical
from tests.reporting.city import big_city
from tests.reporting.paper import canonical_pdf, page_texts

SVG = "{http://www.w3.org/2000/svg}"
CAPTION = Caption("What it shows", "All of it in a sentence", "15%")


def money(
    unit: str, part: int | None, whole: int | None = 100, year: int = 2026, stage: str = "allocated"
) -> Proportion:
    return Proportion("security_money", unit, part, whole, year, stage)


WHOLE = "=HYPERLINK(\"http://x\") <script>alert('1')</script> {{ 7*7 }} {% raw %} & “Nguyễn” Ủy"
"""The name of the third unit, on two lines."""

MONEY = (money("tp", 30), money("so-a", 14), money("xa-b", None), money("tp", 1, year=2025))


@cache
def drawn(language: Language = "vi") -> UnitPictures:
    view = view_of(replace(canonical(), proportions=MONEY))
    return unit_pictures(view, voice(language), lambda words: words)


def texts(svg: str) -> list[str]:
    """Return the words of a drawing; a name on two lines is one of them."""
    found = []
    for one in fromstring(svg):
        lines = [one] if one.tag == f"{SVG}text" else one.findall(f"{SVG}text")
        found += [" ".join(line.text or "" for line in lines)] if lines else []
    return found


def filled(svg: str) -> list[Element]:
    return [one for one in fromstring(svg).iter(f"{SVG}rect") if one.get("fill") == "#555"]


def test_units_stand_by_score_the_lowest_first() -> None:
    (svg,) = drawn().scores
    assert texts(svg) == [
        WHOLE, "0,0%", "Sở Ví Dụ (hư cấu)", "42,9%", "Thành phố Giả Định", "100,0%",
    ]  # fmt: skip
    full = max(float(bar.get("width", 0)) for bar in filled(svg))
    assert [round(float(bar.get("width", 0)) / full, 3) for bar in filled(svg)] == [0.429, 1.0]


def test_money_is_that_of_the_year_and_the_line_stands_at_its_half() -> None:
    pictures = drawn("en")
    (svg,) = pictures.money
    assert pictures.year == 2026
    assert texts(svg) == [
        WHOLE, "no figures", "Sở Ví Dụ (hư cấu)", "14.0%", "Thành phố Giả Định", "30.0%", "15%",
    ]  # fmt: skip
    (line,) = list(fromstring(svg).iter(f"{SVG}path"))
    place = float(re.match(r"M([\d.]+)", line.get("d", "")).group(1))  # type: ignore[union-attr]
    short, full = filled(svg)
    assert place == pytest.approx(float(full.get("x", 0)) + float(full.get("width", 0)) / 2, abs=0.2)
    assert float(short.get("x", 0)) + float(short.get("width", 0)) < place


def test_a_unit_without_a_line_of_its_own_has_no_figures() -> None:
    view = view_of(replace(canonical(), proportions=(money("tp", 30),)))
    (svg,) = unit_pictures(view, voice("en"), str).money
    assert texts(svg).count("no figures") == 2
    assert "1 reaches at least 15%, 2 have no figures" in svg


def test_lines_of_one_unit_are_taken_together_and_other_years_left_out() -> None:
    lines = (money("u", 10), money("u", 20), money("v", None), money("v", 5), money("u", 9, year=2027))
    found = money_of_units(lines, 2026)
    assert (found["u"].part, found["u"].whole, found["v"].part) == (30, 200, None)
    assert money_year(lines, 2026) == 2026
    assert money_year(lines, 2030) == 2027
    assert money_year((money("u", 1, stage="estimate"),), 2026) is None


def test_a_single_unit_is_not_compared_with_itself() -> None:
    assert unit_pictures(view_of(restrict(canonical(), "xa-b")), voice("vi"), str) == UnitPictures(
        (), (), (), None, 0, 0
    )


def test_a_city_takes_two_pages_and_leaves_nobody_out() -> None:
    pictures = unit_pictures(view_of(big_city(210)), voice("vi"), str)
    assert len(pictures.scores) == 2
    named = [words for svg in pictures.scores for words in texts(svg) if "%" not in words]
    assert len(named) == len(set(named)) == 210
    assert (pictures.mapped, pictures.money, len(pictures.heat)) == (53, (), 1)


def test_of_many_units_those_that_reach_the_line_are_counted_and_not_drawn() -> None:
    city = big_city(210)
    shares = tuple(money(unit.id, 15 if number % 3 else 14) for number, unit in enumerate(city.units[:200]))
    pictures = unit_pictures(view_of(replace(city, proportions=shares)), voice("en"), str)
    named = [words for svg in pictures.money for words in texts(svg) if "%" not in words]
    assert pictures.reaching == 133
    assert len(named) - named.count("no figures") == 67 + 10
    assert "133 reach at least 15%, 10 have no figures" in pictures.money[0]


@pytest.mark.parametrize("count", [1, 24, 25, 106, 107, 400])
def test_bars_of_any_number_are_all_drawn_within_their_frame(count: int) -> None:
    label = "Đảng ủy khối các cơ quan " * 12
    bars = [ShareBar(f"{number} {label}", number / count, f"{number}%") for number in range(count)]
    sheets = bar_sheets(bars, CAPTION, full=0.5, line=0.15)
    assert sum(len(texts(svg)) for svg in sheets) == 2 * count + sum(1 + (len(bars) > 24) for _ in sheets)
    for svg in sheets:
        root = fromstring(svg)
        high = float(root.get("height", 0))
        for one in root.iter(f"{SVG}rect"):
            assert float(one.get("x", 0)) + float(one.get("width", 0)) <= WIDTH + 0.1
            assert float(one.get("y", 0)) + float(one.get("height", 0)) <= high
        for one in root.iter(f"{SVG}text"):
            end = float(one.get("x", 0)) + (
                0 if one.get("text-anchor") == "end" else width(one.text or "", 16)
            )
            assert end <= WIDTH + 1, one.text


@pytest.mark.parametrize("letters", [8, 40, 80, 300])
def test_a_long_name_stands_on_two_lines_and_where_that_is_not_enough_in_the_words(letters: int) -> None:
    label = ("Hệthốngquảnlývănbảnđiềuhànhđiệntử" * 10)[:letters]
    (bars,) = bar_sheets([ShareBar(label, 0.5, "50%")], CAPTION)
    heat = heat_map([HeatRow(label, {})], ["A"], ["0", "1", "2", "3", "4"], CAPTION)
    day = date(2026, 11, 21)
    (schedule,) = gantt([Bar(label, day, day, None, late=False, told="d")], day, "Schedule")
    for svg, most in ((bars, 80), (heat, 40), (schedule, 80)):
        written = next(words for words in texts(svg) if "Hệthống" in words)
        whole = fromstring(svg).get("aria-label", "")
        assert written.endswith("…") == (letters > most)
        assert (label in whole) == (letters > most)
        if letters <= most:
            assert written.replace(" ", "").endswith(label)


def test_a_schedule_that_is_longer_than_a_page_goes_on_in_the_next() -> None:
    day = date(2026, 11, 21)
    bars = [Bar("Lập hồ sơ đề xuất cấp độ, " * 4, day, day, day, late=True, told="d") for _ in range(30)]
    sheets = gantt(bars, day, "Schedule")
    assert [fromstring(svg).get("aria-label") for svg in sheets] == ["Schedule (1/2)", "Schedule (2/2)"]
    numbers = [int(words.split(".")[0]) for svg in sheets for words in texts(svg) if "hồ sơ" in words]
    assert numbers == list(range(1, 31))
    assert all(float(fromstring(svg).get("height", 0)) <= 650 for svg in sheets)
    assert gantt([], day, "Schedule") == []


def test_nothing_to_draw_is_no_drawing() -> None:
    assert bar_sheets([], CAPTION) == []


def test_the_more_fails_the_larger_is_the_square_and_a_blank_is_nothing_judged() -> None:
    cells = {"A": Heat(0, 4, 0), "B": Heat(1, 20, 1), "C": Heat(9, 10, 4)}
    svg = heat_map([HeatRow("u", cells)], ["A", "B", "C", "D"], ["0", "1", "2", "3", "4"], CAPTION)
    paths = [(one.get("d", ""), one.get("fill")) for one in fromstring(svg).iter(f"{SVG}path")]
    legend, row = paths[:5], paths[6:]
    assert len(legend) == 5
    assert [fill for _, fill in row] == ["none", "#333", "#333"]
    sides = [float(found.group(1)) for d, _ in row if (found := re.search(r"h(\d+\.\d)", d))]
    assert sides == [5.0, 17.0]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_picture_has_words_and_no_colour(language: Language) -> None:
    pictures = drawn(language)
    for svg in (*pictures.scores, *pictures.heat, *pictures.money):
        root = fromstring(svg)
        assert root.get("role") == "img"
        assert str(root.get("aria-label")).startswith(str(root.findtext(f"{SVG}title")))
        assert root.findtext(f"{SVG}desc")
        colours = set(re.findall(r"#([0-9a-f]{3}(?:[0-9a-f]{3})?)\b", svg))
        assert all(len(set(colour)) == 1 for colour in colours), colours


def test_characters_that_the_typeface_lacks_are_boxed() -> None:
    view = view_of(replace(canonical(), proportions=MONEY))
    pictures = unit_pictures(view, voice("vi"), lambda words: words.replace("Sở", "□"))
    assert all("□ Ví Dụ (hư cấu)" in svg for svg in (*pictures.scores, *pictures.heat, *pictures.money))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_report_of_several_units_shows_them(language: Language) -> None:
    said = voice(language)
    whole = " ".join(page_texts(canonical_pdf(language)))
    assert said("pictures.scores") in whole
    assert said("pictures.heat") in whole
    assert said("pictures.heat") not in " ".join(page_texts(canonical_pdf(language, "xa-b")))
