"""What a written cell says: a value, "known not to be", or nothing."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from secaudit.model.column import Column, Kind

KNOWN_NOT: Final = "known not"
"""In a column of days: it is known that there is none. (No day is a text, so nothing else looks like it.)"""

NONE_WORDS = frozenset({"none", "không", "chưa", "no"})
_YES = frozenset({"true", "yes", "có", "x", "1"})
_NO = frozenset({"false", "0", *NONE_WORDS})


def read(column: Column, raw: object) -> object:
    """Return the value of a cell: None is empty, KNOWN_NOT (a day) or "" (a text) is known not to be."""
    if raw is None or raw == "":
        return None
    none = isinstance(raw, str) and raw.casefold() in NONE_WORDS
    match column.kind:
        case Kind.EVENT | Kind.MOMENT | Kind.DATE:
            return KNOWN_NOT if none else _moment(raw) if column.kind is Kind.MOMENT else _day(raw)
        case Kind.BOOLEAN:
            return raw if isinstance(raw, bool) else _truth(str(raw).casefold())
        case Kind.INTEGER | Kind.MONEY:
            return int(str(raw))
        case Kind.CHOICE:
            return "none" if none else str(raw)
        case Kind.LIST:
            return tuple(raw.split(";")) if isinstance(raw, str) else tuple(raw)  # type: ignore[arg-type]
        case _:
            return "" if none else str(raw)


def _truth(word: str) -> bool:
    if word not in _YES | _NO:
        raise ValueError(word)
    return word in _YES


def _day(raw: object) -> date:
    return raw if isinstance(raw, date) else date.fromisoformat(str(raw))


def _moment(raw: object) -> datetime:
    if isinstance(raw, datetime):
        return raw.replace(tzinfo=None)
    return datetime.combine(raw, time.min) if isinstance(raw, date) else datetime.fromisoformat(str(raw))
