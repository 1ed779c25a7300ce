"""Proving controls: every example is judged by the real engine, and what comes out is matched both ways."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secaudit.proving.proof import ControlProof, Outcome, Proof, State, prove

_HOMES = dict.fromkeys(("ControlProof", "Outcome", "Proof", "State", "prove"), "proof")

__all__ = ["ControlProof", "Outcome", "Proof", "State", "prove"]


def __getattr__(name: str) -> Any:
    """Import the room only when it is used: it brings the engine with it."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
