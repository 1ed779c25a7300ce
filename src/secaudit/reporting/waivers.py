"""Waivers as reports tell them: the state of each in words, and those that somebody has to see to."""

from __future__ import annotations

from collections.abc import Iterable

from secaudit.model.finding import WaiverUse
from secaudit.reporting.voice import Voice

_ORDER = ("refused", "too_long", "expired", "unused", "ends_soon")


def waiver_words(use: WaiverUse, voice: Voice) -> str:
    """Return the state of a waiver, whether it is too long, and how soon it ends."""
    words = [voice(f"waiver.{use.state}")]
    if use.is_too_long:
        words.append(voice("waiver.too_long", day=use.last_day))
    if use.ends_soon:
        words.append(voice("waiver.ends_soon", days=use.days_left))
    return "; ".join(words)


def at_issue(waivers: Iterable[WaiverUse]) -> tuple[WaiverUse, ...]:
    """Return the waivers that somebody has to see to, the worst sort first, in each the first to end.

    These are the ones refused, longer than allowed, expired, not needed, and near their end.
    """
    found = [(sort, use.last_day, use.id, use) for use in waivers if (sort := _sort(use)) is not None]
    return tuple(use for *_, use in sorted(found, key=lambda one: one[:3]))


def issues_first(waivers: Iterable[WaiverUse]) -> tuple[WaiverUse, ...]:
    """Return all waivers, those that somebody has to see to first: a list that is cut keeps them."""
    known = tuple(waivers)
    told = at_issue(known)
    seen = frozenset(told)
    return (*told, *(use for use in known if use not in seen))


def _sort(use: WaiverUse) -> int | None:
    if use.is_too_long and use.state != "refused":
        return _ORDER.index("too_long")
    if use.state in _ORDER:
        return _ORDER.index(use.state)
    return _ORDER.index("ends_soon") if use.ends_soon else None
