"""Unknown verdicts turned into lists of things to fill in, for each unit its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from secaudit.lazily import dataclass
from secaudit.model.completion import Completion, Entry, UnitCompletion
from secaudit.model.finding import Blank, Finding
from secaudit.model.result import AuditResult, UnitInfo
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA


@dataclass(frozen=True, slots=True)
class Waiting:
    """An unknown verdict and everything that it waits for."""

    finding: Finding
    blanks: tuple[Blank, ...]

    @property
    def settleable(self) -> bool:
        """Whether filling all of it in settles the verdict."""
        return self.finding.settleable and bool(self.blanks)


def completion(result: AuditResult, unit: str | None = None) -> Completion:
    """Return what to fill in, from a result over the whole inventory.

    With `unit`, only what it and the units below it have to fill in, and what other units have to for their
    verdicts. How much an entry settles is counted over the whole result all the same, so that a unit's list
    reads alike wherever it is asked for.
    """
    every = [waiting(finding) for finding in result.findings if finding.status is Status.UNKNOWN]
    units = None if unit is None else _below(unit, result.units)
    own = [each for each in every if units is None or (each.finding.subject.unit or "") in units]
    listed = entries(every)
    if units is not None:
        theirs = {blank for each in own for blank in each.blanks}
        listed = [entry for entry in listed if (entry.blank.unit or "") in units or entry.blank in theirs]
    settleable = sum(each.settleable for each in own)
    return Completion(
        as_of=result.as_of,
        scope=unit,
        unknown=len(own),
        settleable=settleable,
        beyond=len(own) - settleable,
        units=_by_unit(listed, every, own, result.units),
    )


def waiting(finding: Finding) -> Waiting:
    """Return an unknown verdict with what it waits for, each thing once."""
    missing = (*finding.missing, *finding.missing_if_applies)
    return Waiting(finding, tuple(dict.fromkeys(blank for item in missing for blank in item.blanks)))


def entries(verdicts: Iterable[Waiting]) -> list[Entry]:
    """Return an entry for each blank: that which settles most verdicts first, then that which helps most.

    Among equals come the worse severity, and then the order in which one works through the files.
    """
    takers: defaultdict[Blank, list[Waiting]] = defaultdict(list)
    for verdict in verdicts:
        for blank in verdict.blanks:
            takers[blank].append(verdict)
    return sorted((_entry(blank, found) for blank, found in takers.items()), key=_order)


def _entry(blank: Blank, takers: Sequence[Waiting]) -> Entry:
    findings = [taker.finding for taker in takers]
    days = [finding.due for finding in findings]
    dated = [day for day in days if day is not None]
    table = SCHEMA[blank.table]
    return Entry(
        blank=blank,
        label=table.label if blank.column is None else table.by_name[blank.column].label,
        settles=sum(taker.settleable and len(taker.blanks) == 1 for taker in takers),
        helps=len(takers),
        severity=min((finding.severity for finding in findings), key=lambda severity: severity.rank),
        due=min(dated) if len(dated) == len(days) else None,
        controls=tuple(sorted({finding.control for finding in findings})),
    )


def _order(entry: Entry) -> tuple[object, ...]:
    blank, place = entry.blank, entry.blank.location
    where = (
        ("", "", 0, 0, "")
        if place is None
        else (
            place.file,
            place.sheet or "",
            place.line or place.row or 0,
            place.column or 0,
            place.cell or "",
        )
    )
    return (
        -entry.settles, -entry.helps, entry.severity.rank,
        where, blank.table, blank.row or "", blank.column or "", blank.unit or "",
    )  # fmt: skip


def _by_unit(
    listed: Sequence[Entry], every: Sequence[Waiting], own: Sequence[Waiting], units: Sequence[UnitInfo]
) -> tuple[UnitCompletion, ...]:
    """Return the lists of the units that have something to fill in, in the order of the units."""
    held: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        held[entry.blank.unit or ""].append(entry)
    unknown = Counter(each.finding.subject.unit or "" for each in own)
    settled: Counter[str] = Counter()
    for each in every:
        owners = {blank.unit or "" for blank in each.blanks}
        if each.settleable and len(owners) == 1:
            settled[owners.pop()] += 1
    names: Mapping[str, str] = {unit.id: unit.name for unit in units}
    order = {unit.id: place for place, unit in enumerate(units)}
    return tuple(
        UnitCompletion(unit, names.get(unit, unit), unknown[unit], settled[unit], tuple(held[unit]))
        for unit in sorted(held, key=lambda unit: (order.get(unit, len(order)), unit))
    )


def _below(top: str, units: Collection[UnitInfo]) -> frozenset[str]:
    """Return a unit and all units below it."""
    children: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units:
        if unit.parent:
            children[unit.parent].append(unit.id)
    found = [top]
    for unit_id in found:
        found.extend(children[unit_id])
    return frozenset(found)
