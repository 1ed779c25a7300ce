"""Looks into the XML of an XLSX file for what its values do not tell."""

from __future__ import annotations

import re
from xml.etree import ElementTree
from zipfile import ZipFile

from secaudit.inventory.origins import column_letters
from secaudit.inventory.readers.inspection import Inspection, row_and_index

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref=["']([A-Z0-9:]+)["']""")
_HIDDEN_ROW = re.compile(
    rb"""<(?:\w+:)?row\s(?=[^>]*\bhidden=["'](?:1|true)["'])[^>]*?\br=["']([0-9]+)["']"""
)
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\s(?=[^>]*\bhidden=["'](?:1|true)["'])([^>]*)>""")
_FIRST = re.compile(rb"""\bmin=["']([0-9]+)["']""")
_LAST = re.compile(rb"""\bmax=["']([0-9]+)["']""")
_FAILED = re.compile(rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']e["'])[^>]*?\br=["']([A-Z]+[0-9]+)["']""")
_STALE = re.compile(
    rb"""<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"""
    rb"""(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>|</(?:\w+:)?c>)"""
)
_NAME = re.compile(rb"""\br=["']([A-Z]+[0-9]+)["']""")
_IS_TEXT = re.compile(rb"""\bt=["']str["']""")
_LAST_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["']([0-9]+)["']""")
_FILLED = re.compile(rb"""r=["']([A-Z]{2,3})[0-9]+["'][^>/]*>""")
_WIDE = 26
"""Columns up to Z: no need to look for names of one letter."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Return where in the archive each sheet is kept, by the sheet's name."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _tree(archive, "xl/_rels/workbook.xml.rels")
    }
    parts = {}
    for element in _tree(archive, "xl/workbook.xml").iter():
        if element.tag.rpartition("}")[2] == "sheet":
            target = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION), "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            parts[element.get("name", "")] = path
    return parts


def inspect(archive: ZipFile, part: str) -> Inspection:
    """Return what the XML of one sheet tells."""
    data = archive.read(part)
    result = Inspection(merged=[match.decode() for match in _MERGED.findall(data)])
    hides = b"hidden=" in data
    result.hidden_rows = [int(match) for match in _HIDDEN_ROW.findall(data)] if hides else []
    for attributes in _HIDDEN_COLUMN.findall(data) if hides else ():
        first, last = (pattern.search(attributes) for pattern in (_FIRST, _LAST))
        if first and last:
            left, right = (column_letters(int(match.group(1)) - 1) for match in (first, last))
            result.hidden_columns.append(left if left == right else f"{left}:{right}")
    if b't="e"' in data or b"t='e'" in data:
        result.failed = [match.decode() for match in _FAILED.findall(data)]
    if b"<f" in data or b":f" in data:
        for attributes in _STALE.findall(data):
            name = _NAME.search(attributes)
            if name and not _IS_TEXT.search(attributes):
                result.stale.append(name.group(1).decode())
    rows = _LAST_ROW.search(data, max(data.rfind(b"<row "), data.rfind(b":row ") - 20, 0))
    result.rows = int(rows.group(1)) if rows else 0
    wide = {match.decode() for match in _FILLED.findall(data)}
    result.columns = max((row_and_index(f"{letters}1")[1] + 1 for letters in wide), default=_WIDE)
    return result


def _tree(archive: ZipFile, part: str) -> ElementTree.Element:
    """Return a small part's XML. Expat itself refuses entities that grow beyond all measure."""
    return ElementTree.fromstring(archive.read(part))  # noqa: S314
