"""The entries of one kind from all layers: by id, a higher layer's in the place of a lower one's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import TypeVar

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from secaudit.catalogue.errors import did_you_mean
from secaudit.catalogue.nodes import Book, peek
from secaudit.catalogue.registry import Ids
from secaudit.catalogue.shapes import Field, Refused, both_languages, is_null
from secaudit.lazily import dataclass
from secaudit.model.change import ChangedPart, ChangeKind
from secaudit.model.text import Text

T = TypeVar("T")

REPLACES = "replaces"
REPLACING = Field(
    both_languages, about=Text("vì sao thay mục cùng mã ở bộ bên dưới", "why it replaces the one below")
)
"""The key by which an entry says why it takes the place of a released one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; `layer` is that of the file, from 0 at the bottom, and `reason` says why it replaces one."""

    book: Book
    node: Node
    layer: int
    reason: Text | None = None


class Entries:
    """All entries of one kind, each with its file; ids are taken before anything is read."""

    def __init__(self, part: ChangedPart) -> None:
        self.part = part
        self._named: dict[str, Entry] = {}
        self._nameless: list[Entry] = []
        self._spelling: dict[str, str] = {}
        self._released: dict[str, Entry] = {}

    @property
    def ids(self) -> frozenset[str]:
        """Every id, whether or not its entry can be read."""
        return frozenset(self._named)

    def change(self, name: str, entry: Entry) -> ChangeKind | None:
        """Return what an entry does to the bottom layer: a copy of what stands there changes nothing."""
        if entry.layer == 0:
            return None
        released = self._released.get(name)
        if released is None:
            return "added"
        return None if entry.reason is None and _alike(entry.node, released.node) else "replaced"

    def add(self, layer: int, nodes: Iterable[tuple[Book, Node]]) -> frozenset[str]:
        """Add a layer's entries, and return their ids."""
        claimed, own = Ids(), []
        for book, node in nodes:
            name = peek(node, "id")
            try:
                if name is None:
                    self._nameless.append(Entry(book, node, layer))
                    continue
                claimed.claim(book, node, name)
                self._check_spelling(book, node, name)
                own.append((name, Entry(book, node, layer, self._replacing(book, node, name, layer))))
            except Refused:
                continue
        self._named.update(own)
        self._spelling.update((name.casefold(), name) for name, _ in own)
        if layer == 0:
            self._released = dict(self._named)
        return frozenset(name for name, _ in own)

    def read(self, shape: Callable[[Book, Node], T]) -> Iterator[tuple[Entry, T]]:
        """Yield what can be read, each with its entry; why something cannot is noted in its file."""
        for entry in (*self._named.values(), *self._nameless):
            try:
                yield entry, shape(entry.book, entry.node)
            except Refused:
                continue

    def _check_spelling(self, book: Book, node: Node, name: str) -> None:
        known = self._spelling.get(name.casefold(), name)
        if known == name:
            return
        book.report(
            "id-capitals",
            node,
            Text(f"mã {name} chỉ khác {known} ở chữ hoa", f"{name} differs from {known} in capitals only"),
            Text(f"{known} để thay thế, hoặc một mã khác", f"{known} to replace it, or another id"),
            Text(f"viết {known}", f"write {known}"),
        )
        raise Refused

    def _replacing(self, book: Book, node: Node, name: str, layer: int) -> Text | None:
        """Take the key `replaces` out of an entry above the bottom, and return what it says."""
        if layer == 0 or not isinstance(node, MappingNode):
            return None
        pairs = [pair for pair in node.value if _is_key(pair[0])]
        if not pairs:
            return None
        node.value = [pair for pair in node.value if not _is_key(pair[0])]
        key, value = pairs[0]
        if name in self._named:
            return both_languages(book, value)
        book.report(
            "replaces-nothing",
            key,
            Text(f"{name} không thay thế mục nào", f"{name} replaces nothing"),
            Text("mã đã có trong bộ tiêu chí bên dưới", "an id that the catalogue below has"),
            did_you_mean(name, self._named, Text(f"bỏ khóa {REPLACES}", f"remove the key {REPLACES}")),
        )
        raise Refused


def _is_key(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value == REPLACES


def _alike(one: Node, other: Node) -> bool:
    """Whether two entries say the same, wherever they stand and however they are laid out."""
    if isinstance(one, ScalarNode) and isinstance(other, ScalarNode):
        return (one.value, is_null(one)) == (other.value, is_null(other))
    if isinstance(one, SequenceNode) and isinstance(other, SequenceNode):
        pairs = list(zip_longest(one.value, other.value))
    elif isinstance(one, MappingNode) and isinstance(other, MappingNode):
        pairs = list(zip_longest(*([part for pair in node.value for part in pair] for node in (one, other))))
    else:
        return False
    return all(left is not None and right is not None and _alike(left, right) for left, right in pairs)
