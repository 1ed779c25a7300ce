"""Two things at once, on machines that have two cores."""

from __future__ import annotations

import mmap
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

Aside = TypeVar("Aside")
Here = TypeVar("Here")


_ALIGNED = 64
"""Bytes to whose multiple a column's begin is put, as those who compute with it like it."""


def can_be_beside() -> bool:
    """Whether two things can run at once here: on Linux, where two cores are ours to use."""
    if sys.platform != "linux" or not hasattr(os, "memfd_create"):
        return False
    return len(os.sched_getaffinity(0)) > 1


def beside(
    aside: Callable[[], Aside],
    here: Callable[[], Here],
    *,
    afterwards: Callable[[], None] | None = None,
    stack: ExitStack | None = None,
) -> tuple[Aside, Here]:
    """Run `aside` in a process of its own while `here` runs in this one, and return both results.

    The other process is a copy of this one, which only Linux makes both cheaply and safely; elsewhere, and
    on a single core, the two run one after the other. What `aside` returns or raises has to be picklable.
    What nobody waits for, the process of `aside` does `afterwards`: it is ended when `stack` is closed.

    Raises:
        Exception: whatever one of them raised; what `aside` raised comes first.
        ChildProcessError: the other process ended without an answer (it was killed, or out of memory).
    """
    if not can_be_beside():
        return _in_turn(aside, here, afterwards)
    context = multiprocessing.get_context("fork")
    try:
        way = Way(context.Pipe(duplex=False))
    except OSError:
        return _in_turn(aside, here, afterwards)
    process = context.Process(target=_answer, args=(aside, way, afterwards), daemon=True)
    try:
        process.start()
    except OSError:
        # No room for another process: slower, and no less right.
        way.close()
        return _in_turn(aside, here, afterwards)
    way.sender.close()
    try:
        result, failure = _attempt(here)
        try:
            answer, error = way.receive()
        except EOFError:
            raise ChildProcessError("a helper process ended without an answer") from None
    except BaseException:
        # Stopped here, by a signal too: nobody is going to read what the other process has to say.
        process.terminate()
        raise
    finally:
        way.close()
        _end(process, stack)
    if error is not None:
        raise error
    if failure is not None:
        raise failure
    return answer, result  # type: ignore[return-value]  # None only where a failure was raised above


def _in_turn(
    aside: Callable[[], Aside], here: Callable[[], Here], afterwards: Callable[[], None] | None
) -> tuple[Aside, Here]:
    answer, result = aside(), here()
    if afterwards is not None:
        afterwards()
    return answer, result


def _end(process: BaseProcess, stack: ExitStack | None) -> None:
    if stack is None:
        process.join()
    else:
        stack.callback(process.join)


def _attempt(work: Callable[[], Here]) -> tuple[Here | None, Exception | None]:
    try:
        return work(), None
    except Exception as error:  # raised again by the caller, once both have ended
        return None, error


def _answer(work: Callable[[], object], way: Way, afterwards: Callable[[], None] | None) -> None:
    """Do the work in the other process and send what came of it."""
    # A Ctrl-C is for the process that the user sees; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    way.receiver.close()
    answer = _attempt(work)
    way.send(answer)
    way.close()
    if afterwards is not None and answer[1] is None:
        afterwards()


class Way:
    """From one process to another: memory of both, and a pipe that says what is in it.

    Some megabytes of columns go through memory in a tenth of the time that they take through a pipe, and
    whoever sends them does not wait until they are received.
    """

    def __init__(self, ends: tuple[Connection, Connection]) -> None:
        self.receiver, self.sender = ends
        try:
            self._memory = os.memfd_create("secaudit")
        except OSError:
            self.receiver.close()
            self.sender.close()
            raise

    def send(self, answer: object) -> None:
        """Send something picklable; nobody has to receive it yet."""
        columns: list[pickle.PickleBuffer] = []
        packed = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL, buffer_callback=columns.append)
        parts = [memoryview(packed), *(column.raw() for column in columns)]
        ends = []
        with open(self._memory, "wb", closefd=False) as memory:
            # What was sent before stays where it is: the other process has it still in use.
            first = memory.tell()
            for part in parts:
                memory.write(part)
                ends.append(memory.tell())
                memory.write(bytes(-memory.tell() % _ALIGNED))
        self.sender.send((first, ends))

    def receive(self) -> Any:
        """Return what was sent next.

        Raises:
            EOFError: the other process ended before it had sent anything.
        """
        first, ends = self.receiver.recv()
        memory = memoryview(mmap.mmap(self._memory, 0, access=mmap.ACCESS_READ))
        starts = [first, *(end + -end % _ALIGNED for end in ends[:-1])]
        packed, *columns = [memory[start:end] for start, end in zip(starts, ends, strict=True)]
        return pickle.loads(packed, buffers=columns)  # noqa: S301  # a copy of this very process packed it

    def close(self) -> None:
        """Let go of this process's ends; what was received stays."""
        self.receiver.close()
        self.sender.close()
        if self._memory >= 0:
            os.close(self._memory)
            self._memory = -1
