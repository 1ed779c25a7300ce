"""The network as a cut sees it: stops that cannot be cut, and joints between them that can."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from secaudit.exposure.cutting.joint import OWN_CONNECTION, PLACE, Joint, Weights
from secaudit.exposure.network import ROOT, by_id, step
from secaudit.exposure.node import Node, Way
from secaudit.exposure.path import Step
from secaudit.lazily import dataclass


class Wire(NamedTuple):
    """Joints alike between two stops; data travels from `start` to `end`, and back where `both` is true."""

    start: Step
    end: Step
    joints: tuple[Joint, ...]
    both: bool = True


@dataclass(frozen=True)
class Wiring:
    """Everything on which data is known to travel, with all that is the internet as the one stop `ROOT`.

    `holders` are the rows to be parted from the internet; each is a stop. Other machines are stops only
    where they have links; those without that are on the internet are a wire from their segment to `ROOT`.
    `seen` are the holders of which a sighting alone says that they are on the internet: that exposes them,
    and nothing through them.
    """

    wires: tuple[Wire, ...]
    holders: tuple[Step, ...]
    seen: frozenset[Step]

    def among(self, holders: Collection[Step]) -> Wiring:
        """Return the same network with only some of its holders to be parted from the internet."""
        kept = tuple(each for each in self.holders if each in holders)
        return Wiring(self.wires, kept, self.seen & set(kept))


def wiring(
    segments: Sequence[Node],
    hosts: Sequence[Node],
    links: Iterable[Way],
    holders: Collection[Step],
    weights: Weights,
    as_of: date,
) -> Wiring:
    """Return the network as it stands on a day, ready to be cut. `hosts` are systems and devices.

    The ways are those that make `expose` say True, no others: of what the inventory leaves open nothing can
    be cut, it has to be found out. Of the two joints of a machine without links that is on the internet (its
    connection, its place) only the lighter one is given, because undoing either is enough.
    """
    ways = sorted((way for way in links if way.in_force(as_of) and not way.is_cut), key=lambda way: way.id)
    linked = {end for way in ways for end in (way.source, way.target)}
    zones = {zone.id: ROOT if zone.kind == "internet" else step(zone) for zone in segments}
    lighter = min((OWN_CONNECTION, PLACE), key=lambda sort: weights.sorts[sort])
    members = [host for host in hosts if host.id in linked]
    wires = list(_links(ways, by_id((*segments, *members)), zones))
    seen: set[Step] = set()
    online: defaultdict[Step, list[Joint]] = defaultdict(list)
    for host in sorted(hosts, key=step):
        here, zone = step(host), zones.get(host.segment or "")
        if here in holders or host.id in linked:
            if host.internet:
                wires.append(Wire(here, ROOT, (Joint(OWN_CONNECTION, *here[:2]),)))
            elif host.observed_internet and here in holders:
                seen.add(here)
            if zone is not None:
                wires.append(Wire(here, zone, (Joint(PLACE, *here[:2]),)))
        elif host.internet and zone is not None and zone != ROOT:
            online[zone].append(Joint(lighter, *here[:2]))
    wires += [Wire(zone, ROOT, tuple(joints)) for zone, joints in online.items()]
    return Wiring(tuple(wires), tuple(sorted(holders)), frozenset(seen))


def _links(ways: Iterable[Way], rows: Mapping[str, list[Step]], zones: Mapping[str, Step]) -> Iterator[Wire]:
    for way in ways:
        starts, ends = rows.get(way.source, []), rows.get(way.target, [])
        if not way.is_certain or len(starts) != 1 or len(ends) != 1:
            continue
        start, end = (zones[one.id] if one.table == "segments" else one for one in (starts[0], ends[0]))
        if start != end:
            yield Wire(start, end, (Joint(way.kind, "links", way.id),), both=len(way.directions) == 2)
