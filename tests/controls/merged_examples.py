"""Examples of controls, put together so that one inventory answers for all of a day.

Judging costs more per inventory than per row. Every id and every reference of an example gets a prefix
of its own, so that examples share no unit, system, segment or link and cannot see each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from secaudit import catalogue, inventory
from secaudit.audit import judge
from secaudit.model.control import Catalogue, Control, Example
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.tables import READABLE

GENERATED_AT = datetime(2026, 11, 21, 8, tzinfo=UTC)

_KNOWN_NOT = frozenset({"none", "không", "chưa", "no"})
_POINTERS = {"observations": "row", "waivers": "subject"}
"""Columns that hold the id of a row without being declared as references: the table is in another cell."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One example of one control, and the prefix under which it is merged."""

    control: Control
    example: Example
    prefix: str

    def __str__(self) -> str:
        place = self.example.location
        return f"{self.control.id}-{place.file}:{place.line}-{self.example.expect}"

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

    def own(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the verdicts on the example's subject; without a named one, on all rows it could be."""
        own = [
            finding
            for finding in findings
            if finding.control == self.control.id
            and finding.subject.id.startswith(self.prefix)
            and self.example.period in (None, finding.period)
        ]
        if self.example.subject is None:
            return own
        return [finding for finding in own if finding.subject.id == self.prefix + self.example.subject]


def _prefixed(table: str, row: Mapping[str, Any], prefix: str) -> Row:
    names = {"id", _POINTERS.get(table, "id")} | {column.name for column in READABLE[table].references()}
    return {
        name: f"{prefix}{value}" if name in names and value is not None and value not in _KNOWN_NOT else value
        for name, value in row.items()
    }


def _units(rows: Mapping[str, Sequence[Row]]) -> set[str]:
    found = {row["id"] for row in rows.get("units", ())}
    for table, listed in rows.items():
        names = [column.name for column in READABLE[table].references() if column.references == ("units",)]
        found |= {
            row[name] for row in listed for name in names if name in row and row[name] not in _KNOWN_NOT
        }
    return found


@cache
def the_catalogue() -> Catalogue:
    return catalogue.load()


@cache
def cases() -> tuple[Case, ...]:
    """Return every example of the shipped catalogue."""
    return tuple(
        Case(control, example, f"e{number}-")
        for number, (control, example) in enumerate(
            (control, example) for control in the_catalogue().controls for example in control.examples
        )
    )


def merged(some: Sequence[Case]) -> Inventory:
    """Return one inventory that holds all of these examples."""
    rows: dict[str, list[Row]] = {}
    declared: dict[str, list[str]] = {}
    for case in some:
        for table, listed in case.rows.items():
            rows.setdefault(table, []).extend(listed)
        declared |= case.declared
    return inventory.from_rows(rows, declared=declared)


def findings_of(some: Sequence[Case], as_of: date) -> tuple[Finding, ...]:
    """Judge examples together by the controls that they belong to."""
    controls = {case.control.id for case in some}
    shipped = the_catalogue()
    used = replace(shipped, controls=tuple(control for control in shipped.controls if control.id in controls))
    return judge(merged(some), used, as_of, generated_at=GENERATED_AT, all_verdicts=True).findings


@cache
def verdicts_on(as_of: date) -> Mapping[str, tuple[Finding, ...]]:
    """Return the verdicts on every example of a day, by prefix; the day is judged once."""
    some = [case for case in cases() if case.example.as_of == as_of]
    found = findings_of(some, as_of)
    by_prefix: dict[str, list[Finding]] = {}
    for finding in found:
        by_prefix.setdefault(finding.subject.id.partition("-")[0] + "-", []).append(finding)
    return {case.prefix: tuple(case.own(by_prefix.get(case.prefix, ()))) for case in some}
