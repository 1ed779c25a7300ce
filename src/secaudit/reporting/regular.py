"""Whether the structure of a PDF is one that PDF/UA may be promised of (ISO 14289-1, clause 7).

The shipped layout keeps these rules whatever is told in it. A layout of the user's own can break them, and
nobody can guess what is meant by a level left out or a row too short: such a document has no mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_LEVELS = {f"/H{level}": level for level in range(1, 7)}
_GROUPS = frozenset({"/THead", "/TBody", "/TFoot"})
_WITHIN = {
    "/TR": _GROUPS | {"/Table"},
    **dict.fromkeys(("/TH", "/TD"), frozenset({"/TR"})),
    **dict.fromkeys(_GROUPS, frozenset({"/Table"})),
    "/LI": frozenset({"/L"}),
    **dict.fromkeys(("/Lbl", "/LBody"), frozenset({"/LI"})),
}
_HOLDING = {
    "/Table": _GROUPS | {"/TR", "/Caption"},
    **dict.fromkeys(_GROUPS, frozenset({"/TR"})),
    "/TR": frozenset({"/TH", "/TD"}),
    "/L": frozenset({"/L", "/LI", "/Caption"}),
    "/LI": frozenset({"/Lbl", "/LBody"}),
}


def regular(pdf: Any) -> bool:
    """Return whether a tidied `pydyf.PDF` keeps the rules that a template can break.

    Levels of headings follow each other (7.4.2), tables and lists hold what they may, rows are of one width
    (7.2), links are told to be links (7.18.5), and no text is within a picture (7.1).
    """
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    owners = _at(pdf, root["ParentTree"])["Nums"][2 * len(pdf.page_references) + 1 :: 2]
    return (
        all(_at(pdf, owner).get("S") in ("/Link", "/Form") for owner in owners)
        and not any(_holds_text(each) for each in pdf.objects)
        and _in_order(pdf, _at(pdf, root["K"][0]))
    )


def _in_order(pdf: Any, root: Any) -> bool:
    last = 0
    for element, kids in _elements(pdf, root):
        kind = element["S"]
        if (level := _LEVELS.get(kind)) is not None:
            if level > last + 1:
                return False
            last = level
        may = _HOLDING.get(kind)
        for kid in kids:
            held = kid["S"]
            if (may is not None and held not in may) or kind not in _WITHIN.get(held, (kind,)):
                return False
        if kind == "/Table" and not (_captioned(kids) and _rectangular(pdf, kids)):
            return False
    return True


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _kids(pdf: Any, element: Any) -> list[Any]:
    objects = pdf.objects
    held = [objects[int(kid.partition(b" ")[0])] for kid in element["K"] if kid.__class__ is not int]
    return [kid for kid in held if "S" in kid]


def _elements(pdf: Any, root: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Yield an element and all below it in order of reading, each with those that it holds."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        kids = _kids(pdf, element)
        yield element, kids
        waiting.extend(reversed(kids))


def _captioned(parts: Sequence[Any]) -> bool:
    """Return whether a table has at most one caption, as the first or the last of its parts."""
    places = [place for place, part in enumerate(parts) if part["S"] == "/Caption"]
    return not places or places in ([0], [len(parts) - 1])


def _rectangular(pdf: Any, parts: Sequence[Any]) -> bool:
    """Return whether all rows are of one width, cells that go over several rows being counted in each."""
    rows: list[Any] = []
    for part in parts:
        rows.extend(_kids(pdf, part) if part["S"] in _GROUPS else [part] * (part["S"] == "/TR"))
    widths = dict.fromkeys(range(len(rows)), 0)
    for number, row in enumerate(rows):
        for cell in _kids(pdf, row):
            about = cell.get("A", {})
            for reached in range(number, number + about.get("RowSpan", 1)):
                widths[reached] = widths.get(reached, 0) + about.get("ColSpan", 1)
    return len(widths) == len(rows) and len(set(widths.values())) <= 1


def _holds_text(one: Any) -> bool:
    """Return whether an object is a picture with text in it, as the engine draws what is half transparent."""
    return getattr(one, "extra", {}).get("Subtype") == "/Form" and any(
        isinstance(piece, dict) and "MCID" in piece for piece in one.stream
    )
