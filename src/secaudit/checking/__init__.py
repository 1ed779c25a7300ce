"""Checks a change: both states are read and judged, and what turned is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.checking.bases import Folder, Revision, Stored
    from secaudit.checking.order import Order
    from secaudit.checking.running import run

__all__ = ["Folder", "Order", "Revision", "Stored", "run"]


def __getattr__(name: str) -> Any:
    """Import a part only when it is used: it brings the engine and the parser with it."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = {"Order": "order", "run": "running"}.get(name, "bases")
    return getattr(import_module(f"{__name__}.{home}"), name)
