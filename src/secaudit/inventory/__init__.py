"""Reads inventories: files become checked, typed tables whose every value can be located.

Nothing heavy is imported until one of the functions is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.inventory.cells import parse
    from secaudit.inventory.cells.none import KNOWN_NOT
    from secaudit.inventory.document_schema import json_schema
    from secaudit.inventory.given import from_rows
    from secaudit.inventory.reading import read

__all__ = ["KNOWN_NOT", "from_rows", "json_schema", "parse", "read"]

_HOMES = {
    "KNOWN_NOT": "secaudit.inventory.cells.none",
    "from_rows": "secaudit.inventory.given",
    "json_schema": "secaudit.inventory.document_schema",
    "parse": "secaudit.inventory.cells",
    "read": "secaudit.inventory.reading",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
