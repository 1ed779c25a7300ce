"""What the command tells: units with their scores, and the cells to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from secaudit.lazily import dataclass
from secaudit.quality import Fault, Quality, Subject, Tally


@dataclass(frozen=True)
class Scored:
    """A unit, or one of its tables, with what was checked of each quality and how often it was not met.

    `unit` is None for rows of which no unit can be told, and `table` for all tables together.
    """

    unit: str | None
    name: str
    table: str | None
    counts: dict[Quality, tuple[int, int]]

    @property
    def faults(self) -> int:
        """All cells to mend."""
        return sum(faults for _, faults in self.counts.values())


@dataclass(frozen=True)
class Measured:
    """The measures of an inventory, or of a unit and all below it, in the order of the inventory."""

    as_of: date
    units: tuple[Scored, ...]
    tables: tuple[Scored, ...]
    faults: tuple[Fault, ...]


def of(subject: Subject, unit: str | None) -> Measured:
    """Measure an inventory; with `unit`, tell only of that unit and all below it."""
    from secaudit.audit.subtree import UnitTree

    rows = subject.inventory.tables["units"].rows
    names = dict(zip(rows["id"].to_pylist(), rows["name"].to_pylist(), strict=True))
    wanted: Collection[str | None] = (*names, None) if unit is None else UnitTree.of(rows).members(unit)
    within = set(wanted)
    tallies = [tally for tally in subject.measured() if tally.unit in within]
    return Measured(
        subject.as_of,
        tuple(_scored(tallies, names, by_table=False)),
        tuple(_scored(tallies, names, by_table=True)),
        tuple(fault for fault in subject.faults() if fault.unit in within),
    )


def _scored(tallies: Iterable[Tally], names: dict[str, str], *, by_table: bool) -> Iterator[Scored]:
    sums: dict[tuple[str | None, str | None], Counter[tuple[Quality, int]]] = {}
    for tally in tallies:
        counter = sums.setdefault((tally.unit, tally.table if by_table else None), Counter())
        counter[tally.quality, 0] += tally.checked
        counter[tally.quality, 1] += tally.faults
    for (unit, table), counter in sums.items():
        counts = {quality: (counter[quality, 0], counter[quality, 1]) for quality in Quality}
        yield Scored(unit, names.get(unit or "", ""), table, counts)
