"""What a verdict on the quality of data rests on: the checks of each table, and the cells to mend."""

from __future__ import annotations

from secaudit.audit.bench import Bench
from secaudit.audit.evidence import read_columns
from secaudit.audit.plans import Plan
from secaudit.audit.preparation import quality_of
from secaudit.explanation.cells import Cells
from secaudit.explanation.faults import Disagreement
from secaudit.lazily import dataclass
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.quality import Fault, Quality, Tally

SHOWN = 20
"""How many faults are listed; how many there are is always said."""


@dataclass(frozen=True, slots=True)
class DataAccount:
    """The checks of a unit's data that a control counts, by table, and the first of `total` faults."""

    tallies: tuple[Tally, ...]
    total: int
    first: tuple[Fault, ...]


def data_account(bench: Bench, cells: Cells, plan: Plan, row: int) -> DataAccount | None:
    """Return what a unit's data quality rests on, None for a control that does not ask for it.

    Raises:
        Disagreement: the checks do not add up to the counts judged.
    """
    if plan.table.name != DATA_QUALITY.name:
        return None
    read = read_columns(plan)
    wanted = {quality for quality in Quality if any(name.startswith(f"{quality}_") for name in read)}
    if "days_since_declared" in read:
        wanted.add(Quality.LIVE)
    unit = cells.raw(plan.table.name, row, "unit")
    subject = quality_of(bench.inventory, bench.catalogue.controls, bench.as_of)
    tallies = tuple(each for each in subject.measured() if each.unit == unit and each.quality in wanted)
    for quality in wanted - {Quality.LIVE}:
        held = tuple(cells.raw(plan.table.name, row, f"{quality}_{part}") for part in ("checked", "faults"))
        mine = [each for each in tallies if each.quality is quality]
        told = (sum(each.checked for each in mine), sum(each.faults for each in mine))
        if held != told:
            raise Disagreement(f"{unit}: {quality} is {held} as judged, and {told} as told")
    faults = [each for each in subject.faults() if each.unit == unit and each.quality in wanted]
    return DataAccount(tallies, len(faults), tuple(faults[:SHOWN]))
