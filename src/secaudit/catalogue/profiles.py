"""One profile, read from its YAML: which controls are for which kinds of unit, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from yaml.nodes import Node

from secaudit.catalogue.decisions import REWEIGHING, reweighing, unknown_control
from secaudit.catalogue.describing import reads
from secaudit.catalogue.naming import identifier
from secaudit.catalogue.nodes import Book
from secaudit.catalogue.registry import Ids
from secaudit.catalogue.selection import is_left_out, selects
from secaudit.catalogue.shapes import (
    Field,
    Record,
    Refused,
    both_languages,
    items,
    list_of,
    one_word,
    record,
    refuse,
    scalar,
)
from secaudit.model.profile import Exclusion, Profile
from secaudit.model.tables.organisation import UNIT_KINDS
from secaudit.model.text import Text, same

_FAMILY = re.compile(r"[A-Za-z][A-Za-z0-9]*([./_-][A-Za-z0-9]+)*-\*")


@reads({"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9]*([./_-][A-Za-z0-9]+)*(-\*)?$"})
def selector(book: Book, node: Node) -> str:
    """Read what names controls: an id, or a family as in BUD-*."""
    expected = Text("mã tiêu chí, hoặc một nhóm như BUD-*", "a control's id, or a family as in BUD-*")
    text: str = scalar(book, node, expected).value
    if "*" not in text:
        return identifier(book, node)
    if not _FAMILY.fullmatch(text):
        advice = Text("chỉ dùng * ở cuối, sau dấu -", "write * at the end only, after a -")
        raise refuse(book, node, same(text), expected, advice)
    return text


_WITHOUT = {
    "id": Field(
        selector, True, about=Text("mã tiêu chí, hoặc một nhóm như BUD-*", "a control, or a family as BUD-*")
    ),
    "reason": Field(
        both_languages, True, about=Text("lý do, được in trong báo cáo", "why; reports print it")
    ),
}

PROFILE = {
    "id": Field(identifier, True, about=Text("mã, như commune", "its id, as in commune")),
    "title": Field(both_languages, True, about=Text("tên diện áp dụng", "its name")),
    "kinds": Field(
        list_of(one_word(UNIT_KINDS), empty=False),
        True,
        about=Text("các loại đơn vị", "the kinds of unit it is for"),
    ),
    "controls": Field(
        list_of(selector, empty=False),
        about=Text("chỉ các tiêu chí này, kèm reason", "only these, with a reason"),
    ),
    "reason": Field(both_languages, about=Text("vì sao chỉ các tiêu chí đó", "why only those")),
    "without": Field(
        items, default=(), about=Text("các tiêu chí không xét", "the controls left out"), of=_WITHOUT
    ),
    "severity": Field(
        items, default=(), about=Text("các tiêu chí đổi mức", "controls of another severity"), of=REWEIGHING
    ),
}
"""The keys of a profile."""


def read_profile(book: Book, node: Node, known: Collection[str]) -> Profile:
    """Read one profile; `known` are the ids of all controls.

    Raises:
        Refused: something in it is wrong; every error that could be found has been noted.
    """
    found = record(book, node, PROFILE)
    before = len(book.problems)
    _check_choice(book, found)
    _check_once(book, found.nodes["kinds"].value)
    if found["controls"] is not None:
        _check_known(book, found.nodes["controls"].value, known)
    exclusions = _exclusions(book, found["without"], known)
    severities = [record_ for item in found["severity"] if (record_ := _entry(book, item, REWEIGHING))]
    _check_known(book, [entry.nodes["id"] for entry in severities], known)
    for entry in severities:
        _check_kept(book, found, entry, exclusions)
    if len(book.problems) > before:
        raise Refused
    return Profile(
        id=found["id"],
        title=found["title"],
        kinds=found["kinds"],
        controls=found["controls"],
        reason=found["reason"],
        without=exclusions,
        severity=tuple(reweighing(book, entry) for entry in severities),
        location=book.locate(node),
    )


def _entry(book: Book, node: Node, fields: dict[str, Field]) -> Record | None:
    try:
        return record(book, node, fields)
    except Refused:
        return None


def _exclusions(book: Book, nodes: Sequence[Node], known: Collection[str]) -> tuple[Exclusion, ...]:
    entries = [entry for node in nodes if (entry := _entry(book, node, _WITHOUT))]
    _check_known(book, [entry.nodes["id"] for entry in entries], known)
    exclusions: list[Exclusion] = []
    for entry in entries:
        for name in known:
            earlier = next((item for item in exclusions if selects(item.control, name)), None)
            if selects(entry["id"], name) and earlier is not None and earlier.control != entry["id"]:
                _twice(book, entry, name, earlier)
                break
        exclusions.append(Exclusion(entry["id"], entry["reason"], book.locate(entry.node)))
    return tuple(exclusions)


def _twice(book: Book, entry: Record, name: str, earlier: Exclusion) -> None:
    book.report(
        "left-out-twice",
        entry.nodes["id"],
        Text(
            f"{name} đã được loại bởi {earlier.control} tại {earlier.location}",
            f"{name} is left out by {earlier.control} already, at {earlier.location}",
        ),
        Text("mỗi tiêu chí được loại một lần, với một lý do", "every control left out once, for one reason"),
        Text("xóa một trong hai mục", "remove one of the two entries"),
    )


def _check_choice(book: Book, found: Record) -> None:
    """Check that a profile lists what it judges, or what it does not, and says why."""
    if found["controls"] is not None and found["without"]:
        book.report(
            "controls-and-without",
            found.nodes["without"],
            Text("có cả controls và without", "both controls and without"),
            Text("một trong hai", "one of the two"),
            Text(
                "liệt kê tiêu chí được áp dụng, hoặc tiêu chí bị loại, không cả hai",
                "list what is judged or what is left out, not both",
            ),
        )
    if found["controls"] is not None and found["reason"] is None:
        book.report(
            "missing-key",
            found.node,
            Text("có controls mà không có reason", "controls without reason"),
            same("reason: {vi: …, en: …}"),
            Text("nói rõ vì sao không xét các tiêu chí khác", "say why the other controls are not judged"),
        )
    if found["controls"] is None and found["reason"] is not None:
        book.report(
            "unknown-key",
            found.nodes["reason"],
            Text("có reason mà không có controls", "reason without controls"),
            Text("reason của từng mục trong without", "a reason in each entry of without"),
            Text("chuyển lý do vào các mục của without", "move the reason to the entries of without"),
        )


def _check_once(book: Book, nodes: Iterable[Node]) -> None:
    claimed = Ids()
    for node in nodes:
        try:
            claimed.claim(book, node, str(node.value))
        except Refused:
            continue


def _check_known(book: Book, nodes: Sequence[Node], known: Collection[str]) -> None:
    _check_once(book, nodes)
    for node in nodes:
        if not any(selects(node.value, name) for name in known):
            unknown_control(book, node, node.value, known)


def _check_kept(book: Book, found: Record, entry: Record, exclusions: Sequence[Exclusion]) -> None:
    """Check that a severity is given only to what the profile judges."""
    name = entry["id"]
    if not is_left_out(name, found["controls"], exclusions):
        return
    book.report(
        "severity-left-out",
        entry.nodes["id"],
        Text(f"{name} đã bị loại khỏi diện áp dụng này", f"{name} is left out by this very profile"),
        Text("tiêu chí được xét trong diện áp dụng này", "a control that this profile judges"),
        Text("xóa mục này, hoặc không loại tiêu chí đó", "remove this entry, or keep the control"),
    )
