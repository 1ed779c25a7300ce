"""Spans of days in the fictitious city's life, chosen around the legal dates of the catalogue."""

from __future__ import annotations

from datetime import date

from secaudit.demo.dice import Dice

Span = tuple[date, date]
"""First and last day, both included."""

EARLY: Span = (date(2023, 2, 1), date(2025, 9, 30))
"""Before the plans of autumn 2025."""

RUSH: Span = (date(2025, 10, 1), date(2026, 1, 20))
"""Around the deadlines of 30 November 2025, 31 December 2025 and 1 January 2026."""

PROGRAMME: Span = (date(2026, 3, 30), date(2026, 11, 20))
"""From the city's programme of action to the day before the audit."""

DECLARED: Span = (date(2026, 9, 1), date(2026, 11, 20))
"""When units filled in their inventories."""

LATELY: Span = (date(2026, 5, 1), date(2026, 11, 20))
"""The half year before the audit."""

YEAR_ENDS: tuple[date, ...] = (date(2026, 12, 31), date(2027, 6, 30), date(2030, 12, 31))
"""Days on which papers and arrangements run out."""

_LIVES: tuple[Span, ...] = (EARLY, RUSH, RUSH, PROGRAMME)


def day(dice: Dice, span: Span) -> date:
    """Return a day of a span."""
    return dice.day(*span)


def some_day(dice: Dice) -> date:
    """Return a day of these years, most likely near a deadline."""
    return dice.day(*dice.pick(_LIVES))
