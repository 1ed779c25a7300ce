"""Judging: statuses, deadlines, waivers, roll-up, and the engines that evaluate expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.audit.judging import UnknownUnit, judge, ready
    from secaudit.audit.preparation import quality_of

__all__ = ["UnknownUnit", "judge", "quality_of", "ready"]


def __getattr__(name: str) -> Any:
    """Import the audit only when it is used: it brings the engine and the parser with it."""
    if name == "quality_of":
        from secaudit.audit import preparation

        return preparation.quality_of
    if name in __all__:
        from secaudit.audit import judging

        return getattr(judging, name)
    raise AttributeError(name)
