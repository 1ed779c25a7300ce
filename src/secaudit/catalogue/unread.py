"""Columns that are known to be read by no control, with the reason why they are kept: `lint.yaml`."""

from __future__ import annotations

from yaml.nodes import Node

from secaudit.catalogue.describing import reads
from secaudit.catalogue.errors import did_you_mean, one_of
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.shapes import Field, both_languages, list_of, record, refuse, words
from secaudit.model.control import Unread
from secaudit.model.tables import READABLE
from secaudit.model.text import Text

UNREAD_FILES = ("lint.yaml", "lint.yml")
"""The file of a folder that lists such columns."""


@reads({"type": "string", "pattern": r"^[a-z_]+\.[a-z_]+$"})
def _column(book: Book, node: Node) -> str:
    text = words(book, node)
    name, _, column = text.partition(".")
    table = READABLE.get(name)
    if table is None:
        found = Text(f"không có bảng {name}", f"there is no table {name}")
        advice = did_you_mean(name, READABLE, Text("viết bảng.cột", "write table.column"))
        raise refuse(book, node, found, one_of(READABLE), advice, "unknown-table")
    if column not in table.readable:
        found = Text(f"{name} không có cột {column}", f"{name} has no column {column}")
        expected = Text(f"một cột của {name}", f"a column of {name}")
        advice = did_you_mean(column, table.readable, Text("xóa cột này", "remove it"))
        raise refuse(book, node, found, expected, advice, "unknown-column")
    return text


UNREAD = {
    "columns": Field(list_of(_column, empty=False), True, about=Text("các cột, bảng.cột", "table.column")),
    "reason": Field(both_languages, True, about=Text("vì sao vẫn kê khai", "why they are asked for")),
}
"""The keys of one entry of the list."""


def read_unread(book: Book, node: Node) -> Unread:
    """Read one entry of the list.

    Raises:
        Refused: something in it is wrong.
    """
    found = record(book, node, UNREAD)
    return Unread(found["columns"], found["reason"], book.locate(node))
