"""Three-valued logic and the arithmetic of SQL on Python values; None is NULL, "unknown".

Whole numbers and decimals are exact. A division gives a binary fraction (float), as SQL's does; together
with one the rest is reckoned in binary fractions too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from operator import add, mul, sub
from typing import Any

Number = int | Fraction | float
Value = bool | Number | str | date | None
Truth = bool | None


class Failure(Exception):
    """An expression that has no value, not even an unknown one."""


def all_of(truths: Iterable[Truth]) -> Truth:
    """AND: false as soon as one is false, else unknown as soon as one is unknown."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """OR: true as soon as one is true, else unknown as soon as one is unknown."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def negation(truth: Truth) -> Truth:
    return None if truth is None else not truth


def compare(sign: str, left: Value, right: Value) -> Truth:
    """One of `=`, `<>`, `<`, `<=`, `>`, `>=`; unknown with an unknown side."""
    if left is None or right is None:
        return None
    a, b = _alike(left, right)
    order: int = (a > b) - (a < b)
    return _SIGNS[sign](order)


_SIGNS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    numeric = [
        isinstance(side, (int, Fraction, float)) and not isinstance(side, bool) for side in (left, right)
    ]
    if all(numeric):
        if isinstance(left, float) or isinstance(right, float):
            return float(left), float(right)
    elif type(left) is not type(right):
        raise TypeError(f"{left!r} and {right!r} are not of one kind")
    return left, right


def within(value: Value, low: Value, high: Value) -> Truth:
    """BETWEEN: both ends count."""
    return all_of((compare(">=", value, low), compare("<=", value, high)))


def among(value: Value, options: Iterable[Value]) -> Truth:
    """IN: an OR of equalities."""
    return any_of([compare("=", value, option) for option in options])


@cache
def _pattern(like: str) -> re.Pattern[str]:
    parts = {"%": ".*", "_": "."}
    return re.compile("".join(parts.get(letter) or re.escape(letter) for letter in like), re.DOTALL)


def matches(text: Value, like: Value) -> Truth:
    """LIKE: `%` stands for any letters, `_` for one."""
    if text is None or like is None:
        return None
    assert isinstance(text, str)
    assert isinstance(like, str)
    return _pattern(like).fullmatch(text) is not None


def arithmetic(sign: str, left: Value, right: Value) -> Value:
    """`+`, `-`, `*`, `/` of numbers, and the days between two days; nothing by zero."""
    if left is None or right is None:
        return None
    if isinstance(left, date) and isinstance(right, date):
        assert sign == "-"
        return (_day(left) - _day(right)).days
    assert isinstance(left, (int, Fraction, float))
    assert isinstance(right, (int, Fraction, float))
    if sign == "/":
        return None if right == 0 else float(left) / float(right)
    if isinstance(left, float) or isinstance(right, float):
        left, right = float(left), float(right)
    result: Number = _SUMS[sign](left, right)
    return result


_SUMS: dict[str, Callable[[Any, Any], Any]] = {"+": add, "-": sub, "*": mul}


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def rounded(value: Value, places: int) -> Value:
    """Half away from zero."""
    if value is None:
        return None
    assert isinstance(value, (int, Fraction, float))
    scale: int = 10**places
    if isinstance(value, float):
        product = Fraction(value * scale)
        return float(_half_up(product)) / scale
    return Fraction(_half_up(Fraction(value) * scale), scale)


def _half_up(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return -whole if value < 0 else whole


def extreme(values: Sequence[Value], pick: Callable[..., Any]) -> Value:
    """LEAST and GREATEST pass over what is unknown."""
    known = [value for value in values if value is not None]
    if not known:
        return None
    binary = any(isinstance(value, float) for value in known)
    chosen: Value = pick(known, key=float) if binary else pick(known)
    return chosen


def first_known(values: Iterable[Value]) -> Value:
    """COALESCE."""
    return next((value for value in values if value is not None), None)
