"""Recording audits: whole or not at all, each once, chained to the one before."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from secaudit.history import HistoryBusy, check, history, record, recording, verify
from secaudit.history.file import explained
from secaudit.history.layout import LAYOUTS
from secaudit.model.history import KeptFinding
from secaudit.model.problem import InvalidInput, NotAsClaimed
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from tests.history.audits import NOW, Q1, Q2, audited, edited, recorded, system, town

FIRST = audited(town(system("s1"), system("s2", True), system("s3", phase="planned")), Q1)
SECOND = audited(town(system("s1", True), system("s2", None)), Q2)


def test_a_record_holds_what_the_audit_found(tmp_path: Path) -> None:
    file = tmp_path / "h.duckdb"
    recorded(file, FIRST, SECOND)
    with history(file) as opened:
        first, second = opened.snapshot(1), opened.snapshot(2)
        summary = opened.summaries()[0]
    assert [unit.id for unit in first.units] == ["town", "ward"]
    assert sorted(first.cells, key=repr) == sorted(FIRST.counts.by_cell, key=repr)
    assert first.controls["BAK-01"].rule_sha256 == FIRST.controls[1].rule_sha256
    told = {(one.control, one.subject): one for one in first.findings}
    assert set(told) == {("TRN-01", "ward"), ("BAK-01", "s1")}
    kept: KeptFinding = told["BAK-01", "s1"]
    given = next(one for one in FIRST.findings if one.control == "BAK-01")
    assert (kept.fingerprint, kept.message, kept.status) == (given.fingerprint, given.message, Status.FAIL)
    assert first.statuses == {
        ("TRN-01", "town", None): Status.PASS,
        ("BAK-01", "s2", None): Status.PASS,
        ("BAK-01", "s3", None): Status.NOT_APPLICABLE,
    }
    assert second.record.previous == first.record.hash
    assert (first.record.as_of, first.record.tops, first.record.recorded_at) == (Q1, ("town",), NOW)
    assert summary.names == ("Unit town",)
    assert summary.score == FIRST.scores[0].subtree_score


def test_the_same_audit_is_told_and_not_doubled(tmp_path: Path) -> None:
    file = tmp_path / "h.duckdb"
    later = replace(FIRST, generated_at=FIRST.generated_at + timedelta(days=1))
    first, _, again = recorded(file, FIRST, SECOND, later)
    assert (again.number, again.hash, again.already) == (1, first.hash, True)
    from_its_file = record(file, replace(FIRST, rolls=None), NOW)
    assert (from_its_file.number, from_its_file.already) == (1, True)
    forced = record(file, later, NOW, again=True)
    assert (forced.number, forced.already) == (3, False)
    assert verify(file).problems == ()


def test_a_result_from_its_file_has_no_roll_unless_it_lists_everything(tmp_path: Path) -> None:
    file = tmp_path / "h.duckdb"
    recorded(file, replace(FIRST, rolls=None))
    whole = tmp_path / "whole.duckdb"
    everything = audited(town(system("s1"), system("s2", True)), Q1, rolls=False, all_verdicts=True)
    recorded(whole, everything)
    with history(file) as opened:
        assert not opened.records[0].has_verdicts
        assert opened.snapshot(1).statuses is None
    with history(whole) as opened:
        assert opened.snapshot(1).statuses == {
            ("TRN-01", "town", None): Status.PASS,
            ("BAK-01", "s2", None): Status.PASS,
        }
    listed = audited(town(system("s1"), system("s2", True)), Q1)
    assert record(whole, listed, NOW).already


def test_the_hashes_are_those_that_the_documentation_tells(tmp_path: Path) -> None:
    """Computed here by nothing but a database and `json`, as docs/history.md says."""
    file = tmp_path / "h.duckdb"
    recorded(file, FIRST, SECOND)
    previous = None
    with edited(file) as connection:
        for number in (1, 2):
            hashes = {"content": b"", "verdicts": b""}
            for table, columns in LAYOUTS[1].items():
                key = "number" if table == "records" else "record"
                names = ", ".join(columns)
                rows = connection.execute(f"SELECT {names} FROM {table} WHERE {key} = {number}").fetchall()
                rows.sort(key=lambda row: [(cell is not None, cell) for cell in row])
                values = {name: [_plain(row[place]) for row in rows] for place, name in enumerate(columns)}
                line = _json({"table": table, "columns": values}) + b"\n"
                hashes["verdicts" if table == "verdicts" else "content"] += line
            told = connection.execute(f"SELECT * FROM records WHERE number = {number}")
            head = dict(zip([item[0] for item in told.description], told.fetchall()[0], strict=True))
            for name, covered in hashes.items():
                assert head[name] == sha256(covered).hexdigest()
            assert head["previous"] == previous
            previous = head.pop("hash")
            assert previous == sha256(_json({name: _plain(cell) for name, cell in head.items()})).hexdigest()


def _plain(cell: Any) -> Any:
    return cell.isoformat() if hasattr(cell, "isoformat") else cell


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_second_writer_is_told_who_has_it_and_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "h.duckdb"
    recorded(file, FIRST)
    script = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(HistoryBusy) as caught:
            record(file, SECOND, NOW, patience=0)
        assert f"PID {other.pid}" in caught.value.text.vi
        check(file)
        assert other.stdin is not None
        other.stdin.close()
        other.wait()
    assert record(file, SECOND, NOW).number == 2
    assert verify(file).problems == ()


def _forked(work: Callable[[], str]) -> tuple[str, int | None]:
    """Do something in a copy of this process; return what it said and how it ended."""
    context = multiprocessing.get_context("fork")
    said = context.SimpleQueue()
    process = context.Process(target=lambda: said.put(work()))
    process.start()
    process.join()
    return ("" if said.empty() else said.get()), process.exitcode


def _on_a_full_disk(file: Path, result: AuditResult, room: int) -> str:
    """Record where no file can grow beyond `room` bytes, which stands for a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        return str(record(file, result, NOW).number)
    except OSError:
        return "OSError"


