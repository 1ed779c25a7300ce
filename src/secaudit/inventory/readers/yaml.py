"""Reads YAML: what people write by hand.

PyYAML's composer makes the tree; what the nodes mean is decided here, more strictly than YAML does:
every scalar stays the text that was written (`no` is not false, 2026-11-21 is not yet a date), a key may
stand once, and anchors, aliases, tags, merge keys and second documents are refused, because nobody who
fills in a form needs them and a small file can hide a huge one behind them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from secaudit.inventory.fault import Fault, FileFault
from secaudit.inventory.origins import pack
from secaudit.inventory.raw import Nested, Pivot, RawBlock, RawCell, RawFile
from secaudit.inventory.readers.content import empty_file, text_of
from secaudit.inventory.readers.document import EXPECTED_ROW, duplicate_key, shape_fault
from secaudit.inventory.readers.interface import MEGABYTE, Source
from secaudit.inventory.readers.yaml_faults import REFUSED, syntax_problem
from secaudit.model.location import Location
from secaudit.model.text import Text

_PLAIN = "plain"
_QUOTED = "quoted"
_UNTAGGED = (_PLAIN, _QUOTED)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_NESTED = Nested()


class _Resolver:
    """Marks plain scalars instead of guessing their types, which is also what takes PyYAML longest."""

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _QUOTED

    def descend_resolver(self, current_node: object, current_index: object) -> None: ...

    def ascend_resolver(self) -> None: ...


def _composer(text: str) -> Any:
    if yaml.__with_libyaml__:
        return _fast_composer()(text)
    return _slow_composer()(text)


def _fast_composer() -> Any:
    from yaml._yaml import CParser

    class Composer(_Resolver, CParser):
        pass

    return Composer


def _slow_composer() -> Any:
    from yaml.composer import Composer as Compose
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class Composer(_Resolver, Reader, Scanner, Parser, Compose):
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Compose.__init__(self)

    return Composer


class YamlReader:
    """Reads `.yaml` and `.yml` files of at most 32 MB."""

    largest: int | None = 32 * MEGABYTE
    named = False

    def read(self, source: Source) -> RawFile:
        """Return the rows of every table in the document.

        Raises:
            FileFault: it is no YAML, or uses what is refused here.
        """
        text = text_of(source)
        return _Document(source.file, text).read(_root(source, text))


def _root(source: Source, text: str) -> Any:
    composer = _composer(text)
    try:
        root = composer.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        raise syntax_problem(source.file, text, error) from None
    if root is None or (isinstance(root, yaml.ScalarNode) and _scalar(root) is None):
        raise empty_file(source)
    return root


class _Document:
    """Walks one document's nodes. Where its text can hold anchors or tags, each may be met once."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.watchful = "&" in text or "!" in text
        self.seen: set[int] = set()

    def read(self, root: Any) -> RawFile:
        if not isinstance(root, yaml.MappingNode):
            raise self.fault(root, shape_fault(_described(root)))
        return RawFile(tuple(self.tables(root)))

    def tables(self, root: Any) -> Iterator[RawBlock]:
        self.meet(root)
        names: dict[str, Any] = {}
        for key, node in root.value:
            name = self.key(key, names)
            self.meet(node)
            pivot = Pivot(self.file)
            if isinstance(node, yaml.SequenceNode):
                for row in node.value:
                    if not isinstance(row, yaml.MappingNode):
                        raise self.fault(row, shape_fault(_described(row), EXPECTED_ROW))
                    self.meet(row)
                    pivot.add(_place(row), self.cells(row))
            elif not isinstance(node, yaml.ScalarNode) or _scalar(node) is not None:
                raise self.fault(node, shape_fault(_described(node)))
            yield pivot.block(name, _place(key))

    def cells(self, row: Any) -> list[RawCell]:
        """Return the cells of a row. Written for speed: most of a file's nodes pass through here."""
        names: dict[str, Any] = {}
        cells = []
        for key, node in row.value:
            name = self.key(key, names)
            if self.watchful:
                self.meet(node)
            value = _scalar(node) if isinstance(node, yaml.ScalarNode) else self.inner(node)
            mark, place = key.start_mark, node.start_mark
            cells.append((name, pack(mark.line, mark.column), value, pack(place.line, place.column)))
        return cells

    def key(self, key: Any, names: dict[str, Any]) -> str:
        """Return a key's name and note it among the names met so far in its mapping."""
        if not isinstance(key, yaml.ScalarNode):
            raise self.fault(key, shape_fault(_described(key)))
        name: str = key.value.strip()
        if name in names:
            mark = names[name].start_mark
            raise self.fault(key, duplicate_key(name, mark.line + 1, mark.column + 1))
        if name == "<<":
            raise self.fault(key, REFUSED["merge"])
        if self.watchful:
            self.meet(key)
        names[name] = key
        return name

    def inner(self, node: Any) -> object:
        if not isinstance(node, yaml.SequenceNode):
            return _NESTED
        items = []
        for item in node.value:
            if self.watchful:
                self.meet(item)
            items.append(_scalar(item) or "" if isinstance(item, yaml.ScalarNode) else _NESTED)
        return tuple(items)

    def meet(self, node: Any) -> None:
        """Refuse a node with a tag, or that was met before: it can only be there by an alias."""
        if id(node) in self.seen:
            raise self.fault(node, REFUSED["alias"])
        self.seen.add(id(node))
        if node.tag not in _UNTAGGED:
            raise self.fault(node, REFUSED["tag"])

    def fault(self, node: Any, fault: Fault) -> FileFault:
        mark = node.start_mark
        return FileFault(fault.at(Location(self.file, line=mark.line + 1, column=mark.column + 1)))


def _scalar(node: Any) -> str | None:
    value: str = node.value
    return None if node.tag == _PLAIN and value in _NULLS else value


def _place(node: Any) -> int:
    mark = node.start_mark
    return pack(mark.line, mark.column)


def _described(node: Any) -> Text:
    if isinstance(node, yaml.ScalarNode):
        return Text(
            f"giá trị “{node.value[:40]}” đứng sai chỗ", f"the value “{node.value[:40]}” out of place"
        )
    if isinstance(node, yaml.SequenceNode):
        return Text("một danh sách đứng sai chỗ", "a list out of place")
    return Text("một nhóm “khóa: giá trị” đứng sai chỗ", "a group of “key: value” out of place")
