"""The graph of everything that data can travel through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from datetime import date

from secaudit.exposure.node import Node, Way
from secaudit.exposure.path import INTERNET, SOMEWHERE, Step
from secaudit.lazily import dataclass

ROOT = Step("", "")
"""Stands behind all that is the internet, so that one search starts from everywhere at once."""

Neighbours = dict[Step, dict[Step, Step | None]]
"""From a stop to those one hop away, each with the link to it (None where one hangs on the other)."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A directed graph, kept both ways round. Of parallel edges the first one counts."""

    after: Neighbours = field(default_factory=lambda: defaultdict(dict))
    before: Neighbours = field(default_factory=lambda: defaultdict(dict))

    def add(self, start: Step, end: Step, link: Step | None = None) -> None:
        """Let data travel from one stop to another."""
        self.after[start].setdefault(end, link)
        self.before[end].setdefault(start, link)

    def join(self, one: Step, other: Step) -> None:
        """Let data travel between two stops that hang together, without a link."""
        self.add(one, other)
        self.add(other, one)

    def copy(self) -> Graph:
        """Return a graph that can grow on its own."""
        twin = Graph()
        for mine, theirs in ((self.after, twin.after), (self.before, twin.before)):
            theirs.update((stop, dict(near)) for stop, near in mine.items())
        return twin


@dataclass(frozen=True, slots=True)
class Network:
    """Two graphs over the same stops, joined to `ROOT` where they touch the internet.

    `certain` has the ways that are known to be open, `possible` those and the ones that may be. Machines
    without links are in neither: they share the fate of their segment. A machine of unknown segment may
    hang on the internet, which makes it and what it is linked to uncertain; that it may as well hang on
    any other segment is left aside, or one empty cell would leave no segment of the city known. `adrift` are
    the machines of unknown segment and `doubtful` the uncertain edges (from, to, the link's step): all that
    `possible` has more.
    """

    certain: Graph
    possible: Graph
    adrift: tuple[Step, ...]
    doubtful: tuple[tuple[Step, Step, Step], ...]


def network(segments: Sequence[Node], hosts: Sequence[Node], links: Iterable[Way], as_of: date) -> Network:
    """Return the network as it stands on a day. `hosts` are systems and devices."""
    ways = sorted((way for way in links if way.in_force(as_of) and not way.is_cut), key=lambda way: way.id)
    linked = {end for way in ways for end in (way.source, way.target)}
    members = [host for host in hosts if host.id in linked]

    certain = Graph()
    certain.join(ROOT, INTERNET)
    for zone in segments:
        if zone.kind == "internet":
            certain.join(ROOT, step(zone))
    adrift = list(_hang((*members, *_gateways(hosts)), {zone.id for zone in segments}, certain))
    doubtful: list[tuple[Step, Step, Step]] = []
    for start, end, link, sure in _link_edges(ways, (*segments, *members)):
        if sure:
            certain.add(start, end, link)
        else:
            doubtful.append((start, end, link))

    possible = certain.copy()
    possible.join(ROOT, SOMEWHERE)
    for host in adrift:
        possible.join(host, SOMEWHERE)
    for start, end, link in doubtful:
        possible.add(start, end, link)
    return Network(certain, possible, tuple(adrift), tuple(doubtful))


def step(node: Node) -> Step:
    """Return the stop that a row makes on a path."""
    return Step(node.table, node.id)


def _gateways(hosts: Iterable[Node]) -> list[Node]:
    """Return one machine with its own internet connection for each segment: enough to undo it."""
    first: dict[str, Node] = {}
    for host in hosts:
        if host.internet and host.segment:
            held = first.get(host.segment)
            if held is None or step(host) < step(held):
                first[host.segment] = host
    return list(first.values())


def _hang(hosts: Iterable[Node], segments: set[str], graph: Graph) -> Iterator[Step]:
    """Join machines to their segment and the internet; yield those whose segment is not known."""
    for host in hosts:
        here = step(host)
        if host.internet:
            graph.join(here, INTERNET)
        if host.segment is None or (host.segment and host.segment not in segments):
            yield here
        elif host.segment:
            graph.join(here, Step("segments", host.segment))


def _link_edges(ways: Iterable[Way], nodes: Iterable[Node]) -> Iterator[tuple[Step, Step, Step, bool]]:
    """Yield the edges that links make: from, to, the link's step, and whether it is known to be open.

    An end that no row has may be anything, the internet included. One that rows of several tables have
    may be each of them.
    """
    rows = by_id(nodes)
    for way in ways:
        for source, target in way.directions:
            starts, ends = rows.get(source, [SOMEWHERE]), rows.get(target, [SOMEWHERE])
            sure = way.is_certain and len(starts) == len(ends) == 1
            link = Step("links", way.id, way.kind, certain=sure)
            for start in starts:
                for end in ends:
                    yield start, end, link, sure and SOMEWHERE not in (start, end)


def by_id(nodes: Iterable[Node]) -> dict[str, list[Step]]:
    """Return the stops that each id may mean."""
    rows: defaultdict[str, list[Step]] = defaultdict(list)
    for node in nodes:
        rows[node.id].append(step(node))
    return dict(rows)
