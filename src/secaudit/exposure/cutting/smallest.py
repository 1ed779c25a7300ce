"""The smallest cut: what to undo so that no holder has a way to or from the internet."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from secaudit.exposure.cutting.flow import reached, separator
from secaudit.exposure.cutting.joint import OWN_CONNECTION, Joint, Weights
from secaudit.exposure.cutting.wiring import Wiring
from secaudit.exposure.network import ROOT
from secaudit.lazily import dataclass

PATIENCE = 100_000
"""How many joints are looked at, over and over, before the cut of a part of the network is left unproven."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Joints to undo, and their weight together.

    `at_least` is a weight that every cut has: where it equals `weight`, none is lighter.
    """

    joints: tuple[Joint, ...]
    weight: int
    at_least: int

    @property
    def proven(self) -> bool:
        """Whether no cut is lighter."""
        return self.weight == self.at_least


Bond = tuple[int, int, bool]
"""Two stops, and whether data travels both ways between them; all wires alike are one bond."""

_ENDS = (0, 1)
"""The numbers of the internet and of all holders, which are one stop to a cut: what parts it parts each."""


def smallest_cut(net: Wiring, weights: Weights) -> Cut:
    """Return the lightest joints whose undoing parts every holder from the internet, both ways.

    Of cuts that weigh the same one with the fewest joints is taken, rather near to the holders. Where data
    travels both ways on everything that matters this is one minimum cut (networkx). One-way links make it two
    cuts that share joints, for which no quick method is known: these are found by branch and bound, part by
    part of the network, and where that takes too long the best so far is told as not proven.
    """
    joints = [Joint(OWN_CONNECTION, *holder[:2]) for holder in sorted(net.seen)]
    at_least = sum(weights.of(joint) for joint in joints)
    for part in _parts(_that_matter(_bonds(net))):
        chosen, bound = _Part(part, weights).solve()
        joints += chosen
        at_least += bound
    return Cut(tuple(sorted(joints)), sum(weights.of(joint) for joint in joints), at_least)


def _bonds(net: Wiring) -> dict[Bond, list[Joint]]:
    """Return the wires by what they join, with numbers for stops."""
    numbers = {ROOT: 0} | dict.fromkeys(net.holders, 1)
    bonds: defaultdict[Bond, list[Joint]] = defaultdict(list)
    for wire in net.wires:
        start = numbers.setdefault(wire.start, len(numbers) + 1)
        end = numbers.setdefault(wire.end, len(numbers) + 1)
        if start != end:
            turned = wire.both and start > end
            bonds[(end, start, True) if turned else (start, end, wire.both)] += wire.joints
    return bonds


def _that_matter(bonds: Mapping[Bond, list[Joint]]) -> dict[Bond, list[Joint]]:
    """Return the bonds on a way between the internet and a holder."""
    after: defaultdict[int, list[int]] = defaultdict(list)
    before: defaultdict[int, list[int]] = defaultdict(list)
    for start, end, both in bonds:
        after[start].append(end)
        before[end].append(start)
        if both:
            after[end].append(start)
            before[start].append(end)
    internet, holders = _ENDS
    inward = reached(internet, after, holders) & reached(holders, before, internet)
    outward = set()
    if not all(both for _, _, both in bonds):
        outward = reached(holders, after, internet) & reached(internet, before, holders)
    return {
        bond: joints
        for bond, joints in bonds.items()
        if (bond[0] in inward and bond[1] in inward) or (bond[0] in outward and bond[1] in outward)
    }


def _parts(bonds: Mapping[Bond, list[Joint]]) -> Iterator[dict[Bond, list[Joint]]]:
    """Yield the bonds in parts that meet in nothing but the internet and the holders."""
    last = max(_ENDS)
    leader = list(range(1 + max((max(start, end) for start, end, _ in bonds), default=last)))

    def find(stop: int) -> int:
        while leader[stop] != stop:
            leader[stop] = stop = leader[leader[stop]]
        return stop

    for start, end, _ in bonds:
        if start > last and end > last:
            leader[find(start)] = find(end)
    parts: dict[object, dict[Bond, list[Joint]]] = {}
    for bond, joints in bonds.items():
        inner = max(bond[0], bond[1])
        parts.setdefault(bond if inner <= last else find(inner), {})[bond] = joints
    yield from parts.values()


class _Part:
    """A part of the network to be cut."""

    def __init__(self, bonds: Mapping[Bond, list[Joint]], weights: Weights) -> None:
        self._bonds = bonds
        # One number that puts fewer joints first among cuts of the same weight.
        self._unit = 1 + sum(map(len, bonds.values()))
        self._cost = {
            bond: sum(self._unit * weights.of(joint) + 1 for joint in joints)
            for bond, joints in bonds.items()
        }
        self._turns = all(both for _, _, both in bonds)
        self._endless = 1 + sum(self._cost.values())

    def solve(self) -> tuple[list[Joint], int]:
        """Return the joints to undo, and a weight that every cut of this part has."""
        chosen, bound = self._branch_and_bound()
        return [joint for bond in chosen for joint in self._bonds[bond]], bound // self._unit

    def _branch_and_bound(self) -> tuple[frozenset[Bond], int]:
        """Return the best set of bonds found, and a bound below which there is none.

        A partial answer says of some bonds that they are undone and of some that they are kept. Every answer
        below it costs at least what parting one direction costs.
        """
        best = frozenset(self._bonds)
        order = count()
        waiting: list[tuple[int, int, frozenset[Bond], frozenset[Bond]]] = [
            (0, next(order), frozenset(), frozenset())
        ]
        for _ in range(max(1, min(200, PATIENCE // len(self._bonds)))):
            if not waiting or waiting[0][0] >= self._sum(best):
                return best, self._sum(best)
            _, _, gone, kept = heapq.heappop(waiting)
            bound, wholes = self._tried(gone, kept)
            best = min(best, *wholes, key=self._sum)
            if bound < self._sum(best):
                bond = self._in_question(wholes, gone)
                heapq.heappush(waiting, (bound, next(order), gone | {bond}, kept))
                heapq.heappush(waiting, (bound, next(order), gone, kept | {bond}))
        return best, min((self._sum(best), *(bound for bound, *_ in waiting)))

    def _tried(self, gone: frozenset[Bond], kept: frozenset[Bond]) -> tuple[int, list[frozenset[Bond]]]:
        """Return a bound for all answers that a partial one leads to, and a few of them."""
        first = gone | self._separator(gone, kept, turned=False)
        if self._turns:
            return self._sum(first), [first]
        rest = self._separator(first, kept, turned=True)
        if not rest:
            return self._sum(first), [first]
        second = gone | self._separator(gone, kept, turned=True)
        more = self._separator(second, kept, turned=False)
        bound = max(self._sum(first), self._sum(second))
        return bound, [first | rest, second | more]

    def _in_question(self, wholes: Iterable[frozenset[Bond]], gone: frozenset[Bond]) -> Bond:
        """Return the bond to decide about next: rather one that data travels both ways, and a dear one."""
        return max(frozenset().union(*wholes) - gone, key=lambda bond: (bond[2], self._cost[bond], bond))

    def _sum(self, bonds: Iterable[Bond]) -> int:
        return sum(self._cost[bond] for bond in bonds)

    def _separator(self, gone: frozenset[Bond], kept: frozenset[Bond], *, turned: bool) -> frozenset[Bond]:
        """Return the cheapest bonds to undo besides those gone, that nothing comes in; `turned`: gets out."""
        left = [bond for bond in self._cost if bond not in gone] if gone else list(self._cost)
        arcs: defaultdict[tuple[int, int], int] = defaultdict(int)
        for start, end, worth in self._directed(left, kept, turned=turned):
            arcs[start, end] += worth
        undone: set[Bond] = set()
        for start, end in separator(arcs, *_ENDS, pruned=self._turns):
            undone |= {(end, start, False) if turned else (start, end, False)}
            undone |= {(min(start, end), max(start, end), True)}
        return frozenset(undone & self._cost.keys() - gone)

    def _directed(
        self, bonds: Iterable[Bond], kept: frozenset[Bond], *, turned: bool
    ) -> Iterator[tuple[int, int, int]]:
        for bond in bonds:
            start, end, both = bond
            worth = self._endless if bond in kept else self._cost[bond]
            if both or not turned:
                yield start, end, worth
            if both or turned:
                yield end, start, worth
