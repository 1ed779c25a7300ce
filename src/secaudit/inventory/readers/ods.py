"""Looks into the XML of an ODS file for what its values do not tell."""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

from secaudit.inventory.origins import cell_name, column_letters
from secaudit.inventory.readers.inspection import Inspection

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_EXTENSION = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_HIDDEN = ("collapse", "filter")


def inspect(content: IO[bytes]) -> dict[str, Inspection]:
    """Return what the XML of the sheets tells, by the sheet's name.

    Raises:
        ValueError: it is no XML, or declares entities, which no spreadsheet program does.
    """
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = walk.start
    parser.EntityDeclHandler = _refuse
    try:
        parser.ParseFile(content)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return walk.sheets


def _refuse(*_: object) -> None:
    raise ValueError("entities are declared")


class _Walk:
    """Follows rows and cells, each of which may stand for many equal ones."""

    def __init__(self) -> None:
        self.sheets: dict[str, Inspection] = {}
        self.sheet = Inspection()
        self.row = self.rows = self.column = self.width = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space != _TABLE:
            return
        if local == "table":
            self.sheet = self.sheets.setdefault(attributes.get(f"{_TABLE} name", ""), Inspection())
            self.row = self.rows = self.column = self.width = 0
        elif local == "table-column":
            self.columns(attributes)
        elif local == "table-row":
            self.begin_row(attributes)
        elif local in ("table-cell", "covered-table-cell"):
            self.cell(attributes)

    def columns(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "columns")
        if attributes.get(f"{_TABLE} visibility") in _HIDDEN:
            left, right = column_letters(self.width), column_letters(self.width + count - 1)
            self.sheet.hidden_columns.append(left if left == right else f"{left}:{right}")
        self.width += count

    def begin_row(self, attributes: dict[str, str]) -> None:
        self.row += self.rows
        self.rows, self.column = _count(attributes, "rows"), 0
        if attributes.get(f"{_TABLE} visibility") in _HIDDEN:
            self.sheet.hidden_rows.append(self.row + 1)

    def cell(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "columns")
        place = cell_name(self.row + 1, self.column)
        across = int(attributes.get(f"{_TABLE} number-columns-spanned", 1))
        down = int(attributes.get(f"{_TABLE} number-rows-spanned", 1))
        if across > 1 or down > 1:
            last = cell_name(self.row + down, self.column + across - 1)
            self.sheet.merged.append(f"{place}:{last}")
        value = attributes.get(f"{_OFFICE} value-type")
        if attributes.get(f"{_EXTENSION} value-type") == "error":
            self.sheet.failed.append(place)
        elif value is None and f"{_TABLE} formula" in attributes:
            self.sheet.stale.append(place)
        self.column += count
        if value is not None:
            self.sheet.rows = max(self.sheet.rows, self.row + self.rows)
            self.sheet.columns = max(self.sheet.columns, self.column)


def _count(attributes: dict[str, str], what: str) -> int:
    return int(attributes.get(f"{_TABLE} number-{what}-repeated", 1))
