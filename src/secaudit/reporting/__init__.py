"""Reports: one view of an audit's result, and one renderer for each format.

`render` writes files, `render_each` those of every unit, `dump` and `load` write and read `audit.json`,
`restrict` takes a part of a result, and `terminal.summary` makes the table for the screen. All of it comes
from the result alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.reporting.batch import Batch, Order, render_each
    from secaudit.reporting.formats import FORMATS
    from secaudit.reporting.json import dump
    from secaudit.reporting.rendering import Progress, Renderer, render
    from secaudit.reporting.scope import restrict
    from secaudit.reporting.stored import load
    from secaudit.reporting.view import View, view_of

__all__ = [
    "FORMATS", "Batch", "Order", "Progress", "Renderer", "View", "dump", "load", "render", "render_each",
    "restrict", "view_of",
]  # fmt: skip

_HOMES = {
    "Batch": "batch",
    "Order": "batch",
    "FORMATS": "formats",
    "Progress": "rendering",
    "Renderer": "rendering",
    "View": "view",
    "dump": "json",
    "load": "stored",
    "render": "rendering",
    "render_each": "batch",
    "restrict": "scope",
    "view_of": "view",
}


def __getattr__(name: str) -> Any:
    """Import a part only when it is used: formats are asked for before anything has to be rendered."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"secaudit.reporting.{_HOMES[name]}"), name)
