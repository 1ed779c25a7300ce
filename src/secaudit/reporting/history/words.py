"""Phrases on records of a history, alike on screens and pages."""

from __future__ import annotations

from rich.text import Text as Line

from secaudit.model.history import Record, Summary
from secaudit.reporting.voice import Voice


def line(text: str, style: str = "") -> Line:
    """Return text for a screen: as it is, without characters that could rewrite the screen."""
    return Line("".join(letter for letter in text if letter.isprintable()), style=style)


def scope_of(summary: Summary, voice: Voice) -> str:
    """Return what an audit was of: the one unit at its top, or how many there are."""
    if len(summary.names) == 1:
        return summary.names[0]
    return voice("history.several_tops", count=len(summary.names))


def remarks(record: Record, voice: Voice) -> list[str]:
    """Return what has to be known of an audit before its numbers are believed."""
    told = []
    if not record.complete:
        told.append(voice("history.incomplete", number=record.number, rejected=record.rejected))
    if record.profile is not None:
        told.append(voice("history.profile", number=record.number, profile=record.profile))
    if not record.has_verdicts:
        told.append(voice("history.no_roll", number=record.number))
    return told
