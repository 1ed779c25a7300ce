"""JSON Schema of inventory files, for editors that complete and check while somebody writes."""

from __future__ import annotations

from typing import Any

from secaudit.model.column import Column, Kind
from secaudit.model.table import Table
from secaudit.model.tables import READABLE
from secaudit.model.text import Language, Text

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_PATTERNS = {
    Kind.DATE: r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$|^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$",
    Kind.EVENT: r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$|^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$|^(none|không|chưa|no)$",
    Kind.MOMENT: r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|^(none|không|chưa|no)$",
    Kind.PATH: r"^(?![/~\\])(?!.*\.\.)(?![A-Za-z]:).+$",
}


def json_schema(language: Language | None = None) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a YAML or JSON inventory file.

    Descriptions are in one language, or in both. What the schema cannot say, such as unique ids and
    references, is checked when the inventory is read. Values are as they are best written; the reader takes
    some in other forms, too.
    """
    return {
        "$schema": _DRAFT,
        "title": _said(Text("Danh mục kiểm kê", "Inventory"), language),
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _rows(table, language) for name, table in READABLE.items()},
    }


def _said(text: Text, language: Language | None) -> str:
    return f"{text.vi} / {text.en}" if language is None else text.to(language)


def _rows(table: Table, language: Language | None) -> dict[str, Any]:
    return {
        "description": _said(table.label, language),
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [column.name for column in table.readable.values() if column.required],
            "properties": {column.name: _cell(column, language) for column in table.readable.values()},
        },
    }


def _cell(column: Column, language: Language | None) -> dict[str, Any]:
    cell: dict[str, Any] = {"description": _said(column.label, language)}
    match column.kind:
        case Kind.INTEGER | Kind.MONEY:
            cell |= {"type": "integer", **_given(minimum=column.minimum, maximum=column.maximum)}
        case Kind.BOOLEAN:
            cell |= {"type": "boolean", **_given(default=column.default)}
        case Kind.LIST:
            items: dict[str, Any] = {"type": "string"}
            if column.name == "tables":
                items["enum"] = list(READABLE)
            cell |= {"type": "array", "items": items}
        case Kind.CHOICE:
            cell |= {"type": "string", "enum": list(column.choices)}
        case Kind.TEXT:
            # What looks like a number or a truth is taken as it is written.
            pattern = None if column.form is None else f"^({column.form.pattern}|none)$"
            cell |= {"type": ["string", "number", "boolean"], **_given(pattern=pattern)}
        case Kind.ID | Kind.REFERENCE:
            cell["type"] = ["string", "integer"]
        case _:
            cell |= {"type": "string", **_given(pattern=_PATTERNS.get(column.kind))}
    if column.required:
        return cell
    if "enum" in cell:
        cell["enum"] = [*cell["enum"], None]
    cell["type"] = [*(cell["type"] if isinstance(cell["type"], list) else [cell["type"]]), "null"]
    return cell


def _given(**keywords: object) -> dict[str, object]:
    """Return the keywords that have a value."""
    return {name: value for name, value in keywords.items() if value is not None}
