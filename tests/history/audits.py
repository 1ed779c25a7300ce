"""Small audits of a made-up town, to be recorded and compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from secaudit import inventory
from secaudit.audit import judge
from secaudit.history import Recorded, record
from secaudit.model.control import Control
from secaudit.model.result import AuditResult
from tests.audit.factory import GENERATED, catalogue, control, unit

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
Q1, Q2, Q3, Q4 = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)

TRAINED = control("trained >= headcount", id_="TRN-01")
BACKUP = control("backup", id_="BAK-01", subject="systems", applies_when="phase = 'operation'")
REPORTS = control("trained > headcount", id_="RPT-01", every="half-year")
CONTROLS = (TRAINED, BACKUP)


def town(
    *systems: dict[str, Any], trained: int | None = 1, more: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """Return a town and one commune below it, with systems of the commune."""
    return {
        "units": [
            unit("town", headcount=10, trained=10),
            unit("ward", parent="town", headcount=5, trained=trained),
            *more,
        ],
        "systems": [{"unit": "ward", "name": f"System {row['id']}", **row} for row in systems],
    }


def system(id_: str, backup: bool | None = False, phase: str = "operation") -> dict[str, Any]:
    return {"id": id_, "phase": phase, "backup": backup}


def audited(
    rows: dict[str, Any],
    as_of: date = Q1,
    *controls: Control,
    rolls: bool = True,
    scope: str | None = None,
    all_verdicts: bool = False,
) -> AuditResult:
    return judge(
        inventory.from_rows(rows),
        catalogue(*(controls or CONTROLS)),
        as_of,
        generated_at=GENERATED,
        keep_rolls=rolls,
        scope=scope,
        all_verdicts=all_verdicts,
    )


def recorded(file: Path, *results: AuditResult) -> list[Recorded]:
    return [record(file, result, NOW, patience=0) for result in results]


@contextmanager
def edited(file: Path) -> Iterator[Any]:
    """Open a history as somebody who wants to change it would."""
    import duckdb

    connection = duckdb.connect(file)
    try:
        yield connection
    finally:
        connection.close()
