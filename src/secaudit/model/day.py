"""Days as sentences write them. Tables of data, CSV and JSON keep the ISO form."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from secaudit.model.text import Text

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=4096)
def day_told(day: date) -> Text:
    """Return a day: 31/12/2026 in Vietnamese, 31 December 2026 in English; of a moment its day."""
    # Years before 1000 lack their zeros where the C library writes them.
    return Text(f"{day:%d/%m}/{day.year:04}", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def moment_told(moment: datetime) -> Text:
    """Return a moment to the minute: 14:30 ngày 31/12/2026, and 14:30 on 31 December 2026."""
    clock, day = f"{moment:%H:%M}", day_told(moment.date())
    return Text(f"{clock} ngày {day.vi}", f"{clock} on {day.en}")
