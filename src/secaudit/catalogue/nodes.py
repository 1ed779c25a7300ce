"""YAML files as trees of nodes that know their line and column.

PyYAML's C composer reads them; its resolver's guesses (`no` as false, 1:30 as a number) are not used:
whoever asks for a value says what it must be. See `shapes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.text import Text

MAX_BYTES = 5_000_000
"""A catalogue file larger than this is something else by mistake."""

_PREFIX = "tag:yaml.org,2002:"
_TAGS = frozenset(
    _PREFIX + name
    for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "merge", "value")
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Book:
    """One file that is being read, and what was found wrong in it."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)

    def locate(self, node: Node) -> Location:
        """Return where a node begins."""
        return Location(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def report(self, code: str, where: Node | Location, found: Text, expected: Text, advice: Text) -> None:
        """Note an error at a node or place."""
        location = where if isinstance(where, Location) else self.locate(where)
        self.problems.append(Problem(code, location, found, expected, advice))

    def locate_in(self, node: ScalarNode, offset: int | None) -> Location:
        """Return where a character of a scalar's value stands in the file.

        Quotes, folded lines and indentation are followed; where that fails (escapes), the scalar's start
        is returned.
        """
        start = node.start_mark.index
        if offset is None:
            return self.locate(node)
        if node.style in ("|", ">"):
            start = self.text.find("\n", start) + 1
        elif node.style:
            start += 1
        at = _follow(self.text, start, node.value, offset, "''" if node.style == "'" else "")
        if at is None:
            return self.locate(node)
        line_start = self.text.rfind("\n", 0, at) + 1
        return Location(self.file, self.text.count("\n", 0, at) + 1, at - line_start + 1)


def _follow(text: str, start: int, value: str, offset: int, doubled: str) -> int | None:
    """Walk through a file's text and a value in step, white space against white space."""
    at, position = start, 0
    while at < len(text) and text[at].isspace() and not value[:1].isspace():
        at += 1
    while position < min(offset, len(value)):
        if at >= len(text):
            return None
        if value[position].isspace() and text[at].isspace():
            while position < len(value) and value[position].isspace():
                position += 1
            while at < len(text) and text[at].isspace():
                at += 1
            continue
        if value[position] != text[at]:
            return None
        at += 2 if doubled and text.startswith(doubled, at) else 1
        position += 1
    return at


def compose(book: Book) -> Node | None:
    """Return the tree of a file, or None where it is no YAML of the plain kind; `book` says why."""
    try:
        root: Node | None = yaml.compose(book.text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(book.file, mark.line + 1, mark.column + 1) if mark else Location(book.file)
        _bad_yaml(book, place, str(error.problem or error.context))
        return None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        _bad_yaml(book, Location(book.file), str(error).splitlines()[0])
        return None
    if root is None:
        book.report(
            "empty-file",
            Location(book.file, 1, 1),
            Text("tệp rỗng", "an empty file"),
            Text("nội dung YAML", "YAML content"),
            Text("xóa tệp hoặc ghi nội dung", "delete the file or write its content"),
        )
        return None
    before = len(book.problems)
    _check(book, root)
    return root if len(book.problems) == before else None


def _bad_yaml(book: Book, place: Location, reason: str) -> None:
    book.report(
        "yaml",
        place,
        Text(f"YAML sai cú pháp ({reason})", f"broken YAML ({reason})"),
        Text("YAML đúng cú pháp", "well-formed YAML"),
        Text(
            "kiểm tra thụt lề, dấu nháy, dấu hai chấm và ngoặc ở chỗ này",
            "check indentation, quotes, colons and brackets here",
        ),
    )


def _check(book: Book, root: Node) -> None:
    """Refuse aliases, unusual tags and duplicate keys, anywhere in the tree."""
    seen: set[int] = set()
    waiting: list[tuple[Node, Node]] = [(root, root)]
    while waiting:
        node, near = waiting.pop()
        if id(node) in seen:
            book.report(
                "alias",
                near,
                Text("bí danh YAML (*tên)", "a YAML alias (*name)"),
                Text("giá trị viết đầy đủ", "the value written out"),
                Text("chép lại giá trị vào đây", "copy the value to this place"),
            )
            continue
        seen.add(id(node))
        if node.tag not in _TAGS:
            book.report(
                "tag",
                node,
                Text(f"nhãn YAML {node.tag}", f"the YAML tag {node.tag}"),
                Text("giá trị không có nhãn", "a value without a tag"),
                Text("xóa nhãn (phần bắt đầu bằng dấu !)", "remove the tag (what begins with !)"),
            )
        elif isinstance(node, MappingNode):
            _check_keys(book, node.value)
            waiting.extend((child, key) for key, value in reversed(node.value) for child in (value, key))
        elif isinstance(node, SequenceNode):
            waiting.extend((child, node) for child in reversed(node.value))


def _check_keys(book: Book, pairs: Sequence[tuple[Node, Node]]) -> None:
    first: dict[str, Node] = {}
    for key, _ in pairs:
        if not isinstance(key, ScalarNode):
            continue
        earlier = first.setdefault(key.value, key)
        if earlier is not key:
            line = earlier.start_mark.line + 1
            book.report(
                "duplicate-key",
                key,
                Text(
                    f"khóa {key.value} lặp lại (đã có ở dòng {line})",
                    f"{key.value} again (first on line {line})",
                ),
                Text("mỗi khóa một lần", "every key once"),
                Text("xóa hoặc gộp một trong hai", "remove one or merge them"),
            )


def peek(node: Node, key: str) -> str | None:
    """Return the text under a key of a mapping, without checking anything."""
    if isinstance(node, MappingNode):
        for name, value in node.value:
            if isinstance(name, ScalarNode) and name.value == key and isinstance(value, ScalarNode):
                return str(value.value)
    return None
