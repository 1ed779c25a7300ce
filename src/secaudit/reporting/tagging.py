"""The structure of a PDF, as a reader of screens walks it: headings, paragraphs, tables, drawings with words.

The page engine tags every box that it lays out. Here what only the layout needed is taken out again: a text
stands in its paragraph, a table without heading cells is no table, a heading cell says what it heads, and
what is not in the tree (page numbers, swatches beside their word) is decoration (ISO 14289-1, 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

_TRANSPARENT = frozenset({"/NonStruct", "/Span"})
"""What has no meaning of its own: what it holds belongs to what is around it."""

_LAYOUT = frozenset({"/Table", "/THead", "/TBody", "/TFoot", "/TR"})
_CELLS = frozenset({"/TD", "/TH"})
_ROWS = frozenset({"/THead", "/TBody", "/TFoot"})
_ITEM = frozenset({"/Lbl", "/LBody"})
_GROUPS = frozenset({"/Document", "/Part", "/Art", "/Sect", "/BlockQuote", "/L", "/LI"}) | _LAYOUT
"""What holds parts, never text."""

_PIXEL = 0.75
"""Points in a CSS pixel."""


def tidy(pdf: Any, contents: Sequence[Any]) -> None:
    """Make the tree of a `pydyf.PDF` one of meanings; `contents` are its pages' streams, in order."""
    _Tree(pdf, contents).tidy()


class _Tree:
    """The structure tree of one document, and what of each page's content it holds."""

    def __init__(self, pdf: Any, contents: Sequence[Any]) -> None:
        self._pdf, self._objects = pdf, pdf.objects
        self._contents = contents
        pages = pdf.page_references
        self._numbers = {reference: number for number, reference in enumerate(pages)}
        self._heights = [self._at(page)["MediaBox"][3] for page in pages]
        root = self._at(pdf.catalog["StructTreeRoot"])
        self._nums = self._at(root["ParentTree"])["Nums"]
        self._owners = self._nums[1 : 2 * len(pages) : 2]
        (self._document,) = (self._at(kid) for kid in root["K"])
        self._told: list[set[int]] = [set() for _ in pages]

    def tidy(self) -> None:
        """Tidy the tree, then tell everything that it does not hold to be decoration."""
        self._settle(self._document, self._kids(self._document, layout=False))
        for content, told, owners in zip(self._contents, self._told, self._owners, strict=True):
            _decorate(content, told)
            owners[:] = [owner if number in told else "null" for number, owner in enumerate(owners)]

    def _at(self, reference: bytes) -> Any:
        return self._objects[int(reference.split()[0])]

    def _kids(self, element: Any, *, layout: bool) -> list[Any]:
        """Return what an element holds once it is tidy: numbers of marked content, and references."""
        kept: list[Any] = []
        for kid in element["K"]:
            if isinstance(kid, int) or self._at(kid)["Type"] == "/OBJR":
                kept.append(kid)
            else:
                kept.extend(self._tidied(self._at(kid), element, layout=layout))
        return kept

    def _tidied(self, child: Any, parent: Any, *, layout: bool) -> list[Any]:
        """Return what the parent holds for a child: the child, what that holds, or nothing."""
        if child["S"] == "/Table":
            layout = not self._has_heads(child)
        kids = self._kids(child, layout=layout)
        kind = child["S"]
        if kind in _TRANSPARENT or (layout and kind in _LAYOUT):
            if parent["S"] not in _GROUPS or not _has_text(kids):
                child.clear()
                return kids
            kind = "/P"
        elif kind == "/Div" or (layout and kind in _CELLS):
            kind = "/P" if _has_text(kids) else "/Div"
        if (not kids and kind not in _CELLS) or (kind == "/Figure" and "Alt" not in child):
            child.clear()
            return []
        child["S"] = kind
        if kind == "/LI":
            kids = self._item(child, kids)
        elif kind == "/Table":
            self._group(kids)
        self._dress(child, parent)
        self._settle(child, kids)
        return [child.reference]

    def _item(self, item: Any, kids: list[Any]) -> list[Any]:
        """Return what an item of a list holds: bullets and bodies, one around all else (7.2)."""
        held: list[Any] = []
        for known, run in groupby(kids, lambda kid: self._kind(kid) in _ITEM):
            if known:
                held.extend(run)
                continue
            shape = {"Type": "/StructElem", "S": "/LBody", "K": item["K"].__class__(), "Pg": item["Pg"]}
            body = item.__class__(shape | {"P": item.reference})
            self._pdf.add_object(body)
            self._settle(body, list(run))
            held.append(body.reference)
        return held

    def _group(self, kids: list[Any]) -> None:
        """Leave a table one head and one foot, and none where there is nothing but these (7.2)."""
        groups = [self._at(kid) for kid in kids if self._kind(kid) in _ROWS]
        kinds = [group["S"] for group in groups]
        for place, group in enumerate(groups):
            if group["S"] != "/TBody" and (group["S"] in kinds[:place] or "/TBody" not in kinds):
                group["S"] = "/TBody"

    def _kind(self, kid: Any) -> str | None:
        return None if isinstance(kid, int) else self._at(kid).get("S")

    def _settle(self, element: Any, kids: list[Any]) -> None:
        """Give an element what it holds, and make it known as the owner."""
        element["K"][:] = kids
        for kid in kids:
            if isinstance(kid, int):
                page = self._numbers[element["Pg"]]
                self._owners[page][kid] = element.reference
                self._told[page].add(kid)
            elif "S" in (child := self._at(kid)):
                child["P"] = element.reference
            else:
                self._nums[2 * self._at(child["Obj"])["StructParent"] + 1] = element.reference

    def _dress(self, element: Any, parent: Any) -> None:
        """Say what a heading cell heads, and where a drawing is, in points from the bottom of its page."""
        kind, about = element["S"], element.get("A")
        if kind == "/TH":
            over = self._at(parent["P"]).get("S") == "/THead"
            about["Scope"] = "/Column" if over else "/Row"
            element.pop("ID", None)
        elif kind == "/TD":
            about.pop("Headers", None)
            if len(about) == 1:
                del element["A"]
        elif kind == "/Figure":
            left, top, right, bottom = (side * _PIXEL for side in about["BBox"])
            height = self._heights[self._numbers[element["Pg"]]]
            about["BBox"][:] = [left, height - bottom, right, height - top]
        else:
            element.pop("A", None)

    def _has_heads(self, element: Any) -> bool:
        """Return whether a table has a heading cell of its own."""
        for kid in element["K"]:
            child = self._at(kid)
            if child["S"] == "/TH" or (
                child["S"] in _LAYOUT and child["S"] != "/Table" and self._has_heads(child)
            ):
                return True
        return False


def _has_text(kids: Sequence[Any]) -> bool:
    return any(isinstance(kid, int) for kid in kids)


def _decorate(content: Any, told: set[int]) -> None:
    """Mark what the tree does not hold as an artifact."""
    pieces = content.stream
    for place, piece in enumerate(pieces):
        if isinstance(piece, dict) and piece.get("MCID", -1) not in told:
            pieces[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
