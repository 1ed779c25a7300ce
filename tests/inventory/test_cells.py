"""What a cell means in each kind of column: words, numbers, dates, and what is refused."""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta

import pytest

from secaudit.inventory import KNOWN_NOT, parse
from secaudit.inventory.fault import CellFault
from secaudit.model.column import Column, Kind
from secaudit.model.tables import READABLE
from tests.inventory.helpers import local


def column(name: str) -> Column:
    table, _, own = name.partition(".")
    return READABLE[table].by_name[own]


FILLED = [one for table in READABLE.values() for one in table.columns if not one.computed]


@pytest.mark.parametrize("given", FILLED, ids=lambda given: given.name)
def test_what_is_said_to_stand_for_none_is_accepted_and_nothing_else_is(given: Column) -> None:
    if given.none_as is not None:
        assert parse(given, given.none_as) is not None
    if given.none_as == "0":
        with pytest.raises(CellFault) as refused:
            parse(given, "không")
        assert "ghi 0" in refused.value.fault.advice.vi
    if given.none_as is None and given.kind in (Kind.INTEGER, Kind.CHOICE, Kind.DATE):
        for word in ("0", "không"):
            with pytest.raises(CellFault) as refused:
                parse(given, word)
            assert "ghi 0" not in refused.value.fault.advice.vi


@pytest.mark.parametrize("given", FILLED, ids=lambda given: given.name)
@pytest.mark.parametrize("wrong", ["~", "ba", "12,5", "<>"])
def test_an_example_is_what_the_column_takes(given: Column, wrong: str) -> None:
    try:
        parse(given, wrong)
    except CellFault as refused:
        fault = refused.fault
        told = f"{fault.expected.en}; {fault.advice.en}"
        examples = re.findall(r"(?:for example|such as|written as) “?([\w./:-]+)", told)
        for example in examples:
            assert parse(given, example) not in (None, KNOWN_NOT), told
        if given.kind in (Kind.INTEGER, Kind.MONEY) and fault.code == "wrong-type":
            assert examples


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("systems.approved_on", "ghi ngày; “none” nếu chưa thực hiện; để trống nếu chưa biết"),
        ("documents.expires_on", "ghi ngày; “none” nếu không có; để trống nếu chưa biết"),
        ("devices.os_support_until", "ghi ngày; để trống nếu chưa biết"),
        ("declarations.declared_on", "ghi ngày"),
    ],
)
def test_what_to_write_for_a_day_is_what_the_column_takes(name: str, advice: str) -> None:
    with pytest.raises(CellFault) as refused:
        parse(column(name), "tháng trước")
    assert refused.value.fault.advice.vi == advice


def test_the_example_of_a_level_is_a_level() -> None:
    for name, example in (("systems.proposed_level", "3"), ("budgets.security_vnd", "1500000")):
        with pytest.raises(CellFault) as refused:
            parse(column(name), "cao")
        assert f"ví dụ {example};" in refused.value.fault.advice.vi


@pytest.mark.parametrize(
    "word", ["none", "không", "chưa", "no", "KHÔNG", "None", " Chưa ", "kh\u006f\u0302ng"]
)
def test_words_for_known_not(word: str) -> None:
    assert parse(column("systems.approved_by"), word) == ""
    assert parse(column("systems.segment"), word) == ""
    assert parse(column("documents.evidence"), word) == ""
    assert parse(column("systems.approved_on"), word) is KNOWN_NOT
    assert parse(column("incidents.detected_at"), word) is KNOWN_NOT
    assert parse(column("systems.mfa"), word) is False
    assert parse(column("systems.monitoring"), word) == "none"
    with pytest.raises(CellFault):
        parse(column("systems.scope"), word)


@pytest.mark.parametrize("empty", ["", "   ", "\u00a0", None])
def test_empty_is_unknown_in_every_column(empty: str | None) -> None:
    for table in READABLE.values():
        for name, own in table.readable.items():
            assert parse(own, empty) is None, f"{table.name}.{name}"


