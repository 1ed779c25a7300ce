"""How good an inventory's data is, by the six standards: right, complete, clean, live, consistent, shared.

Nothing heavy is imported until one of the names is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.quality.measuring import Subject
    from secaudit.quality.need import Need, Needs
    from secaudit.quality.result import Fault, Quality, Tally

__all__ = ["Fault", "Need", "Needs", "Quality", "Subject", "Tally"]

_HOMES = {
    "Fault": "secaudit.quality.result",
    "Need": "secaudit.quality.need",
    "Needs": "secaudit.quality.need",
    "Quality": "secaudit.quality.result",
    "Subject": "secaudit.quality.measuring",
    "Tally": "secaudit.quality.result",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
