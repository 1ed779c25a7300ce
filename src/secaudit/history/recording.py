"""Adding an audit to a history: behind what is there, in one transaction, chained to it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.history.entry import head_of, tables_of
from secaudit.history.faults import HistoryBusy
from secaudit.history.file import PATIENCE, opened
from secaudit.history.hashing import chain_hash, hashes_of, rows_of
from secaudit.history.verifying import chain, faults_of
from secaudit.lazily import dataclass
from secaudit.model.history import HISTORY_VERSION
from secaudit.model.problem import NotAsClaimed
from secaudit.model.result import AuditResult

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_GIVEN = "_given"


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where an audit stands in a history; with `already`, it stood there before and was not added again."""

    number: int
    hash: str
    already: bool


def check(file: Path) -> None:
    """Make sure that an audit could be recorded in a file, before it is made.

    A file that another program has open right now is not looked at: it may well be free by then.

    Raises:
        InvalidInput: it is no history, or one of a newer version.
        NotAsClaimed: its chain is broken, or it is damaged.
    """
    with suppress(HistoryBusy):
        if file.exists():
            with opened(file, patience=0) as connection:
                _expect_whole(connection, file)


def record(
    file: Path,
    result: AuditResult,
    recorded_at: datetime,
    *,
    again: bool = False,
    patience: float = PATIENCE,
) -> Recorded:
    """Add an audit to a history, which is made where there is none.

    An audit of which the history has the same content already is not added, unless `again`. Either all of
    it is added or nothing, whatever happens meanwhile.

    Raises:
        InvalidInput: the file is no history, or one of a newer version.
        NotAsClaimed: its chain is broken, or it is damaged; nothing was added.
        HistoryBusy: another program has it open; nothing was added.
        OSError: it cannot be written; nothing was added.
    """
    with opened(file, write=True, patience=patience) as connection:
        _expect_whole(connection, file)
        connection.execute("BEGIN")
        written = _written(connection, result, recorded_at, again=again)
        connection.execute("ROLLBACK" if written.already else "COMMIT")
    return written


def _expect_whole(connection: DuckDBPyConnection, file: Path) -> None:
    """Make sure that the chain holds, and that its last record is what it claims to be."""
    heads = chain(connection)
    if problems := faults_of(connection, file, heads, contents=heads[-1:]):
        raise NotAsClaimed(problems)


def _written(
    connection: DuckDBPyConnection, result: AuditResult, recorded_at: datetime, *, again: bool
) -> Recorded:
    heads = chain(connection)
    number, previous = (heads[-1]["number"] + 1, heads[-1]["hash"]) if heads else (1, None)
    head: dict[str, Any] = {
        "number": number,
        "previous": previous,
        "recorded_at": recorded_at.isoformat(),
        **head_of(result),
    }
    _insert_head(connection, head)
    for table, rows in tables_of(result).items():
        connection.register(_GIVEN, rows)
        connection.execute(f"INSERT INTO {table} SELECT {number}, * FROM {_GIVEN}")
        connection.unregister(_GIVEN)
    # Hashed is what the file holds, read back, and not what was meant to be written.
    head["content"], head["verdicts"] = hashes_of(rows_of(connection, number, HISTORY_VERSION))
    same = next((one for one in heads if one["content"] == head["content"]), None)
    if same is not None and not again:
        return Recorded(same["number"], same["hash"], already=True)
    head["hash"] = chain_hash(head)
    connection.execute(
        "UPDATE records SET hash = ?, content = ?, verdicts = ? WHERE number = ?",
        [head["hash"], head["content"], head["verdicts"], number],
    )
    return Recorded(number, head["hash"], already=False)


def _insert_head(connection: DuckDBPyConnection, head: Mapping[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in head)
    marks = ", ".join("?" for _ in head)
    connection.execute(f"INSERT INTO records ({names}) VALUES ({marks})", list(head.values()))
