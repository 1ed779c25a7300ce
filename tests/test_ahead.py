"""A process that gets ready before it is known for what: its answers come back, and it never stays."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from secaudit import ahead
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import same

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one process"),
    pytest.mark.usefixtures("in_two_processes", "ended"),
]

PROBLEM = Problem("code", Location("a.yaml", 1, 2), same("found"), same("expected"), same("advice"))
READY: list[str] = []


@pytest.fixture
def ended() -> Iterator[None]:
    yield
    ahead.end()


def where_and(word: str) -> tuple[int, str, list[str]]:
    return os.getpid(), word, READY


def refuse() -> None:
    raise InvalidInput([PROBLEM])


def nothing() -> None:
    """Be ready at once."""


def test_what_is_asked_for_is_done_there_and_it_has_got_ready_before() -> None:
    ahead.begin(lambda: READY.append("ready"))
    there, word, ready = ahead.done(where_and, "first")
    assert (word, ready) == ("first", ["ready"])
    assert there != os.getpid()
    assert ahead.done(where_and, "second") == (there, "second", ["ready"])
    assert READY == []


def test_without_such_a_process_this_one_does_it() -> None:
    assert ahead.done(where_and, "alone") == (os.getpid(), "alone", [])


def test_an_error_arrives_whole_and_the_next_thing_is_done() -> None:
    ahead.begin(nothing)
    with pytest.raises(InvalidInput) as caught:
        ahead.done(refuse)
    assert caught.value.problems == (PROBLEM,)
    assert ahead.done(where_and, "next")[0] != os.getpid()


def test_what_fails_while_it_gets_ready_is_met_by_the_work_itself() -> None:
    ahead.begin(refuse)
    with pytest.raises(InvalidInput):
        ahead.done(refuse)


def test_a_process_that_was_killed_is_told_as_such() -> None:
    ahead.begin(nothing)
    there, *_ = ahead.done(where_and, "")
    os.kill(there, 9)
    with pytest.raises(ChildProcessError, match="without an answer"):
        ahead.done(where_and, "too late")


def test_a_copy_of_the_process_that_began_it_does_its_own_work() -> None:
    ahead.begin(nothing)
    copy = os.fork()
    if not copy:
        os._exit(0 if ahead.done(where_and, "")[0] == os.getpid() else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]) == 0


class Reading:
    """Does two things one after the other, the second with what the first has found."""

    def __init__(self, left: Path) -> None:
        self.left, self.found = left, ""

    def read(self, word: str) -> tuple[int, pa.Table]:
        self.found = word
        return os.getpid(), pa.table({"numbers": list(range(1000))})

    def keep(self) -> None:
        self.left.write_text(f"{self.found} by {os.getpid()}")

    def fail(self) -> None:
        raise InvalidInput([PROBLEM])


@pytest.mark.parametrize("begun", [True, False])
def test_what_a_thing_learns_elsewhere_it_knows_when_it_is_asked_again(begun: bool, tmp_path: Path) -> None:
    if begun:
        ahead.begin(nothing)
    left = tmp_path / "left"
    reading = ahead.Elsewhere(Reading(left))
    failed, read, kept = reading.begin("fail"), reading.begin("read", "found"), reading.begin("keep")
    # Answers may be wanted in any order of those that do not need each other.
    there, rows = read()
    kept()
    assert (there != os.getpid()) == begun
    assert left.read_text() == f"found by {there}"
    assert rows["numbers"].to_pylist() == list(range(1000))
    with pytest.raises(InvalidInput):
        failed()


def test_more_than_a_pipe_holds_is_sent_before_anybody_receives_it(tmp_path: Path) -> None:
    ahead.begin(nothing)
    reading = ahead.Elsewhere(Big(tmp_path / "left"))
    much = reading.begin("much")
    reading.begin("keep")
    for _ in range(1000):
        if (tmp_path / "left").exists():
            break
        time.sleep(0.01)
    assert (tmp_path / "left").exists()
    assert len(much()) == 5_000_000


@pytest.mark.parametrize("begun", [True, False])
def test_whether_an_answer_is_there_is_known_without_waiting_for_it(begun: bool, tmp_path: Path) -> None:
    if begun:
        ahead.begin(nothing)
    reading = ahead.Elsewhere(Slow(tmp_path / "go"))
    answer = reading.begin("when_told")
    assert answer.is_there() != begun
    (tmp_path / "go").touch()
    for _ in range(1000):
        if answer.is_there():
            break
        time.sleep(0.01)
    assert answer.is_there()
    assert answer() == "told"


def test_an_answer_that_cannot_come_is_nothing_to_wait_for(tmp_path: Path) -> None:
    ahead.begin(nothing)
    there = ahead.done(os.getpid)
    answer = ahead.Elsewhere(Slow(tmp_path / "go")).begin("when_told")
    os.kill(there, 9)
    for _ in range(1000):
        if answer.is_there():
            break
        time.sleep(0.01)
    with pytest.raises(ChildProcessError):
        answer()


class Slow:
    """Answers once a file is there."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def when_told(self) -> str:
        for _ in range(1000):
            if self.file.exists():
                return "told"
            time.sleep(0.01)
        raise TimeoutError


class Big(Reading):
    """Sends much."""

    def much(self) -> list[bytes]:
        return [b"x"] * 5_000_000


def test_columns_stay_as_they_were_when_more_are_sent() -> None:
    ahead.begin(nothing)
    first, second = ahead.done(columns, 0), ahead.done(columns, 500)
    assert (first["a"].to_pylist(), second["a"].to_pylist()) == (list(range(500)), list(range(500, 1000)))


def columns(begin: int) -> pa.Table:
    return pa.table({"a": list(range(begin, begin + 500))})


def test_it_is_gone_once_it_is_ended_though_it_is_not_ready_yet() -> None:
    ahead.begin(lambda: time.sleep(60))
    process = ahead._waiting[0]._process
    ahead.end()
    assert not process.is_alive()
    assert ahead.done(where_and, "")[0] == os.getpid()


def test_it_ends_when_the_one_that_began_it_is_killed() -> None:
    program = (
        "import os, signal\nfrom secaudit import ahead\n"
        "ahead.begin(int)\nahead.done(int)\nos.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # What both write ends once neither is there any more: else this waits until it is too long.
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, check=False)
    assert done.returncode == -9
