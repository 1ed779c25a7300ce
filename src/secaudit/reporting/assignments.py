"""Actions as a list on paper tells them: what one unit has to do for several subjects is told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable

from secaudit.lazily import dataclass
from secaudit.model.action import Action


@dataclass(frozen=True, slots=True)
class Assignment:
    """Actions of one unit that are alike in everything but their subjects, in the order of the result.

    `subjects` are the rows concerned, by name and id; the unit itself, also with those below it
    (`unit:year:stage`), goes without saying.
    """

    actions: tuple[Action, ...]
    subjects: tuple[str, ...]

    @property
    def action(self) -> Action:
        """The first of the actions; it speaks for all."""
        return self.actions[0]

    @property
    def closes(self) -> int:
        """How many findings the actions close."""
        return sum(len(action.closes) for action in self.actions)


def assignments(actions: Iterable[Action]) -> tuple[Assignment, ...]:
    """Return the actions with like ones taken together, each where the first of them stands.

    An action without a task, from a file of an earlier version, stands alone.
    """
    groups: dict[Hashable, list[Action]] = defaultdict(list)
    for action in actions:
        groups[_likeness(action) if action.task.vi else action.id].append(action)
    return tuple(Assignment(tuple(group), _subjects(group)) for group in groups.values())


def gravest_first(actions: Iterable[Action]) -> tuple[Assignment, ...]:
    """Return the assignments for a list that may end before all are told: by severity, else as they stand."""
    return tuple(sorted(assignments(actions), key=lambda one: one.action.severity.rank))


def _likeness(action: Action) -> Hashable:
    return (
        (action.unit, action.task, action.product, action.authority, action.who, action.responsibility),
        (action.due, action.severity, action.days_overdue, action.effort_days, action.controls),
    )


def _subjects(actions: Iterable[Action]) -> tuple[str, ...]:
    labels: dict[str, str] = {}
    for action in actions:
        names = action.names or action.subjects
        for subject, name in zip(action.subjects, names, strict=True):
            if subject.partition(":")[0] != action.unit:
                labels.setdefault(subject, name if name == subject else f"{name} ({subject})")
    return tuple(labels.values())
