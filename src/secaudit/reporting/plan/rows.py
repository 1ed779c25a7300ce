"""The actions of a plan as rows, alike in every list."""

from __future__ import annotations

from collections.abc import Mapping

from secaudit.model.plan import Choice, PlannedAction
from secaudit.reporting.plan import phrases
from secaudit.reporting.rows import Cell
from secaudit.reporting.voice import Voice

COLUMNS = (
    "action", "unit_name", "unit", "what", "who", "responsibility", "authority", "product", "severity", "due",
    "timing", "start", "finish", "earliest", "person", "critical", "effort", "cost", "choice", "closes",
    "controls", "after", "taken_by", "planned_on", "done_on", "evidence",
)  # fmt: skip


def headings(voice: Voice) -> list[str]:
    """Return the headings of the columns."""
    return [voice(f"plan.column.{name}") for name in COLUMNS]


def choices(choice: Choice | None, voice: Voice) -> Mapping[str, str]:
    """Return what became of each action when a sum of money was spread; empty where none was."""
    if choice is None:
        return {}
    told = {"chosen": choice.chosen, "open": choice.left, "unknown": choice.uncosted}
    return {name: voice(f"plan.choice.{word}") for word, names in told.items() for name in names}


def row(one: PlannedAction, names: Mapping[str, str], picked: Mapping[str, str], voice: Voice) -> list[Cell]:
    """Return an action as one row; what is due at once has words instead of a day."""
    action, taken = one.action, one.taken
    return [
        action.id, names.get(action.unit, action.unit), action.unit, voice.text(action.what),
        voice.text(action.who), voice.text(action.responsibility), voice.text(action.authority),
        voice.text(action.product), voice.text(action.severity.label), action.due or voice("at_once"),
        phrases.timing(one, voice), one.start, one.finish, one.earliest, one.person,
        voice("yes") if one.critical else None, action.effort_days,
        voice("plan.no_cost") if one.cost is None else one.cost, picked.get(action.id), one.closes,
        "; ".join(action.controls), "; ".join(action.after),
        taken.taken_by if taken else None, taken.planned_on if taken else None,
        taken.done_on if taken else None, taken.evidence if taken else None,
    ]  # fmt: skip
