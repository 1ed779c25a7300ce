"""What a layer decides about the controls below it without rewriting them: switched off, or weighed anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from yaml.nodes import Node

from secaudit.catalogue.contents import Content
from secaudit.catalogue.errors import did_you_mean
from secaudit.catalogue.naming import identifier
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.registry import Ids
from secaudit.catalogue.shapes import Field, Record, Refused, both_languages, one_word, record
from secaudit.model.profile import Exclusion, Reweighing
from secaudit.model.status import Severity
from secaudit.model.text import Text

SWITCH_OFF = {
    "id": Field(identifier, True, about=Text("mã tiêu chí bên dưới", "a control of the catalogue below")),
    "reason": Field(
        both_languages, True, about=Text("lý do, được in trong báo cáo", "why; reports print it")
    ),
}
"""The keys of an entry that switches a control off."""

REWEIGHING = {
    "id": Field(identifier, True, about=Text("mã tiêu chí", "the control")),
    "severity": Field(
        one_word(severity.value for severity in Severity), True, about=Text("mức mới", "its new severity")
    ),
    "reason": Field(
        both_languages, True, about=Text("lý do, được in trong báo cáo", "why; reports print it")
    ),
}
"""The keys of an entry that gives a control another severity."""


class Decisions:
    """The decisions of all layers so far: which controls are off, and which weigh what, by id."""

    def __init__(self) -> None:
        self.off: dict[str, Exclusion] = {}
        self.severities: dict[str, Reweighing] = {}

    def take(self, contents: Iterable[Content], own: Collection[str], below: Collection[str]) -> None:
        """Add the decisions of one layer.

        `own` are the ids of the controls that the layer itself writes, which it can hardly mean to switch
        off again; what lower layers decided about these is void. `below` are those of the lower layers.
        """
        for name in own:
            self.off.pop(name, None)
            self.severities.pop(name, None)
        files = list(contents)
        for content, found in _readable(files, "switch_off", SWITCH_OFF, own, below):
            self._switch_off(content.book, found)
        for content, found in _readable(files, "severity", REWEIGHING, own, below):
            self._reweigh(content.book, found)

    def _switch_off(self, book: Book, found: Record) -> None:
        if not self._is_off(book, found):
            self.off[found["id"]] = Exclusion(found["id"], found["reason"], book.locate(found.node))

    def _reweigh(self, book: Book, found: Record) -> None:
        if not self._is_off(book, found):
            self.severities[found["id"]] = reweighing(book, found)

    def _is_off(self, book: Book, found: Record) -> bool:
        """Whether a control is off already, which is noted."""
        earlier = self.off.get(found["id"])
        if earlier is None:
            return False
        book.report(
            "already-off",
            found.nodes["id"],
            Text(
                f"{earlier.control} đã ngừng áp dụng tại {earlier.location}",
                f"{earlier.control} is switched off already, at {earlier.location}",
            ),
            Text("một tiêu chí còn áp dụng", "a control that is on"),
            Text("xóa một trong hai mục", "remove one of the two entries"),
        )
        return True


def reweighing(book: Book, found: Record) -> Reweighing:
    """Return another severity for a control, from an entry with the keys of `REWEIGHING`."""
    return Reweighing(found["id"], Severity(found["severity"]), found["reason"], book.locate(found.node))


def unknown_control(book: Book, node: Node, name: str, known: Iterable[str]) -> None:
    """Note that there is no such control."""
    book.report(
        "unknown-control",
        node,
        Text(f"không có tiêu chí {name}", f"there is no control {name}"),
        Text("mã của một tiêu chí", "the id of a control"),
        did_you_mean(
            name,
            known,
            Text("xem các mã bằng lệnh secaudit controls list", "see the ids with secaudit controls list"),
        ),
    )


def _readable(
    files: Iterable[Content],
    kind: str,
    fields: Mapping[str, Field],
    own: Collection[str],
    below: Collection[str],
) -> Iterator[tuple[Content, Record]]:
    """Yield a layer's decisions that are about a control of a lower layer, each control once."""
    claimed = Ids()
    for content in files:
        for node in content.nodes(kind):
            try:
                found = record(content.book, node, fields)
                claimed.claim(content.book, found.nodes["id"], found["id"])
            except Refused:
                continue
            name, place = found["id"], found.nodes["id"]
            if name in own:
                _own(content.book, place, name, kind)
            elif name not in below:
                unknown_control(content.book, place, name, below)
            else:
                yield content, found


def _own(book: Book, node: Node, name: str, kind: str) -> None:
    advice = (
        Text("xóa tiêu chí đó khỏi thư mục, hoặc xóa mục này", "delete that control here, or this entry")
        if kind == "switch_off"
        else Text("ghi severity ngay trong tiêu chí đó", "write the severity in that control")
    )
    book.report(
        "own-control",
        node,
        Text(
            f"{name} do chính thư mục này viết ra lại nằm trong {kind}",
            f"{kind} of {name}, which this very folder writes",
        ),
        Text("tiêu chí của bộ tiêu chí bên dưới", "a control of the catalogue below"),
        advice,
    )
