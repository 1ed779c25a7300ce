"""The one joint whose undoing parts the most holders from the internet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from secaudit.exposure.cutting.joint import OWN_CONNECTION, Joint, Weights
from secaudit.exposure.cutting.wiring import Wiring
from secaudit.exposure.network import ROOT
from secaudit.exposure.path import Step
from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Single:
    """A joint, and the holders that are no longer exposed once it alone is undone."""

    joint: Joint
    ends: tuple[Step, ...]


def best_single(net: Wiring, weights: Weights) -> Single | None:
    """Return the joint that parts most holders by itself; None where no single one parts any.

    Of several the lightest is taken, then the first by name. A joint parts a holder where every way in and
    every way out leads over it: such joints are found with networkx's dominators, without undoing one by one.
    """
    numbers = {ROOT: _INTERNET}
    for wire in net.wires:
        for end in wire[:2]:
            numbers.setdefault(end, len(numbers))
    inward = _Decisive(_arcs(net, numbers, turned=False))
    both = all(wire.both for wire in net.wires)
    outward = inward if both else _Decisive(_arcs(net, numbers, turned=True))
    ended: defaultdict[Joint, list[Step]] = defaultdict(list)
    for holder in net.holders:
        stop = numbers.get(holder, -1)
        ways = [each.over(stop) for each in (inward, outward) if stop in each.above]
        if holder in net.seen:
            # A sighting is a way of its own, so nothing else parts a holder that has one.
            decisive = set() if ways else {Joint(OWN_CONNECTION, *holder[:2])}
        else:
            decisive = set.intersection(*ways) if ways else set()
        for joint in decisive:
            ended[joint].append(holder)
    if not ended:
        return None
    best = min(ended, key=lambda joint: (-len(ended[joint]), weights.of(joint), joint))
    return Single(best, tuple(ended[best]))


_INTERNET = 0

Arcs = Mapping[tuple[int, int], list[Joint]]
"""The joints from one stop to another, stops by number."""


def _arcs(net: Wiring, numbers: Mapping[Step, int], *, turned: bool) -> Arcs:
    arcs: defaultdict[tuple[int, int], list[Joint]] = defaultdict(list)
    for wire in net.wires:
        start, end = numbers[wire.start], numbers[wire.end]
        if wire.both or not turned:
            arcs[start, end] += wire.joints
        if wire.both or turned:
            arcs[end, start] += wire.joints
    return arcs


class _Decisive:
    """The joints that all ways from the internet to a stop lead over.

    `above` has for each stop that can be reached the last one that all ways to it lead through.
    """

    def __init__(self, arcs: Arcs) -> None:
        import networkx as nx

        graph = nx.DiGraph()
        graph.add_node(_INTERNET)
        graph.add_edges_from(arcs)
        self.above: dict[int, int] = {**nx.immediate_dominators(graph, _INTERNET), _INTERNET: _INTERNET}
        self._bridges = _bridges(arcs, self.above)

    def over(self, stop: int) -> set[Joint]:
        """Return the joints without which there is no way to a stop that can be reached."""
        found: set[Joint] = set()
        while stop != _INTERNET:
            if stop in self._bridges:
                found.add(self._bridges[stop])
            stop = self.above[stop]
        return found


def _bridges(arcs: Arcs, above: Mapping[int, int]) -> dict[int, Joint]:
    """Return the joint over which every way first comes to a stop, where there is one.

    It is the only one from the stop above, and whoever else leads here can only be reached from here.
    """
    spans = _spans(above)
    others: set[int] = set()
    for start, end in arcs:
        if start in above and start != above[end]:
            first, last = spans[end]
            if not first <= spans[start][0] <= last:
                others.add(end)
    return {
        stop: arcs[over, stop][0]
        for stop, over in above.items()
        if stop != _INTERNET and stop not in others and len(arcs.get((over, stop), ())) == 1
    }


def _spans(above: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Return for each stop its number in a walk down the tree, and that of the last one below it."""
    below: defaultdict[int, list[int]] = defaultdict(list)
    for stop, over in above.items():
        if stop != over:
            below[over].append(stop)
    order = list(_walk(below))
    first = {stop: number for number, stop in enumerate(order)}
    last = dict(first)
    for stop in reversed(order):
        last[above[stop]] = max(last[above[stop]], last[stop])
    return {stop: (first[stop], last[stop]) for stop in order}


def _walk(below: Mapping[int, list[int]]) -> Iterator[int]:
    open_ = [_INTERNET]
    while open_:
        here = open_.pop()
        yield here
        open_ += below.get(here, ())