@pytest.mark.parametrize("room", [0, 20_000, 900_000])
def test_a_full_disk_leaves_the_records_as_they_were(tmp_path: Path, room: int) -> None:
    """The audit is recorded whole or not at all, and what is said of it is true."""
    file = tmp_path / "h.duckdb"
    recorded(file, FIRST)
    said, _ = _forked(lambda: _on_a_full_disk(file, SECOND, room))
    found = verify(file)
    assert found.problems == ()
    assert (said, found.records) in {("OSError", 1), ("2", 2)}
    assert record(file, SECOND, NOW).number == 2


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    file = tmp_path / "new" / "h.duckdb"
    said, _ = _forked(lambda: _on_a_full_disk(file, FIRST, 9_000))
    assert said == "OSError"
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize("dies_in", ["chain_hash", "hashes_of", "head_of"])
def test_a_crash_in_the_middle_leaves_the_records_as_they_were(tmp_path: Path, dies_in: str) -> None:
    file = tmp_path / "h.duckdb"
    recorded(file, FIRST)

    def work() -> str:
        setattr(recording, dies_in, lambda *arguments: os._exit(9))
        return str(record(file, SECOND, NOW).number)

    assert _forked(work) == ("", 9)
    assert (verify(file).records, verify(file).problems) == (1, ())
    assert record(file, SECOND, NOW).number == 2


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ('IO Error: Cannot open file "h": Permission denied', OSError),
        ('IO Error: Could not write file "h": No space left on device', OSError),
        ('IO Error: Could not set lock on file "h": Conflicting lock is held in python (PID 7)', HistoryBusy),
        ("IO Error: Could not read enough bytes from file", NotAsClaimed),
        ('IO Error: Trying to read a database file of version number 99, but we can only read', InvalidInput),
    ],
)  # fmt: skip
def test_what_the_engine_says_is_not_taken_for_damage_where_it_is_none(
    said: str, meant: type[Exception]
) -> None:
    assert type(explained(Path("h"), duckdb.IOException(said))) is meant


def test_a_fault_of_the_program_is_not_taken_for_damage() -> None:
    error = duckdb.ParserException("syntax error")
    assert explained(Path("h"), error) is error


def test_nothing_is_added_to_a_history_that_was_changed(tmp_path: Path) -> None:
    file = tmp_path / "h.duckdb"
    recorded(file, FIRST)
    with edited(file) as connection:
        connection.execute("UPDATE findings SET status = 'pass' WHERE control = 'TRN-01'")
    before = file.read_bytes()
    with pytest.raises(NotAsClaimed):
        record(file, SECOND, NOW)
    with pytest.raises(NotAsClaimed):
        check(file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04" * 9, b'{"schema_version": 1}'])
def test_another_file_is_never_overwritten(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "audit.json"
    file.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        record(file, FIRST, NOW)
    assert caught.value.problems[0].code == "not-a-history"
    assert file.read_bytes() == content


def test_another_database_is_no_history(tmp_path: Path) -> None:
    file = tmp_path / "other.duckdb"
    with edited(file) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")
    for use in (lambda: record(file, FIRST, NOW), lambda: verify(file)):
        with pytest.raises(InvalidInput) as caught:
            use()
        assert caught.value.problems[0].code == "not-a-history"
    with duckdb.connect(file, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM duckdb_tables()").fetchall() == [(1,)]


def test_a_history_of_a_newer_version_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "h.duckdb"
    recorded(file, FIRST)
    with edited(file) as connection:
        connection.execute("UPDATE history SET schema_version = 99")
    for use in (lambda: record(file, SECOND, NOW), lambda: verify(file)):
        with pytest.raises(InvalidInput) as caught:
            use()
        problem = caught.value.problems[0]
        assert problem.code == "schema-version"
        assert problem.found.en == "history, schema_version 99"
        assert problem.advice.en == "update secaudit and run again"
