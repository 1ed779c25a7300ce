"""Which actions a sum of money closes best: each with all that has to be done before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from heapq import heapify, heappop, heappush
from typing import Any

from secaudit.lazily import dataclass

MOST_TOGETHER = 12
"""How many actions that wait for one another are tried in every combination."""

MOST_TRIED = 1_000_000
"""How many sums of money are reckoned while looking for the best choice."""


@dataclass(frozen=True, slots=True)
class Item:
    """An action to be paid for: its cost in VND (None where not known) and the weight of what it closes."""

    id: str
    cost: int | None
    weight: int
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids chosen, those that no sum can be said to pay for, and whether nothing weighs more."""

    chosen: frozenset[str]
    uncosted: frozenset[str]
    exact: bool


def select(items: Sequence[Item], budget: int) -> Selection:
    """Return the items that weigh most together and cost at most `budget`, each with those it comes after.

    What is not known to be payable is left aside: an item without a cost, and all that waits for one. The
    best choice is found exactly where items hang together in small groups and few sums have to be kept;
    elsewhere the item that, with what it still needs, weighs most for its money is taken first.

    Raises:
        graphlib.CycleError: items wait for themselves.
    """
    known = {item.id: item for item in items}
    after = {item.id: frozenset(name for name in item.after if name in known) for item in items}
    order = list(TopologicalSorter(after).static_order())
    uncosted: set[str] = set()
    for name in order:
        if known[name].cost is None or after[name] & uncosted:
            uncosted.add(name)
    free: set[str] = set()
    for name in order:
        if name not in uncosted and not known[name].cost and after[name] <= free:
            free.add(name)
    rest = [name for name in order if name not in uncosted and name not in free]
    if sum(known[name].cost or 0 for name in rest) <= budget:
        return Selection(frozenset(free) | frozenset(rest), frozenset(uncosted), exact=True)
    task = _Task({name: known[name] for name in rest}, {name: after[name] - free for name in rest}, budget)
    best = task.exactly()
    chosen = task.greedily() if best is None else best
    return Selection(frozenset(free) | chosen, frozenset(uncosted), best is not None)


_Sum = tuple[int, int, Any]
"""A way to spend money: what it costs, what it weighs, and the ids that it took, as a chain of choices."""


@dataclass(frozen=True)
class _Task:
    """Items that cost something or wait for one that does; none stands before what it comes after."""

    items: Mapping[str, Item]
    after: Mapping[str, frozenset[str]]
    budget: int

    def exactly(self) -> frozenset[str] | None:
        """Return the best choice, None where finding it would take too long."""
        kept: list[_Sum] = [(0, 0, None)]
        tried = 0
        for group in self._groups():
            if len(group) > MOST_TOGETHER:
                return None
            ways = _undominated(self._ways(group), self.budget)
            tried += len(kept) * len(ways)
            if tried > MOST_TRIED:
                return None
            kept = _undominated(
                [
                    (cost + more, weight + gained, (taken, chain) if taken else chain)
                    for cost, weight, chain in kept
                    for more, gained, taken in ways
                ],
                self.budget,
            )
        return _taken(max(kept, key=lambda sum_: (sum_[1], -sum_[0]))[2])

    def _groups(self) -> Iterable[list[str]]:
        """Return the items that hang together, group by group."""
        beside: defaultdict[str, set[str]] = defaultdict(set)
        for name, needed in self.after.items():
            for each in needed:
                beside[name].add(each)
                beside[each].add(name)
        met: set[str] = set()
        for first in self.items:
            if first in met:
                continue
            met.add(first)
            group = {first}
            waiting = [first]
            while waiting:
                for name in beside[waiting.pop()] - met:
                    met.add(name)
                    group.add(name)
                    waiting.append(name)
            yield [name for name in self.items if name in group] if len(group) > 1 else [first]

    def _ways(self, group: Sequence[str]) -> list[_Sum]:
        """Return every choice within a group in which nothing lacks what comes before it."""
        ways: list[tuple[frozenset[str], int, int]] = [(frozenset(), 0, 0)]
        for name in group:
            item = self.items[name]
            ways += [
                (taken | {name}, cost + (item.cost or 0), weight + item.weight)
                for taken, cost, weight in ways
                if self.after[name] <= taken
            ]
        return [(cost, weight, taken) for taken, cost, weight in ways]

    def greedily(self) -> frozenset[str]:
        """Return a good choice: what weighs most for its money first, or one item if that is more."""
        bundles = {name: self._bundle(name, frozenset()) for name in self.items}
        alone = max(
            (name for name in self.items if self._cost(bundles[name]) <= self.budget),
            key=lambda name: (self._weight(bundles[name]), name),
            default=None,
        )
        chosen = self._by_worth(bundles)
        if alone is not None and self._weight(bundles[alone]) > self._weight(chosen):
            return bundles[alone]
        return chosen

    def _by_worth(self, bundles: Mapping[str, frozenset[str]]) -> frozenset[str]:
        chosen: set[str] = set()
        left = self.budget
        sharing: defaultdict[str, list[str]] = defaultdict(list)
        for name, bundle in bundles.items():
            for each in bundle:
                sharing[each].append(name)
        heap = [(self._worth(bundle), name) for name, bundle in bundles.items()]
        heapify(heap)
        while heap:
            worth, name = heappop(heap)
            bundle = bundles[name] - chosen
            if not bundle:
                continue
            now = self._worth(bundle)
            if now != worth:
                heappush(heap, (now, name))
            elif self._cost(bundle) <= left:
                left -= self._cost(bundle)
                chosen |= bundle
                for other in {other for each in bundle for other in sharing[each]} - chosen:
                    heappush(heap, (self._worth(bundles[other] - chosen), other))
        return frozenset(chosen)

    def _bundle(self, name: str, done: Collection[str]) -> frozenset[str]:
        """Return an item with everything that has to be done before it."""
        found = {name}
        waiting = [name]
        while waiting:
            for each in self.after[waiting.pop()]:
                if each not in found and each not in done:
                    found.add(each)
                    waiting.append(each)
        return frozenset(found)

    def _worth(self, bundle: Iterable[str]) -> tuple[float, int]:
        """Return how a bundle is ordered: most weight for its money first, then the cheaper."""
        names = list(bundle)
        cost, weight = self._cost(names), self._weight(names)
        return (-weight / cost if cost else float("-inf"), cost)

    def _cost(self, names: Iterable[str]) -> int:
        return sum(self.items[name].cost or 0 for name in names)

    def _weight(self, names: Iterable[str]) -> int:
        return sum(self.items[name].weight for name in names)


def _undominated(sums: list[_Sum], budget: int) -> list[_Sum]:
    """Return the sums within the budget than which none is both no dearer and no lighter, cheapest first."""
    sums.sort(key=lambda sum_: (sum_[0], -sum_[1]))
    kept: list[_Sum] = []
    for each in sums:
        if each[0] > budget:
            break
        if not kept or each[1] > kept[-1][1]:
            kept.append(each)
    return kept


def _taken(chain: Any) -> frozenset[str]:
    found: set[str] = set()
    while chain is not None:
        taken, chain = chain
        found |= taken
    return frozenset(found)
