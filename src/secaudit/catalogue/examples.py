"""The examples of a control: rows, a day, and the status that must come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from yaml.nodes import Node, ScalarNode, SequenceNode

from secaudit.catalogue.describing import Schema, reads
from secaudit.catalogue.errors import did_you_mean, one_of
from secaudit.catalogue.expectations import Expected, check_each, expected, gaps, sentences
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.shapes import (
    NULLS,
    WHOLE,
    Field,
    Record,
    Refused,
    both_languages,
    day,
    describe,
    items,
    list_of,
    one_word,
    pairs,
    record,
    refuse,
    words,
)
from secaudit.lazily import dataclass
from secaudit.model.control import Example
from secaudit.model.law import Recurrence
from secaudit.model.location import Location
from secaudit.model.period import Period, period_named
from secaudit.model.table import Table
from secaudit.model.tables import READABLE
from secaudit.model.text import Language, Text, counted, same

Given = Mapping[str, tuple[Mapping[str, Any], ...]]
Place = tuple[int, int]

_MAX_NESTING = 2
"""A cell holds a value or a list of values."""


@dataclass(frozen=True, slots=True)
class ExampleOrigin:
    """Where the rows of one table of an example were written; rows that it lacks stand at the example."""

    file: str
    example: Place
    rows: tuple[Place, ...]
    cells: tuple[Mapping[str, Place], ...]

    def locate(self, row: int, column: str | None = None) -> Location:
        """Return the place of a row, or of one of its cells."""
        if row >= len(self.rows):
            return Location(self.file, *self.example)
        return Location(self.file, *self.cells[row].get(column or "", self.rows[row]))

    def has(self, column: str) -> bool:
        """Every row names its own cells, so none has to be added for all."""
        return True


def _described(language: Language) -> Schema:
    """Return the schema of given rows; the tables themselves are described under $defs."""
    tables = {name: {"$ref": f"#/$defs/{name}"} for name in READABLE}
    return {"type": "object", "additionalProperties": False, "properties": tables}


@reads(_described)
def _given(book: Book, node: Node) -> Given:
    tables: dict[str, tuple[Mapping[str, Any], ...]] = {}
    refused = False
    for name, key, value in pairs(book, node):
        table = READABLE.get(name)
        if table is None:
            advice = did_you_mean(name, READABLE, Text("dùng một trong các bảng đó", "use one of these"))
            found = Text(f"không có bảng {name}", f"there is no table {name}")
            book.report("unknown-table", key, found, one_of(READABLE), advice)
            refused = True
            continue
        try:
            tables[name] = tuple(_row(book, item, table) for item in items(book, value))
        except Refused:
            refused = True
    if refused:
        raise Refused
    return tables


def _row(book: Book, node: Node, table: Table) -> Mapping[str, Any]:
    row: dict[str, Any] = {}
    for name, key, value in pairs(book, node):
        if name not in table.readable:
            found = Text(f"{table.name} không có cột {name}", f"{table.name} has no column {name}")
            advice = did_you_mean(name, table.readable, Text("xóa cột này", "remove this column"))
            expected = Text(f"một cột của {table.name}", f"a column of {table.name}")
            raise refuse(book, key, found, expected, advice, "unknown-column")
        row[name] = _cell(book, value)
    if not row.get("id"):
        found = Text(f"dòng {table.name} không có id", f"a row of {table.name} without id")
        raise refuse(book, node, found, same("id: …"), Text("thêm id", "add an id"), "missing-key")
    return row


def _cell(book: Book, node: Node, depth: int = 0) -> Any:
    """Read a cell as an inventory file would hold it; dates stay as written."""
    if depth > _MAX_NESTING:
        advice = Text("viết giá trị đơn giản", "write a simple value")
        raise refuse(book, node, describe(node), Text("một ô dữ liệu", "a cell"), advice, "wrong-type")
    if isinstance(node, SequenceNode):
        return tuple(_cell(book, item, depth + 1) for item in node.value)
    if not isinstance(node, ScalarNode):
        advice = Text("viết một giá trị", "write one value")
        raise refuse(book, node, describe(node), Text("một ô dữ liệu", "a cell"), advice, "wrong-type")
    text: str = node.value
    if node.style:
        return text
    if text in NULLS:
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if WHOLE.fullmatch(text) else text


EXAMPLE = {
    "name": Field(words, about=Text("ví dụ nói về điều gì", "what it shows")),
    "given": Field(
        _given, True, about=Text("các dòng, như trong tệp kiểm kê", "rows, as in an inventory file")
    ),
    "as_of": Field(day, True, about=Text("ngày đánh giá", "the day of the audit")),
    "expect": Field(
        expected,
        True,
        about=Text(
            "kết quả, hoặc {mã dòng: kết quả} cho mọi dòng", "the status, or {row id: status} of every row"
        ),
    ),
    "subject": Field(words, about=Text("mã dòng được đánh giá", "the id of the judged row")),
    "declared": Field(
        list_of(one_word(READABLE)),
        about=Text("các bảng đã kê khai đầy đủ (mặc định: tất cả)", "the complete tables (default: all)"),
    ),
    "period": Field(words, about=Text("kỳ được đánh giá, như 2026-H1", "the judged period, as in 2026-H1")),
    "missing": Field(
        gaps,
        about=Text("đúng các ô, bảng còn thiếu, như systems.mfa", "just what is missing, as in systems.mfa"),
    ),
    "due": Field(day, about=Text("đúng ngày cuối của thời hạn", "the last day")),
    "message": Field(
        sentences, default={}, about=Text("đúng câu nêu điều chưa đạt", "the sentence of the failure")
    ),
    "todo": Field(
        both_languages,
        about=Text("lý do ví dụ này còn chưa đúng", "why it is known not to hold yet"),
    ),
}
"""The keys of an example."""


def read_example(book: Book, node: Node, subject: Table, every: Recurrence | None) -> Example:
    """Read one example of a control over a table; `every` says whether and how the control recurs.

    Raises:
        Refused: something in it is wrong.
    """
    found = record(book, node, EXAMPLE)
    _check_subject(book, found, subject)
    if found["period"] is not None:
        read_period(book, found.nodes["period"], found["period"], every)
    expect: Expected = found["expect"]
    plain = ("name", "given", "as_of", "subject", "declared", "missing", "due", "message", "todo", "period")
    return Example(
        **{name: found[name] for name in plain},
        expect=None if isinstance(expect, Mapping) else expect,
        each=expect if isinstance(expect, Mapping) else {},
        location=book.locate(node),
        origins=_origins(book, node, found.nodes["given"]),
    )


def read_period(book: Book, node: Node, name: str, every: Recurrence | None) -> Period:
    """Read the name of a period of a control that recurs so often.

    Raises:
        Refused: the control does not recur, or the name is of no such period.
    """
    if every is None:
        raise refuse(
            book,
            node,
            Text(f"kỳ {name}, nhưng tiêu chí không có every", f"period {name} in a control without every"),
            same("every: year | half-year"),
            Text("thêm every vào tiêu chí, hoặc xóa dòng này", "give the control every, or remove this"),
            "no-period",
        )
    try:
        return period_named(name, every)
    except ValueError:
        expected = (
            Text("một năm, như 2026", "a year, as in 2026") if every == "year" else same("2026-H1, 2026-H2")
        )
        advice = Text("viết đúng tên kỳ", "write the name of a period")
        raise refuse(book, node, same(name), expected, advice) from None


def _origins(book: Book, example: Node, given: Node) -> dict[str, ExampleOrigin]:
    """Return where the rows of a checked `given` stand."""
    return {
        table: ExampleOrigin(
            book.file,
            _place(example),
            tuple(_place(row) for row in rows.value),
            tuple({name: _place(cell) for name, _, cell in pairs(book, row)} for row in rows.value),
        )
        for table, _, rows in pairs(book, given)
    }


def _place(node: Node) -> Place:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _check_subject(book: Book, found: Record, subject: Table) -> None:
    """Check that it is clear which row is judged. Rows of derived tables are made from the others."""
    ids = [str(row["id"]) for row in found["given"].get(subject.name, ())]
    name = found["subject"]
    if isinstance(found["expect"], Mapping):
        check_each(book, found, None if subject.derived else ids, subject)
    if subject.derived:
        return
    if name is None and len(ids) != 1 and not isinstance(found["expect"], Mapping):
        raise refuse(
            book,
            found.node,
            Text(f"{len(ids)} dòng {subject.name}", f"{counted(len(ids), 'row')} of {subject.name}"),
            Text(
                f"một dòng {subject.name}, hoặc subject: mã dòng",
                f"one row of {subject.name}, or subject: its id",
            ),
            Text("nói rõ dòng nào được đánh giá", "say which row is judged"),
            "example-subject",
        )
    if name is not None and name not in ids:
        advice = did_you_mean(
            name, ids, Text("dùng mã của một dòng đã cho", "use the id of a row that is given")
        )
        expected = Text(f"mã một dòng {subject.name} đã cho", f"the id of a given row of {subject.name}")
        raise refuse(book, found.nodes["subject"], same(name), expected, advice, "example-subject")
