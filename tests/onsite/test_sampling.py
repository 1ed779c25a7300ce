"""A sample that others can draw again: its size, its shares by kind, and the order in which it is drawn."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.onsite.sampling import draw, mark, sample_size, shares, strata


@pytest.mark.parametrize(
    ("population", "confidence", "margin", "size"),
    [
        # By hand: n0 = 1.959964² · 0.25 / 0.1² = 96.0365; n = n0 / (1 + 95.0365 / N).
        (100, 0.95, 0.10, 50),
        (250, 0.95, 0.10, 70),
        (1000, 0.95, 0.10, 88),
        (10**9, 0.95, 0.10, 97),
        # n0 = 384.1459 and 663.4897.
        (1000, 0.95, 0.05, 278),
        (1000, 0.99, 0.05, 400),
        (1, 0.95, 0.10, 1),
        (2, 0.95, 0.10, 2),
        (0, 0.95, 0.10, 0),
    ],
)
def test_the_size_is_that_of_the_formula(
    population: int, confidence: float, margin: float, size: int
) -> None:
    assert sample_size(population, confidence, margin) == size


@pytest.mark.parametrize(("confidence", "margin"), [(1, 0.1), (0, 0.1), (0.95, 0), (0.95, 1)])
def test_certainty_has_no_size(confidence: float, margin: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        sample_size(10, confidence, margin)


@given(st.integers(1, 100_000), st.sampled_from((0.8, 0.9, 0.95, 0.99)), st.sampled_from((0.02, 0.05, 0.1)))
def test_more_certainty_or_more_devices_never_ask_for_fewer(
    population: int, confidence: float, margin: float
) -> None:
    size = sample_size(population, confidence, margin)
    assert 1 <= size <= population
    assert size <= sample_size(population + 1, confidence, margin)
    assert size <= sample_size(population, 0.995, margin)
    assert size <= sample_size(population, confidence, 0.01)


@pytest.mark.parametrize(
    ("sizes", "whole", "drawn"),
    [
        ([70, 20, 10], 10, (7, 2, 1)),
        ([50, 30, 20], 7, (4, 2, 1)),
        # The single printer is looked at, too; the many workstations make room for it.
        ([98, 1, 1], 5, (3, 1, 1)),
        ([5, 5], 3, (2, 1)),
        ([1, 1, 1], 2, (1, 1, 1)),
        ([4, 0], 2, (2, 0)),
        ([], 3, ()),
        ([3], 9, (3,)),
    ],
)
def test_every_kind_gets_its_share_and_at_least_one(
    sizes: list[int], whole: int, drawn: tuple[int, ...]
) -> None:
    assert shares(sizes, whole) == drawn


@given(st.lists(st.integers(0, 400), max_size=8), st.integers(0, 500))
def test_shares_add_up(sizes: list[int], whole: int) -> None:
    drawn = shares(sizes, whole)
    kinds = sum(size > 0 for size in sizes)
    assert sum(drawn) == max(min(whole, sum(sizes)), kinds)
    assert all(0 <= part <= size for part, size in zip(drawn, sizes, strict=True))
    assert all(part >= 1 for part, size in zip(drawn, sizes, strict=True) if size)


def test_the_order_is_that_of_the_hash_of_seed_and_id() -> None:
    ids = [f"tb{number}" for number in range(20)]
    by_hand = sorted(ids, key=lambda id_: sha256(f"p-mau-2026-11-21|{id_}".encode()).hexdigest())
    assert draw(ids, 5, "p-mau-2026-11-21") == tuple(by_hand[:5])
    assert mark("1", "máy-01") == sha256("1|máy-01".encode()).hexdigest()
    assert draw(["a", "b", "c"], 3, "7") == ("a", "c", "b")


@given(st.sets(st.text(min_size=1, max_size=8), max_size=30), st.text(max_size=5), st.randoms())
def test_neither_the_order_of_the_file_nor_a_larger_sample_changes_who_is_drawn(
    ids: set[str], seed: str, chance: object
) -> None:
    listed = sorted(ids)
    shuffled = listed[::-1]
    half = draw(listed, len(listed) // 2, seed)
    assert draw(shuffled, len(listed) // 2, seed) == half
    assert draw(listed, len(listed), seed)[: len(half)] == half


def test_the_commonest_kind_comes_first() -> None:
    kinds = {"a": "printer", "b": "laptop", "c": "laptop", "d": None, "e": "server"}
    assert list(strata(kinds).items()) == [
        ("laptop", ["b", "c"]), (None, ["d"]), ("printer", ["a"]), ("server", ["e"]),
    ]  # fmt: skip
