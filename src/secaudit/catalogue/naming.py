"""How ids in catalogue files are written."""

from __future__ import annotations

import re

from yaml.nodes import Node

from secaudit.catalogue.describing import reads
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.shapes import refuse, scalar
from secaudit.model.text import Text, same

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*([./_-][A-Za-z0-9]+)*")


@reads({"type": "string", "pattern": f"^{_IDENTIFIER.pattern}$"})
def identifier(book: Book, node: Node) -> str:
    """Read an id: letters and digits, with single - . / or _ between them."""
    expected = Text("mã gồm chữ không dấu, chữ số và - . / _", "an id of letters, digits and - . / _")
    text: str = scalar(book, node, expected).value
    if not _IDENTIFIER.fullmatch(text):
        raise refuse(book, node, same(text), expected, Text("đổi mã", "choose another id"))
    return text


@reads({"type": "string", "pattern": f"^{_IDENTIFIER.pattern}/\\S+$"})
def obligation_id(book: Book, node: Node) -> str:
    """Read an obligation's id: its document's, a slash, and the clause; a range of clauses has commas."""
    expected = Text(
        "mã văn bản, dấu / và điểm khoản, không có khoảng trắng", "document/clause, without spaces"
    )
    text: str = scalar(book, node, expected).value
    document, slash, clause = text.partition("/")
    if not (_IDENTIFIER.fullmatch(document) and slash and clause) or re.search(r"\s", text):
        raise refuse(
            book, node, same(text), expected, Text("viết như CTHD13/II.2.3", "write it like CTHD13/II.2.3")
        )
    return text
