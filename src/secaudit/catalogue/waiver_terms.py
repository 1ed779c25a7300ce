"""The longest terms of waivers, by severity: `waivers.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from yaml.nodes import Node

from secaudit.catalogue.nodes import Book
from secaudit.catalogue.shapes import Field, Refused, both_languages, one_word, record, refuse, whole
from secaudit.lazily import dataclass
from secaudit.model.change import Change
from secaudit.model.status import Severity
from secaudit.model.text import Text, same
from secaudit.model.waiver import WaiverTerm

WAIVER_FILES = ("waivers.yaml", "waivers.yml")
"""The file of a folder that sets terms."""

WAIVER_TERM = {
    "severity": Field(
        one_word(severity.value for severity in Severity), True, about=Text("mức của tiêu chí", "of controls")
    ),
    "days": Field(whole, True, about=Text("số ngày, tính cả hai đầu", "days, both ends counted")),
    "reason": Field(
        both_languages, True, about=Text("lý do, được in trong báo cáo", "why; reports print it")
    ),
}
"""The keys of one entry."""


@dataclass
class WaiverTerms:
    """The terms of all layers so far, and what the layers above the bottom changed."""

    terms: dict[Severity, WaiverTerm] = field(default_factory=dict)
    changes: dict[Severity, Change] = field(default_factory=dict)

    def take(self, nodes: Iterable[tuple[Book, Node]], *, bottom: bool) -> None:
        """Add the terms of one layer, in place of those of the same severity below it."""
        own: set[Severity] = set()
        for book, node in nodes:
            try:
                term = _read(book, node, own)
            except Refused:
                continue
            own.add(term.severity)
            if not bottom:
                self.changes[term.severity] = _change(term, replaced=term.severity in self.terms)
            self.terms[term.severity] = term


def _read(book: Book, node: Node, own: Iterable[Severity]) -> WaiverTerm:
    found = record(book, node, WAIVER_TERM)
    severity = Severity(found["severity"])
    if severity in own:
        raise refuse(
            book,
            found.nodes["severity"],
            Text(f"thời hạn mức {severity.value} lần thứ hai", f"a second term for {severity.value}"),
            Text("mỗi mức một lần", "each severity once"),
            Text("xóa một trong hai mục", "remove one of the two entries"),
            "duplicate-id",
        )
    if not found["days"]:
        raise refuse(
            book,
            found.nodes["days"],
            same("0"),
            Text("ít nhất 1 ngày", "at least 1 day"),
            Text(
                "để không cho phép ngoại lệ, ghi waivable: false trong tiêu chí",
                "to allow no waiver, write waivable: false in the control",
            ),
        )
    return WaiverTerm(severity, found["days"], found["reason"], book.locate(node))


def _change(term: WaiverTerm, *, replaced: bool) -> Change:
    label = term.severity.label
    title = Text(
        f"ngoại lệ của tiêu chí mức {label.vi}: nhiều nhất {term.days} ngày",
        f"waivers of controls of severity {label.en}: {term.days} days at most",
    )
    return Change(
        term.severity.value,
        "waiver_term",
        "replaced" if replaced else "added",
        title,
        term.location,
        term.reason,
    )
