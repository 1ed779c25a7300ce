"""What an example says must come out: statuses, the gaps of an unknown, and the sentence of a failure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from yaml.nodes import MappingNode, Node

from secaudit.catalogue.describing import Schema, object_schema, reads, schema_of
from secaudit.catalogue.errors import did_you_mean, one_of
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.shapes import (
    Field,
    Record,
    list_of,
    one_word,
    pairs,
    record,
    refuse,
    words,
)
from secaudit.model.status import Status
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.text import LANGUAGES, Language, Text, same

Expected = Status | Mapping[str, Status]
"""The status of the judged row, or of every row by its id."""

_SENTENCES: dict[str, Field] = {language: Field(words) for language in LANGUAGES}
_ABOUT_ONE_ROW = ("missing", "due", "message")

_status = one_word(status.value for status in Status)


def _by_row(language: Language) -> Schema:
    return {"type": "object", "minProperties": 1, "additionalProperties": schema_of(_status, language)}


@reads(lambda language: {"anyOf": [schema_of(_status, language), _by_row(language)]})
def expected(book: Book, node: Node) -> Expected:
    """Read a status, or a mapping from row ids to statuses."""
    if not isinstance(node, MappingNode):
        return Status(_status(book, node))
    return {name: Status(_status(book, value)) for name, _, value in pairs(book, node)}


@reads({"type": "string", "pattern": r"^[a-z_]+(\.[a-z_]+)?$"})
def _gap(book: Book, node: Node) -> str:
    text = words(book, node)
    name, dot, column = text.partition(".")
    table = SCHEMA.get(name)
    if table is None:
        found = Text(f"không có bảng {name}", f"there is no table {name}")
        advice = did_you_mean(name, SCHEMA, Text("viết bảng.cột hoặc bảng", "write table.column or table"))
        raise refuse(book, node, found, one_of(SCHEMA), advice, "unknown-table")
    if dot and column not in table.by_name:
        found = Text(f"{name} không có cột {column}", f"{name} has no column {column}")
        expected = Text(f"một cột của {name}", f"a column of {name}")
        advice = did_you_mean(column, table.by_name, same(", ".join(table.by_name)))
        raise refuse(book, node, found, expected, advice, "unknown-column")
    return text


gaps = list_of(_gap)
"""Reads the gaps of an unknown: `table.column` for an empty cell, `table` for one not declared complete."""


@reads(lambda language: {**object_schema(_SENTENCES, language), "minProperties": 1})
def sentences(book: Book, node: Node) -> Mapping[Language, str]:
    """Read a sentence in one language or both."""
    found = record(book, node, _SENTENCES)
    given: dict[Language, str] = {
        language: found[language] for language in LANGUAGES if found[language] is not None
    }
    if not given:
        advice = Text("thêm vi hoặc en", "add vi or en")
        raise refuse(book, node, Text("câu trống", "no sentence"), same("{vi: …}"), advice)
    return given


def check_each(book: Book, found: Record, ids: Collection[str] | None, subject: Table) -> None:
    """Check that an `expect` by row names every row given, and no other; None: rows made by the tool.

    Raises:
        Refused: it does not, or it is not clear which row `missing`, `due` or `message` is about.
    """
    node = found.nodes["expect"]
    for name, key, _ in pairs(book, node):
        if ids is not None and name not in ids:
            expected = Text(f"mã một dòng {subject.name} đã cho", f"the id of a given row of {subject.name}")
            advice = did_you_mean(
                name, ids, Text("dùng mã của một dòng đã cho", "use the id of a row that is given")
            )
            raise refuse(book, key, same(name), expected, advice, "example-subject")
    unnamed = [name for name in ids or () if name not in found["expect"]]
    if unnamed or not found["expect"]:
        listed = ", ".join(unnamed)
        raise refuse(
            book,
            node,
            Text(f"expect không nêu dòng {listed}", f"expect does not name {listed}"),
            Text(f"trạng thái của mọi dòng {subject.name}", f"the status of every row of {subject.name}"),
            Text("thêm các dòng đó", "add these rows"),
            "example-subject",
        )
    stated = [name for name in _ABOUT_ONE_ROW if name in found.nodes]
    if stated and found["subject"] is None:
        raise refuse(
            book,
            found.nodes[stated[0]],
            Text(f"{stated[0]}, nhưng có nhiều dòng", f"{stated[0]}, but of several rows"),
            same("subject: …"),
            Text(
                f"thêm subject: mã dòng mà {stated[0]} nói tới", f"add subject: the row {stated[0]} is about"
            ),
            "example-subject",
        )
