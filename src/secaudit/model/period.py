"""Years and half-years: what a recurring duty is judged for, one verdict each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, date

from secaudit.lazily import dataclass
from secaudit.model.law import Recurrence
from secaudit.model.text import Text, same

_NAME = re.compile(r"(\d{4})(?:-H([12]))?")
_VI = {None: "năm {}", "1": "6 tháng đầu năm {}", "2": "6 tháng cuối năm {}"}
_EN = {None: "{}", "1": "first half of {}", "2": "second half of {}"}


@dataclass(frozen=True, slots=True)
class Period:
    """One year or half-year of the calendar; `first` and `last` are its first and last day.

    `name` is how papers are filed under it: `2026`, or `2026-H1` for January to June.
    """

    name: str
    first: date
    last: date


def period_of(day: date, every: Recurrence) -> Period:
    """Return the period in which a day lies."""
    if every == "year":
        return Period(f"{day.year:04}", date(day.year, 1, 1), date(day.year, 12, 31))
    if day.month <= 6:
        return Period(f"{day.year:04}-H1", date(day.year, 1, 1), date(day.year, 6, 30))
    return Period(f"{day.year:04}-H2", date(day.year, 7, 1), date(day.year, 12, 31))


def period_named(name: str, every: Recurrence) -> Period:
    """Return the period of a name.

    Raises:
        ValueError: it names no period of this length.
    """
    match = _NAME.fullmatch(name)
    half = match.group(2) if match else None
    if match is None or int(match.group(1)) == 0 or (half is None) != (every == "year"):
        raise ValueError(name)
    return period_of(date(int(match.group(1)), 7 if half == "2" else 1, 1), every)


def period_told(name: str) -> Text:
    """Return what readers call the period of a name; a name that is none stands for itself."""
    match = _NAME.fullmatch(name)
    if match is None:
        return same(name)
    year, half = match.groups()
    return Text(_VI[half].format(year), _EN[half].format(year))


def periods_between(start: date, end: date, every: Recurrence) -> Iterator[Period]:
    """Yield the periods that have a day from `start` to `end`, both inclusive, in their order."""
    day = start
    while day <= end:
        period = period_of(day, every)
        yield period
        if period.last == date(MAXYEAR, 12, 31):
            return
        day = date.fromordinal(period.last.toordinal() + 1)
