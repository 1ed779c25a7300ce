"""The plan as one HTML file that needs no other."""

from __future__ import annotations

from secaudit.model.plan import Plan
from secaudit.reporting.plan.document import document
from secaudit.reporting.repertoire import Everything
from secaudit.reporting.voice import Voice


def encode(plan: Plan, voice: Voice, *, people: bool = False) -> bytes:
    """Return the page."""
    return document(plan, voice, Everything(), people=people).encode("utf-8", errors="replace")
