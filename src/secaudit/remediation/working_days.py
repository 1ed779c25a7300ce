"""Working days after the day of the audit, numbered: planning adds and compares them as whole numbers."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import Any

_LAST_KNOWN = 2060
"""After this year nobody knows the days off; only weekends are then free."""


class WorkingDays:
    """Vietnam's working days after a day, which itself is number 0. Found as far as they are asked for."""

    def __init__(self, start: date) -> None:
        from holidays import country_holidays

        self._days = [start]
        self._off: Any = country_holidays("VN", years=range(start.year, min(start.year + 3, _LAST_KNOWN)))

    def day(self, number: int) -> date:
        """Return the n-th working day after the start, the last day that there is where that is too far."""
        while len(self._days) <= number and self._grow():
            pass
        return self._days[min(number, len(self._days) - 1)]

    def number(self, day: date) -> int:
        """Return how many working days there are after the start up to and with a day; 0 before it."""
        while self._days[-1] < day and self._grow():
            pass
        return max(bisect_right(self._days, day) - 1, 0)

    def _grow(self) -> bool:
        day = self._days[-1]
        while day < date.max:
            day += timedelta(days=1)
            if self._off.is_working_day(day) if day.year <= _LAST_KNOWN else day.weekday() < 5:
                self._days.append(day)
                return True
        return False
