"""Which rows data can travel to or from the internet, and the shortest way as proof."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from secaudit.exposure.network import ROOT, Neighbours, network, step
from secaudit.exposure.node import Node, Way
from secaudit.exposure.path import INTERNET, SOMEWHERE, Path, Step
from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Exposure:
    """Whether data can travel, in either direction, between a row and the internet.

    `exposed` is True when a way is known, None when there may be one, and False when there is none in
    the links given: the caller knows whether these are complete. `path` is the shortest way, in the
    direction in which data travels, the row at one end; where `exposed` is None it is a way that may be
    open, with the uncertain steps marked; where False it is empty.
    """

    exposed: bool | None
    path: Path = ()


_UNEXPOSED = Exposure(False)


def expose(
    segments: Iterable[Node],
    systems: Iterable[Node],
    devices: Iterable[Node],
    links: Iterable[Way],
    as_of: date,
) -> dict[tuple[str, str], Exposure]:
    """Return the exposure of every segment, system and device, by table and id (contract, "Exposure").

    Every link in force at `as_of` is a way, removable media included; a data diode runs one way, and a
    cipher gateway with the Government Cipher is none. Reaching the internet and being reached from it are
    searched apart, so no path turns round on its way. A machine with an internet connection of its own
    exposes its segment too; one that was only seen on the internet is exposed itself. The result does
    not depend on the order of what is given.
    """
    zones, hosts = list(segments), [*systems, *devices]
    searched = _search(zones, hosts, links, as_of)
    answers = {(zone.table, zone.id): searched.get(step(zone), _UNEXPOSED) for zone in zones}
    by_segment = {zone.id: answers[zone.table, zone.id] for zone in zones}
    for host in hosts:
        here = step(host)
        if host.internet or host.observed_internet:
            answer = Exposure(True, (here, INTERNET))
        elif here in searched:
            answer = searched[here]
        else:
            answer = _hanging(here, host.segment, by_segment)
        answers[host.table, host.id] = answer
    return answers


def _hanging(here: Step, segment: str | None, by_segment: dict[str, Exposure]) -> Exposure:
    """Return the exposure of a machine without links: that of its segment, one hop further."""
    if segment == "":
        return _UNEXPOSED
    if segment is None or segment not in by_segment:
        return Exposure(None, (here, SOMEWHERE))
    zone = by_segment[segment]
    if not zone.path:
        return _UNEXPOSED
    outward = zone.path[0][:2] == ("segments", segment)
    return Exposure(zone.exposed, (here, *zone.path) if outward else (*zone.path, here))


def _search(zones: list[Node], hosts: list[Node], links: Iterable[Way], as_of: date) -> dict[Step, Exposure]:
    """Return what is exposed, or may be, among the segments and the machines with links."""
    net = network(zones, hosts, links, as_of)
    found: dict[Step, Exposure] = {}
    for graph, exposed in ((net.certain, True), (net.possible, None)):
        outward, inward = _tree(graph.before), _tree(graph.after)
        for stop in outward.keys() | inward.keys():
            if stop == ROOT or stop in found:
                continue
            out, back = outward.get(stop), inward.get(stop)
            if out and (not back or out.hops <= back.hops):
                found[stop] = Exposure(exposed, _stops(outward, stop))
            elif back:
                found[stop] = Exposure(exposed, _stops(inward, stop)[::-1])
    return found


class _Hop(NamedTuple):
    """The next stop towards the internet, the link to it if there is one, and how many hops remain."""

    next: Step
    link: Step | None
    hops: int


def _tree(neighbours: Neighbours) -> dict[Step, _Hop]:
    """Return each stop's first hop on the shortest way to the root; among equals the one to the first id."""
    hops = {ROOT: _Hop(ROOT, None, 0)}
    level, distance = [ROOT], 0
    while level:
        found: list[Step] = []
        distance += 1
        for near in level:
            for stop, link in neighbours.get(near, {}).items():
                if stop not in hops:
                    hops[stop] = _Hop(near, link, distance)
                    found.append(stop)
        level = sorted(found)
    return hops


def _stops(tree: dict[Step, _Hop], start: Step) -> Path:
    """Return the stops and links from one stop to the internet."""
    stops = [start]
    hop = tree[start]
    while hop.next != ROOT:
        stops += (hop.link, hop.next) if hop.link else (hop.next,)
        hop = tree[hop.next]
    return tuple(stops)
