"""Working days in Vietnam, for deadlines that the law counts in them.

The days off are those of the Labour Code (article 112) with the days that the Prime Minister exchanges each
year, as the `holidays` library has them; exchanges of years to come are not known to anybody yet.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from secaudit.model.control import Control

if TYPE_CHECKING:
    import pyarrow as pa

FIRST_YEAR, LAST_YEAR = 2000, 2060
"""Years that the calendar covers; a day outside them has no working day after it (NULL)."""

_CALL = "working_days_after"


def counts_working_days(control: Control) -> bool:
    """Whether an expression of a control counts working days."""
    parts = [control.applies_when, control.condition, control.due, *control.figures.values()]
    if control.measure is not None:
        parts.append(control.measure.value)
    return any(part is not None and _CALL in part.sql.lower() for part in parts)


def working_calendar() -> pa.Table:
    """Return every `day` of the calendar with the `number` of working days up to it, itself included."""
    import pyarrow as pa
    from holidays import country_holidays

    days_off = country_holidays("VN", years=range(FIRST_YEAR, LAST_YEAR + 1))
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    numbers, number = [], 0
    for day in days:
        number += days_off.is_working_day(day)
        numbers.append(number)
    return pa.table({"day": pa.array(days, pa.date32()), "number": pa.array(numbers, pa.int64())})
