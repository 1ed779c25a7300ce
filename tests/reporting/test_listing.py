"""Lists that do not fit are cut at the same length where none is more important than another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secaudit.reporting.listing import even_quotas


def test_short_lists_are_whole_and_long_ones_cut_alike() -> None:
    assert even_quotas([100, 2, 50, 9], 31) == (10, 2, 10, 9)
    assert even_quotas([3, 3], 10) == (3, 3)
    assert even_quotas([], 10) == ()


@given(st.lists(st.integers(0, 60), max_size=30), st.integers(0, 400))
def test_as_much_as_fits_is_shown_and_nobody_is_favoured(sizes: list[int], limit: int) -> None:
    quotas = even_quotas(sizes, limit)
    assert sum(quotas) == min(sum(sizes), limit)
    cut = [quota for quota, size in zip(quotas, sizes, strict=True) if quota < size]
    assert not cut or max(cut) - min(cut) <= 1
    assert all(
        quota <= max(cut, default=quota) or quota == size for quota, size in zip(quotas, sizes, strict=True)
    )
