"""Two things at once, on machines that have two cores."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import ExitStack
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

Aside = TypeVar("Aside")
Here = TypeVar("Here")


def can_be_beside() -> bool:
    """Whether two things can run at once here: on Linux, where two cores are ours to use."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


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
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(aside, receiver, sender, afterwards), daemon=True)
    try:
        process.start()
    except OSError:
        # No room for another process: slower, and no less right.
        receiver.close()
        sender.close()
        return _in_turn(aside, here, afterwards)
    sender.close()
    try:
        result, failure = _attempt(here)
        try:
            answer, error = receiver.recv()
        except EOFError:
            raise ChildProcessError("a helper process ended without an answer") from None
    except BaseException:
        # Stopped here, by a signal too: nobody is going to read what the other process has to say.
        process.terminate()
        raise
    finally:
        receiver.close()
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


def _answer(
    work: Callable[[], object],
    receiver: Connection,
    sender: Connection,
    afterwards: Callable[[], None] | None,
) -> None:
    """Do the work in the other process and send what came of it."""
    # A Ctrl-C is for the process that the user sees; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    receiver.close()
    answer = _attempt(work)
    sender.send(answer)
    sender.close()
    if afterwards is not None and answer[1] is None:
        afterwards()
