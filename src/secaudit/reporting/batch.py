"""The reports of every unit in one go, on all cores, stopped and taken up again as one likes.

A unit's files are written whole, and then noted in `reports.json` beside their folders. What is noted there
for the same result, formats, language and layout, by the same version, is not made again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from secaudit import __version__
from secaudit.lazily import dataclass
from secaudit.model.issuer import NOBODY, Issuer
from secaudit.model.problem import SecauditError
from secaudit.model.result import AuditResult
from secaudit.model.text import Language
from secaudit.reporting.addresses import addresses
from secaudit.reporting.json import dump
from secaudit.reporting.making import layout_mark
from secaudit.reporting.publishing import publish
from secaudit.reporting.rendering import Progress, render

NOTES = "reports.json"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of a result for each of its units, and where."""

    result: AuditResult
    formats: tuple[str, ...]
    folder: Path
    language: Language
    templates: Path | None = None
    documents: tuple[str, ...] = ("audit",)
    issuer: Issuer = NOBODY

    @property
    def mark(self) -> str:
        """A mark of everything that the files depend on."""
        hashed = sha256(dump(self.result))
        hashed.update(json.dumps([sorted(self.formats), self.language]).encode())
        program = __version__, layout_mark(self.templates)
        hashed.update(repr((sorted(self.documents), self.issuer, program)).encode())
        return hashed.hexdigest()


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of an order: how many units were made now and before, and why others could not be.

    `failed` has the reason by the unit's id.
    """

    made: int
    kept: int
    failed: Mapping[str, str]


def render_each(order: Order, *, progress: Progress | None = None, workers: int | None = None) -> Batch:
    """Write the reports of every unit, each into a folder of its own below the order's.

    A unit whose reports cannot be made does not keep the others from theirs.

    Raises:
        OSError: the folder cannot be written to.
    """
    notes = _Notes(order.folder / NOTES, order.mark)
    places = {
        unit: order.folder / name for unit, name in addresses(each.id for each in order.result.units).items()
    }
    waiting = [unit for unit, place in places.items() if not notes.has(unit, place)]
    failed: dict[str, str] = {}
    for done, (unit, files, reason) in enumerate(_each(order, places, waiting, workers), 1):
        if reason:
            failed[unit] = reason
        else:
            notes.add(unit, files)
        if progress:
            progress("report", done, len(waiting))
    return Batch(len(waiting) - len(failed), len(places) - len(waiting), failed)


class _Notes:
    """Which units are done, kept in a file; those of another order do not count."""

    def __init__(self, file: Path, mark: str) -> None:
        self._file, self._mark = file, mark
        self._done: dict[str, list[str]] = {}
        try:
            found = json.loads(file.read_text("utf-8"))
            if found["mark"] == mark:
                self._done = {
                    str(unit): [str(name) for name in files] for unit, files in found["done"].items()
                }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            # Not there, or not ours: everything is made anew.
            self._done = {}

    def has(self, unit: str, place: Path) -> bool:
        """Whether all files of a unit are there."""
        files = self._done.get(unit)
        return bool(files) and all((place / name).is_file() for name in files or ())

    def add(self, unit: str, files: Sequence[str]) -> None:
        """Note that a unit is done."""
        self._done[unit] = list(files)
        text = json.dumps({"mark": self._mark, "done": self._done}, ensure_ascii=False, indent=1)
        publish({self._file.name: text.encode()}, self._file.parent)


_Made = tuple[str, list[str], str]


def _each(
    order: Order, places: Mapping[str, Path], units: Sequence[str], workers: int | None
) -> Iterator[_Made]:
    """Yield each unit with its files, or with the reason why there are none, as they are finished."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    count = min(workers or cores, len(units))
    if count < 2:
        _take(order)
        yield from (_made(unit, places[unit]) for unit in units)
        return
    # A fork has the result and the libraries already; elsewhere each process is sent the result once.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(count, context, initializer=_take, initargs=(order,)) as pool:
        try:
            yield from _finished({pool.submit(_made, unit, places[unit]): unit for unit in units})
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _finished(futures: Mapping[Future[_Made], str]) -> Iterator[_Made]:
    for future in as_completed(futures):
        try:
            yield future.result()
        except Exception as error:
            yield futures[future], [], _told(error)


_ORDERS: list[Order] = []


def _take(order: Order) -> None:
    """Keep the order of this process, whose every piece of work is a part of it."""
    _ORDERS[:] = [order]


def _made(unit: str, place: Path) -> _Made:
    """Write the reports of one unit."""
    (order,) = _ORDERS
    try:
        paths = render(
            order.result,
            order.formats,
            place,
            language=order.language,
            unit=unit,
            templates=order.templates,
            documents=order.documents,
            issuer=order.issuer,
        )
    except (SecauditError, OSError, ValueError, RecursionError) as error:
        return unit, [], _told(error)
    return unit, [path.relative_to(place).as_posix() for path in paths], ""


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
