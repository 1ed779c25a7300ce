"""Cells that hold days and moments."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from secaudit.inventory.cells.none import KNOWN_NOT, KnownNot, is_none_word
from secaudit.inventory.cells.text import clean, described
from secaudit.inventory.fault import CellFault, Fault, quoted
from secaudit.model.column import Column
from secaudit.model.text import Text

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years outside these are taken for slips of the pen."""

_VIETNAM = timezone(timedelta(hours=7))
"""Vietnam has one time zone and no summer time, so a moment with an offset has one local time."""

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")
_SPLIT = re.compile(r"[T\s]+")


def day(column: Column, raw: object) -> date | None:
    """Return a day, or None when the cell is empty.

    Raises:
        CellFault: it is no real day, could be read in two ways, or is a word for "none".
    """
    value = event(column, raw)
    if isinstance(value, KnownNot):
        raise CellFault(
            Fault(
                "none-in-date",
                _in(column, quoted(raw)),
                _EXPECTED_DAY,
                Text("ghi ngày; để trống nếu chưa biết", "write the day; leave it empty if unknown"),
            )
        )
    return value


def event(column: Column, raw: object) -> date | KnownNot | None:
    """Return the day of an event, KNOWN_NOT for a word for "none", None when the cell is empty.

    Raises:
        CellFault: it is no real day, or could be read in two ways.
    """
    if isinstance(raw, str):
        words = clean(raw)
        if not words:
            return None
        return KNOWN_NOT if is_none_word(words) else _day_in(column, words)
    if isinstance(raw, datetime):
        if raw.time() != time.min:
            raise CellFault(_has_clock(column, str(raw)))
        return _sane(column, raw.date())
    if isinstance(raw, date):
        return _sane(column, raw)
    raise CellFault(_no_date(column, raw, _EXPECTED_DAY))


def moment(column: Column, raw: object) -> datetime | KnownNot | None:
    """Return the moment of an event in local time, KNOWN_NOT for a word for "none", None when empty.

    A day without a time is its midnight. A time with an offset is turned into Vietnamese time.

    Raises:
        CellFault: it is no real moment, or could be read in two ways.
    """
    if isinstance(raw, datetime):
        local = raw.astimezone(_VIETNAM).replace(tzinfo=None) if raw.tzinfo else raw
        _sane(column, local.date())
        return local
    if isinstance(raw, date):
        return datetime.combine(_sane(column, raw), time.min)
    if not isinstance(raw, str):
        raise CellFault(_no_date(column, raw, _EXPECTED_MOMENT))
    words = clean(raw)
    if not words:
        return None
    return KNOWN_NOT if is_none_word(words) else _moment_in(column, words)


def _moment_in(column: Column, words: str) -> datetime:
    parts = _SPLIT.split(words, maxsplit=1)
    found = _day_in(column, parts[0], _EXPECTED_MOMENT)
    if len(parts) == 1:
        return datetime.combine(found, time.min)
    clock = _CLOCK.fullmatch(parts[1].strip())
    if clock is None:
        raise CellFault(_no_date(column, words, _EXPECTED_MOMENT))
    hour, minute, second = (int(part or 0) for part in clock.group(1, 2, 3))
    if hour > 23 or minute > 59 or second > 59:
        raise CellFault(_impossible(column, words))
    local = datetime.combine(found, time(hour, minute, second))
    if clock.group(4):
        local = local.replace(tzinfo=_offset(column, words, clock.group(4)))
        local = local.astimezone(_VIETNAM).replace(tzinfo=None)
    return local


def _offset(column: Column, words: str, written: str) -> timezone:
    if written == "Z":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    if hours > 14 or minutes > 59:
        raise CellFault(_impossible(column, words))
    sign = -1 if written[0] == "-" else 1
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


