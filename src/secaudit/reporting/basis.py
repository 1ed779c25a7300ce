"""By which controls was judged: what is not as released, and what a profile leaves out, with the reasons.

A reader has to know this before reading verdicts, so it stands on the first pages of every report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secaudit.lazily import dataclass
from secaudit.model.change import CHANGE_LABELS, PART_LABELS, Change
from secaudit.model.profile import AppliedProfile
from secaudit.model.result import AuditResult
from secaudit.model.text import Text
from secaudit.reporting.listing import Part, first
from secaudit.reporting.voice import Voice


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence about the controls, and the list that it announces."""

    sentence: str
    listed: Part[str]


def basis(result: AuditResult, voice: Voice, most: int) -> tuple[Paragraph, ...]:
    """Return by which controls a result was reached: nothing where they are all as released.

    Each list shows its first `most` items.
    """
    return tuple(_paragraphs(result, voice, most))


def _paragraphs(result: AuditResult, voice: Voice, most: int) -> Iterator[Paragraph]:
    if result.pseudonyms:
        yield Paragraph(voice("basis.pseudonyms", mark=result.pseudonyms), Part((), 0))
    catalogue = result.catalogue
    alone = catalogue.base == "none"
    if alone:
        yield Paragraph(voice("basis.alone"), Part((), 0))
    if catalogue.changes:
        below = "basis.changed_own" if alone else "basis.changed"
        yield _announced(voice(below, count=len(catalogue.changes)), _changes(catalogue.changes, voice), most)
    if catalogue.profile is not None:
        yield from _profile(catalogue.profile, voice, most)
        units = [unit for unit in result.units if unit.kind not in catalogue.profile.kinds]
        if units:
            names = [f"{unit.name} ({unit.id})" for unit in units]
            yield _announced(voice("basis.misfits", count=len(units)), names, most)


def _profile(profile: AppliedProfile, voice: Voice, most: int) -> Iterator[Paragraph]:
    sentence = voice("basis.profile", title=profile.title, id=profile.id, count=len(profile.left_out))
    yield _announced(sentence, _omissions(profile.left_out, voice), most)
    if profile.severities:
        sentence = voice("basis.severities", count=len(profile.severities))
        yield _announced(sentence, _changes(profile.severities, voice), most)


def _announced(sentence: str, items: Sequence[str], most: int) -> Paragraph:
    return Paragraph(sentence, first(items, most))


def _changes(changes: Sequence[Change], voice: Voice) -> list[str]:
    return [_change(change, voice) for change in changes]


def _change(change: Change, voice: Voice) -> str:
    part, done = PART_LABELS[change.of], CHANGE_LABELS[change.change]
    what = voice("basis.change", id=change.id, part=part, title=change.title, change=done)
    if change.before is not None and change.after is not None:
        what += " " + voice("basis.weighed", before=change.before.label, after=change.after.label)
    return f"{what}. {_why(change.reason, voice)}"


def _omissions(left_out: Sequence[Change], voice: Voice) -> list[str]:
    """Return what is left out, controls with the same reason together."""
    groups: dict[Text | None, list[str]] = {}
    for change in left_out:
        groups.setdefault(change.reason, []).append(change.id)
    return [
        voice("basis.left_out", controls=", ".join(controls)) + " " + _why(reason, voice)
        for reason, controls in groups.items()
    ]


def _why(reason: Text | None, voice: Voice) -> str:
    return voice("basis.no_reason") if reason is None else voice("basis.reason", reason=reason)
