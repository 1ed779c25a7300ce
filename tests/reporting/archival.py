"""What a PDF for the archive and for everyone must be, checked clause by clause on the finished file.

`faults` returns every place where a file breaks what can be checked without judging its words:

- ISO 19005-3 (PDF/A-3a): identified in plain XMP that agrees with the document information; an output intent
  with its profile; every font embedded, with a way back to letters; no encryption, script or outside action;
  files attached with name, type, day and relation, and listed by the catalogue; an identifier.
- ISO 14289-1 (PDF/UA-1): identified and the mark described; language, title shown, bookmarks; every drawing
  operator within the tree or told to be an artifact; the tree and the page content agree both ways; no
  heading level skipped; tables of rows of the same width whose heading cells say what they head; lists of
  items; every figure with words and a place; tab order by structure.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf

_PAINTS = frozenset(
    {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE"}
)
_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI"},
    "LBody": {"LI"},
}
_KIDS = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "TR": {"TH", "TD"},
    "L": {"LI", "L", "Caption"},
    "LI": {"Lbl", "LBody"},
}
_MEANING_NOTHING = {"NonStruct", "Span", "Private"}


def faults(pdf: bytes) -> list[str]:
    """Return what is wrong with a document; nothing where it is as its marks promise."""
    with pikepdf.open(BytesIO(pdf)) as file:
        opened: Any = file
        return [*_archive(opened), *_catalogue(opened), *_tree(opened), *_pages(opened)]


def nodes(element: Any) -> Iterator[tuple[str, Any, str]]:
    """Yield every structure element with its kind and that of its parent, as read aloud."""
    yield from _below(element, "")


def structure(opened: Any) -> Any:
    """Return the top of the structure tree."""
    top = opened.Root.StructTreeRoot.K
    return top[0] if isinstance(top, pikepdf.Array) else top


def _below(element: Any, parent: str) -> Iterator[tuple[str, Any, str]]:
    kind = str(element.S)[1:]
    yield kind, element, parent
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _below(kid, kind)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _archive(opened: Any) -> Iterator[str]:
    if b"<x:xmpmeta" not in opened.Root.Metadata.read_raw_bytes():
        yield "metadata cannot be read as plain text"
    xmp = opened.open_metadata()
    marks = {name: xmp.get(name) for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
    told = {
        "/Title": xmp.get("dc:title"),
        "/Creator": xmp.get("xmp:CreatorTool"),
        "/Producer": xmp.get("pdf:Producer"),
    }
    if marks != {"pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1"}:
        yield f"marks {marks}"
    if b"<pdfaSchema:prefix>pdfuaid<" not in opened.Root.Metadata.read_bytes():
        yield "the mark of PDF/UA is not described"
    for name, value in told.items():
        if value is not None and str(opened.docinfo.get(name)) != value:
            yield f"{name} {opened.docinfo.get(name)!s} is {value} in the metadata"
    intents = opened.Root.get("/OutputIntents", [])
    if not intents or intents[0].S != "/GTS_PDFA1" or not intents[0].DestOutputProfile.read_bytes():
        yield "no output intent"
    yield from _file(opened)
    yield from _fonts(opened)
    yield from _attachments(opened)


def _file(opened: Any) -> Iterator[str]:
    if str(opened.Root.get("/Version", "/1.7")) != "/1.7" or opened.pdf_version != "1.7":
        yield "not PDF 1.7"
    if opened.is_encrypted or "/ID" not in opened.trailer:
        yield "encrypted, or without identifier"
    for name in ("/OpenAction", "/AA", "/JavaScript"):
        if name in opened.Root or name in opened.Root.get("/Names", {}):
            yield f"{name} in the catalogue"


def _fonts(opened: Any) -> Iterator[str]:
    for one in opened.objects:
        if not isinstance(one, pikepdf.Dictionary):
            continue
        if one.get("/Type") == "/Font" and one.get("/Subtype") == "/Type0" and "/ToUnicode" not in one:
            yield f"font {one.BaseFont} has no way back to letters"
        if one.get("/Type") == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
            one.keys()
        ):
            yield f"font {one.FontName} is not embedded"


def _attachments(opened: Any) -> Iterator[str]:
    listed = [each.objgen for each in opened.Root.get("/AF", [])]
    if len(listed) != len(set(listed)):
        yield "a file is associated twice"
    for name, spec in opened.attachments.items():
        held = spec.obj
        if held.objgen not in listed:
            yield f"{name} is not an associated file"
        if str(held.get("/AFRelationship", "")) not in ("/Source", "/Data") or not str(held.get("/Desc", "")):
            yield f"{name} does not say what it is"
        stream = held.EF.F
        if "/Subtype" not in stream or "/ModDate" not in stream.Params:
            yield f"{name} has no type or day"


def _catalogue(opened: Any) -> Iterator[str]:
    root = opened.Root
    if str(root.get("/Lang", "")) not in ("vi", "en"):
        yield "no language"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked as tagged"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False) or not str(
        opened.docinfo.get("/Title", "")
    ):
        yield "the title is not shown"
    with opened.open_outline() as outline:
        if not outline.root:
            yield "no bookmarks"


def _tree(opened: Any) -> Iterator[str]:
    found = list(nodes(structure(opened)))
    levels = [
        int(kind[1:]) for kind, _, _ in found if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit()
    ]
    if levels[:1] != [1]:
        yield f"the first heading is of level {levels[:1]}"
    yield from (f"after heading {one} comes {other}" for one, other in pairwise(levels) if other > one + 1)
    for kind, element, parent in found:
        if kind in _MEANING_NOTHING:
            yield f"{kind} in {parent}"
        if parent not in _PARENTS.get(kind, {parent}):
            yield f"{kind} in {parent}"
        if kind not in _KIDS.get(parent, {kind}):
            yield f"{kind} in {parent}"
        if kind == "Figure" and (not str(element.get("/Alt", "")).strip() or "/BBox" not in element.A):
            yield "a figure without words or place"
        if kind == "TH" and element.A.get("/Scope") not in ("/Row", "/Column", "/Both"):
            yield "a heading cell that does not say what it heads"
        if kind == "Table":
            yield from _table(element)
        if not _kids(element) and kind not in ("TD", "TH"):
            yield f"an empty {kind}"


def _table(table: Any) -> Iterator[str]:
    rows = [row for kind, row, _ in _below(table, "") if kind == "TR"]
    groups = [str(kid.S) for kid in _kids(table)]
    if groups.count("/THead") > 1 or groups.count("/TFoot") > 1:
        yield "a table with two heads or feet"
    if {"/THead", "/TFoot"} & set(groups) and "/TBody" not in groups:
        yield "a table of head or foot alone"
    cells = [_kids(row) for row in rows]
    if not any(cell.S == "/TH" for row in cells for cell in row):
        yield "a table without heading cells"
    reached: dict[int, int] = {}
    for number, row in enumerate(cells):
        for cell in row:
            about = cell.get("/A", {})
            for below in range(int(about.get("/RowSpan", 1))):
                reached[number + below] = reached.get(number + below, 0) + int(about.get("/ColSpan", 1))
    if len({reached[number] for number in range(len(cells))}) > 1:
        yield f"a table of rows of {sorted(set(reached.values()))} cells"


def _pages(opened: Any) -> Iterator[str]:
    numbers = {page.objgen: number for number, page in enumerate(opened.pages)}
    held: dict[int, dict[int, Any]] = {number: {} for number in numbers.values()}
    for kind, element, _ in nodes(structure(opened)):
        for kid in _kids(element):
            if isinstance(kid, int):
                page = held[numbers[element.Pg.objgen]]
                if kid in page:
                    yield f"content {kid} is twice in the tree"
                page[kid] = (element.objgen, kind)
    owners = opened.Root.StructTreeRoot.ParentTree.Nums
    tree = {int(owners[place]): owners[place + 1] for place in range(0, len(owners), 2)}
    for number, page in enumerate(opened.pages):
        if page.get("/Tabs") != "/S":
            yield f"page {number + 1} has no tab order"
        seen: set[int] = set()
        yield from (f"page {number + 1}: {fault}" for fault in _content(page, seen))
        if lost := seen ^ set(held[number]):
            yield f"page {number + 1}: content {sorted(lost)} is not both on the page and in the tree"
        known = tree[int(page.StructParents)]
        for mark, (owner, _) in held[number].items():
            if known[mark].objgen != owner:
                yield f"page {number + 1}: content {mark} has another owner in the parent tree"


def _content(page: Any, seen: set[int]) -> Iterator[str]:
    """Yield what is drawn outside the tree and not told to be an artifact; `seen` gets the marked content."""
    open_marks: list[str] = []
    for operands, operator in _operations(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            kind = str(operands[0])
            if open_marks:
                yield f"{kind} within {open_marks[-1]}"
            open_marks.append(kind)
            if name == "BDC" and "/MCID" in operands[1]:
                seen.add(int(operands[1]["/MCID"]))
            elif kind != "/Artifact":
                yield f"{kind} is neither content nor an artifact"
        elif name == "EMC":
            open_marks.pop()
        elif name in _PAINTS and not open_marks:
            yield f"{name} is drawn outside of everything"


def _operations(page: Any) -> Any:
    return pikepdf.parse_content_stream(page)