def _day_in(column: Column, words: str, expected: Text | None = None) -> date:
    expected = expected or _EXPECTED_DAY
    if iso := _ISO.fullmatch(words):
        year, month, number = iso.group(1, 3, 4)
    elif day_first := _DAY_FIRST.fullmatch(words):
        number, month, year = day_first.group(1, 3, 4)
        if int(month) > 12 and int(number) <= 12:
            raise CellFault(_month_first(column, words, f"{month}/{number}/{year}"))
    else:
        raise CellFault(_unread_day(column, words, expected))
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        raise CellFault(_impossible(column, words)) from None
    return _sane(column, found)


def _unread_day(column: Column, words: str, expected: Text) -> Fault:
    if _SHORT_YEAR.fullmatch(words):
        return Fault(
            "two-digit-year",
            _in(column, quoted(words)),
            expected,
            Text("viết đủ bốn chữ số của năm", "write all four digits of the year"),
        )
    parts = _SPLIT.split(words, maxsplit=1)
    if len(parts) == 2 and _CLOCK.fullmatch(parts[1]):
        return _has_clock(column, words)
    return _no_date(column, words, expected)


def _sane(column: Column, found: date) -> date:
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    raise CellFault(
        Fault(
            "year-out-of-range",
            _in(column, quoted(found.isoformat())),
            Text(f"năm từ {FIRST_YEAR} đến {LAST_YEAR}", f"a year from {FIRST_YEAR} to {LAST_YEAR}"),
            Text(
                "sửa năm; nếu không có thời hạn thì ghi “none”",
                "correct the year; for something without an end write “none”",
            ),
        )
    )


_EXPECTED_DAY = Text("ngày dạng 2026-11-21 hoặc 21/11/2026", "a day such as 2026-11-21 or 21/11/2026")
_EXPECTED_MOMENT = Text(
    "ngày giờ dạng 2026-11-21T08:30 hoặc 21/11/2026 08:30",
    "a day and time such as 2026-11-21T08:30 or 21/11/2026 08:30",
)


def _in(column: Column, found: str) -> Text:
    return Text(f"cột {column.name} có {found}", f"{found} in the column {column.name}")


def _impossible(column: Column, words: str) -> Fault:
    return Fault(
        "impossible-date",
        _in(column, quoted(words)),
        Text("một ngày có thật", "a day that exists"),
        Text("sửa lại ngày theo văn bản gốc", "correct the day from the original document"),
    )


def _month_first(column: Column, words: str, turned: str) -> Fault:
    return Fault(
        "month-first",
        Text(
            f"cột {column.name} có {quoted(words)}, tháng đứng trước ngày",
            f"{quoted(words)} in the column {column.name}, month before day",
        ),
        _EXPECTED_DAY,
        Text(f"viết ngày trước tháng: {turned}", f"write the day before the month: {turned}"),
    )


def _has_clock(column: Column, words: str) -> Fault:
    return Fault(
        "time-in-date",
        _in(column, quoted(words)),
        Text("chỉ ngày, không có giờ: 2026-11-21", "a day without a time: 2026-11-21"),
        Text("bỏ phần giờ", "drop the time"),
    )


def _what_to_write(column: Column) -> Text:
    """Return what the cell takes: not every column has a day that may be none, or may be empty."""
    told = Text("ghi ngày", "write the day")
    if column.none_as is not None:
        told += (
            Text("; “none” nếu không có", "; “none” if there is none")
            if column.term
            else Text("; “none” nếu chưa thực hiện", "; “none” if it did not happen")
        )
    return told if column.required else told + Text("; để trống nếu chưa biết", "; leave it empty if unknown")


def _no_date(column: Column, raw: object, expected: Text) -> Fault:
    found, advice = described(raw), _what_to_write(column)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        advice = Text(
            "định dạng ô là Date (Ngày) hoặc ghi ngày thành chữ",
            "format the cell as Date, or write the day as text",
        )
    return Fault(
        "not-a-date",
        Text(f"cột {column.name} có {found.vi}", f"{found.en} in the column {column.name}"),
        expected,
        advice,
    )
