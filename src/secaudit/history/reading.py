"""Reading a history: its records, and all that one of them holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.history.faults import damaged, unknown_record
from secaudit.history.file import opened
from secaudit.history.hashing import Columns, hashes_of, rows_of
from secaudit.history.layout import ROLL
from secaudit.history.verifying import chain, changed, faults_of
from secaudit.model.history import KeptControl, KeptFinding, KeptUnit, Key, Record, Snapshot, Summary
from secaudit.model.layouts import HISTORY
from secaudit.model.location import Location
from secaudit.model.problem import NotAsClaimed
from secaudit.model.result import Cell, score
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class History:
    """An open history whose chain holds; what a record holds is proven when it is read."""

    def __init__(self, connection: DuckDBPyConnection, file: Path) -> None:
        self._connection = connection
        self.file = file
        self._heads = {head["number"]: head for head in chain(connection)}
        if problems := faults_of(connection, file, list(self._heads.values()), contents=()):
            raise NotAsClaimed(problems)
        self._units: dict[int, frozenset[str]] = {}
        self.records = tuple(self._record(number) for number in self._heads)

    def record(self, number: int) -> Record:
        """Return a record by its number.

        Raises:
            InvalidInput: there is none of that number.
        """
        if number not in self._heads:
            raise unknown_record(self.file, number, len(self.records))
        return self.records[number - 1]

    def unit_ids(self, number: int) -> frozenset[str]:
        """Return the ids of the units that an audit judged."""
        return self._units[number]

    def summaries(self) -> tuple[Summary, ...]:
        """Return every record with what it counted of its units' rows, in the order of recording."""
        counted = {record.number: dict.fromkeys(Status, 0) for record in self.records}
        for number, status, verdicts in self._connection.execute(
            "SELECT record, status, sum(verdicts)::BIGINT FROM cells WHERE unit IS NOT NULL "
            "GROUP BY record, status"
        ).fetchall():
            if status not in counted.get(number, ()):
                raise damaged(self.file, f"cells: {number}, {status}")
            counted[number][Status(status)] = verdicts
        names: dict[int, dict[str, str]] = {record.number: {} for record in self.records}
        for number, unit, name in self._connection.execute("SELECT record, id, name FROM units").fetchall():
            names.setdefault(number, {})[unit] = name
        return tuple(
            Summary(
                record,
                tuple(names[record.number][top] for top in record.tops),
                len(names[record.number]),
                counted[record.number],
                score(counted[record.number]),
            )
            for record in self.records
        )

    def snapshot(self, number: int, *, roll: bool = True) -> Snapshot:
        """Return everything that a record holds; its roll, which is most of it, only if asked for.

        Raises:
            InvalidInput: there is no such record.
            NotAsClaimed: the record was changed.
        """
        record = self.record(number)
        head = self._heads[number]
        tables = rows_of(self._connection, number, record.layout, roll=roll)
        if hashes_of(tables) != (head["content"], head["verdicts"] if roll else None):
            raise NotAsClaimed([changed(self.file, number)])
        tables = HISTORY.upgraded(tables, record.layout, Location(str(self.file)))
        return Snapshot(
            record=record,
            units=_units(tables["units"]),
            controls=_controls(tables["controls"]),
            cells=_cells(tables["cells"]),
            findings=_findings(tables["findings"]),
            statuses=_statuses(tables[ROLL]) if roll and record.has_verdicts else None,
        )

    def _record(self, number: int) -> Record:
        head = self._heads[number]
        units = self._connection.execute("SELECT id, parent FROM units WHERE record = ?", [number]).fetchall()
        known = self._units[number] = frozenset(unit for unit, _ in units)
        told = dict(head) | {
            "recorded_at": datetime.fromisoformat(head["recorded_at"]),
            "generated_at": datetime.fromisoformat(head["generated_at"]),
            "paths": tuple(head["paths"].split("\n")),
        }
        rolled = self._connection.execute(
            f"SELECT count(*) FROM (FROM {ROLL} WHERE record = ? LIMIT 1)", [number]
        ).fetchall()
        tops = sorted(unit for unit, parent in units if unit == told["scope"] or parent not in known)
        return Record(**told, has_verdicts=rolled != [(0,)], tops=tuple(tops))


@contextmanager
def history(file: Path) -> Iterator[History]:
    """Open a history for reading.

    Raises:
        InvalidInput: there is no such file, it is no history, or one of a newer version.
        NotAsClaimed: its chain is broken, or it is damaged.
        HistoryBusy: another program has it open.
    """
    with opened(file) as connection:
        yield History(connection, file)


def _rows(columns: Columns, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(columns[name] for name in names), strict=True)


def _units(columns: Columns) -> tuple[KeptUnit, ...]:
    return tuple(KeptUnit(*row) for row in _rows(columns, "id", "name", "kind", "parent"))


def _controls(columns: Columns) -> Mapping[str, KeptControl]:
    names = ("id", "title_vi", "title_en", "severity", "subject", "family", "rule_sha256")
    return {
        id_: KeptControl(id_, Text(vi, en), Severity(severity), subject, family, rule)
        for id_, vi, en, severity, subject, family, rule in _rows(columns, *names)
    }


def _cells(columns: Columns) -> tuple[Cell, ...]:
    return tuple(
        Cell(unit, control, Status(status), count)
        for unit, control, status, count in _rows(columns, "unit", "control", "status", "verdicts")
    )


def _findings(columns: Columns) -> tuple[KeptFinding, ...]:
    texts = [Text(*pair) for pair in _rows(columns, "message_vi", "message_en")]
    statuses = {status.value: status for status in Status}
    severities = {severity.value: severity for severity in Severity}
    names = ("control", "subject_table", "subject", "name", "unit", "period", "status", "severity")
    days = ("due", "days_overdue", "days_left")
    return tuple(
        KeptFinding(
            control, table, subject, name, unit, period, statuses[status], severities[severity],
            due, overdue, left, text, place, waiver,
        )
        for (control, table, subject, name, unit, period, status, severity), (due, overdue, left), text, (
            place, waiver,
        ) in zip(_rows(columns, *names), _rows(columns, *days), texts, _rows(columns, "place", "waiver"),
                 strict=True)
    )  # fmt: skip


def _statuses(columns: Columns) -> dict[Key, Status]:
    """Return the verdicts that are no finding, by what they are about."""
    kept = {status.value: status for status in Status if not status.is_finding}
    return {
        (control, subject, period): kept[status]
        for control, subject, period, status in _rows(columns, "control", "subject", "period", "status")
        if status in kept
    }
