"""Numbers that decide are never written on the other side of their threshold."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.model.share import cut, decimals_of, nearest_tenths, percentage

SHARES = st.floats(min_value=0, max_value=2)
TARGETS = st.integers(0, 20_000).map(lambda part: part / 10_000)


@given(SHARES, TARGETS)
def test_a_share_as_written_is_on_the_side_where_it_is(share: float, target: float) -> None:
    written, beside = Decimal(percentage(share, [target])), Decimal(percentage(target, [share]))
    assert (written < beside, written > beside) == (share < target, share > target)


@given(SHARES, SHARES)
def test_two_numbers_that_differ_never_look_alike(one: float, other: float) -> None:
    written, beside = cut(one, 6, [other]), cut(other, 6, [one])
    assert (written < beside, written > beside) == (one < other, one > other)


@given(SHARES, TARGETS)
def test_a_sheet_that_rounds_shows_a_share_on_the_side_where_it_is(share: float, target: float) -> None:
    shown = _as_sheets_round(share, decimals_of(share, [target]))
    beside = _as_sheets_round(target, decimals_of(target, [share]))
    assert (shown < beside, shown > beside) == (share < target, share > target)


@given(SHARES, st.integers(0, 200))
def test_a_sheet_never_lifts_a_share_to_a_whole_percentage(share: float, whole: int) -> None:
    shown = _as_sheets_round(share, decimals_of(share, []))
    assert (shown < whole) >= (Decimal(str(share)) * 100 < whole)


def _as_sheets_round(share: float, decimals: int) -> Decimal:
    return (Decimal(str(share)) * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("share", "target", "written"),
    [
        (104_999_999 / 700_000_000, 0.15, "14.9"),
        (0.1505, 0.15, "15.05"),
        (0.1234, 0.12335, "12.34"),
        (0.15, 0.15, "15.0"),
        (0.57, 1.0, "57.0"),
        (1 / 3, 0.15, "33.3"),
    ],
)
def test_a_share_has_a_tenth_and_more_only_to_be_told_from_its_target(
    share: float, target: float, written: str
) -> None:
    assert percentage(share, [target]) == written


def test_a_score_is_rounded_but_never_to_the_whole() -> None:
    assert [nearest_tenths(ratio) for ratio in (0.5, 0.12345, 0.12351, 0.99999, 1.0, 0.0)] == [
        500, 123, 124, 999, 1000, 0
    ]  # fmt: skip
