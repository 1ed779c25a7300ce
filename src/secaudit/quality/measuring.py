"""Measures the six qualities of an inventory, and lists the cells to mend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.finding import Contradiction, Value
from secaudit.model.inventory import UNIT_COLUMN, Inventory
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.quality.check import Check, Sums, counted
from secaudit.quality.consistency import Declared, consistency, observed, rejected
from secaudit.quality.doubles import doubles
from secaudit.quality.fact import not_in_the_future
from secaudit.quality.facts import FACTS
from secaudit.quality.freshness import freshness, last_declared, stalest_declared
from secaudit.quality.need import Needs, completeness
from secaudit.quality.result import Fault, Quality, Tally
from secaudit.quality.sharing import sharing
from secaudit.quality.strays import strays

if TYPE_CHECKING:
    import pyarrow as pa

COUNTED = (Quality.VALID, Quality.COMPLETE, Quality.CLEAN, Quality.CONSISTENT, Quality.SHARED)
"""The qualities of which the derived table has two counts each; of `live` it has the days."""


@dataclass(frozen=True)
class Subject:
    """What is measured: an inventory as declared, and what others know about it.

    `needs` are the cells that controls need, `declared` the tables that each unit declared complete,
    `cells` what was declared in every cell that somebody has observed, and `contradictions` the
    observations that differ.
    """

    inventory: Inventory
    needs: Needs
    as_of: date
    declared: Declared = field(default_factory=dict)
    cells: Mapping[tuple[str, int, str], Value] = field(default_factory=dict)
    contradictions: Sequence[Contradiction] = ()

    def checks(self) -> Iterator[Check]:
        """Yield every check of rows, with its outcome."""
        tables = {name: data for name, data in self.inventory.tables.items() if data.rows.num_rows}
        every = self.inventory.tables
        horizon = last_declared(every["declarations"])
        for fact in FACTS:
            if fact.table in tables:
                yield fact.check(tables[fact.table])
        for data in tables.values():
            yield from not_in_the_future(data, horizon, self.as_of)
        yield from completeness(tables, self.needs)
        yield from doubles(every)
        yield from strays(tables)
        yield from consistency(every, self.declared, self.as_of)
        yield from sharing(every)

    def tallies(self) -> tuple[Tally, ...]:
        """Return how often each quality but `live` was checked, and not met, by unit and table."""
        return _together([tally for each in self._sums() for tally in each.tallies()] + self._single())

    def measured(self) -> tuple[Tally, ...]:
        """Return every tally, those of `live` too, in the order of units, tables and qualities."""
        order = {unit: place for place, unit in enumerate(self._units())}
        tables = {name: place for place, name in enumerate(self.inventory.tables)}
        qualities = list(Quality)
        return tuple(
            sorted(
                (*self.tallies(), *freshness(self.inventory, self.as_of)[0]),
                key=lambda tally: (
                    order.get(tally.unit or "", len(order)),
                    tables[tally.table],
                    qualities.index(tally.quality),
                ),
            )
        )

    def faults(self) -> tuple[Fault, ...]:
        """Return every cell to mend, by unit, quality and place."""
        found = [fault for check in self.checks() for fault in check.faults()]
        found += [fault for _, fault in rejected(self.inventory)]
        seen = observed(self.inventory, self.cells, self.contradictions)
        found += [fault for _, fault in seen if fault is not None]
        found += freshness(self.inventory, self.as_of)[1]
        order = {unit: place for place, unit in enumerate(self._units())}
        qualities = list(Quality)
        return tuple(
            sorted(
                found,
                key=lambda fault: (order.get(fault.unit or "", len(order)), qualities.index(fault.quality)),
            )
        )

    def table(self) -> pa.Table:
        """Return the derived table `data_quality`: one row for each unit."""
        import pyarrow as pa

        units = self._units()
        declared = stalest_declared(self.inventory.tables["declarations"], self.as_of)
        days = [(self.as_of - declared[unit]).days if unit in declared else None for unit in units]
        names = pa.array(units, pa.string())
        columns: dict[str, pa.Array] = {"id": names, "unit": names, **self._counts(names)}
        columns["days_since_declared"] = pa.array(days, pa.int64())
        ordered = {column.name: columns[column.name] for column in DATA_QUALITY.columns}
        return pa.table({**ordered, UNIT_COLUMN: names})

    def _sums(self) -> Iterator[Sums]:
        sums = {name: Sums(data) for name, data in self.inventory.tables.items()}
        for check in self.checks():
            sums[check.data.table.name].add(check)
        yield from sums.values()

    def _single(self) -> list[Tally]:
        """Return what is counted one by one: rejected rows and observed cells."""
        found = [tally for tally, _ in rejected(self.inventory)]
        found += [tally for tally, _ in observed(self.inventory, self.cells, self.contradictions)]
        return found

    def _counts(self, units: pa.Array) -> dict[str, pa.Array]:
        """Return the units' counts over all tables, under the names of the derived table's columns."""
        import pyarrow as pa
        import pyarrow.compute as pc

        single: Counter[tuple[str | None, str]] = Counter()
        for tally in self._single():
            for name, value in zip(counted(tally.quality), (tally.checked, tally.faults), strict=True):
                single[tally.unit, name] += value
        names = [name for quality in COUNTED for name in counted(quality)]
        ids = units.to_pylist()
        counts = {name: pa.array([single[unit, name] for unit in ids], pa.int64()) for name in names}
        for each in self._sums():
            for name, column in each.over(units).items():
                counts[name] = pc.add(counts[name], column.slice(0, len(units)))
        return counts

    def _units(self) -> list[str]:
        units: list[str] = self.inventory.tables["units"].rows["id"].to_pylist()
        return units


def _together(tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    """Add up tallies of the same unit, table and quality."""
    checked: Counter[tuple[str | None, str, Quality]] = Counter()
    faults: Counter[tuple[str | None, str, Quality]] = Counter()
    for tally in tallies:
        key = tally.unit, tally.table, tally.quality
        checked[key] += tally.checked
        faults[key] += tally.faults
    return tuple(Tally(*key, checked[key], faults[key]) for key in checked)
