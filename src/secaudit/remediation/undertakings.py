"""`actions.yaml`: who took an action, by when, and that it is done. Written by people, kept by the tool."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from yaml.nodes import Node

from secaudit.catalogue.nodes import Book, compose
from secaudit.catalogue.shapes import (
    Field,
    Refused,
    Shape,
    day,
    is_null,
    items,
    list_of,
    record,
    refuse,
    scalar,
    whole,
    words,
)
from secaudit.model.action import Action
from secaudit.model.layouts import ACTIONS
from secaudit.model.location import Location
from secaudit.model.migrations import yaml_version
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult
from secaudit.model.text import Text, same
from secaudit.model.undertaking import UNDERTAKINGS_FILE, Claim, Undertaking, UndertakingsFile

T = TypeVar("T")

_LARGEST = 32 * 1024 * 1024
_MARK = re.compile(r"[0-9a-f]{12,64}")


def _mark(book: Book, node: Node) -> str:
    """Read the mark of an action or finding as the results have it."""
    expected = Text("mã trong actions.csv hoặc audit.json", "a mark from actions.csv or audit.json")
    text: str = scalar(book, node, expected).value
    if not _MARK.fullmatch(text):
        advice = Text("chép nguyên mã, chỉ gồm 0-9 và a-f", "copy it as it is: only 0-9 and a-f")
        raise refuse(book, node, same(text), expected, advice)
    return text


def _or_none(shape: Shape[T]) -> Shape[T | None]:
    """Return a shape that may be left empty: what is not filled in yet."""

    def read(book: Book, node: Node) -> T | None:
        return None if is_null(node) else shape(book, node)

    return read


_ENTRY = {
    "action": Field(_mark, True),
    "closes": Field(list_of(_mark), default=()),
    "what": Field(_or_none(words)),
    "unit": Field(_or_none(words)),
    "taken_by": Field(_or_none(words)),
    "planned_on": Field(_or_none(day)),
    "done_on": Field(_or_none(day)),
    "evidence": Field(_or_none(words)),
    "note": Field(_or_none(words)),
}
"""The keys of an entry. `what` and `unit` are for whoever reads the file, and are not read back."""

_TOP = {"version": Field(whole, True), "actions": Field(items, True)}


def undertakings(paths: Sequence[Path]) -> tuple[Undertaking, ...]:
    """Return what the files `actions.yaml` beside or below an inventory's files say.

    Raises: as `read_undertakings`.
    """
    return read_undertakings(paths)[0]


def read_undertakings(
    paths: Sequence[Path],
) -> tuple[tuple[Undertaking, ...], tuple[UndertakingsFile, ...]]:
    """Return what the files `actions.yaml` beside or below an inventory's files say, and their hashes.

    Raises:
        InvalidInput: a file is broken, is of another version, has unknown keys, or names an action twice.
        OSError: one cannot be read.
    """
    found: list[Undertaking] = []
    files: list[UndertakingsFile] = []
    problems: list[Problem] = []
    for name, file in _files(paths):
        content = file.read_bytes() if file.stat().st_size <= _LARGEST else None
        book, entries = _read(name, content)
        files.append(UndertakingsFile(name, sha256(content or b"").hexdigest()))
        problems += book.problems
        found += entries
    problems += _repeated(found)
    if problems:
        raise InvalidInput(problems)
    return tuple(found), tuple(files)


def home(paths: Sequence[Path]) -> Path:
    """Return the file that new entries go to: beside the first path, or in it where it is a folder."""
    first = paths[0]
    return (first if first.is_dir() else first.parent) / UNDERTAKINGS_FILE


def matched(
    entries: Iterable[Undertaking], actions: Sequence[Action]
) -> tuple[dict[str, Undertaking], tuple[Undertaking, ...]]:
    """Return the entry of each action by its id, and the entries that belong to none that is open.

    An entry belongs to the action that it names; where there is none, to the one that closes most of the
    findings that it names and has no entry of its own.
    """
    waiting, found = [], {}
    ids = {action.id for action in actions}
    for entry in entries:
        if entry.action in ids:
            found[entry.action] = entry
        else:
            waiting.append(entry)
    closing = {print_: action.id for action in actions for print_ in action.closes} if waiting else {}
    unmatched = []
    for entry in waiting:
        votes = Counter(closing[print_] for print_ in entry.closes if print_ in closing)
        best = min(votes, key=lambda name: (-votes[name], name), default=None)
        if best is None or best in found:
            unmatched.append(entry)
        else:
            found[best] = entry
    return found, tuple(unmatched)


def claims(result: AuditResult, entries: Iterable[Undertaking]) -> tuple[Claim, ...]:
    """Return the actions that were said to be done by the day of the audit and whose findings are still open.

    An entry that names findings answers for these alone: what came up later is no fault of who did it.
    """
    found, _ = matched(entries, result.actions)
    claimed = []
    for action in result.actions:
        entry = found.get(action.id)
        if entry is None or entry.done_on is None or entry.done_on > result.as_of:
            continue
        still = tuple(one for one in action.closes if not entry.closes or one in entry.closes)
        if still:
            claimed.append(
                Claim(
                    action=action.id,
                    unit=action.unit,
                    what=action.what,
                    taken_by=entry.taken_by,
                    done_on=entry.done_on,
                    evidence=entry.evidence,
                    findings=still,
                    location=entry.location,
                )
            )
    return tuple(claimed)


def _files(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Return the files with their names for readers, which begin at the folder that was given."""
    found: dict[Path, tuple[str, Path]] = {}
    for path in paths:
        folder = path if path.is_dir() else path.parent
        prefix = f"{path.name}/" if len(paths) > 1 and path.is_dir() else ""
        for file in _below(folder) if path.is_dir() else [folder / UNDERTAKINGS_FILE]:
            if file.is_file():
                found.setdefault(file.resolve(), (prefix + file.relative_to(folder).as_posix(), file))
    return sorted(found.values())


