"""Days as sentences write them."""

from __future__ import annotations

from datetime import date, datetime

from secaudit.model.day import day_told, moment_told
from secaudit.model.text import Text


def test_a_day_is_written_as_each_language_writes_it() -> None:
    assert day_told(date(2026, 12, 31)) == Text("31/12/2026", "31 December 2026")
    assert day_told(date(2027, 1, 5)) == Text("05/01/2027", "5 January 2027")
    assert day_told(date(26, 3, 1)) == Text("01/03/0026", "1 March 26")


def test_a_moment_keeps_its_clock() -> None:
    half_past = datetime(2026, 12, 31, 14, 30)  # noqa: DTZ001  # the clock on the wall, as inventories hold it
    assert moment_told(half_past) == Text("14:30 ngày 31/12/2026", "14:30 on 31 December 2026")
    assert day_told(half_past) == Text("31/12/2026", "31 December 2026")
