"""A history file, opened: by one writer at a time, and never taken for what it is not."""

from __future__ import annotations

import errno
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from secaudit.history.faults import HistoryBusy, damaged, newer_engine, no_history, not_a_history
from secaudit.history.layout import FORMAT, statements
from secaudit.model.layouts import HISTORY
from secaudit.model.location import Location

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Error

_HOLDER = re.compile(r"held in (.+?) \(PID (\d+)\)")
_NEWER = re.compile(r"version number \d+", re.IGNORECASE)
_DISK = ("Could not write", "No space left", "Cannot open file", "Permission denied")
"""What the engine says where the disk or its rights are at fault, and not what the file holds."""
_MAGIC = b"DUCK"
_EVERY = 0.1
PATIENCE = 3.0
"""Seconds to wait for another program that has the file open: writing an audit takes less than one."""


@contextmanager
def opened(file: Path, *, write: bool = False, patience: float = PATIENCE) -> Iterator[DuckDBPyConnection]:
    """Open a history; a new one is made only with `write`, and only if something is written to it.

    Raises:
        InvalidInput: there is no such file, it is no history, or one of a newer version.
        NotAsClaimed: it is a history that is damaged or cut short.
        HistoryBusy: another program has it open, and still had after `patience` seconds.
    """
    import duckdb

    if not file.exists():
        if not write:
            raise no_history(file)
        file.parent.mkdir(parents=True, exist_ok=True)
    elif not _is_database(file):
        raise not_a_history(file)
    fresh = not file.exists()
    try:
        connection = _connected(file, write=write, patience=patience)
        try:
            _expect_history(connection, file, write=write)
            yield connection
        finally:
            with suppress(duckdb.Error):
                connection.close()
    except HistoryBusy:
        fresh = False
        raise
    except duckdb.Error as error:
        raise explained(file, error) from error
    finally:
        if fresh and not _holds_records(file):
            for left in (file, file.with_name(file.name + ".wal")):
                left.unlink(missing_ok=True)


def explained(file: Path, error: Error) -> Exception:
    """Return what an error of the engine means for a history."""
    import duckdb

    reason = str(error).splitlines()[0]
    if holder := _HOLDER.search(reason):
        return HistoryBusy(file, f"{holder[1]} (PID {holder[2]})")
    if "lock" in reason and "Could not" in reason:
        return HistoryBusy(file, None)
    if _NEWER.search(reason) and "read" in reason:
        return newer_engine(file, reason)
    if any(words in reason for words in _DISK):
        return OSError(errno.EIO, reason, str(file))
    if isinstance(error, _unreadable()) or type(error) is duckdb.Error:
        return damaged(file, reason)
    return error


def _unreadable() -> tuple[type[Exception], ...]:
    """Return the errors that a damaged file leads to: lost blocks, and lost tables and columns."""
    import duckdb

    return (
        duckdb.IOException,
        duckdb.CatalogException,
        duckdb.BinderException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.SerializationException,
    )


def _connected(file: Path, *, write: bool, patience: float) -> DuckDBPyConnection:
    import duckdb

    ends = time.monotonic() + patience
    while True:
        try:
            return duckdb.connect(
                file,
                read_only=not write,
                config={
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                    "python_enable_replacements": "false",
                },
            )
        except duckdb.Error as error:
            meaning = explained(file, error)
            if not isinstance(meaning, HistoryBusy) or time.monotonic() > ends:
                raise meaning from error
        time.sleep(_EVERY)


def _is_database(file: Path) -> bool:
    with file.open("rb") as opened_file:
        head = opened_file.read(12)
    return head[8:] == _MAGIC


def _expect_history(connection: DuckDBPyConnection, file: Path, *, write: bool) -> None:
    """Make sure that a database is a history of a version that is known; an empty one becomes one."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables and write:
        connection.execute("BEGIN")
        for statement in statements():
            connection.execute(statement)
        connection.execute("COMMIT")
        return
    marks = connection.execute("FROM history").fetchall() if "history" in tables else []
    if len(marks) != 1 or marks[0][0] != FORMAT:
        raise not_a_history(file)
    HISTORY.checked(marks[0][1], Location(str(file)))


def _holds_records(file: Path) -> bool:
    """Whether something was recorded in a file that was just made."""
    import duckdb

    try:
        with duckdb.connect(file, read_only=True) as connection:
            return connection.execute("SELECT count(*) > 0 FROM records").fetchall() == [(True,)]
    except duckdb.Error:
        return False
