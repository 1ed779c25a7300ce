"""Years and half-years in which a recurring duty is judged (contract "Deadlines", decision 0011)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """A year or a half-year: its name, its first and its last day."""

    name: str
    first: date
    last: date


def span_of(day: date, every: str) -> Span:
    """Return the period in which a day lies."""
    if every == "year":
        return Span(str(day.year), date(day.year, 1, 1), date(day.year, 12, 31))
    if day < date(day.year, 7, 1):
        return Span(f"{day.year}-H1", date(day.year, 1, 1), date(day.year, 6, 30))
    return Span(f"{day.year}-H2", date(day.year, 7, 1), date(day.year, 12, 31))


def spans(every: str, since: date, first: str | None, day: date) -> Iterator[Span]:
    """Yield the periods that have begun by a day and had not ended when the duty came into force.

    `first` names the period from which it is asked, where that is later. Of a duty that is not asked for
    yet, its first period is given, in which it does not apply.
    """
    span = span_of(since, every)
    while first is not None and span.name < first:
        span = span_of(span.last + timedelta(days=1), every)
    yield span
    while (span := span_of(span.last + timedelta(days=1), every)).first <= day:
        yield span
