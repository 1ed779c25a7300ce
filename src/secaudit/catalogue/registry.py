"""The registry: legal documents, and the obligations in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import get_args

from yaml.nodes import Node

from secaudit.catalogue.errors import did_you_mean
from secaudit.catalogue.naming import identifier, obligation_id
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.shapes import (
    Field,
    Record,
    Refused,
    both_languages,
    day,
    one_word,
    record,
    truth,
    words,
)
from secaudit.lazily import dataclass
from secaudit.model.law import LegalDocument, Obligation, ObligationKind, Recurrence
from secaudit.model.location import Location
from secaudit.model.text import Text, same

DOCUMENT = {
    "id": Field(identifier, True, about=Text("mã ngắn, như CTHD13", "a short id, as in CTHD13")),
    "number": Field(words, True, about=Text("số, ký hiệu văn bản", "its official number")),
    "title": Field(both_languages, True, about=Text("tên văn bản", "its title")),
    "issuer": Field(both_languages, True, about=Text("cơ quan ban hành", "who issued it")),
    "issued": Field(day, True, about=Text("ngày ban hành, có hiệu lực", "the day from which it is in force")),
    "issued_assumed": Field(truth, default=False, about=Text("ngày tạm lấy", "whether that day is assumed")),
    "checked": Field(
        truth, default=True, about=Text("đã đối chiếu bản chính thức", "compared with the official text")
    ),
    "note": Field(both_languages, about=Text("ghi chú", "a note")),
    "binding": Field(
        truth, default=True, about=Text("ràng buộc; false: chỉ tham chiếu", "false: only for reference")
    ),
}
"""The keys of a legal document."""

OBLIGATION = {
    "id": Field(obligation_id, True, about=Text("mã văn bản/điểm khoản", "document/clause")),
    "document": Field(identifier, True, about=Text("mã văn bản", "the id of its document")),
    "clause": Field(both_languages, True, about=Text("điểm, khoản, mục", "where it stands")),
    "kind": Field(
        one_word(get_args(ObligationKind)),
        True,
        about=Text(
            "control, evidence: có tiêu chí kiểm tra; context, outside: không, nêu lý do ở reason",
            "control, evidence: a control checks it; context, outside: none does, reason says why",
        ),
    ),
    "subject": Field(identifier, True, about=Text("đối tượng của nghĩa vụ", "what it is about")),
    "says": Field(both_languages, True, about=Text("nội dung, viết lại ngắn gọn", "what it asks, in short")),
    "due": Field(day, about=Text("ngày cuối để thực hiện", "the last day to fulfil it")),
    "every": Field(one_word(get_args(Recurrence)), about=Text("nghĩa vụ định kỳ", "how often it recurs")),
    "reason": Field(both_languages, about=Text("vì sao không kiểm tra", "why it is not judged")),
}
"""The keys of an obligation."""

_UNJUDGED = ("outside", "context")


@dataclass(frozen=True)
class Registry:
    """What a control may refer to.

    `obligations` are those that could be read. `written` and `controls` are the ids of all obligations
    and controls, so that one error does not make every reference to its place another.
    """

    obligations: Mapping[str, Obligation]
    written: Collection[str]
    controls: Collection[str]


class Ids:
    """Ids that were given out, so that each is given once, whatever its capitals."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, Location]] = {}

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._first.values())

    def claim(self, book: Book, node: Node, name: str) -> None:
        """Note that an id is taken.

        Raises:
            Refused: it was already; both places are named.
        """
        place = book.locate(node)
        first, where = self._first.setdefault(name.casefold(), (name, place))
        if where == place:
            return
        book.report(
            "duplicate-id",
            node,
            Text(f"mã {name} đã dùng ({first} tại {where})", f"the id {name} is taken ({first} at {where})"),
            Text("mỗi mã một lần, không phân biệt hoa thường", "every id once, whatever its capitals"),
            Text("đổi một trong hai mã", "change one of the two"),
        )
        raise Refused


def read_document(book: Book, node: Node) -> LegalDocument:
    """Read one legal document.

    Raises:
        Refused: something in it is wrong.
    """
    return LegalDocument(**record(book, node, DOCUMENT).values)


def read_obligation(
    book: Book, node: Node, documents: Mapping[str, LegalDocument], known_documents: Iterable[str]
) -> Obligation:
    """Read one obligation; its document must be in the registry.

    Raises:
        Refused: something in it is wrong.
    """
    found = record(book, node, OBLIGATION)
    name = found["document"]
    refused = _check_reason(book, found)
    if not found["id"].startswith(f"{name}/"):
        book.report(
            "obligation-id",
            found.nodes["id"],
            same(found["id"]),
            same(f"{name}/…"),
            Text(
                "mã nghĩa vụ bắt đầu bằng mã văn bản và dấu /",
                "an obligation's id begins with its document's, and /",
            ),
        )
        refused = True
    if name not in documents:
        known = tuple(known_documents)
        if name not in known:
            unknown_document(book, found.nodes["document"], name, known)
        raise Refused
    if refused:
        raise Refused
    return Obligation(**{**found.values, "document": documents[name], "location": book.locate(node)})


def unknown_document(book: Book, node: Node, name: str, known: Iterable[str]) -> None:
    """Note that a document is not in the registry."""
    book.report(
        "unknown-document",
        node,
        Text(f"không có văn bản {name}", f"there is no document {name}"),
        Text("mã có trong registry/documents.yaml", "an id from registry/documents.yaml"),
        did_you_mean(name, known, Text("thêm văn bản vào tệp đó", "add the document to that file")),
    )


def _check_reason(book: Book, found: Record) -> bool:
    if found["kind"] not in _UNJUDGED or found["reason"] is not None:
        return False
    book.report(
        "missing-key",
        found.node,
        Text(
            f"nghĩa vụ loại {found['kind']} không có reason",
            f"an obligation of kind {found['kind']} without reason",
        ),
        same("reason: {vi: …, en: …}"),
        Text("nói rõ vì sao không kiểm tra", "say why it is not judged"),
    )
    return True
