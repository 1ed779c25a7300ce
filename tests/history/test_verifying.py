"""A history that was changed, cut short or made anew does not pass for the one that was recorded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from secaudit.history import history, verify
from secaudit.model.problem import NotAsClaimed
from secaudit.model.result import AuditResult
from tests.history.audits import Q1, Q2, Q3, audited, edited, recorded, system, town


@cache
def results() -> tuple[AuditResult, ...]:
    """Return three audits of a town."""
    return (
        audited(town(system("s1"), system("s2", True)), Q1),
        audited(town(system("s1"), system("s2")), Q2),
        audited(town(system("s1", True), system("s2", True)), Q3),
    )


@pytest.fixture(scope="module")
def heads_and_bytes(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], bytes]:
    """Return the hashes of three records, and the history that holds them."""
    file = tmp_path_factory.mktemp("history") / "h.duckdb"
    return [done.hash for done in recorded(file, *results())], file.read_bytes()


@pytest.fixture
def file(tmp_path: Path, heads_and_bytes: tuple[list[str], bytes]) -> Path:
    """Return a history of three records, to be spoilt."""
    copy = tmp_path / "h.duckdb"
    copy.write_bytes(heads_and_bytes[1])
    return copy


def _told(file: Path, head: str | None = None) -> list[str]:
    return [problem.found.en for problem in verify(file, head).problems]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE findings SET message_vi = 'khác' WHERE record = 2", ["record 2 was changed"]),
        ("UPDATE findings SET due = DATE '2030-01-01' WHERE record = 2", ["record 2 was changed"]),
        ("DELETE FROM findings WHERE record = 1", ["record 1 was changed"]),
        ("INSERT INTO findings SELECT * FROM findings WHERE record = 3", ["record 3 was changed"]),
        ("UPDATE cells SET verdicts = verdicts + 1 WHERE record = 1", ["record 1 was changed"]),
        ("UPDATE controls SET rule_sha256 = '' WHERE record = 1", ["record 1 was changed"]),
        ("UPDATE units SET parent = NULL WHERE record = 3", ["record 3 was changed"]),
        ("UPDATE verdicts SET status = 'pass' WHERE record = 2", ["record 2 was changed"]),
        ("DELETE FROM verdicts WHERE record = 2", ["record 2 was changed"]),
        ("UPDATE records SET as_of = DATE '2025-01-01' WHERE number = 2", ["record 2 was changed"]),
        ("UPDATE records SET recorded_at = '2020-01-01' WHERE number = 1", ["record 1 was changed"]),
        ("UPDATE records SET content = 'x' WHERE number = 2", ["record 2 was changed"]),
        (
            "UPDATE records SET previous = 'x' WHERE number = 2",
            [
                "record 2 does not follow the one before it, which was replaced or removed",
                "record 2 was changed",
            ],
        ),
        ("INSERT INTO cells VALUES (9, 'ward', 'TRN-01', 'pass', 1)", ["rows of 9 are of no record"]),
    ],
)  # fmt: skip
def test_every_change_is_found_and_the_record_is_named(file: Path, statement: str, told: list[str]) -> None:
    with edited(file) as connection:
        connection.execute(statement)
    assert _told(file) == told


def test_a_record_that_was_removed_is_missed(file: Path) -> None:
    with edited(file) as connection:
        for table in ("units", "files", "controls", "cells", "findings", "verdicts"):
            connection.execute(f"DELETE FROM {table} WHERE record = 2")
        connection.execute("DELETE FROM records WHERE number = 2")
    assert _told(file) == ["record 2 is missing (the next one is 3)"]
    with edited(file) as connection:
        connection.execute("UPDATE records SET number = 2 WHERE number = 3")
        for table in ("units", "files", "controls", "cells", "findings", "verdicts"):
            connection.execute(f"UPDATE {table} SET record = 2 WHERE record = 3")
    assert _told(file) == [
        "record 2 does not follow the one before it, which was replaced or removed",
        "record 2 was changed",
    ]


def test_only_a_hash_kept_elsewhere_shows_that_the_end_was_cut_off(
    file: Path, heads_and_bytes: tuple[list[str], bytes], tmp_path: Path
) -> None:
    heads, cut = heads_and_bytes[0], tmp_path / "cut.duckdb"
    recorded(cut, *results()[:2])
    assert verify(cut).problems == ()
    assert _told(cut, heads[2]) == [
        f"none of its 2 records has the hash {heads[2]}: the end was cut off, or it was made anew"
    ]
    found = verify(file, f" {heads[1].upper()} ")
    assert (found.problems, found.kept, found.records, found.head) == ((), 2, 3, heads[2])


def test_a_file_that_was_cut_short_is_told(file: Path) -> None:
    data = file.read_bytes()
    for end in (5_000, len(data) // 2, len(data) - 1):
        file.write_bytes(data[:end])
        with pytest.raises(NotAsClaimed) as caught:
            verify(file)
        assert caught.value.problems[0].code == "history-damaged"


def test_a_table_that_was_dropped_is_told(file: Path) -> None:
    with edited(file) as connection:
        connection.execute("DROP TABLE verdicts")
    with pytest.raises(NotAsClaimed):
        verify(file)


def test_what_is_read_is_proven(file: Path) -> None:
    with edited(file) as connection:
        connection.execute("UPDATE findings SET severity = 'low' WHERE record = 1")
    with history(file) as opened:
        assert opened.snapshot(2).record.number == 2
        with pytest.raises(NotAsClaimed) as caught:
            opened.snapshot(1)
    assert caught.value.problems[0].found.en == "record 1 was changed"
    with edited(file) as connection:
        connection.execute("UPDATE records SET scope = 'ward' WHERE number = 3")
    with pytest.raises(NotAsClaimed), history(file):
        pass
