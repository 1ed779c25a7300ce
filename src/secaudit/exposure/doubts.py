"""What leaves it open whether data can travel between a row and the internet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from secaudit.exposure.network import ROOT, Graph, Neighbours, Network, network, step
from secaudit.exposure.node import Node, Way
from secaudit.exposure.path import INTERNET, SOMEWHERE, Step
from secaudit.lazily import dataclass

Edge = tuple[Step, Step, Step]
"""From, to, and the row whose empty cell leaves it open whether the edge is there."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """The rows that leave an exposure open: links without encryption, machines without a segment.

    `other` says that something else does too, which no empty cell explains (a link that leads nowhere).
    """

    rows: frozenset[Step]
    other: bool = False


class Doubts:
    """Finds, for any row, what its exposure hangs on.

    It needs the machines that data can travel through: those with links, and one with an internet
    connection for each segment.
    """

    def __init__(
        self,
        segments: Sequence[Node],
        systems: Iterable[Node],
        devices: Iterable[Node],
        links: Iterable[Way],
        as_of: date,
    ) -> None:
        standing = [way for way in links if way.in_force(as_of) and not way.is_cut]
        self._zones = {zone.id for zone in segments}
        self._hosts = {step(host): host for host in (*systems, *devices)}
        self._network: Network = network(segments, list(self._hosts.values()), standing, as_of)
        self._undecided = {way.id for way in standing if not way.is_certain}
        self._linked = {end for way in standing for end in (way.source, way.target)}
        self._found: dict[Step, Doubt] = {}

    def of(self, node: Node) -> Doubt:
        """Return what leaves the exposure of a row open, as far as its place in the network goes."""
        here = step(node)
        if node.table != "segments" and node.id not in self._linked:
            if node.segment is None:
                return Doubt(frozenset({here}))
            if node.segment not in self._zones:
                return Doubt(frozenset(), other=bool(node.segment))
            here = Step("segments", node.segment)
        found = self._found.get(here)
        if found is None:
            found = self._found[here] = self._search(here)
        return found

    def _search(self, here: Step) -> Doubt:
        net = self._network
        hanging = [(host, SOMEWHERE, host) for host in net.adrift]
        edges = [*net.doubtful, *hanging]
        rows = _between(here, net, edges, outward=True) | _between(here, net, edges, outward=False)
        named = frozenset(Step(row.table, row.id) for row in rows if self._can_be_filled(row))
        return Doubt(named, other=any(not self._can_be_filled(row) for row in rows))

    def _can_be_filled(self, row: Step) -> bool:
        if row.table == "links":
            return row.id in self._undecided
        return self._hosts[row].segment is None


def _between(here: Step, net: Network, edges: Collection[Edge], *, outward: bool) -> set[Step]:
    """Return what the uncertain edges on the ways from a stop to the internet hang on.

    Inward, everything is turned round: the ways are then those from the internet to the stop.
    """
    near, far = net.possible.after, net.possible.before
    known = net.certain.before
    if not outward:
        near, far, known = far, near, net.certain.after
    ends = _reached([ROOT], known, ()) | {SOMEWHERE, INTERNET}
    stops = _reached([here], near, ends) & _reached(ends, far, ())
    if here in ends or here not in stops:
        return set()
    inside = [edge for edge in edges if edge[0] in stops and edge[1] in stops]
    return _pruned(here, _joined_for_sure(stops, ends, net.certain), stops, near, inside)


def _reached(starts: Iterable[Step], neighbours: Neighbours, ends: Collection[Step]) -> set[Step]:
    """Return all stops that can be reached, going on from none of `ends`."""
    found = set(starts)
    open_ = [stop for stop in found if stop not in ends]
    while open_:
        for stop in neighbours.get(open_.pop(), {}):
            if stop not in found:
                found.add(stop)
                if stop not in ends:
                    open_.append(stop)
    return found


def _joined_for_sure(stops: Collection[Step], ends: Collection[Step], certain: Graph) -> dict[Step, Step]:
    """Return one name for all stops between which data certainly travels both ways; the internet is one."""
    names: dict[Step, Step] = {stop: ROOT for stop in stops if stop in ends}
    for stop in sorted(stops):
        if stop in names:
            continue
        names[stop], open_ = stop, [stop]
        while open_:
            here = open_.pop()
            for other in certain.after.get(here, {}):
                if other in stops and other not in names and here in certain.after.get(other, {}):
                    names[other] = stop
                    open_.append(other)
    return names


def _pruned(
    here: Step, names: dict[Step, Step], stops: Collection[Step], near: Neighbours, edges: Collection[Edge]
) -> set[Step]:
    """Return what edges hang on, without those that lead into a dead end."""
    beside: defaultdict[Step, set[Step]] = defaultdict(set)
    for stop in stops:
        for other in near.get(stop, {}):
            if other in stops and names[stop] != names[other]:
                beside[names[stop]].add(names[other])
                beside[names[other]].add(names[stop])
    keep = {names[here], ROOT}
    dead = [stop for stop, others in beside.items() if len(others) < 2 and stop not in keep]
    while dead:
        gone = dead.pop()
        for other in beside.pop(gone, set()):
            beside[other].discard(gone)
            if len(beside[other]) < 2 and other not in keep:
                dead.append(other)
    return {
        row
        for start, end, row in edges
        if names[start] != names[end] and names[start] in beside and names[end] in beside
    }