def _below(folder: Path) -> list[Path]:
    files = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if UNDERTAKINGS_FILE in names:
            files.append(Path(here) / UNDERTAKINGS_FILE)
    return files


def _read(name: str, content: bytes | None) -> tuple[Book, list[Undertaking]]:
    if content is None:
        return Book(name, "", [_too_large(name)]), []
    try:
        book = Book(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Book(name, "", [_not_utf8(name)]), []
    root = compose(book)
    if root is None:
        return book, []
    try:
        top = record(book, _current(book, root), _TOP)
    except Refused:
        return book, []
    return book, [entry for node in top["actions"] for entry in _entry(book, node)]


def _current(book: Book, root: Node) -> Node:
    """Return the document as the present version would have written it; one without a version as it is.

    Raises:
        Refused: it is a file of a newer version, or its version is none.
    """
    version, node = yaml_version(root, ACTIONS.key)
    if node is None:
        return root
    try:
        upgraded: Node = ACTIONS.upgraded(root, version, book.locate(node))
    except InvalidInput as error:
        book.problems.extend(error.problems)
        raise Refused from None
    return upgraded


def _entry(book: Book, node: Node) -> Iterable[Undertaking]:
    try:
        found = record(book, node, _ENTRY)
    except Refused:
        return
    if found["done_on"] is None and found["evidence"] is not None:
        book.report(
            "evidence-without-day",
            found.nodes["evidence"],
            Text("có minh chứng mà không có ngày hoàn thành", "evidence without a day"),
            same("done_on: 2026-12-31"),
            Text("ghi done_on, hoặc bỏ evidence", "write done_on, or remove the evidence"),
        )
        return
    read: dict[str, str | date | tuple[str, ...] | None] = {
        name: found[name] for name in _ENTRY if name not in ("what", "unit")
    }
    yield Undertaking(**read, location=book.locate(node))  # type: ignore[arg-type]


def _repeated(found: Sequence[Undertaking]) -> Iterable[Problem]:
    first: dict[str, Undertaking] = {}
    for entry in found:
        earlier = first.setdefault(entry.action, entry)
        if earlier is not entry:
            yield Problem(
                "duplicate-action",
                entry.location,
                Text(
                    f"việc {entry.action} đã có tại {earlier.location}",
                    f"the action {entry.action} is at {earlier.location} already",
                ),
                Text("mỗi việc một mục", "one entry for each action"),
                Text("gộp hai mục hoặc xóa một", "put the two together or remove one"),
            )


def _too_large(name: str) -> Problem:
    return Problem(
        "actions-too-large",
        Location(name),
        Text("tệp lớn hơn 32 MB", "a file of more than 32 MB"),
        Text("tệp sổ việc", "a file of actions"),
        Text("chia tệp theo đơn vị, mỗi thư mục một tệp", "divide it by unit, one file in each folder"),
    )


def _not_utf8(name: str) -> Problem:
    return Problem(
        "actions-encoding",
        Location(name),
        Text("tệp không phải UTF-8", "a file that is not UTF-8"),
        same("UTF-8"),
        Text("lưu lại tệp với mã UTF-8", "save it as UTF-8"),
    )
