"""What is missing to the 15%, to the đồng, and what the money's lines show."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.remediation.money import to_add, to_move

AMOUNTS = st.integers(0, 10**16)


@pytest.mark.parametrize(
    ("total", "security", "moved", "added"),
    [
        (1_000_000_000, 150_000_000, 0, 0),
        (1_000_000_000, 149_999_999, 1, 2),
        (1_000_000_000, 0, 150_000_000, 176_470_589),
        # 15% is 150.000.001,05: one đồng short, and two where the total grows too.
        (1_000_000_007, 150_000_001, 1, 1),
        (0, 0, 0, 0),
        (100, 90, 0, 0),
        (1, 0, 1, 1),
    ],
)
def test_what_is_missing_both_ways(total: int, security: int, moved: int, added: int) -> None:
    assert to_move(total, security) == moved
    assert to_add(total, security) == added


@given(AMOUNTS, AMOUNTS)
def test_moving_is_the_least_that_suffices(total: int, security: int) -> None:
    missing = to_move(total, security)
    share = Fraction(15, 100) * total
    assert security + missing >= share
    assert missing == 0 or security + missing - 1 < share


@given(AMOUNTS, AMOUNTS)
def test_adding_is_the_least_that_suffices_and_more_than_moving(total: int, security: int) -> None:
    missing = to_add(total, security)
    assert security + missing >= Fraction(15, 100) * (total + missing)
    assert missing == 0 or security + missing - 1 < Fraction(15, 100) * (total + missing - 1)
    assert missing >= to_move(total, security)
