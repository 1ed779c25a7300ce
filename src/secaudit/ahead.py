"""Another process that gets ready for work while this one still finds out what the work is."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from secaudit import beside as forking
from secaudit.beside import Way, can_be_beside

Answer = TypeVar("Answer")
Here = TypeVar("Here")


class Waiting:
    """A process that is ready, or about to be, and does one thing after another that it is given."""

    def __init__(self, process: BaseProcess, asking: Connection, told: Way) -> None:
        self._process, self._asking, self._told = process, asking, told
        self._owner = os.getpid()

    def is_mine(self) -> bool:
        """Whether this process began it; a copy of that one must not speak in its place."""
        return self._owner == os.getpid()

    def ask(
        self, work: Callable[..., object], *arguments: object, afterwards: Callable[[], None] | None = None
    ) -> None:
        """Have it do something, and `afterwards` what nobody waits for; all of it has to be picklable.

        Raises:
            ChildProcessError: the process has ended (it was killed, or out of memory).
        """
        try:
            self._asking.send((work, arguments, afterwards))
        except ConnectionError:
            raise _gone() from None

    def answer(self) -> Any:
        """Wait for what it was asked, and return it.

        Raises:
            Exception: whatever the work raised.
            ChildProcessError: the process ended without an answer.
        """
        try:
            answer, error = self._told.receive()
        except (EOFError, ConnectionError):
            raise _gone() from None
        if error is not None:
            raise error
        return answer

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
            told = Way(context.Pipe(duplex=False))
            ends.callback(told.close)
            process = context.Process(target=_serve, args=(get_ready, asked, asking, told), daemon=True)
            process.start()
        except OSError:
            # No room for another process: slower, and no less right.
            return
        _waiting.append(Waiting(process, asking, told))
        ends.pop_all()
    asked.close()
    told.sender.close()


def done(work: Callable[..., Answer], *arguments: object) -> Answer:
    """Return what some work comes to: done by the process that waits for it, or else by this one.

    Raises:
        Exception: whatever the work raised.
        ChildProcessError: the other process ended without an answer.
    """
    waiting = _mine()
    if waiting is None:
        return work(*arguments)
    waiting.ask(work, *arguments)
    return waiting.answer()  # type: ignore[no-any-return]


def beside(
    aside: Callable[[], Answer],
    here: Callable[[], Here],
    *,
    afterwards: Callable[[], None] | None = None,
    stack: ExitStack,
) -> tuple[Answer, Here]:
    """Do as `beside.beside` does, in the process that waits, if there is one: it has got ready already.

    What is done there has to be picklable then; of a thing with methods there is one copy for all.

    Raises:
        Exception: whatever one of them raised; what `aside` raised comes first.
        ChildProcessError: the other process ended without an answer.
    """
    waiting = _mine()
    if waiting is None:
        return forking.beside(aside, here, afterwards=afterwards, stack=stack)
    waiting.ask(aside, afterwards=afterwards)
    try:
        result = here()
    except Exception:
        waiting.answer()
        raise
    answer = waiting.answer()
    # It answers the next question once it has done what comes afterwards.
    stack.callback(done, int)
    return answer, result


def end() -> None:
    """End the other process, if there is one."""
    while _waiting:
        waiting = _waiting.pop()
        if waiting.is_mine():
            waiting.end()


def _mine() -> Waiting | None:
    return next((waiting for waiting in _waiting if waiting.is_mine()), None)


def _gone() -> ChildProcessError:
    return ChildProcessError("a helper process ended without an answer")


def _serve(get_ready: Callable[[], object], asked: Connection, asking: Connection, told: Way) -> None:
    """Get ready, then do what is asked for until nobody is there to ask."""
    # A Ctrl-C is for the process that the user sees; it ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asking.close()
    told.receiver.close()
    with suppress(Exception):  # the work itself is going to meet it, and somebody waits for what it says
        get_ready()
    with suppress(EOFError, ConnectionError):
        while True:
            work, arguments, afterwards = asked.recv()
            answer = _attempt(work, arguments)
            told.send(answer)
            if afterwards is not None and answer[1] is None:
                afterwards()


def _attempt(work: Callable[..., object], arguments: tuple[object, ...]) -> tuple[object, Exception | None]:
    try:
        return work(*arguments), None
    except Exception as error:  # raised again by the one who asked
        return None, error
