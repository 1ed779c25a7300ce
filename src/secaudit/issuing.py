"""Reads `issuer.yaml`: who issues the documents, so that letterheads and signatures need no second hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from yaml.nodes import Node, ScalarNode

from secaudit.catalogue.describing import object_schema, reads, schema_of
from secaudit.catalogue.nodes import MAX_BYTES, Book, compose
from secaudit.catalogue.shapes import (
    Field,
    Record,
    Refused,
    day,
    describe,
    list_of,
    one_word,
    pairs,
    record,
    refuse,
    scalar,
    whole,
    words,
)
from secaudit.model.issuer import DOCUMENT_KINDS, EVERY_DOCUMENT, Attendant, Inspection, Issuer
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Language, Text

GROUNDS = ("violation", "request", "state_management", "ministry")
"""The grounds of a visit that minutes have words for; any other text is printed as it is."""

_AUTHORITY = re.compile(r"(TM|KT|TL|TUQ|Q)\. ?\S|(T/M|K/T|T/L|TUQ|Q\.) ?\S")


def read_issuer(file: Path) -> Issuer:
    """Return what a file says of who issues documents.

    Raises:
        InvalidInput: it is no such file; each problem has its line and column.
        OSError: it cannot be read.
    """
    content = file.read_bytes()
    try:
        if len(content) > MAX_BYTES:
            raise ValueError(f"{len(content)} bytes")
        book = Book(str(file), content.decode("utf-8-sig"))
    except ValueError as error:
        raise InvalidInput([_unreadable(file, str(error))]) from None
    root = compose(book)
    issuer = Issuer()
    with suppress(Refused):
        issuer = issuer if root is None else _issuer(record(book, root, FIELDS))
    if book.problems:
        raise InvalidInput(book.problems)
    return issuer


def shared(issuer: Issuer, documents: Sequence[str], *, each: bool) -> tuple[str, ...]:
    """Return the keys that say something of one document where there are several, of kinds or of units."""
    visit = issuer.inspection
    of_a_visit = [
        f"inspection.{key}"
        for key in ("started_at", "ended_at", "place", "inspected")
        if each and getattr(visit, key)
    ]
    repeated = (each and issuer.numbers) or (EVERY_DOCUMENT in issuer.numbers and len(documents) > 1)
    return (*(["number"] if repeated else []), *of_a_visit)


@reads(lambda language: {"anyOf": [schema_of(words, language), schema_of(list_of(words), language)]})
def _lines(book: Book, node: Node) -> tuple[str, ...]:
    """Read one line, or a list of them; an empty list says that there is none."""
    return (words(book, node),) if isinstance(node, ScalarNode) else list_of(words)(book, node)


@reads({"type": ["string", "integer"], "pattern": "^[0-9]{1,6}[a-zđ]?$"})
def _number(book: Book, node: Node) -> str:
    expected = Text("số của văn bản, như 12 hoặc 12a", "the document's number, such as 12 or 12a")
    text: str = scalar(book, node, expected).value.strip()
    if not re.fullmatch(r"[0-9]{1,6}[a-zđ]?", text):
        advice = Text("chỉ ghi số; ký hiệu ghi ở khóa symbol", "write only the number; symbol is another key")
        raise refuse(book, node, describe(node), expected, advice)
    return text.zfill(2)


@reads(
    lambda language: {
        "anyOf": [
            schema_of(_number, language),
            object_schema({kind: Field(_number) for kind in DOCUMENT_KINDS}, language),
        ]
    }
)
def _numbers(book: Book, node: Node) -> dict[str, str]:
    """Read one number, or one for each kind of document."""
    if isinstance(node, ScalarNode):
        return {EVERY_DOCUMENT: _number(book, node)}
    kind = one_word(DOCUMENT_KINDS)
    return {kind(book, key): _number(book, value) for _, key, value in pairs(book, node)}


@reads(lambda language: schema_of(_lines, language))
def _authority(book: Book, node: Node) -> tuple[str, ...]:
    """Read by what authority is signed; the first line begins with the form that Decree 30 gives it."""
    lines = _lines(book, node)
    if lines and not _AUTHORITY.match(lines[0]):
        expected = Text("dòng bắt đầu bằng TM., KT., TL., TUQ. hoặc Q. (của Đảng: T/M, K/T, T/L)",
                        "a line that begins with TM., KT., TL., TUQ. or Q. (T/M, K/T, T/L)")  # fmt: skip
        advice = Text("viết như “KT. GIÁM ĐỐC”; ký trực tiếp thì bỏ khóa này",
                      "write it like “KT. GIÁM ĐỐC”; leave the key out where the head signs")  # fmt: skip
        raise refuse(book, node, describe(node), expected, advice)
    return lines


@reads({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$"})
def _moment(book: Book, node: Node) -> datetime:
    expected = Text(
        "ngày, giờ có thật, như 2026-11-21 08:30", "a real day and time, such as 2026-11-21 08:30"
    )
    text: str = scalar(book, node, expected).value.strip()
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007  # the clock on the wall of the place
    except ValueError:
        advice = Text("viết năm-tháng-ngày giờ:phút", "write year-month-day hour:minute")
        raise refuse(book, node, describe(node), expected, advice, "date") from None


_PERSON = {"name": Field(words), "post": Field(words)}


@reads(lambda language: object_schema(_PERSON, language))
def _person(book: Book, node: Node) -> Attendant:
    found = record(book, node, _PERSON)
    return Attendant(found["name"], found["post"])


_INSPECTION: dict[str, Field] = {
    "started_at": Field(_moment, about=Text("Bắt đầu lúc", "When it began")),
    "ended_at": Field(_moment, about=Text("Kết thúc lúc", "When it ended")),
    "place": Field(words, about=Text("Địa điểm", "Where it took place")),
    "basis": Field(_lines, default=(), about=Text("Căn cứ kiểm tra", "The grounds of the visit")),
    "inspectors": Field(list_of(_person), default=(), about=Text("Đoàn kiểm tra", "The inspection team")),
    "inspected": Field(list_of(_person), default=(), about=Text("Đơn vị được kiểm tra", "The other party")),
    "secretary": Field(_person, about=Text("Thư ký", "Who writes the minutes")),
    "documents": Field(list_of(words), default=(), about=Text("Tài liệu đã xem", "Papers that were seen")),
    "copies": Field(whole, about=Text("Số bản của biên bản", "How many copies of the minutes there are")),
}


@reads(lambda language: object_schema(_INSPECTION, language))
def _inspection(book: Book, node: Node) -> Inspection:
    return Inspection(**record(book, node, _INSPECTION).values)


FIELDS: dict[str, Field] = {
    "unit": Field(words, about=Text("Mã đơn vị ban hành, nếu có trong danh mục", "The issuing unit's id")),
    "layout": Field(one_word(("state", "party")), about=Text("Thể thức: state hoặc party", "The layout")),
    "parent": Field(_lines, about=Text("Cơ quan chủ quản; [] là không có", "The body above; [] is none")),
    "body": Field(_lines, about=Text("Cơ quan ban hành", "The issuing body")),
    "number": Field(_numbers, default={}, about=Text("Số văn bản", "The document's number")),
    "symbol": Field(words, about=Text("Chữ viết tắt tên cơ quan", "The body's short name")),
    "drafting_unit": Field(words, about=Text("Đơn vị soạn thảo (viết tắt)", "The drafting unit, in short")),
    "place": Field(words, about=Text("Địa danh", "The place")),
    "date": Field(day, about=Text("Ngày ban hành", "The day of issue")),
    "addressees": Field(_lines, default=(), about=Text("Kính gửi", "To whom it is sent")),
    "authority": Field(_authority, default=(), about=Text("Quyền hạn ký, như KT. GIÁM ĐỐC", "By what right")),
    "post": Field(words, about=Text("Chức vụ người ký", "The signer's post")),
    "rank": Field(words, about=Text("Cấp bậc người ký", "The signer's rank")),
    "name": Field(words, about=Text("Họ tên người ký", "The signer's name")),
    "recipients": Field(_lines, default=(), about=Text("Nơi nhận", "Who gets it")),
    "archive": Field(words, about=Text("Nơi lưu, thường là VT", "Who keeps it")),
    "copies": Field(whole, about=Text("Số bản lưu", "How many copies are kept")),
    "inspection": Field(_inspection, default=Inspection(), about=Text("Cuộc kiểm tra", "The visit")),
}  # fmt: skip
"""The keys of the file."""


def _issuer(found: Record) -> Issuer:
    values = dict(found.values)
    return Issuer(numbers=values.pop("number"), day=values.pop("date"), **values)


def issuer_schema(language: Language) -> dict[str, Any]:
    """Return the JSON Schema of `issuer.yaml`, with help in one language."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **object_schema(FIELDS, language)}


def _unreadable(file: Path, found: str) -> Problem:
    return Problem(
        "unreadable-issuer",
        Location(str(file)),
        Text(f"tệp không đọc được ({found})", f"a file that cannot be read ({found})"),
        Text("tệp YAML viết bằng UTF-8", "a YAML file in UTF-8"),
        Text("chép lại từ tệp mẫu rồi sửa", "copy the example again and change that"),
    )
