"""Reads JSON: what other programs write. Every value knows its place; a key may stand once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]

from secaudit.inventory.fault import Fault, FileFault
from secaudit.inventory.origins import pack
from secaudit.inventory.raw import Nested, Pivot, RawBlock, RawCell, RawFile
from secaudit.inventory.readers.content import text_of
from secaudit.inventory.readers.document import EXPECTED_ROW, duplicate_key, shape_fault
from secaudit.inventory.readers.interface import MEGABYTE, Source
from secaudit.model.location import Location
from secaudit.model.text import Text

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORDS: tuple[tuple[str, object], ...] = (("null", None), ("true", True), ("false", False))
_NESTED = Nested()
_LONGEST_NUMBER = 40


class JsonReader:
    """Reads `.json` files of at most 32 MB."""

    largest: int | None = 32 * MEGABYTE
    named = False

    def read(self, source: Source) -> RawFile:
        """Return the rows of every table in the document.

        Raises:
            FileFault: it is no JSON, or not in the shape of an inventory.
        """
        document = _Document(source.file, text_of(source))
        try:
            return RawFile(tuple(document.tables()))
        except JSONDecodeError as error:
            raise document.fault(error.pos, _syntax(error.msg)) from None
        except RecursionError:
            raise document.fault(document.at, _syntax("too many levels of nesting")) from None


class _Document:
    """Walks a text from left to right; `at` is the offset of the next character."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.at = 0
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def tables(self) -> Iterator[RawBlock]:
        self.skip()
        if self.peek() != "{":
            raise self.fault(self.at, shape_fault(self.described()))
        for key, place in self.members():
            pivot = Pivot(self.file)
            if self.peek() == "[":
                for _ in self.elements():
                    if self.peek() != "{":
                        raise self.fault(self.at, shape_fault(self.described(), EXPECTED_ROW))
                    pivot.add(self.place(self.at), list(self.cells()))
            else:
                start = self.at
                if self.value() is not None:
                    self.at = start
                    raise self.fault(start, shape_fault(self.described()))
            yield pivot.block(key, place)
        self.skip()
        if self.at < len(self.text):
            raise JSONDecodeError("text after the end", self.text, self.at)

    def cells(self) -> Iterator[RawCell]:
        for key, place in self.members():
            start = self.at
            yield key, place, self.value(), self.place(start)

    def members(self) -> Iterator[tuple[str, int]]:
        """Yield each key of an object with its place, standing before the value, which the caller reads."""
        first: dict[str, int] = {}
        self.at += 1
        self.skip()
        while self.peek() != "}":
            start = self.at
            if self.peek() != '"':
                raise JSONDecodeError("a key in double quotes is missing", self.text, start)
            key, self.at = scanstring(self.text, start + 1, True)
            key = key.strip()
            if key in first:
                raise self.fault(start, duplicate_key(key, *self.line_and_column(first[key])))
            first[key] = start
            self.skip()
            self.expect(":")
            yield key, self.place(start)
            self.comma("}")
        self.at += 1

    def elements(self) -> Iterator[None]:
        """Stand before each element of an array in turn; the caller reads it."""
        self.at += 1
        self.skip()
        while self.peek() != "]":
            yield
            self.comma("]")
        self.at += 1

    def value(self) -> object:
        letter = self.peek()
        if letter == '"':
            words, self.at = scanstring(self.text, self.at + 1, True)
            return words
        if letter == "[":
            return tuple([self.value() for _ in self.elements()])
        if letter == "{":
            for _ in self.members():
                self.value()
            return _NESTED
        for word, meaning in _WORDS:
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return self.number()

    def number(self) -> int | float | str:
        match = _NUMBER.match(self.text, self.at)
        if match is None:
            raise JSONDecodeError("a value is missing", self.text, self.at)
        self.at = match.end()
        written = match.group()
        if len(written) > _LONGEST_NUMBER:
            return written
        return float(written) if match.group(1) or match.group(2) else int(written)

    def comma(self, end: str) -> None:
        self.skip()
        if self.peek() != end:
            start = self.at
            self.expect(",")
            if self.peek() == end:
                raise JSONDecodeError("a comma before the end", self.text, start)

    def expect(self, letter: str) -> None:
        if self.peek() != letter:
            raise JSONDecodeError(f"“{letter}” is missing", self.text, self.at)
        self.at += 1
        self.skip()

    def skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def place(self, offset: int) -> int:
        line = bisect_right(self.lines, offset) - 1
        return pack(line, offset - self.lines[line])

    def line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def described(self) -> Text:
        names = {"{": Text("một nhóm {…}", "a group {…}"), "[": Text("một danh sách […]", "a list […]")}
        sort = names.get(self.peek(), Text("một giá trị", "a value"))
        return sort + Text(" đứng sai chỗ", " out of place")

    def fault(self, offset: int, fault: Fault) -> FileFault:
        line, column = self.line_and_column(offset)
        return FileFault(fault.at(Location(self.file, line=line, column=column)))


def _syntax(words: str) -> Fault:
    return Fault(
        "json-syntax",
        Text(f"lỗi cú pháp JSON ({words})", f"a JSON syntax error ({words})"),
        Text("JSON đúng cú pháp", "well-formed JSON"),
        Text("kiểm tra dấu phẩy, dấu ngoặc và ngoặc kép ở chỗ này", "check commas, brackets and quotes here"),
    )
