"""How the controls that judged differ from the released ones: part of every dispute about a verdict."""

from __future__ import annotations

from secaudit.model.change import CHANGE_LABELS, Change
from secaudit.model.control import Catalogue
from secaudit.model.text import Text, same

OFF = ("switched_off", "left_out")
"""The changes by which a control is not judged."""


def changes(catalogue: Catalogue) -> tuple[Change, ...]:
    """Return what a user's own catalogue and the chosen profile did to controls."""
    profile = catalogue.profile
    chosen = (*profile.left_out, *profile.severities) if profile is not None else ()
    return tuple(change for change in (*catalogue.changes, *chosen) if change.of == "control")


def change_in_words(change: Change) -> Text:
    """Return what was done to a control, why, and where that is written."""
    words = CHANGE_LABELS[change.change]
    if change.before is not None and change.after is not None:
        before, after = change.before.label, change.after.label
        words += Text(f" ({before.vi} → {after.vi})", f" ({before.en} → {after.en})")
    if change.reason is not None:
        words += same(": ") + change.reason
    return words + same(f"  [{change.location}]")
