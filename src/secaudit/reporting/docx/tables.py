"""Tables of a document: fixed columns, a head that is repeated, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from secaudit.lazily import dataclass
from secaudit.reporting.docx.markup import Face, paragraph
from secaudit.reporting.docx.walking import Walker, classes

_BARE = frozenset(("bars", "signature", "plain"))
"""Tables without lines: they arrange, and hold no data."""

_CLINGING = frozenset(("signature", "clings"))
"""Tables that stay on the page of what follows them."""

_KEPT = frozenset(("signature", "statuses", "facts"))
"""Tables that stand on one page; together with clinging, what keeps the recipients with the signatures."""

_LARGE = frozenset(("signature", "plain"))
_FINE = frozenset(("counts", "gaps", "fine"))
"""Tables in small type, in annexes or where there are many columns."""

_LONGEST = 2_500
"""Characters that a row may have and still be kept whole; a longer one would leave half a page empty."""

_KEEP = "<w:keepNext/>"

_UNPADDED = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
"""No margins: the head of a column of numbers is wider than the numbers."""

_INSET = 60
"""Twips: what a cell has as a margin, by which a table's first line would stand outside the text."""


@dataclass
class _Table:
    """A table while it is written.

    `held` are columns that a cell from above still covers, and rows left. Its rows may go on over a
    page where it `splits`; where it `clings`, its last row stays with what follows.
    """

    widths: list[int]
    style: str
    bare: bool
    keep: str
    splits: bool
    clings: bool
    held: dict[int, tuple[int, int]] = field(default_factory=dict)


def add_table(walker: Walker, element: Any) -> None:
    """Add a table and the small space that parts it from another one."""
    names = classes(element)
    columns = _columns(element)
    widths = walker.columns.widths(names, columns, walker.width)
    bare = not _BARE.isdisjoint(names)
    fine = not _FINE.isdisjoint(names)
    style = "Normal" if not _LARGE.isdisjoint(names) else "TableFine" if fine else "TableText"
    keep = _KEEP if not _KEPT.isdisjoint(names) else ""
    clings = not _CLINGING.isdisjoint(names)
    table = _Table(widths, style, bare, keep, splits="law" in names, clings=clings)
    rows = "".join(_rows(walker, table, element))
    if not rows:
        return
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = "Bare" if bare else "Grid"
    walker.out.append(
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{look}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{0 if bare else _INSET}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )
    walker.out.append(paragraph("Gap", "", _KEEP if clings else ""))


def _columns(element: Any) -> list[list[str]]:
    listed = [classes(column) for column in element.iter("col")]
    if listed:
        return listed
    first = next(element.iter("tr"), None)
    count = sum(int(cell.get("colspan") or 1) for cell in first) if first is not None else 1
    return [[] for _ in range(count)]


def _rows(walker: Walker, table: _Table, element: Any) -> Iterator[str]:
    for part in element:
        if part.tag == "tr":
            yield _row(walker, table, part, head=False, keep=False)
        elif part.tag in ("thead", "tbody", "tfoot"):
            rows = [row for row in part if row.tag == "tr"]
            for place, row in enumerate(rows, start=1):
                # No row stands alone on the page where its table ends, nor what clings to the table.
                keep = place == len(rows) - 1 or (table.clings and place == len(rows))
                yield _row(walker, table, row, head=part.tag == "thead", keep=keep)


def _row(walker: Walker, table: _Table, row: Any, *, head: bool, keep: bool) -> str:
    cells, at = [], 0
    waiting = iter([cell for cell in row if cell.tag in ("td", "th")])
    heading = _titles(row)
    kept = _KEEP if keep or head or heading or "keep" in classes(row) else table.keep
    while at < len(table.widths):
        if at in table.held:
            wide, left = table.held.pop(at)
            if left > 1:
                table.held[at] = (wide, left - 1)
            cells.append(_cell("", sum(table.widths[at : at + wide]), wide, "<w:vMerge/>", table.style))
            at += wide
            continue
        cell = next(waiting, None)
        if cell is None:
            break
        wide = min(int(cell.get("colspan") or 1), len(table.widths) - at)
        cells.append(_told(walker, table, cell, at, wide, keep=kept, head=head))
        if (high := int(cell.get("rowspan") or 1)) > 1:
            table.held[at] = (wide, high - 1)
        at += wide
    whole = (
        "<w:cantSplit/>" if (head or not table.splits) and len("".join(row.itertext())) <= _LONGEST else ""
    )
    tall = '<w:trHeight w:val="400"/>' if "tall" in classes(row) else ""
    repeated = "<w:tblHeader/>" if head else ""
    properties = f"<w:trPr>{whole}{tall}{repeated}</w:trPr>" if whole or tall or repeated else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _told(walker: Walker, table: _Table, cell: Any, at: int, wide: int, *, keep: str, head: bool) -> str:
    """Return a cell with what it holds."""
    names = classes(cell)
    width = sum(table.widths[at : at + wide])
    walker.room = width - 120
    face = Face(bold=(_titles(cell.getparent()) and not table.bare) or _sum(cell))
    indent = next((160 * int(name[6:]) for name in names if name.startswith("depth-")), 0)
    style = table.style
    if head and not table.bare:
        style = "TableFineHead" if style == "TableFine" else "TableHead"
    properties = (
        keep + (f'<w:ind w:left="{indent}"/>' if indent else "") + _side(names, head and not table.bare)
    )
    inside = "".join(walker.cell(cell, style, properties, face))
    shade = ""
    if cell.tag == "th" and not table.bare:
        shade = f'<w:shd w:val="clear" w:fill="{"EEEEEE" if head else "F4F4F4"}"/>'
    if head and "count" in names:
        shade += _UNPADDED
    merged = '<w:vMerge w:val="restart"/>' if int(cell.get("rowspan") or 1) > 1 else ""
    return _cell(inside, width, wide, merged + shade, style)


def _titles(row: Any) -> bool:
    """Whether a row is the title of those below it: it has nothing but headings."""
    return all(cell.tag == "th" for cell in row)


def _sum(cell: Any) -> bool:
    return "sum" in classes(cell.getparent())


def _side(names: list[str], head: bool) -> str:
    """Return to which side a cell's text is set: numbers to the right, heads in the middle."""
    if head or "middle" in names or "swatch" in names:
        return '<w:jc w:val="center"/>'
    return '<w:jc w:val="right"/>' if "count" in names else ""


def _cell(inside: str, width: int, wide: int, properties: str, style: str) -> str:
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{properties}</w:tcPr>'
        f"{inside or paragraph(style, '')}</w:tc>"
    )
