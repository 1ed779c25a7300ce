"""Profiles: which of the controls are for which kinds of unit."""

from __future__ import annotations

from secaudit.lazily import dataclass
from secaudit.model.change import Change
from secaudit.model.location import Location
from secaudit.model.status import Severity
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A control that is not to be judged, and why; in a profile also a whole family ("BUD-*")."""

    control: str
    reason: Text
    location: Location


@dataclass(frozen=True, slots=True)
class Reweighing:
    """Another severity for a control, and why."""

    control: str
    severity: Severity
    reason: Text
    location: Location


@dataclass(frozen=True, slots=True)
class Profile:
    """The duties of some kinds of unit, as a choice among the controls.

    Either `controls` lists what is judged (ids and families) and `reason` says why the rest is not, or
    `controls` is None and everything is judged but `without`. `kinds` are those of the table `units`.
    """

    id: str
    title: Text
    kinds: tuple[str, ...]
    controls: tuple[str, ...] | None
    reason: Text | None
    without: tuple[Exclusion, ...]
    severity: tuple[Reweighing, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class AppliedProfile:
    """The profile by which was judged: what it left out of the catalogue, and which severities it changed."""

    id: str
    title: Text
    kinds: tuple[str, ...]
    left_out: tuple[Change, ...]
    severities: tuple[Change, ...]
    location: Location
