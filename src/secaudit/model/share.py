"""Ratios and other numbers as people read them: never on the other side of what they are held against."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

_WIDE = Context(prec=700)
"""Digits enough for every number that a machine holds."""

Number = float | int | Decimal


def cut(number: Number, places: int, apart: Iterable[Number] = ()) -> Decimal:
    """Return a number with `places` decimals, the rest cut off and not rounded.

    There are more decimals where it would otherwise read as one of `apart` that it is not: 0.1499999986 is
    0.149 beside 0.15, and 0.1505 is 0.1505.
    """
    exact = _exact(number)
    others = [other for other in map(_exact, apart) if other != exact]
    while True:
        short = _cut(exact, places)
        if short == exact or all(_cut(other, places) != short for other in others):
            return short
        places += 1


def percentage(ratio: Number, apart: Iterable[Number] = ()) -> str:
    """Return a ratio as a percentage without its sign, cut off to one decimal or more: 14.9."""
    return f"{cut(ratio, 3, apart).scaleb(2, _WIDE):f}"


def nearest_tenths(ratio: float) -> int:
    """Return a score's nearest tenths of a percent, 999 of what falls short of 1; a score has no target."""
    tenths = int((_exact(ratio) * 1000).to_integral_value(ROUND_HALF_UP))
    return 999 if tenths >= 1000 and ratio < 1 else tenths


def decimals_of(ratio: float, apart: Iterable[float]) -> int:
    """Return the decimals of a percentage in a sheet, which rounds: 3 of 14.996%, so that it is not 15.0%.

    It is never lifted to a whole percentage, and reads as none of `apart` that it is not.
    """
    exact = _exact(ratio).scaleb(2, _WIDE)
    others = [other for other in (_exact(other).scaleb(2, _WIDE) for other in apart) if other != exact]
    decimals = 1
    while True:
        shown = _rounded(exact, decimals)
        lifted = shown > exact and shown == shown.to_integral_value()
        if shown == exact or not (lifted or any(_rounded(other, decimals) == shown for other in others)):
            return decimals
        decimals += 1


def _exact(number: Number) -> Decimal:
    return number if isinstance(number, Decimal) else Decimal(str(number))


def _cut(exact: Decimal, places: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN, _WIDE)


def _rounded(exact: Decimal, places: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