@pytest.mark.parametrize(
    ("raw", "meant"),
    [(w, True) for w in ("true", "Yes", "CÓ", "x", "X", "✓", "1", "đúng", True, 1, 1.0)]
    + [(w, False) for w in ("false", "No", "KHÔNG", "chưa", "0", "sai", "none", False, 0, 0.0)],
)
def test_yes_and_no(raw: object, meant: bool) -> None:
    assert parse(column("systems.mfa"), raw) is meant


@pytest.mark.parametrize("raw", ["maybe", "co", 2, 0.5, date(2026, 1, 1), ("x",), "xx"])
def test_neither_yes_nor_no(raw: object) -> None:
    with pytest.raises(CellFault, match="wrong-type"):
        parse(column("systems.mfa"), raw)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("0", 0),
        ("1500000", 1_500_000),
        ("1.500.000", 1_500_000),
        ("1,500,000", 1_500_000),
        ("1 500 000", 1_500_000),
        ("1\u00a0500", 1500),
        ("1.500.000 đ", 1_500_000),
        ("1.500.000 Đồng", 1_500_000),
        ("1500000VND", 1_500_000),
        ("250 ₫", 250),
        (1_500_000, 1_500_000),
        (1_500_000.0, 1_500_000),
        ("+5", 5),
    ],
)
def test_amounts(raw: object, meant: int) -> None:
    assert parse(column("budgets.total_vnd"), raw) == meant


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("1.500", "ambiguous-number"),
        ("1,500 đ", "ambiguous-number"),
        ("1.500,000", "wrong-type"),
        ("1.50.000", "wrong-type"),
        ("1.500.00", "wrong-type"),
        ("1,5 tỷ", "wrong-type"),
        ("1.5", "not-whole"),
        (1.5, "not-whole"),
        (float("nan"), "not-whole"),
        (float("inf"), "not-whole"),
        ("-5", "out-of-range"),
        (-5, "out-of-range"),
        (10**17, "out-of-range"),
        ("9" * 25, "out-of-range"),
        ("١٢", "wrong-type"),
        ("²", "wrong-type"),
        ("0x10", "wrong-type"),
        ("none", "none-in-number"),
        (True, "wrong-type"),
        (date(2026, 1, 1), "wrong-type"),
        (time(8), "wrong-type"),
        (("1",), "wrong-type"),
    ],
)
def test_amounts_refused(raw: object, code: str) -> None:
    with pytest.raises(CellFault, match=code):
        parse(column("budgets.total_vnd"), raw)


def test_a_currency_counts_no_people() -> None:
    with pytest.raises(CellFault, match="wrong-type"):
        parse(column("units.headcount"), "12 đồng")


@pytest.mark.parametrize("level", [1, 5, "1", "5", 5.0])
def test_levels_within_their_bounds(level: object) -> None:
    assert parse(column("systems.approved_level"), level) in (1, 5)


@pytest.mark.parametrize("level", [0, 6, "0", "6"])
def test_levels_beyond_their_bounds(level: object) -> None:
    with pytest.raises(CellFault, match="out-of-range") as refused:
        parse(column("systems.approved_level"), level)
    assert refused.value.fault.expected.en == "a whole number, 1 to 5"


@pytest.mark.parametrize(
    "raw",
    [
        "2026-11-21",
        "21/11/2026",
        "21-11-2026",
        "21.11.2026",
        "2026/11/21",
        " 2026-11-21 ",
        date(2026, 11, 21),
        local("2026-11-21T00:00"),
    ],
)
def test_one_day_in_many_forms(raw: object) -> None:
    assert parse(column("systems.approved_on"), raw) == date(2026, 11, 21)


