"""Another process that gets ready for work while this one still finds out what the work is."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TypeVar

from secaudit.beside import can_be_beside

Answer = TypeVar("Answer")


class Waiting:
    """A process that is ready, or about to be, and does one thing after another that it is given."""

    def __init__(self, process: BaseProcess, asking: Connection, told: Connection) -> None:
        self._process, self._asking, self._told = process, asking, told
        self._owner = os.getpid()

    def is_mine(self) -> bool:
        """Whether this process began it; a copy of that one must not speak in its place."""
        return self._owner == os.getpid()

    def do(self, work: Callable[..., Answer], *arguments: object) -> Answer:
        """Have it do something; what goes there and what comes back has to be picklable.

        Raises:
            Exception: whatever the work raised.
            ChildProcessError: the process ended without an answer (it was killed, or out of memory).
        """
        try:
            self._asking.send((work, arguments))
            answer, error = self._told.recv()
        except (EOFError, ConnectionError):
            raise ChildProcessError("a helper process ended without an answer") from None
        if error is not None:
            raise error
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        """End it at once, whatever it is doing: nobody is going to ask it for more."""
        self._process.kill()
        self._process.join()
        self._asking.close()
        self._told.close()


_waiting: list[Waiting] = []


def begin(get_ready: Callable[[], object]) -> None:
    """Have another process get ready, on Linux with two cores; elsewhere all is done in this one, in turn."""
    if _waiting or not can_be_beside():
        return
    context = multiprocessing.get_context("fork")
    with ExitStack() as ends:
        try:
            # Two pipes: one for both ways would be a socket.
            asked, asking = map(ends.enter_context, context.Pipe(duplex=False))
            told, telling = map(ends.enter_context, context.Pipe(duplex=False))
            process = context.Process(
                target=_serve, args=(get_ready, asked, telling, (asking, told)), daemon=True
            )
            process.start()
        except OSError:
            # No room for another process: slower, and no less right.
            return
        _waiting.append(Waiting(process, asking, told))
        ends.pop_all()
    asked.close()
    telling.close()


def done(work: Callable[..., Answer], *arguments: object) -> Answer:
    """Return what some work comes to: done by the process that waits for it, or else by this one.

    Raises:
        Exception: whatever the work raised.
        ChildProcessError: the other process ended without an answer.
    """
    for waiting in _waiting:
        if waiting.is_mine():
            return waiting.do(work, *arguments)
    return work(*arguments)


def end() -> None:
    """End the other process, if there is one."""
    while _waiting:
        waiting = _waiting.pop()
        if waiting.is_mine():
            waiting.end()


def _serve(
    get_ready: Callable[[], object], asked: Connection, telling: Connection, others: Sequence[Connection]
) -> None:
    """Get ready, then do what is asked for until nobody is there to ask."""
    # A Ctrl-C is for the process that the user sees; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for end in others:
        end.close()
    with suppress(Exception):  # the work itself is going to meet it, and somebody waits for what it says
        get_ready()
    with suppress(EOFError, ConnectionError):
        while True:
            work, arguments = asked.recv()
            telling.send(_attempt(work, arguments))


def _attempt(work: Callable[..., object], arguments: tuple[object, ...]) -> tuple[object, Exception | None]:
    try:
        return work(*arguments), None
    except Exception as error:  # raised again by the one who asked
        return None, error
