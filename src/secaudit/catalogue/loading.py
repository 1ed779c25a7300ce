"""A catalogue read from its folder: the registry, then the controls, every error told at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from yaml.nodes import Node

from secaudit.catalogue.controls import read_control
from secaudit.catalogue.nodes import MAX_BYTES, Book, compose, peek
from secaudit.catalogue.order import find_cycles
from secaudit.catalogue.registry import (
    DOCUMENTS_FILE,
    OBLIGATIONS_FILE,
    Ids,
    Registry,
    read_document,
    read_obligation,
)
from secaudit.catalogue.shapes import Field, Record, Refused, items, record
from secaudit.model.control import Catalogue
from secaudit.model.location import Location
from secaudit.model.problem import CatalogueInvalid, Problem
from secaudit.model.text import Text
from secaudit.resources import shipped

T = TypeVar("T")

_REGISTRY = "registry"
_DOCUMENTS = tuple(f"{_REGISTRY}/documents{ending}" for ending in (".yaml", ".yml"))
_ENDINGS = (".yaml", ".yml")
_CONTROLS_FILE = {"controls": Field(items, True)}


class _Entries:
    """The entries of one kind from all files, each with its file; ids are taken before anything is read."""

    def __init__(self) -> None:
        self.nodes: list[tuple[Book, Node]] = []
        self.ids = Ids()

    def add(self, book: Book, nodes: list[Node]) -> None:
        for node in nodes:
            name = peek(node, "id")
            try:
                if name is not None:
                    self.ids.claim(book, node, name)
            except Refused:
                continue
            self.nodes.append((book, node))

    def read(self, shape: Callable[[Book, Node], T]) -> Iterator[T]:
        for book, node in self.nodes:
            try:
                yield shape(book, node)
            except Refused:
                continue


def load(folder: Path | None = None) -> Catalogue:
    """Read and check a catalogue: the one in a folder, or the one that ships with the tool.

    The folder holds `registry/documents.yaml`, `registry/*.yaml` with obligations, and any other YAML
    files with controls, in folders of any depth.

    Raises:
        CatalogueInvalid: something in it is wrong; all that could be found is told.
        FileNotFoundError: the installation lacks its shipped catalogue.
    """
    with _no_collection():
        return _load(folder if folder is not None else shipped("controls"))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the garbage collector while many small objects are built that all stay: a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _load(folder: Path) -> Catalogue:
    books, digest, problems = _read_files(folder)
    documents, obligations, controls = _Entries(), _Entries(), _Entries()
    version = "0"
    for book in books:
        found = _top(book)
        if found is None:
            continue
        version = found.values.get("version") or version
        for key, entries in (("documents", documents), ("obligations", obligations), ("controls", controls)):
            entries.add(book, found.values.get(key) or [])
    laws = {law.id: law for law in documents.read(read_document)}
    known = tuple(documents.ids)
    duties = {
        duty.id: duty
        for duty in obligations.read(lambda book, node: read_obligation(book, node, laws, known))
    }
    registry = Registry(duties, frozenset(obligations.ids), frozenset(controls.ids))
    read = tuple(controls.read(lambda book, node: read_control(book, node, registry)))
    problems += [problem for book in books for problem in book.problems]
    problems += find_cycles(read)
    if not problems and not read:
        problems.append(_nothing(folder))
    if problems:
        raise CatalogueInvalid(sorted(problems, key=_place))
    return Catalogue(tuple(sorted(read, key=lambda control: control.id)), duties, laws, digest, version)


def _read_files(folder: Path) -> tuple[list[Book], str, list[Problem]]:
    """Read every YAML file below a folder: their texts, the hash over all, and what could not be read."""
    books, problems, digest = [], [], sha256()
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
        try:
            if len(content) > MAX_BYTES:
                raise ValueError
            books.append(Book(name, content.decode("utf-8-sig").replace("\r\n", "\n")))
        except ValueError:
            problems.append(_unreadable(name, len(content)))
    return books, digest.hexdigest(), problems


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise CatalogueInvalid([_nothing(folder)])
    found = (path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _top(book: Book) -> Record | None:
    root = compose(book)
    if root is None:
        return None
    fields: dict[str, Field] = _CONTROLS_FILE
    if book.file in _DOCUMENTS:
        fields = DOCUMENTS_FILE
    elif book.file.startswith(f"{_REGISTRY}/"):
        fields = OBLIGATIONS_FILE
    try:
        return record(book, root, fields)
    except Refused:
        return None


def _place(problem: Problem) -> tuple[str, int, int]:
    return problem.location.file, problem.location.line or 0, problem.location.column or 0


def _unreadable(name: str, size: int) -> Problem:
    if size > MAX_BYTES:
        return Problem(
            "too-large",
            Location(name),
            Text(f"tệp {size:,} byte", f"a file of {size:,} bytes"),
            Text(f"nhiều nhất {MAX_BYTES:,} byte", f"at most {MAX_BYTES:,} bytes"),
            Text("tách thành nhiều tệp", "split it into several files"),
        )
    return Problem(
        "encoding",
        Location(name),
        Text("tệp không phải UTF-8", "a file that is not UTF-8"),
        Text("văn bản UTF-8", "UTF-8 text"),
        Text("lưu lại tệp với mã UTF-8", "save the file again as UTF-8"),
    )


def _nothing(folder: Path) -> Problem:
    return Problem(
        "no-controls",
        Location(folder.as_posix()),
        Text("không có tiêu chí kiểm tra nào", "no control at all"),
        Text("một thư mục có tệp YAML chứa controls:", "a folder with YAML files that hold controls:"),
        Text("kiểm tra đường dẫn sau --controls", "check the path after --controls"),
    )
