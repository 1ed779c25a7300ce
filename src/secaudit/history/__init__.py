"""The history of audits: one file that is only ever added to, and what it tells from audit to audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.history.choosing import diff, trend
    from secaudit.history.faults import HistoryBusy
    from secaudit.history.reading import History, history
    from secaudit.history.recording import Recorded, check, record
    from secaudit.history.showing import shown
    from secaudit.history.verifying import Verification, verify

__all__ = [
    "History", "HistoryBusy", "Recorded", "Verification", "check", "diff", "history", "record", "shown",
    "trend",    "verify",
]  # fmt: skip

_HOMES = {
    "History": "reading",
    "HistoryBusy": "faults",
    "Recorded": "recording",
    "Verification": "verifying",
    "check": "recording",
    "diff": "choosing",
    "history": "reading",
    "record": "recording",
    "shown": "showing",
    "trend": "choosing",
    "verify": "verifying",
}


def __getattr__(name: str) -> Any:
    """Import a part only when it is used: it brings the engine with it."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"secaudit.history.{_HOMES[name]}"), name)
