"""Networks to be cut, what they look like afterwards, and a cut found by trying everything."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from secaudit.exposure import Node, Step, Way
from secaudit.exposure.cutting import OWN_CONNECTION, PLACE, SORTS, Joint, Weights, Wiring, wiring
from tests.exposure.network_rows import AS_OF, exposures

ALIKE = Weights(dict.fromkeys(SORTS, 1))
"""Every joint weighs the same: the smallest cut is the one with the fewest joints."""

UNEVEN = Weights({sort: 1 + number % 3 for number, sort in enumerate(SORTS)}, {"L2": 5})


@dataclass(frozen=True)
class Rows:
    """Rows of a network, and those of them that are to be parted from the internet."""

    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
    holders: tuple[Step, ...]

    def without(self, joints: Collection[Joint]) -> Rows:
        """Return the rows as they are once joints were undone, as a unit would write it down."""
        nodes = []
        for node in self.nodes:
            changed = node
            if Joint(OWN_CONNECTION, node.table, node.id) in joints:
                changed = replace(changed, internet=False, observed_internet=False)
            if Joint(PLACE, node.table, node.id) in joints:
                changed = replace(changed, segment="")
            nodes.append(changed)
        gone = {joint.id for joint in joints if joint.table == "links"}
        return replace(self, nodes=tuple(nodes), ways=tuple(way for way in self.ways if way.id not in gone))

    def exposed(self) -> set[Step]:
        """Return the holders that are exposed, by the computation of the audit."""
        answers = exposures([*self.nodes, *self.ways])
        return {holder for holder in self.holders if answers[holder[:2]].exposed is True}

    def wired(self, weights: Weights) -> Wiring:
        """Return the rows ready to be cut."""
        zones = [node for node in self.nodes if node.table == "segments"]
        hosts = [node for node in self.nodes if node.table != "segments"]
        return wiring(zones, hosts, self.ways, self.exposed(), weights, AS_OF)

    def joints(self) -> list[Joint]:
        """Return everything that could be undone."""
        found = [Joint(way.kind, "links", way.id) for way in self.ways]
        for node in self.nodes:
            if node.internet or node.observed_internet:
                found.append(Joint(OWN_CONNECTION, node.table, node.id))
            if node.segment:
                found.append(Joint(PLACE, node.table, node.id))
        return found


def rows(*given: Node | Way, holders: Sequence[str]) -> Rows:
    """Return rows given in any mixture, and who of them holds secrets."""
    nodes = tuple(row for row in given if isinstance(row, Node))
    ways = tuple(row for row in given if isinstance(row, Way))
    return Rows(nodes, ways, tuple(Step(node.table, node.id) for node in nodes if node.id in holders))


def cheapest_by_trying(network: Rows, weights: Weights, limit: int) -> tuple[int, int]:
    """Return the weight and the number of joints of the best cut that weighs at most `limit`."""
    found = limit + 1, 0
    choices = network.joints()
    for size in range(len(choices) + 1):
        if size > limit:
            break
        for chosen in combinations(choices, size):
            weight = sum(weights.of(joint) for joint in chosen)
            if (weight, size) < found and not network.without(chosen).exposed():
                found = weight, size
    return found


def random_rows(seed: int) -> Rows:
    """Return a small network of everything: diodes, sticks, gateways, dual-homed machines, gaps."""
    dice = random.Random(seed)
    zones = [f"s{number}" for number in range(4)]
    machines = [f"h{number}" for number in range(4)]
    nodes = [
        Node("segments", zone, None, kind=dice.choice(["lan", "lan", "lan", "internet"])) for zone in zones
    ]
    for machine in machines:
        maybe = [None, False, False, False, True]
        table = dice.choice(["devices", "systems"])
        nodes.append(
            Node(table, machine, dice.choice([*zones, "", None]), dice.choice(maybe), dice.choice(maybe))
        )
    kinds = ["network", "data_diode", "data_diode", "removable_media", "cipher_gateway"]
    ways = [
        Way(
            f"L{number}",
            dice.choice(zones + machines),
            dice.choice(zones + machines),
            dice.choice(kinds),
            dice.random() < 0.5,
            dice.choice(["none", "government_cipher", None]),
            None,
        )
        for number in range(dice.randrange(9))
    ]
    return rows(*nodes, *ways, holders=[machine for machine in machines if dice.random() < 0.6])
