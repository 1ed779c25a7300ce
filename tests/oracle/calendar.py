"""Days: intervals of months and years end with the month when it is shorter."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import TypeVar

from holidays import HolidayBase, country_holidays

Day = TypeVar("Day", bound=date)

_MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}
_DAYS = {"DAY": 1, "WEEK": 7}
_SECONDS = {"HOUR": 3600, "MINUTE": 60, "SECOND": 1}


def later(day: Day, count: int, unit: str) -> Day:
    """Return a day, or a moment, `count` units later; earlier where it is negative."""
    unit = unit.upper().removesuffix("S")
    if unit in _MONTHS:
        return _months_later(day, count * _MONTHS[unit])
    if unit in _DAYS:
        return day + timedelta(days=count * _DAYS[unit])
    assert isinstance(day, datetime)
    return day + timedelta(seconds=count * _SECONDS[unit])


def _months_later(day: Day, months: int) -> Day:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, last_day(date(year, month + 1, 1)).day))


def last_day(day: date) -> date:
    """Return the last day of a day's month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


WORKING_YEARS = range(2000, 2061)
"""The years whose public holidays are known; no working day is known after a day outside them."""


@cache
def _days_off() -> HolidayBase:
    return country_holidays("VN", years=WORKING_YEARS)


def working_days_after(day: date, count: int) -> date | None:
    """Return the count-th working day after a day, which is not counted itself; None outside the years."""
    while count > 0:
        day += timedelta(days=1)
        if day.year not in WORKING_YEARS:
            return None
        count -= _days_off().is_working_day(day)
    return day if day.year in WORKING_YEARS else None


def day_of(value: date) -> date:
    """Return the day of a moment."""
    return value.date() if isinstance(value, datetime) else value
