"""Where the controls of a run come from: released, or the user's own, or off, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from secaudit.cli.language import LANGUAGE, tr
from secaudit.model.change import CHANGE_LABELS, Change

if TYPE_CHECKING:
    from secaudit.model.control import Catalogue, Control


def by_control(catalogue: Catalogue) -> Mapping[str, Sequence[Change]]:
    """Return what was changed of each control that is not as released."""
    found: dict[str, list[Change]] = {}
    profile = catalogue.profile
    chosen = (*profile.left_out, *profile.severities) if profile is not None else ()
    for change in (*catalogue.changes, *chosen):
        if change.of == "control":
            found.setdefault(change.id, []).append(change)
    return found


def marked(changes: Iterable[Change]) -> str:
    """Return the changes of a control in a few words."""
    return "; ".join(_named(change) for change in changes)


def described(catalogue: Catalogue, control: Control) -> list[str]:
    """Return the lines that say how a control differs from the released one, with reason and place."""
    lines = []
    for change in by_control(catalogue).get(control.id, ()):
        why = f": {change.reason.to(LANGUAGE)}" if change.reason is not None else ""
        lines.append(f"  {tr('Thay đổi', 'Change')}: {_named(change)} ({change.location}){why}")
    return lines


def _named(change: Change) -> str:
    label = CHANGE_LABELS[change.change].to(LANGUAGE)
    return f"{label} {severities(change)}" if change.change == "severity" else label


def severities(change: Change) -> str:
    """Return the two severities of a change of severity."""
    assert change.before is not None
    assert change.after is not None
    return f"({change.before.label.to(LANGUAGE)} → {change.after.label.to(LANGUAGE)})"
