"""Phrases on records of a history, alike on screens and pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text as Line

from secaudit.model.course import Scores
from secaudit.model.history import KeptFinding, Record, Summary
from secaudit.model.share import nearest_tenths
from secaudit.model.status import Status
from secaudit.reporting.listing import Part
from secaudit.reporting.voice import Voice


def line(text: str, style: str = "") -> Line:
    """Return text for a screen: as it is, without characters that could rewrite the screen."""
    return Line("".join(letter for letter in text if letter.isprintable()), style=style)


def scope_of(summary: Summary, voice: Voice) -> str:
    """Return what an audit was of: the one unit at its top, or how many there are."""
    if len(summary.names) == 1:
        return summary.names[0]
    return voice("history.several_tops", count=len(summary.names))


def about(names: Sequence[str], units: int, voice: Voice) -> str:
    """Return what a comparison is about: the unit at the top and how many there are with it."""
    top = names[0] if len(names) == 1 else voice("history.several_tops", count=len(names))
    return voice("history.of_units", top=top, count=units)


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


def points(before: float | None, after: float | None, voice: Voice) -> str:
    """Return by how many hundredths a score moved, with its sign: the difference of the two as printed."""
    if before is None or after is None:
        return "–"
    moved = nearest_tenths(after) - nearest_tenths(before)
    return ("+" if moved > 0 else "−" if moved < 0 else "±") + voice.number(abs(moved) / 10)


def share(scores: Scores | None, voice: Voice) -> str:
    """Return what part of two scores can be compared: the smaller of the two."""
    if scores is None or scores.share_before is None or scores.share_after is None:
        return "–"
    return voice.percent(min(scores.share_before, scores.share_after))


def status(one: Status | None, voice: Voice) -> str:
    """Return the word for a status, a dash where there was none."""
    return "–" if one is None else voice.text(one.label)


def subject(finding: KeptFinding) -> str:
    """Return how a row is called: its name, and its id where that is not the name."""
    called = finding.name if finding.name == finding.subject else f"{finding.name} ({finding.subject})"
    return called if finding.period is None else f"{called}, {finding.period}"


def days(seen: Sequence[date], voice: Voice) -> str:
    """Return days one after the other."""
    return ", ".join(voice.day(day) for day in seen)


def cut(part: Part[tuple[str, ...]], voice: Voice) -> str:
    """Return the sentence that says what was left out of a list; empty where nothing was."""
    return voice("history.cut", shown=len(part.shown), total=part.total) if part.cut else ""
