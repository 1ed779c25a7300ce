"""The plan as one HTML file that needs no other."""

from __future__ import annotations

from secaudit.model.plan import Plan
from secaudit.reporting.plan.document import document
from secaudit.reporting.repertoire import Repertoire
from secaudit.reporting.voice import Voice


class _Everything(Repertoire):
    """A browser has every character; what would turn or rewrite the text is boxed all the same."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        return code if letter.isprintable() or letter in "\n\t" else super().__missing__(code)


def encode(plan: Plan, voice: Voice, *, people: bool = False) -> bytes:
    """Return the page."""
    return document(plan, voice, _Everything(), people=people).encode("utf-8", errors="replace")
