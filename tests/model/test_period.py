"""Years and half-years of the calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.model.law import Recurrence
from secaudit.model.period import period_named, period_of, period_told, periods_between

DAYS = st.dates(date(1990, 1, 1), date(2110, 12, 31))
KINDS = st.sampled_from(["year", "half-year"])
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "every", "name", "first", "last"),
    [
        (date(2026, 1, 1), "year", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 12, 31), "year", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), "year", "2028", date(2028, 1, 1), date(2028, 12, 31)),
        (date(2026, 6, 30), "half-year", "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), "half-year", "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), "half-year", "2028-H1", date(2028, 1, 1), date(2028, 6, 30)),
    ],
)
def test_a_day_lies_in_its_period(day: date, every: Recurrence, name: str, first: date, last: date) -> None:
    period = period_of(day, every)
    assert (period.name, period.first, period.last) == (name, first, last)


@given(DAYS, KINDS)
def test_a_period_holds_its_days_and_no_others(day: date, every: Recurrence) -> None:
    period = period_of(day, every)
    assert period.first <= day <= period.last
    assert period_of(period.first, every) == period_of(period.last, every) == period
    assert period_of(period.last + ONE_DAY, every) != period
    assert period_of(period.first - ONE_DAY, every) != period


@given(DAYS, KINDS)
def test_a_period_is_found_by_its_name(day: date, every: Recurrence) -> None:
    period = period_of(day, every)
    assert period_named(period.name, every) == period


@pytest.mark.parametrize(
    ("name", "every"),
    [("2026-H1", "year"), ("2026", "half-year"), ("2026-H3", "half-year"), ("26", "year"), ("0000", "year"),
     (" 2026", "year"), ("2026-h1", "half-year"), ("", "year")],
)  # fmt: skip
def test_another_name_is_no_period(name: str, every: Recurrence) -> None:
    with pytest.raises(ValueError, match=f"^{name}$"):
        period_named(name, every)


@given(DAYS, st.integers(0, 3000), KINDS)
def test_periods_between_two_days_follow_without_a_gap(start: date, days: int, every: Recurrence) -> None:
    end = start + timedelta(days=days)
    found = list(periods_between(start, end, every))
    assert found[0] == period_of(start, every)
    assert found[-1] == period_of(end, every)
    assert all(after.first - before.last == ONE_DAY for before, after in pairwise(found))


def test_there_is_none_before_the_start_and_the_last_year_ends() -> None:
    assert list(periods_between(date(2026, 3, 30), date(2026, 3, 29), "year")) == []
    assert [period.name for period in periods_between(date(9999, 1, 1), date.max, "half-year")] == [
        "9999-H1",
        "9999-H2",
    ]


@pytest.mark.parametrize(
    ("name", "vi", "en"),
    [
        ("2026", "năm 2026", "2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "first half of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "second half of 2026"),
        ("quý I", "quý I", "quý I"),
    ],
)
def test_a_period_is_told_in_words(name: str, vi: str, en: str) -> None:
    assert (period_told(name).vi, period_told(name).en) == (vi, en)
