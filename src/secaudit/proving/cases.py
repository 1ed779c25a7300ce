"""Examples of controls, put together so that one inventory answers for all of a day.

Judging costs more per inventory than per row. Every id and every reference of an example gets a prefix
of its own, so that examples share no unit, system, segment or link and cannot see each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from secaudit import inventory
from secaudit.inventory.cells.none import is_none_word
from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue, Control, Example
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.tables import READABLE

_POINTERS = {"observations": "row", "waivers": "subject"}
"""Columns that hold the id of a row without being declared as references: the table is in another cell."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One example of one control, and the prefix under which it is merged; none where it is alone."""

    control: Control
    example: Example
    prefix: str = ""

    def __str__(self) -> str:
        expected = "+".join(sorted(self.example.statuses))
        return f"{self.control.id}-{self.example.location.file}:{self.example.location.line}-{expected}"

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The example's rows, prefixed."""
        return {
            table: [_prefixed(table, row, self.prefix) for row in rows]
            for table, rows in self.example.given.items()
        }

    @property
    def declared(self) -> dict[str, list[str]]:
        """What each unit of the example has declared complete."""
        tables = list(READABLE if self.example.declared is None else self.example.declared)
        return dict.fromkeys(sorted(_units(self.rows)), tables)

    def own(self, finding: Finding) -> bool:
        """Whether a finding is a verdict of the example's control on one of its rows, in its period."""
        return (
            finding.control == self.control.id
            and finding.subject.id.startswith(self.prefix)
            and self.example.period in (None, finding.period)
        )

    def row(self, finding: Finding) -> str:
        """Return the id of the row of one of its own findings, as the example gives it."""
        return finding.subject.id.removeprefix(self.prefix)


def cases(catalogue: Catalogue) -> tuple[Case, ...]:
    """Return every example of a catalogue, each with a prefix of its own."""
    examples = [(control, example) for control in catalogue.controls for example in control.examples]
    return tuple(Case(control, example, f"e{number}-") for number, (control, example) in enumerate(examples))


def merged(some: Sequence[Case]) -> Inventory:
    """Return one inventory that holds all of these examples; what is wrong is placed in one alone.

    Raises:
        InventoryInvalid: a row of an example cannot be read.
    """
    rows: dict[str, list[Row]] = {}
    declared: dict[str, list[str]] = {}
    for case in some:
        for table, listed in case.rows.items():
            rows.setdefault(table, []).extend(listed)
        declared |= case.declared
    origins = some[0].example.origins if len(some) == 1 else None
    return inventory.from_rows(rows, declared=declared, origins=origins)


def _prefixed(table: str, row: Mapping[str, Any], prefix: str) -> Row:
    if not prefix:
        return dict(row)
    names = {"id", _POINTERS.get(table, "id")} | {column.name for column in READABLE[table].references()}
    return {
        name: f"{prefix}{value}" if name in names and _refers(value) else value for name, value in row.items()
    }


def _refers(value: object) -> bool:
    return value is not None and not is_none_word(str(value))


def _units(rows: Mapping[str, Sequence[Row]]) -> set[str]:
    found = {row["id"] for row in rows.get("units", ())}
    for table, listed in rows.items():
        names = [column.name for column in READABLE[table].references() if column.references == ("units",)]
        found |= {row[name] for row in listed for name in names if _refers(row.get(name))}
    return found