def test_a_day_stands_before_its_month() -> None:
    assert parse(column("systems.approved_on"), "3/4/2026") == date(2026, 4, 3)
    assert parse(column("systems.approved_on"), "29/2/2028") == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/02/2026", "impossible-date"),
        ("29/02/2026", "impossible-date"),
        ("2026-13-01", "impossible-date"),
        ("00/00/2026", "impossible-date"),
        ("32/13/2026", "impossible-date"),
        ("11/21/2026", "month-first"),
        ("21/11/26", "two-digit-year"),
        ("2026", "not-a-date"),
        ("11/2026", "not-a-date"),
        ("2026-11-21 08:30", "time-in-date"),
        (local("2026-11-21T08:30"), "time-in-date"),
        (46347, "not-a-date"),
        (46347.0, "not-a-date"),
        (True, "not-a-date"),
        (time(8, 30), "not-a-date"),
        ("1899-12-31", "year-out-of-range"),
        ("9999-12-31", "year-out-of-range"),
        ("2026–11–21", "not-a-date"),
    ],
)
def test_days_refused(raw: object, code: str) -> None:
    with pytest.raises(CellFault, match=code):
        parse(column("systems.approved_on"), raw)


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("2026-11-21", local("2026-11-21T00:00")),
        ("2026-11-21T08:30", local("2026-11-21T08:30")),
        ("2026-11-21 08:30:15", local("2026-11-21T08:30:15")),
        ("21/11/2026 8:30", local("2026-11-21T08:30")),
        ("2026-11-21T08:30+07:00", local("2026-11-21T08:30")),
        ("2026-11-20T22:30Z", local("2026-11-21T05:30")),
        (date(2026, 11, 21), local("2026-11-21T00:00")),
        (local("2026-11-21T08:30"), local("2026-11-21T08:30")),
        (datetime(2026, 11, 21, 1, 30, tzinfo=UTC), local("2026-11-21T08:30")),
    ],
)
def test_moments(raw: object, meant: datetime) -> None:
    assert parse(column("incidents.detected_at"), raw) == meant


@pytest.mark.parametrize(
    "raw", ["2026-11-21T24:00", "2026-11-21T08:60", "2026-11-21 sáng", "8:30", 46347.5, timedelta(1)]
)
def test_moments_refused(raw: object) -> None:
    with pytest.raises(CellFault):
        parse(column("incidents.detected_at"), raw)


@pytest.mark.parametrize(
    "raw", ["devices;links", " devices ; links ;", ("devices", "links"), ("devices", "", "links")]
)
def test_lists(raw: object) -> None:
    assert parse(column("declarations.tables"), raw) == ("devices", "links")


@pytest.mark.parametrize("raw", ["Server", "SERVER", " server "])
def test_choices_do_not_mind_capitals(raw: str) -> None:
    assert parse(column("devices.kind"), raw) == "server"


@pytest.mark.parametrize("raw", ["a/b.pdf", "a\\b.pdf", "./a//b.pdf"])
def test_paths_are_written_in_one_way(raw: str) -> None:
    assert parse(column("documents.evidence"), raw) == "a/b.pdf"


def test_text_is_composed_and_trimmed_and_keeps_its_lines() -> None:
    written = unicodedata.normalize("NFD", "  Ủy ban nhân dân\r\nphường  ")
    assert parse(column("units.contact"), written) == "Ủy ban nhân dân\nphường"


@pytest.mark.parametrize("raw", ["a\0", "a\x07", "a\u202eb", "a\u2066b", "\ud800", "a\x85b"])
def test_unseen_characters_are_refused(raw: str) -> None:
    with pytest.raises(CellFault, match="control-character"):
        parse(column("units.contact"), raw)


@pytest.mark.parametrize("raw", ["a\u200bb", "a\nb", "x" * 201])
def test_ids_hide_nothing(raw: str) -> None:
    with pytest.raises(CellFault, match="bad-id"):
        parse(column("units.id"), raw)
    with pytest.raises(CellFault, match="bad-id"):
        parse(column("units.parent"), raw)
