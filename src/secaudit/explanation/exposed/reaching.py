"""Which lower systems data can travel from to a high one, without the internet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from secaudit.explanation.exposed.field import Field
from secaudit.explanation.exposed.systems import System
from secaudit.exposure import Path, Step
from secaudit.exposure.network import ROOT, Neighbours, network, step
from secaudit.exposure.path import INTERNET
from secaudit.lazily import dataclass

HIGH = 4
"""From this level on a system is high: levels 4 and 5 are those that harm to the nation is expected of."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The nearest lower system from which a high one can be reached, and the way."""

    higher: System
    lower: System
    path: Path


def lower_neighbours(field: Field, systems: list[System]) -> Iterator[Reach]:
    """Yield the systems of level 4 or 5, or with the population database, that a lower one can reach.

    Ways over the internet are left out: they lead everywhere, and are judged as exposure.
    """
    segments, hosts, devices = field.nodes
    net = network(segments, [*hosts, *devices], field.links, field.as_of)
    barred = {ROOT, INTERNET, *(step(zone) for zone in segments if zone.kind == "internet")}
    standing: defaultdict[Step, list[System]] = defaultdict(list)
    for system in systems:
        standing[Step("systems", system.id)].append(system)
        if system.segment:
            standing[Step("segments", system.segment)].append(system)
    for high in systems:
        if high.level is not None and (high.level >= HIGH or high.population_db):
            found = _lower(high, net.certain.before, barred, standing)
            if found is not None:
                yield found


def _lower(
    high: System, before: Neighbours, barred: set[Step], standing: dict[Step, list[System]]
) -> Reach | None:
    """Walk back from a system, nearest stops first."""
    here = Step("systems", high.id)
    start = here if here in before else Step("segments", high.segment or "")
    if start in barred:
        return None
    came: dict[Step, tuple[Step, Step | None] | None] = {start: None}
    level = [start]
    while level:
        following: list[Step] = []
        for stop in level:
            for system in standing.get(stop, ()):
                if system.level is not None and high.level is not None and system.level < high.level:
                    return Reach(high, system, _path(system, stop, here, came))
            for near, link in before.get(stop, {}).items():
                if near not in came and near not in barred:
                    came[near] = (stop, link)
                    following.append(near)
        level = sorted(following)
    return None


def _path(low: System, stop: Step, high: Step, came: dict[Step, tuple[Step, Step | None] | None]) -> Path:
    """Return the way from a lower system to the high one, in the direction in which data travels."""
    stops = [Step("systems", low.id)]
    here: Step | None = stop
    while here is not None:
        if here != stops[-1]:
            stops.append(here)
        last = came[here]
        if last is None:
            break
        here, link = last
        if link is not None:
            stops.append(link)
    return tuple(stops if stops[-1] == high else [*stops, high])
