"""Both judges on the same inventory, and where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from secaudit.audit import judge as engine_judges
from secaudit.audit.preparation import prepare
from secaudit.model.control import Catalogue
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.status import Status
from secaudit.model.tables import READABLE
from tests.oracle.cells import KNOWN_NOT
from tests.oracle.law import Duty
from tests.oracle.statuses import Key, Verdict, judge
from tests.oracle.world import Row, Tables, World

GENERATED_AT = datetime(2026, 11, 21, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Difference:
    """One verdict on which the judges do not agree."""

    key: Key
    day: date
    engine: Verdict | None
    oracle: Verdict | None
    text: str
    row: Mapping[str, object]

    def __str__(self) -> str:
        row = {name: value for name, value in self.row.items() if value is not None}
        return f"{self.key} on {self.day}\n{self.text}\nrow {row}\nengine {self.engine}\noracle {self.oracle}"


def engine_verdicts(inventory: Inventory, catalogue: Catalogue, day: date) -> dict[Key, Verdict]:
    """Return what the engine says of every control, row and period."""
    result = engine_judges(inventory, catalogue, day, generated_at=GENERATED_AT, all_verdicts=True)
    return {(found.control, found.subject.id, found.period): _verdict(found) for found in result.findings}


def _verdict(found: Finding) -> Verdict:
    match found.status:
        case Status.NOT_APPLICABLE:
            return Verdict(str(found.status))
        case Status.FAIL | Status.NOT_YET_DUE:
            return Verdict(str(found.status), found.due, found.days_overdue, found.days_left)
        case _:
            return Verdict(str(found.status), found.due)


def cells_of(inventory: Inventory) -> Tables:
    """Return the rows of an inventory that was read from files, as cells."""
    tables: Tables = {}
    for name, table in READABLE.items():
        rows = inventory.tables[name].rows.to_pylist()
        for row in rows:
            for column in table.events:
                if row[column.happened] is False:
                    row[column.name] = KNOWN_NOT
        tables[name] = [{column: row[column] for column in table.readable} for row in rows]
    return tables


def measured_rows(inventory: Inventory, catalogue: Catalogue, day: date) -> dict[str, list[Row]]:
    """Return the rows of `data_quality`, which the oracle judges, but does not measure."""
    prepared = prepare(inventory, day, catalogue.controls)
    found = prepared.tables.get("data_quality")
    return {} if found is None else {"data_quality": found.to_pylist()}


def differences(
    inventory: Inventory, cells: Tables, catalogue: Catalogue, duties: Sequence[Duty], day: date
) -> list[Difference]:
    """Return every verdict on which the judges do not agree."""
    world = World(cells, day, measured_rows(inventory, catalogue, day))
    engine, oracle = engine_verdicts(inventory, catalogue, day), judge(world, duties)
    texts = {duty.id: duty for duty in duties}
    return [
        Difference(
            key, day, engine.get(key), oracle.get(key), texts[key[0]].text if key[0] in texts else "",
            next((row for row in world.tables[texts[key[0]].subject] if row["id"] == key[1]), {}),
        )
        for key in sorted(_unlike(engine, oracle), key=str)
    ]  # fmt: skip


def _unlike(engine: Mapping[Key, Verdict], oracle: Mapping[Key, Verdict]) -> Iterable[Key]:
    return (key for key in engine.keys() | oracle.keys() if engine.get(key) != oracle.get(key))
