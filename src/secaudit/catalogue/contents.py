"""What the files of a catalogue hold: which entries a file may have hangs on where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from yaml.nodes import Node

from secaudit.catalogue.layers import SETTINGS, Layer
from secaudit.catalogue.nodes import Book, compose
from secaudit.catalogue.shapes import Field, Record, Refused, items, one_word, record, words
from secaudit.catalogue.unread import UNREAD_FILES
from secaudit.catalogue.waiver_terms import WAIVER_FILES
from secaudit.lazily import dataclass
from secaudit.model.text import Text, same

_FOLDERS = {"registry": "obligations", "profiles": "profiles"}
_DOCUMENTS = ("registry/documents.yaml", "registry/documents.yml")

DECISIONS = {
    "switch_off": Text("ngừng áp dụng tiêu chí của bộ bên dưới", "controls below that are switched off"),
    "severity": Text("đổi mức tiêu chí của bộ bên dưới", "controls below of another severity"),
}
"""What a layer may decide about the controls below it, at the top of any of its files."""

VERSION = Field(words, about=Text("phiên bản của bộ tiêu chí", "the catalogue's version"))
"""The key of documents.yaml that numbers the catalogue."""

_SETTINGS = {"base": Field(one_word(("none", "shipped")), True)}


@dataclass(frozen=True)
class Content:
    """The nodes of one file by their kind, and the version that it gives the catalogue, if any."""

    book: Book
    found: Record

    def nodes(self, kind: str) -> list[Node]:
        """Return the entries of a kind."""
        return self.found.values.get(kind) or []

    @property
    def version(self) -> str | None:
        """The version that the file gives."""
        return self.found.values.get("version")


def contents(layer: Layer, *, bottom: bool) -> list[Content]:
    """Return what the files of a layer hold; what is wrong with their tops is noted in their books."""
    return list(_readable(layer, bottom))


def _readable(layer: Layer, bottom: bool) -> Iterator[Content]:
    for name, book in layer.books.items():
        root = compose(book)
        if root is None:
            continue
        try:
            if name in SETTINGS:
                _read_settings(book, root, bottom)
            else:
                yield Content(book, _read_top(book, root, _kind(name), bottom))
        except Refused:
            continue


def _kind(name: str) -> str:
    if name in _DOCUMENTS:
        return "documents"
    if name in UNREAD_FILES:
        return "unread"
    if name in WAIVER_FILES:
        return "waiver_terms"
    folder, slash, _ = name.partition("/")
    return _FOLDERS.get(folder, "controls") if slash else "controls"


def _read_settings(book: Book, root: Node, bottom: bool) -> None:
    found = record(book, root, _SETTINGS)
    if found["base"] == "none" and not bottom:
        book.report(
            "base-none-above",
            found.nodes["base"],
            Text("base: none ở thư mục không đứng đầu", "base: none in a folder that is not the first"),
            Text("base: none chỉ ở thư mục --controls thứ nhất", "base: none in the first --controls only"),
            Text("bỏ dòng này, hoặc nêu thư mục này trước", "remove this line, or give this folder first"),
        )


def _read_top(book: Book, root: Node, kind: str, bottom: bool) -> Record:
    fields = {name: Field(items) for name in (kind, *DECISIONS)}
    if kind == "documents":
        fields["version"] = VERSION
    found = record(book, root, fields)
    if not {kind, *DECISIONS} & set(found.nodes):
        book.report(
            "missing-key",
            root,
            Text(f"thiếu {kind}", f"no {kind}"),
            same(f"{kind}: …"),
            Text(f"thêm khóa {kind}", f"add the key {kind}"),
        )
        raise Refused
    if bottom and (strange := [name for name in DECISIONS if name in found.nodes]):
        for name in strange:
            _nothing_below(book, found.nodes[name], name)
        raise Refused
    return found


def _nothing_below(book: Book, node: Node, name: str) -> None:
    book.report(
        "nothing-below",
        node,
        Text(
            f"{name} trong bộ tiêu chí không dựa trên bộ nào khác", f"{name} in a catalogue that stands alone"
        ),
        Text(f"{name} trong thư mục dựa trên một bộ tiêu chí", f"{name} in a folder above another catalogue"),
        Text(
            "sửa chính tiêu chí đó, hoặc bỏ base: none trong catalogue.yaml",
            "change the control itself, or remove base: none from catalogue.yaml",
        ),
    )
