"""What can be undone in a network, and how much it weighs to undo it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple

from secaudit.exposure.path import Step
from secaudit.lazily import dataclass

OWN_CONNECTION = "own_connection"
"""A machine's own connection to the internet, declared or seen."""

PLACE = "place"
"""The place of a machine in its segment: undone by taking the machine off it."""

SORTS = (
    "network", "vpn", "dedicated_line", "data_diode", "cipher_gateway", "removable_media",
    OWN_CONNECTION, PLACE,
)  # fmt: skip
"""Every sort of joint: the kinds of links, and the two that are no links."""


class Joint(NamedTuple):
    """Something that joins two rows and can be undone.

    `sort` is one of `SORTS`; `table` and `id` name the row to change: the link, or the machine whose own
    connection is cut or which is taken off its segment.
    """

    sort: str
    table: str
    id: str

    @property
    def step(self) -> Step:
        """The row as a stop."""
        return Step(self.table, self.id)


@dataclass(frozen=True)
class Weights:
    """What it weighs to undo a joint, in whole units of no dimension: money, days, or disturbance.

    `sorts` has a weight of at least 1 for each of `SORTS`; `links` those of single links, by id, which take
    the place of their kind's.
    """

    sorts: Mapping[str, int]
    links: Mapping[str, int] = field(default_factory=dict)

    def of(self, joint: Joint) -> int:
        """Return the weight of a joint."""
        if joint.table == "links" and joint.id in self.links:
            return self.links[joint.id]
        return self.sorts[joint.sort]
