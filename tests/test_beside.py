"""Work in two processes: both answers, or the error that either raised."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from secaudit import beside as module
from secaudit.beside import beside, can_be_beside
from secaudit.model.location import Location
from secaudit.model.problem import InventoryInvalid, Problem
from secaudit.model.text import Text, same
from secaudit.revision import GitFailure


@pytest.fixture(autouse=True)
def _as_outside_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "can_be_beside", can_be_beside)


PROBLEM = Problem("code", Location("a.yaml", 1, 2), same("found"), same("expected"), same("advice"))


def fail(error: Exception) -> None:
    raise error


LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is one process")


@LINUX_ONLY
def test_both_answers_come_back_and_one_is_from_another_process() -> None:
    assert beside(lambda: {"a": [1, 2]}, lambda: "here") == ({"a": [1, 2]}, "here")
    there, here = beside(os.getpid, os.getpid)
    assert there != here == os.getpid()


def test_an_error_arrives_whole() -> None:
    with pytest.raises(InventoryInvalid) as caught:
        beside(lambda: fail(InventoryInvalid([PROBLEM])), lambda: None)
    assert caught.value.problems == (PROBLEM,)


def test_what_is_wrong_with_a_repository_arrives_whole() -> None:
    failure = GitFailure(Text("không có", "none"))
    with pytest.raises(GitFailure) as caught:
        beside(lambda: fail(failure), lambda: None)
    assert caught.value.text == failure.text


def test_what_comes_afterwards_is_done_and_not_waited_for(tmp_path: Path) -> None:
    left = tmp_path / "left"

    def leave() -> None:
        time.sleep(0.05)
        left.touch()

    with ExitStack() as stack:
        assert beside(lambda: 1, lambda: 2, afterwards=leave, stack=stack) == (1, 2)
        assert sys.platform != "linux" or not left.exists()
    assert left.exists()


def test_nothing_comes_after_a_failure(tmp_path: Path) -> None:
    left = tmp_path / "left"
    with ExitStack() as stack, pytest.raises(KeyError):
        beside(lambda: fail(KeyError("there")), lambda: 2, afterwards=left.touch, stack=stack)
    assert not left.exists()


def test_an_error_of_this_side_is_raised_when_the_other_has_ended() -> None:
    with pytest.raises(KeyError):
        beside(lambda: "there", lambda: fail(KeyError("here")))


def test_of_two_errors_the_other_sides_comes_first() -> None:
    with pytest.raises(ValueError, match="there"):
        beside(lambda: fail(ValueError("there")), lambda: fail(KeyError("here")))


@LINUX_ONLY
def test_a_process_that_dies_is_an_error_and_no_hang() -> None:
    with pytest.raises(ChildProcessError):
        beside(lambda: os._exit(9), lambda: None)


def test_one_core_does_both_in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert beside(os.getpid, os.getpid) == (os.getpid(), os.getpid())


@LINUX_ONLY
@pytest.mark.parametrize("wait", [0.2, 0.6])
def test_a_signal_to_this_process_alone_ends_both(wait: float) -> None:
    """The other process may be sending more than a pipe holds, with nobody left to read it."""
    code = (
        # Whoever runs the tests in the background has them ignore the signal, and what they start, too.
        "import signal, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from secaudit.beside import beside\n"
        "beside(lambda: bytes(50_000_000), lambda: time.sleep(30))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE)
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) != 0


@LINUX_ONLY
def test_no_room_for_a_process_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", full)
    assert beside(os.getpid, os.getpid) == (os.getpid(), os.getpid())
