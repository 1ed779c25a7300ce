"""Another process that gets ready for work while this one still finds out what the work is."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from secaudit.beside import Way, can_be_beside
from secaudit.lazily import dataclass

Done = TypeVar("Done")


class Waiting:
    """A process that is ready, or about to be, and does one thing after another that it is given."""

    def __init__(self, process: BaseProcess, asking: Connection, told: Way) -> None:
        self._process, self._asking, self._told = process, asking, told
        self._owner = os.getpid()
        self._asked = itertools.count()
        self._answers: dict[int, tuple[Any, Exception | None]] = {}
        self._answered = itertools.count()

    def is_mine(self) -> bool:
        """Whether this process began it; a copy of that one must not speak in its place."""
        return self._owner == os.getpid()

    def ask(self, work: Callable[..., object], *arguments: object) -> int:
        """Have it do something, and return by which number the answer is known; all has to be picklable.

        Raises:
            ChildProcessError: the process has ended (it was killed, or out of memory).
        """
        try:
            self._asking.send((work, arguments))
        except ConnectionError:
            raise _gone() from None
        return next(self._asked)

    def answer(self, number: int) -> Any:
        """Wait for the answer to a question, and return it.

        Raises:
            Exception: whatever the work raised.
            ChildProcessError: the process ended without an answer.
        """
        while number not in self._answers:
            self._receive()
        answer, error = self._answers.pop(number)
        if error is not None:
            raise error
        return answer

    def has_answered(self, number: int) -> bool:
        """Whether nobody would have to wait for an answer; one that cannot come any more is no wait."""
        while number not in self._answers and self._told.receiver.poll():
            try:
                self._receive()
            except ChildProcessError:
                return True
        return number in self._answers

    def _receive(self) -> None:
        try:
            self._answers[next(self._answered)] = self._told.receive()
        except (EOFError, ConnectionError):
            raise _gone() from None

    def end(self) -> None:
        """End it at once, whatever it is doing: nobody is going to ask it for more."""
        self._process.kill()
        self._process.join()
        self._asking.close()
        self._told.close()


class Here:
    """Does in this process what it is given, in the same order, once an answer is needed."""

    def __init__(self) -> None:
        self._open: list[tuple[Callable[..., object], tuple[object, ...]]] = []
        self._answers: list[tuple[Any, Exception | None]] = []

    def ask(self, work: Callable[..., object], *arguments: object) -> int:
        """Take in what is to be done, and return by which number the answer is known."""
        self._open.append((work, arguments))
        return len(self._answers) + len(self._open) - 1

    def answer(self, number: int) -> Any:
        """Do all up to a question, and return the answer to it.

        Raises:
            Exception: whatever the work raised.
        """
        while len(self._answers) <= number:
            self._answers.append(_attempt(*self._open.pop(0)))
        answer, error = self._answers[number]
        if error is not None:
            raise error
        return answer

    def has_answered(self, number: int) -> bool:
        """Whether nobody would have to wait: nothing is being done that could be waited for."""
        return True


@dataclass(frozen=True)
class Answer:
    """What a method is going to return."""

    by: Waiting | Here
    number: int

    def __call__(self) -> Any:
        """Wait for it, and return it.

        Raises:
            Exception: whatever the method raised.
            ChildProcessError: the process ended without an answer.
        """
        return self.by.answer(self.number)

    def is_there(self) -> bool:
        """Whether it can be had without waiting."""
        return self.by.has_answered(self.number)


class Elsewhere:
    """A thing in the process that waits, where its methods run one after the other; without one it is here.

    The thing has to be picklable, and what its methods take and return. What it learns, it learns there.
    """

    def __init__(self, thing: object) -> None:
        waiting = _mine()
        self._by: Waiting | Here = Here() if waiting is None else waiting
        self._call: Callable[..., object] = partial(_call, thing) if waiting is None else _call_taken
        if waiting is not None:
            waiting.ask(_take, thing)

    def begin(self, method: str, *arguments: object) -> Answer:
        """Have a method called, and return what waits for its answer.

        Methods are called in the order in which they are begun, whichever answer is needed first.
        """
        return Answer(self._by, self._by.ask(self._call, method, *arguments))


_things: list[object] = []
"""In a process that waits: the things that it was given."""


def _take(thing: object) -> None:
    _things.append(thing)


def _call_taken(method: str, *arguments: object) -> object:
    return _call(_things[-1], method, *arguments)


def _call(thing: object, method: str, *arguments: object) -> object:
    return getattr(thing, method)(*arguments)


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


def done(work: Callable[..., Done], *arguments: object) -> Done:
    """Return what some work comes to: done by the process that waits for it, or else by this one.

    Raises:
        Exception: whatever the work raised.
        ChildProcessError: the other process ended without an answer.
    """
    waiting = _mine()
    if waiting is None:
        return work(*arguments)
    return waiting.answer(waiting.ask(work, *arguments))  # type: ignore[no-any-return]


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
            work, arguments = asked.recv()
            told.send(_attempt(work, arguments))


def _attempt(work: Callable[..., object], arguments: tuple[object, ...]) -> tuple[object, Exception | None]:
    try:
        return work(*arguments), None
    except Exception as error:  # raised again by the one who asked
        return None, error
