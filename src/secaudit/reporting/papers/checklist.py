"""What an inspector takes to a unit: points to look at, devices to look at, and room for what is seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from secaudit.lazily import dataclass
from secaudit.model.finding import Finding
from secaudit.model.result import AuditResult, UnitInfo
from secaudit.model.status import Status
from secaudit.model.text import Text
from secaudit.model.visit import Point, Visit, VisitedDevice
from secaudit.reporting.listing import Part, first
from secaudit.reporting.making import Beside
from secaudit.reporting.papers.letterhead import Title, letterhead
from secaudit.reporting.papers.writing import Contents
from secaudit.reporting.standing import head_of
from secaudit.reporting.voice import Voice

MOST_SENTENCES = 3
"""How many different findings of a control are printed; the room is for what is seen there."""

MOST_SUBJECTS = 6
"""How many of the rows are named of which a finding says the same."""

MOST_DEVICES = 1_000
"""How many devices of each list are printed."""

_GROUPS: tuple[tuple[str, tuple[Status, ...]], ...] = (
    ("failed", (Status.FAIL, Status.ERROR)),
    ("unknown", (Status.UNKNOWN,)),
    ("waiting", (Status.WAIVED, Status.NOT_YET_DUE)),
    ("passed", (Status.PASS,)),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What findings say alike, with the names of their rows where the sentence itself has none."""

    message: Text
    subjects: Part[str]


@dataclass(frozen=True, slots=True)
class Look:
    """One point, with what is printed of its findings; `more` of them are not told."""

    point: Point
    said: tuple[Said, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Group:
    """Points of one standing; `told` is its key among the fixed words."""

    told: str
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device and what was declared of it, each as a line of words."""

    device: VisitedDevice
    declared: tuple[str, ...]
    reasons: tuple[str, ...]


def beside(visit: Visit) -> Beside:
    """Return how the sample was drawn, for it to be drawn again from the same inventory."""
    sample = visit.sample
    return Beside(confidence=sample.confidence, margin=sample.margin, seed=sample.seed)


def contents(result: AuditResult, voice: Voice, visit: Visit) -> Contents:
    """Return what the checklist tells of a visit; the result's top unit is the one that is visited."""
    head = head_of(result)
    unit: UnitInfo | None = head.unit if head else None
    name = unit.name if unit else voice("screen.all_units")
    return Contents(
        head=letterhead("checklist", result, voice, dated=False),
        title=Title(
            voice("site_check.kind"),
            voice("site_check.about", unit=name),
            voice("title.as_of", day=result.as_of),
        ),
        name=voice("site_check.document", unit=name, day=result.as_of),
        values={
            "unit": unit,
            "visit": visit,
            "groups": _groups(visit.points),
            "certain": first(_lines(visit.certain, voice), MOST_DEVICES),
            "drawn": first(_lines(visit.drawn, voice), MOST_DEVICES),
        },
    )


def _groups(points: Iterable[Point]) -> tuple[Group, ...]:
    listed = tuple(points)
    groups = (
        Group(told, tuple(_look(point) for point in listed if point.status in statuses))
        for told, statuses in _GROUPS
    )
    return tuple(group for group in groups if group.looks)


def _look(point: Point) -> Look:
    alike: defaultdict[Text, list[Finding]] = defaultdict(list)
    for finding in point.findings:
        alike[finding.message].append(finding)
    told = list(alike.items())[:MOST_SENTENCES]
    said = tuple(
        Said(message, first(filter(None, map(_own_name, found)), MOST_SUBJECTS)) for message, found in told
    )
    return Look(point, said, len(point.findings) - sum(len(found) for _, found in told))


def _own_name(finding: Finding) -> str:
    """Return what tells a finding's row from others; empty where the sentence does, or it is the unit itself.

    Of a unit's year (`unit:2026:allocated`) that is the year.
    """
    subject, told = finding.subject, finding.message.vi
    unit, _, rest = subject.id.partition(":")
    if unit == subject.unit:
        year = rest.partition(":")[0]
        return "" if year in told else year
    named = any(name and name in told for name in (subject.name, subject.id))
    return "" if named else subject.name or subject.id


def _lines(devices: Iterable[VisitedDevice], voice: Voice) -> list[DeviceLine]:
    return [_line(device, voice) for device in devices]


def _line(device: VisitedDevice, voice: Voice) -> DeviceLine:
    kind = voice.choice("kind", device.segment_kind) if device.segment_kind else ""
    zone = f"{device.segment} ({kind})" if device.segment else voice("empty_cell")
    declared = [f"{voice.column('devices', 'segment')}: {zone}"]
    if device.system:
        declared.append(f"{voice.column('devices', 'system')}: {device.system}")
    declared += [
        f"{voice.column('devices', column)}: {voice.value(value, 'devices', column)}"
        for column, value in device.facts.items()
    ]
    return DeviceLine(
        device, tuple(declared), tuple(voice(f"site_check.reason.{reason}") for reason in device.reasons)
    )
