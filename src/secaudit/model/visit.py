"""What an inspector takes along to a unit: what to look at, and which devices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding, Value
from secaudit.model.location import Location
from secaudit.model.result import ControlInfo
from secaudit.model.status import Status
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Stratum:
    """The devices of one kind (None where nobody declared it): how many there are, and how many are drawn."""

    kind: str | None
    population: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Sample:
    """A random sample, with all that it takes to draw it again.

    `confidence` and `margin` are ratios. `wanted` is the size that they ask for, `size` how many were drawn:
    more where every kind of device needs one. `population` are the devices that could be drawn.
    """

    population: int
    wanted: int
    confidence: float
    margin: float
    seed: str
    strata: tuple[Stratum, ...]

    @property
    def size(self) -> int:
        """How many devices are in the sample."""
        return sum(stratum.drawn for stratum in self.strata)


Reason = Literal["secrets", "secrets_unknown", "seen_online", "leak", "finding"]
"""Why a device is looked at in any case: it holds state secrets; nobody said whether it does; it was seen
on the internet; data can travel between its closed zone and the internet; or a failure of it is open."""


@dataclass(frozen=True, slots=True)
class VisitedDevice:
    """A device to look at, with what was declared of it; `reasons` are empty for one that was drawn.

    `segment` and `system` are names. `facts` are cells by column, None where a cell is empty.
    """

    id: str
    name: str | None
    kind: str | None
    segment: str | None
    segment_kind: str | None
    system: str | None
    facts: Mapping[str, Value]
    reasons: tuple[Reason, ...]
    location: Location | None


@dataclass(frozen=True, slots=True)
class Point:
    """One control to look at: how its rows stand, what would prove it, and its findings that are open.

    `status` is the worst among its rows. `proof` is the paper or state of things that shows it is met.
    """

    control: ControlInfo
    status: Status
    proof: Text
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit to one unit: its own rows alone, for those below it are visited by themselves.

    `certain` are looked at in any case and are no part of the sample. `open_devices` says that the unit has
    not declared its devices complete: there may be some that could not be drawn. `not_applicable` is how
    many controls ask nothing of the unit.
    """

    points: tuple[Point, ...]
    not_applicable: int
    certain: tuple[VisitedDevice, ...]
    sample: Sample
    drawn: tuple[VisitedDevice, ...]
    open_devices: bool
