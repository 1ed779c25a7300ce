"""Proving that a history is what was recorded: the chain of its records, and what each of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from secaudit.history.faults import altered
from secaudit.history.file import opened
from secaudit.history.hashing import chain_hash, hashes_of, rows_of
from secaudit.history.layout import LAYOUTS, record_columns
from secaudit.lazily import dataclass
from secaudit.model.history import HISTORY_VERSION
from secaudit.model.layouts import HISTORY
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.text import Text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Head = Mapping[str, Any]
"""A row of `records`."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of verifying: how many records there are, the hash of the last, and what is wrong.

    `kept` is the number of the record whose hash was given as that of the head; None where none was given,
    or where no record has it.
    """

    records: int
    head: str | None
    kept: int | None
    problems: tuple[Problem, ...]


def verify(file: Path, head: str | None = None) -> Verification:
    """Compute every hash of a history again; `head` is the hash of a record, kept elsewhere.

    A chain shows every change within it. That records were cut from its end, or that all of it was made
    anew, shows only against a hash that was kept elsewhere.

    Raises:
        InvalidInput: there is no such file, it is no history, or one of a newer version.
        NotAsClaimed: it is damaged so that it cannot be read.
        HistoryBusy: another program has it open.
    """
    with opened(file) as connection:
        heads = chain(connection)
        problems = faults_of(connection, file, heads, contents=heads)
    wanted = None if head is None else head.strip().lower()
    kept = None if wanted is None else next((one["number"] for one in heads if one["hash"] == wanted), None)
    if wanted is not None and kept is None:
        problems.append(_lost(file, wanted, len(heads)))
    return Verification(len(heads), heads[-1]["hash"] if heads else None, kept, tuple(problems))


def chain(connection: DuckDBPyConnection) -> list[Head]:
    """Return the rows of `records`, by number."""
    columns = record_columns(HISTORY_VERSION)
    names = ", ".join(f'"{name}"' for name in columns)
    rows = connection.execute(f"SELECT {names} FROM records ORDER BY number").fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def faults_of(
    connection: DuckDBPyConnection, file: Path, heads: Sequence[Head], *, contents: Iterable[Head]
) -> list[Problem]:
    """Return what is wrong with the chain, and with what some of its records hold.

    Raises:
        InvalidInput: a record is of a newer version.
    """
    problems: list[Problem] = []
    previous = None
    for place, head in enumerate(heads, start=1):
        HISTORY.checked(head["layout"], Location(str(file)))
        if head["number"] != place:
            problems.append(_missing(file, place, head["number"]))
            break
        if head["previous"] != previous:
            problems.append(_unchained(file, place))
        if head["hash"] != chain_hash(head):
            problems.append(changed(file, place))
        previous = head["hash"]
    told = {problem.found for problem in problems}
    for head in contents:
        found = hashes_of(rows_of(connection, head["number"], head["layout"]))
        problem = changed(file, head["number"])
        if found != (head["content"], head["verdicts"]) and problem.found not in told:
            problems.append(problem)
    return problems + _strays(connection, file, heads)


def _strays(connection: DuckDBPyConnection, file: Path, heads: Sequence[Head]) -> list[Problem]:
    """Return a problem where there are rows of records that the chain does not have."""
    known = [head["number"] for head in heads]
    tables = sorted({name for layout in LAYOUTS.values() for name in layout} - {"records"})
    union = " UNION ".join(f"SELECT DISTINCT record FROM {table}" for table in tables)
    strays = {number for (number,) in connection.execute(union).fetchall()} - set(known)
    if not strays:
        return []
    names = ", ".join(str(number) for number in sorted(strays, key=lambda number: (number is None, number)))
    return [
        altered(
            file,
            "history-altered",
            Text(f"có dữ liệu của bản ghi {names} không thuộc chuỗi", f"rows of {names} are of no record"),
        )
    ]


def changed(file: Path, number: int) -> Problem:
    """Return what is said of a record that is not what was recorded."""
    return altered(
        file,
        "history-altered",
        Text(f"bản ghi số {number} đã bị sửa", f"record {number} was changed"),
    )


def _unchained(file: Path, number: int) -> Problem:
    return altered(
        file,
        "history-altered",
        Text(
            f"bản ghi số {number} không nối tiếp bản ghi trước nó: bản ghi trước đã bị thay hoặc xóa",
            f"record {number} does not follow the one before it, which was replaced or removed",
        ),
    )


def _missing(file: Path, wanted: int, found: int) -> Problem:
    return altered(
        file,
        "history-altered",
        Text(
            f"thiếu bản ghi số {wanted} (kế tiếp là số {found})",
            f"record {wanted} is missing (the next one is {found})",
        ),
    )


def _lost(file: Path, head: str, records: int) -> Problem:
    return altered(
        file,
        "history-cut-short",
        Text(
            f"không bản ghi nào trong {records} bản ghi có mã băm {head}: phần cuối đã bị cắt "
            "hoặc lịch sử bị lập lại",
            f"none of its {records} records has the hash {head}: the end was cut off, or it was made anew",
        ),
    )
