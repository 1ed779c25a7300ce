"""Which actions a sum of money closes best."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.remediation import selection
from secaudit.remediation.selection import Item, Selection, select


def test_the_best_choice_is_not_the_first_that_fits() -> None:
    items = [Item("big", 10, 10), Item("one", 6, 7), Item("two", 4, 5)]
    found = select(items, 10)
    assert found.chosen == {"one", "two"}
    assert found.exact


def test_what_comes_first_is_paid_for_too() -> None:
    items = [Item("base", 8, 1), Item("top", 2, 50, ("base",)), Item("other", 9, 20)]
    assert select(items, 10).chosen == {"base", "top"}
    assert select(items, 9).chosen == {"other"}


def test_what_costs_nothing_is_always_done_unless_it_waits_for_what_costs() -> None:
    items = [Item("paper", 0, 1), Item("wall", 10, 5), Item("test", 0, 5, ("wall",))]
    assert select(items, 0).chosen == {"paper"}
    assert select(items, 10).chosen == {"paper", "wall", "test"}


def test_what_has_no_known_cost_is_not_said_to_be_paid() -> None:
    items = [Item("unknown", None, 9), Item("after it", 1, 9, ("unknown",)), Item("known", 1, 1)]
    assert select(items, 100) == Selection(frozenset({"known"}), frozenset({"unknown", "after it"}), True)


def test_a_prerequisite_that_is_not_on_the_list_is_not_waited_for() -> None:
    assert select([Item("a", 1, 1, ("elsewhere",))], 1).chosen == {"a"}


def best(items: list[Item], budget: int) -> int:
    """Return what weighs most, by trying every combination."""
    known = {item.id: item for item in items}
    weights = [0]
    for count in range(1, len(items) + 1):
        for choice in combinations(items, count):
            names = {item.id for item in choice}
            whole = all(name in names for item in choice for name in item.after if name in known)
            paid = all(item.cost is not None for item in choice)
            if whole and paid and sum(item.cost or 0 for item in choice) <= budget:
                weights.append(sum(item.weight for item in choice))
    return max(weights)


@st.composite
def choices(draw: st.DrawFn) -> tuple[list[Item], int]:
    count = draw(st.integers(1, 8))
    items = [
        Item(
            f"i{index}",
            draw(st.one_of(st.none(), st.integers(0, 9))),
            draw(st.integers(1, 16)),
            tuple(draw(st.sets(st.sampled_from([f"i{n}" for n in range(index)]), max_size=2)))
            if index
            else (),
        )
        for index in range(count)
    ]
    return items, draw(st.integers(0, 40))


def lawful(items: list[Item], budget: int, found: Selection) -> int:
    known = {item.id: item for item in items}
    taken = [known[name] for name in found.chosen]
    assert sum(item.cost or 0 for item in taken) <= budget
    assert all(item.cost is not None for item in taken)
    assert all(name in found.chosen for item in taken for name in item.after if name in known)
    assert not found.chosen & found.uncosted
    return sum(item.weight for item in taken)


@given(choices())
def test_the_exact_choice_is_the_best_of_all_combinations(choice: tuple[list[Item], int]) -> None:
    items, budget = choice
    found = select(items, budget)
    assert found.exact
    assert lawful(items, budget, found) == best(items, budget)


@given(choices())
def test_the_quick_choice_breaks_no_law_and_is_at_least_as_good_as_any_one_bundle(
    choice: tuple[list[Item], int],
) -> None:
    items, budget = choice
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "MOST_TRIED", 0)
        found = select(items, budget)
    weight = lawful(items, budget, found)
    assert weight <= best(items, budget)
    for item in items:
        bundle = {item.id}
        while True:
            more = {name for each in items if each.id in bundle for name in each.after} | bundle
            if more == bundle:
                break
            bundle = more
        members = [each for each in items if each.id in bundle]
        if all(each.cost is not None for each in members):
            cost = sum(each.cost or 0 for each in members)
            assert cost > budget or weight >= sum(each.weight for each in members)
