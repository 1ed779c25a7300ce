"""Reads what it weighs to undo a joint (`weights.yaml`)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from yaml.nodes import Node

from secaudit.catalogue.nodes import MAX_BYTES, Book, compose
from secaudit.catalogue.shapes import Field, Refused, describe, pairs, record, refuse, whole
from secaudit.exposure.cutting import SORTS, Weights
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text

_SHIPPED = Path(__file__).with_name("weights.yaml")


def read_weights(file: Path | None = None) -> Weights:
    """Return the weights of a file; what it does not name weighs as in the shipped one.

    Raises:
        InvalidInput: it is no such file; each problem has its line and column.
    """
    sorts, _ = _read(_SHIPPED)
    if file is None:
        return Weights(sorts)
    own, links = _read(file)
    return Weights(sorts | own, links)


def _read(file: Path) -> tuple[dict[str, int], dict[str, int]]:
    content = file.read_bytes()
    try:
        if len(content) > MAX_BYTES:
            raise ValueError(f"{len(content)} bytes")
        book = Book(str(file), content.decode("utf-8-sig"))
    except ValueError as error:
        raise InvalidInput([_unreadable(file, str(error))]) from None
    root = compose(book)
    found: tuple[dict[str, int], dict[str, int]] = {}, {}
    with suppress(Refused):
        found = found if root is None else _of(book, root)
    if book.problems:
        raise InvalidInput(book.problems)
    return found


def _of(book: Book, root: Node) -> tuple[dict[str, int], dict[str, int]]:
    top = record(book, root, {"weights": Field(_sorts), "links": Field(_links)})
    return top["weights"] or {}, top["links"] or {}


def _sorts(book: Book, node: Node) -> dict[str, int]:
    found = record(book, node, {sort: Field(_weight) for sort in SORTS})
    return {sort: weight for sort, weight in found.values.items() if weight is not None}


def _links(book: Book, node: Node) -> dict[str, int]:
    return {name: _weight(book, value) for name, _, value in pairs(book, node)}


def _weight(book: Book, node: Node) -> int:
    """Read a weight: of 0 a cut would take as many as it likes."""
    number = whole(book, node)
    if number < 1:
        expected = Text("số nguyên từ 1", "a whole number from 1")
        raise refuse(book, node, describe(node), expected, Text("viết 1 hoặc lớn hơn", "write 1 or more"))
    return number


def _unreadable(file: Path, found: str) -> Problem:
    return Problem(
        "unreadable-weights",
        Location(str(file)),
        Text(f"tệp không đọc được ({found})", f"a file that cannot be read ({found})"),
        Text("tệp YAML viết bằng UTF-8", "a YAML file in UTF-8"),
        Text("chép lại từ tệp mẫu rồi sửa", "copy the shipped file again and change that"),
    )
