"""What a value in a catalogue file must look like, declared as small readers of YAML nodes.

A shape takes the file and a node and returns the value. What is wrong is noted in the file's `Book`, and
`Refused` is raised so that nothing is built from it; the mapping around it goes on with its other keys,
so one reading finds every error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar
from unicodedata import normalize

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from secaudit.catalogue.describing import Schema, object_schema, reads, schema_of
from secaudit.catalogue.errors import did_you_mean, one_of
from secaudit.catalogue.nodes import Book
from secaudit.lazily import dataclass
from secaudit.model.text import LANGUAGES, Language, Text, same

T = TypeVar("T")
Shape = Callable[[Book, Node], T]

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain words that are no value at all."""

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
"""A whole number; 007 is none, but a code."""

_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]+)?")


class Refused(Exception):
    """A signal between shapes: a value could not be read, and why is already noted."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a mapping: how its value is read, what it is when absent, and what it is for.

    `of` are the keys of each item of a list of mappings that are read later, each by itself.
    """

    shape: Shape[Any]
    required: bool = False
    default: Any = None
    about: Text | None = None
    of: Mapping[str, Field] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping that was read.

    `values` has every key, absent ones with their default; `nodes` those that were written.
    """

    node: MappingNode
    values: Mapping[str, Any]
    nodes: Mapping[str, Node]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]


def refuse(
    book: Book, node: Node, found: Text, expected: Text, advice: Text, code: str = "wrong-value"
) -> Refused:
    """Note what is wrong with a node, and return the signal to raise."""
    book.report(code, node, found, expected, advice)
    return Refused()


def describe(node: Node) -> Text:
    """Say what a node is, for a message."""
    if isinstance(node, ScalarNode):
        if is_null(node):
            return Text("giá trị trống", "nothing")
        flat = " ".join(node.value.split())
        return same(flat if len(flat) <= 60 else flat[:57] + "…")
    return (
        Text("một ánh xạ", "a mapping") if isinstance(node, MappingNode) else Text("một danh sách", "a list")
    )


def is_null(node: Node) -> bool:
    """Whether a node is an empty value."""
    return isinstance(node, ScalarNode) and not node.style and node.value in NULLS


def scalar(book: Book, node: Node, expected: Text) -> ScalarNode:
    """Return a node as a scalar that is not empty."""
    if not isinstance(node, ScalarNode) or is_null(node) or not node.value.strip():
        raise refuse(
            book,
            node,
            describe(node),
            expected,
            Text("ghi giá trị đó vào đây", "write it here"),
            "wrong-type",
        )
    return node


@reads({"type": ["string", "number"], "pattern": r"\S"})
def words(book: Book, node: Node) -> str:
    """Read a text; line breaks and double spaces of a folded one become single spaces."""
    text = scalar(book, node, Text("một đoạn chữ", "a text")).value
    return normalize("NFC", " ".join(text.split()))


_LANGUAGES: dict[str, Field] = {language: Field(words, True) for language in LANGUAGES}


@reads(lambda language: object_schema(_LANGUAGES, language))
def both_languages(book: Book, node: Node) -> Text:
    """Read a text in Vietnamese and English."""
    found = record(book, node, _LANGUAGES)
    return Text(found["vi"], found["en"])


@reads(lambda language: {"anyOf": [schema_of(words, language), schema_of(both_languages, language)]})
def either_text(book: Book, node: Node) -> Text:
    """Read a text in both languages, or one that is alike in both."""
    return same(words(book, node)) if isinstance(node, ScalarNode) else both_languages(book, node)


def one_word(choices: Iterable[str]) -> Shape[str]:
    """Return a shape for one of a few fixed words."""
    known = tuple(choices)

    @reads({"enum": list(known)})
    def shape(book: Book, node: Node) -> str:
        text: str = scalar(book, node, one_of(known)).value
        if text not in known:
            advice = did_you_mean(text, known, Text("chọn một trong các giá trị đó", "choose one of these"))
            raise refuse(book, node, same(text), one_of(known), advice)
        return text

    return shape


@reads({"type": "boolean"})
def truth(book: Book, node: Node) -> bool:
    """Read true or false."""
    expected = Text("true hoặc false", "true or false")
    found = scalar(book, node, expected)
    if found.style or found.value not in ("true", "false"):
        raise refuse(
            book,
            node,
            describe(node),
            expected,
            Text("viết true hoặc false", "write true or false"),
            "wrong-type",
        )
    return bool(found.value == "true")


def _numeral(book: Book, node: Node, pattern: re.Pattern[str], expected: Text) -> str:
    found = scalar(book, node, expected)
    if found.style or not pattern.fullmatch(found.value):
        advice = Text("viết số, không có dấu nháy hay đơn vị", "write the number without quotes or unit")
        raise refuse(book, node, describe(node), expected, advice, "wrong-type")
    return str(found.value)


@reads({"type": "integer", "minimum": 0})
def whole(book: Book, node: Node) -> int:
    """Read a whole number that is not negative."""
    expected = Text("số nguyên không âm", "a whole number, not negative")
    number = int(_numeral(book, node, WHOLE, expected))
    if number < 0:
        raise refuse(
            book, node, describe(node), expected, Text("viết số không âm", "write one that is not negative")
        )
    return number


@reads({"type": "number"})
def decimal(book: Book, node: Node) -> float:
    """Read a number."""
    return float(_numeral(book, node, _DECIMAL, Text("một số", "a number")))


@reads({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
def day(book: Book, node: Node) -> date:
    """Read a date."""
    expected = Text("ngày có thật, viết năm-tháng-ngày", "a real day, written year-month-day")
    text = scalar(book, node, expected).value
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        advice = Text("viết như 2026-12-31", "write it as in 2026-12-31")
        raise refuse(book, node, same(text), expected, advice, "date") from None


def items(book: Book, node: Node) -> list[Node]:
    """Return the nodes of a list."""
    if not isinstance(node, SequenceNode):
        advice = Text(
            "viết [a, b] hoặc mỗi dòng một mục bắt đầu bằng -", "write [a, b], or one item a line after -"
        )
        raise refuse(book, node, describe(node), Text("một danh sách", "a list"), advice, "wrong-type")
    return list(node.value)


def list_of(shape: Shape[T], *, empty: bool = True) -> Shape[tuple[T, ...]]:
    """Return a shape for a list; every item is read before a bad one refuses the whole."""

    def described(language: Language) -> Schema:
        least = {} if empty else {"minItems": 1}
        return {"type": "array", "items": schema_of(shape, language), **least}

    @reads(described)
    def read(book: Book, node: Node) -> tuple[T, ...]:
        found, refused = [], False
        nodes = items(book, node)
        for item in nodes:
            try:
                found.append(shape(book, item))
            except Refused:
                refused = True
        if not nodes and not empty:
            advice = Text("thêm ít nhất một mục", "add at least one item")
            raise refuse(
                book, node, Text("danh sách rỗng", "an empty list"), Text("một mục", "an item"), advice
            )
        if refused:
            raise Refused
        return tuple(found)

    return read


def pairs(book: Book, node: Node) -> Iterator[tuple[str, ScalarNode, Node]]:
    """Yield key, the key's node and the value's node of a mapping."""
    if not isinstance(node, MappingNode):
        advice = Text("viết khóa: giá trị", "write key: value")
        raise refuse(book, node, describe(node), Text("một ánh xạ", "a mapping"), advice, "wrong-type")
    for key, value in node.value:
        yield scalar(book, key, Text("một khóa", "a key")).value, key, value


def record(book: Book, node: Node, fields: Mapping[str, Field]) -> Record:
    """Read a mapping with the given keys and no others.

    Raises:
        Refused: something in it is wrong; every error in it has been noted.
    """
    values = {name: field.default for name, field in fields.items()}
    nodes: dict[str, Node] = {}
    refused = False
    for name, key, value in pairs(book, node):
        field = fields.get(name)
        if field is None:
            listed = ", ".join(fields)
            advice = did_you_mean(name, fields, Text(f"các khóa: {listed}", f"keys: {listed}"))
            refuse(
                book,
                key,
                Text(f"khóa lạ {name}", f"an unknown key, {name}"),
                one_of(fields),
                advice,
                "unknown-key",
            )
            refused = True
            continue
        nodes[name] = value
        try:
            values[name] = field.shape(book, value)
        except Refused:
            refused = True
    for name, field in fields.items():
        if field.required and name not in nodes:
            advice = Text(f"thêm khóa {name}", f"add the key {name}")
            refuse(book, node, Text(f"thiếu {name}", f"no {name}"), same(f"{name}: …"), advice, "missing-key")
            refused = True
    if refused or not isinstance(node, MappingNode):
        raise Refused
    return Record(node, values, nodes)


def mapping(fields: Mapping[str, Field]) -> Shape[Record]:
    """Return a shape for a mapping with the given keys and no others."""

    @reads(lambda language: object_schema(fields, language))
    def read(book: Book, node: Node) -> Record:
        return record(book, node, fields)

    return read
