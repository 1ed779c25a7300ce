"""JSON Schema of inventory files, for editors that complete and check while somebody writes."""

from __future__ import annotations

from typing import Any

from secaudit.model.column import Column, Kind
from secaudit.model.table import Table
from secaudit.model.tables import READABLE

_DRAFT = "https://json-schema.org/draft/2020-12/schema"

_PATTERNS = {
    Kind.DATE: r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$|^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$",
    Kind.EVENT: r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$|^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}$|^(none|không|chưa|no)$",
    Kind.MOMENT: r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|^(none|không|chưa|no)$",
    Kind.PATH: r"^(?![/~\\])(?!.*\.\.)(?![A-Za-z]:).+$",
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a YAML or JSON inventory file.

    Every description is in Vietnamese and English. What the schema cannot say, such as unique ids and
    references, is checked when the inventory is read.
    """
    return {
        "$schema": _DRAFT,
        "title": "Danh mục kiểm kê / Inventory",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _rows(table) for name, table in READABLE.items()},
    }


def _rows(table: Table) -> dict[str, Any]:
    return {
        "description": f"{table.label.vi} / {table.label.en}",
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [column.name for column in table.readable.values() if column.required],
            "properties": {column.name: _cell(column) for column in table.readable.values()},
        },
    }


def _cell(column: Column) -> dict[str, Any]:
    cell: dict[str, Any] = {"description": f"{column.label.vi} / {column.label.en}"}
    match column.kind:
        case Kind.INTEGER | Kind.MONEY:
            cell["type"] = "integer"
            cell |= {} if column.minimum is None else {"minimum": column.minimum}
            cell |= {} if column.maximum is None else {"maximum": column.maximum}
        case Kind.BOOLEAN:
            cell["type"] = "boolean"
            cell |= {} if column.default is None else {"default": column.default}
        case Kind.LIST:
            items: dict[str, Any] = {"type": "string"}
            if column.name == "tables":
                items["enum"] = list(READABLE)
            cell |= {"type": "array", "items": items}
        case Kind.CHOICE:
            cell |= {"type": "string", "enum": list(column.choices)}
        case _:
            cell["type"] = "string"
            if column.kind in _PATTERNS:
                cell["pattern"] = _PATTERNS[column.kind]
    if column.required:
        return cell
    if "enum" in cell:
        cell["enum"] = [*cell["enum"], None]
    cell["type"] = [cell["type"], "null"]
    return cell
