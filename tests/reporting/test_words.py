"""The fixed words: complete in both languages, all used, all printable; and how numbers are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from string import Formatter

import pytest

from secaudit.model.finding import MeasureResult
from secaudit.model.problem import InvalidInput
from secaudit.reporting import charts, repertoire
from secaudit.reporting.voice import voice
from secaudit.resources import shipped

VI, EN = voice("vi"), voice("en")

BUILT = (
    "completion.column.",
    "completion.guide_lines.",
    "completion.how.",
    "csv.",
    "form08.checks.",
    "form08.column.",
    "form08.deployment.",
    "form08.owner.",
    "form08.stage.",
    "history.column.",
    "history.meaning.",
    "method.",
    "minutes.content.",
    "minutes.ground.",
    "paper.code.",
    "paper.name.",
    "paper.number.",
    "pictures.heat_step.",
    "plan.choice.",
    "plan.column.",
    "plan.late.",
    "plan.sheet.",
    "plan.stage.",
    "short.",
    "book.column.",
    "book.sheet.",
    "site_check.group.",
    "site_check.reason.",
    "summary_paper.effect_",
    "summary_paper.of.",
    "summary_paper.period.",
    "unit.",
    "yearly.general.",
    "yearly.other.",
    "waiver.",
    "waiver_list.",
)
"""Beginnings of keys that code puts together from a value, so that no file holds them whole."""


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_both_languages_have_the_same_words() -> None:
    assert list(VI.words) == list(EN.words)


def test_both_languages_fill_in_the_same_values() -> None:
    for key, words in VI.words.items():
        assert _placeholders(words) == _placeholders(EN.words[key]), key


def test_no_words_are_left_over() -> None:
    root = shipped("reports") / "templates"
    package = Path(charts.__file__).parent
    files = [*root.rglob("*.html"), *package.rglob("*.py")]
    used = "".join(file.read_text("utf-8") for file in files)
    for key in VI.words:
        assert f'"{key}"' in used or key.startswith(BUILT), key


def test_the_typeface_has_every_sign_of_the_fixed_words() -> None:
    table = repertoire.repertoire(shipped("reports") / "fonts" / "Tinos-Regular.ttf")
    for words in (*VI.words.values(), *EN.words.values()):
        assert table.fit(words) == words


def test_the_four_cuts_have_the_same_signs() -> None:
    fonts = sorted((shipped("reports") / "fonts").glob("*.ttf"))
    assert [font.name for font in fonts] == [
        "Tinos-Bold.ttf",
        "Tinos-BoldItalic.ttf",
        "Tinos-Italic.ttf",
        "Tinos-Regular.ttf",
    ]
    regular = repertoire.repertoire(fonts[-1])
    assert all(repertoire.repertoire(font) == regular for font in fonts)


def test_what_means_nothing_to_others_is_a_box_and_what_breaks_a_line_is_a_space() -> None:
    # ISO 19005-3, 6.2.11.7.3 and 6.2.11.8: a private character has no meaning, a break of lines no glyph.
    table = repertoire.repertoire(shipped("reports") / "fonts" / "Tinos-Regular.ttf")
    assert table.fit("a\uf001b\uf00ec") == "a□b□c"
    assert table.fit("a\u2028b\u2029c\nd") == "a b c d"


def test_every_vietnamese_letter_is_printable_also_when_written_apart() -> None:
    table = repertoire.repertoire(shipped("reports") / "fonts" / "Tinos-Regular.ttf")
    letters = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
        f"{vowel}{tone}" for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in "\u0300\u0301\u0303\u0309\u0323"
    )
    assert repertoire.BOX not in table.fit(letters)
    assert table.fit("e\u0302\u0301") == "ế"


@pytest.mark.parametrize(("ratio", "vi", "en"), [(0.9996, "99,9%", "99.9%"), (1.0, "100,0%", "100.0%"),
                                                 (0.124, "12,4%", "12.4%"), (0.29, "29,0%", "29.0%"),
                                                 (15 / 38, "39,5%", "39.5%"), (0.00001, "0,0%", "0.0%"),
                                                 (None, "–", "–")])  # fmt: skip
def test_a_percentage_is_rounded_but_never_up_to_the_whole(ratio: float | None, vi: str, en: str) -> None:
    assert VI.percent(ratio) == vi
    assert EN.percent(ratio) == en


def test_numbers_and_days_as_each_language_writes_them() -> None:
    assert VI.number(1_234_567) == "1.234.567"
    assert EN.number(1_234_567) == "1,234,567"
    assert VI.number(1234.5) == "1.234,5"
    assert VI.number(2.0e12) == "2.000.000.000.000"
    assert VI.day(date(2027, 1, 5)) == "05/01/2027"
    assert EN.day(date(2027, 1, 5)) == "5 January 2027"


def test_a_moment_says_its_offset() -> None:
    assert VI.moment(datetime(2027, 1, 5, 8, 30, tzinfo=UTC)) == "08:30:00 UTC, 05/01/2027"
    hanoi = timezone(timedelta(hours=7))
    assert EN.moment(datetime(2027, 1, 5, 8, 30, tzinfo=hanoi)) == "08:30:00 UTC+07:00, 5 January 2027"


def test_cells_are_told_for_readers() -> None:
    assert VI.cell(None) == "(để trống)"
    assert VI.cell("none") == "không có"
    assert VI.cell(True) == "có"
    assert VI.cell("2026-11-21") == "21/11/2026"
    assert VI.cell("2026-99-99") == "2026-99-99"
    assert VI.cell(1000) == "1.000"


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        (MeasureResult(0.124, 0.15, "ratio"), "12,4% / 15,0%"),
        (MeasureResult(None, 1_000_000.0, "vnd"), "– / 1.000.000 đồng"),
        (MeasureResult(30.0, 15.0, "days"), "30 ngày / 15 ngày"),
        (MeasureResult(2.0, 1.0, "count"), "2 / 1"),
    ],
)
def test_a_measure_is_told_with_its_target(measure: MeasureResult, told: str) -> None:
    assert VI.measure(measure) == told


def test_words_of_one_s_own_replace_single_ones(tmp_path: Path) -> None:
    _texts(tmp_path, "title:\n  to: 'Kính trình:'\n")
    own: Mapping[str, str] = voice("vi", tmp_path).words
    assert own["title.to"] == "Kính trình:"
    assert own["title.kind"] == VI.words["title.kind"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("title:\n  tou: x\n", "unknown-words"),
        ("title: [", "invalid-texts"),
        ("- a", "invalid-texts"),
        ("title: {to: '{money}'}", "invalid-texts"),
        ("title: {to: '{'}", "invalid-texts"),
    ],
)
def test_wrong_words_of_one_s_own_are_refused(tmp_path: Path, content: str, code: str) -> None:
    _texts(tmp_path, content)
    with pytest.raises(InvalidInput) as caught:
        voice("vi", tmp_path)
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].location.file.endswith("vi.yaml")


def test_a_bar_is_divided_as_the_counts_are() -> None:
    from secaudit.model.status import Status

    pieces = [(Status.PASS, 3, "75%"), (Status.ERROR, 0, "0%"), (Status.FAIL, 1, "25%")]
    parts = charts.slices(pieces, 200)
    assert [(part.status, part.left, part.width) for part in parts] == [
        (Status.PASS, 0, 150),
        (Status.FAIL, 150, 50),
    ]
    drawn = charts.stacked_bar(pieces, 'a "bar" <of> two')
    assert 'aria-label="a &quot;bar&quot; &lt;of&gt; two"' in drawn
    assert re.findall(r">(\d+%)</text>", drawn) == ["75%", "25%"]


def _texts(folder: Path, content: str) -> None:
    (folder / "texts").mkdir()
    (folder / "texts" / "vi.yaml").write_text(content, "utf-8")


def test_a_measured_share_is_cut_off_so_that_it_never_reads_as_its_target() -> None:
    assert VI.share(0.14996) == "14,9%"
    assert VI.share(0.15) == "15,0%"


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 finding"), (2, "2 findings"), (0, "0 findings"), (1000, "1,000 findings")]
)
def test_a_number_takes_the_word_that_fits_it(count: int, told: str) -> None:
    assert EN("order.closes", count=count) == told


@pytest.mark.parametrize("phrase", ["{count:|a}", "{count:|a|b|c}"])
def test_words_of_ones_own_that_do_not_fit_a_number_are_refused(tmp_path: Path, phrase: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.yaml").write_text(f'plan: {{closes: "{phrase}"}}\n', "utf-8")
    with pytest.raises(InvalidInput, match="closes"):
        voice("en", tmp_path)


def test_a_year_is_a_name_and_no_amount() -> None:
    assert voice("vi").value(2026, "budgets", "year") == "2026"
    assert voice("vi").value(2026, "budgets", "security_vnd") == "2.026"
    assert voice("vi").value(None, "budgets", "year") == voice("vi").cell(None)
