"""Spreadsheets as people and programs leave them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Sheets = Mapping[str, Sequence[Sequence[object]]]

UNITS = (("id", "name", "kind"), ("tp", "Thành phố mẫu", "city"))


def xlsx(path: Path, sheets: Sheets, more: Callable[[Any, Any], None] | None = None) -> Path:
    """Write an XLSX file; `more` gets the workbook and the first sheet before it is closed."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        first = None
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            first = first or sheet
            for number, cells in enumerate(lines):
                for index, cell in enumerate(cells):
                    if isinstance(cell, (date, datetime)):
                        sheet.write_datetime(number, index, cell, day)
                    elif isinstance(cell, str):
                        sheet.write_string(number, index, cell)
                    elif cell is not None:
                        sheet.write(number, index, cell)
        if more is not None:
            more(book, first)
    return path


def edited(path: Path, part: str, pattern: str, replacement: str) -> Path:
    """Change one part of a zipped file, as another program might have written it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed, count = re.subn(pattern, replacement, parts[part].decode())
    assert count, pattern
    parts[part] = changed.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def ods(path: Path, sheets: Sheets) -> Path:
    """Write an ODS file. A cell that is a tuple gives its attributes and its text."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}"><table:table-column/>'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in lines)
        + "</table:table>"
        for name, lines in sheets.items()
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(tables))
    return path


def _ods_cell(cell: object) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, tuple):
        attributes, text = cell
    elif isinstance(cell, bool):
        attributes = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
        text = str(cell)
    elif isinstance(cell, (int, float)):
        attributes, text = f'office:value-type="float" office:value="{cell}"', str(cell)
    elif isinstance(cell, (date, datetime)):
        attributes, text = f'office:value-type="date" office:date-value="{cell.isoformat()}"', str(cell)
    else:
        attributes, text = 'office:value-type="string"', str(cell)
    return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"
