"""Which part of a document's HTML the frame tells, and which goes where in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Any

from secaudit.lazily import dataclass
from secaudit.reporting.docx.walking import classes

if TYPE_CHECKING:
    from secaudit.reporting.papers.letterhead import Letterhead


@dataclass(frozen=True, slots=True)
class Parts:
    """The elements of each part, and the lines of the title (what it is, what about, and a note)."""

    elements: Mapping[str, list[Any]]
    title: tuple[str, str, str]
    has_letterhead: bool


def divided(body: Any) -> Parts:
    """Return the parts of a document: what stands behind the signature are its annexes."""
    elements: dict[str, list[Any]] = {"body": [], "signature": [], "annexes": []}
    title, has_letterhead, part = ("", "", ""), False, "body"
    for element in body:
        if not isinstance(element.tag, str):
            continue
        names = classes(element)
        if "letterhead" in names:
            has_letterhead = True
        elif "title" in names:
            title = _title(element)
        elif "signature" in names:
            elements["signature"].append(element)
            part = "annexes"
        else:
            elements[part].append(element)
    return Parts(elements, title, has_letterhead)


def fields(head: Letterhead, parts: Parts) -> dict[str, object]:
    """Return the fields of a frame."""
    kind, about, note = parts.title
    names = {"parent": "issuer_parent", "body": "issuer_body"}
    letterhead = {names.get(field.name, field.name): getattr(head, field.name) for field in fields_of(head)}
    return letterhead | {
        "letterhead": parts.has_letterhead,
        "title": kind,
        "title_about": about,
        "title_note": note,
    }


def _title(element: Any) -> tuple[str, str, str]:
    told = {"kind": "", "about": "", "as-of": ""}
    for line in element:
        name = "kind" if line.tag == "h1" else next(iter(classes(line)), "")
        if name in told:
            told[name] = " ".join("".join(line.itertext()).split())
    return told["kind"], told["about"], told["as-of"]
