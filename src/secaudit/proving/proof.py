"""The proof of a catalogue: what became of each example of each control."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import StrEnum

from secaudit.lazily import dataclass
from secaudit.model.control import Catalogue, Control, Example
from secaudit.model.problem import Problem
from secaudit.model.text import Text
from secaudit.proving.cases import Case, cases
from secaudit.proving.judging import Judged, alone, judged
from secaudit.proving.matching import label, mismatches


class State(StrEnum):
    """What an example has come to.

    It "holds", or does not ("broken"), or its rows cannot be read ("unreadable"). One that is known not to
    hold is "todo", and "done" once it holds after all: then its `todo` has to go.
    """

    HOLDS = "holds"
    BROKEN = "broken"
    UNREADABLE = "unreadable"
    TODO = "todo"
    DONE = "done"

    @property
    def is_error(self) -> bool:
        """Whether the catalogue is wrong as long as an example has come to this."""
        return self in (State.BROKEN, State.UNREADABLE, State.DONE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example, what it has come to, and every difference from what it expects."""

    example: Example
    state: State
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlProof:
    """One control and what became of its examples, in the order of its file."""

    control: Control
    outcomes: tuple[Outcome, ...]

    def count(self, state: State) -> int:
        """Return how many examples have come to a state."""
        return sum(1 for outcome in self.outcomes if outcome.state is state)


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of the examples of the controls that were tried."""

    controls: tuple[ControlProof, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that has to be mended."""
        return tuple(problem for outcome in self.broken for problem in outcome.problems)

    @property
    def broken(self) -> Iterator[Outcome]:
        """The examples that make the catalogue wrong."""
        return (outcome for item in self.controls for outcome in item.outcomes if outcome.state.is_error)


def prove(catalogue: Catalogue, only: Collection[str] | None = None) -> Proof:
    """Judge the examples of a catalogue by its own controls, and compare; `only` names some controls by id.

    Raises:
        CountMismatch: a verdict was lost; a fault of the tool.
    """
    chosen = [control for control in catalogue.controls if only is None or control.id in only]
    tried = judged(cases(replace(catalogue, controls=tuple(chosen))), catalogue)
    outcomes: dict[str, list[Outcome]] = {control.id: [] for control in chosen}
    for item in tried:
        outcomes[item.case.control.id].append(_outcome(item, catalogue))
    return Proof(tuple(ControlProof(control, tuple(outcomes[control.id])) for control in chosen))


def _outcome(item: Judged, catalogue: Catalogue) -> Outcome:
    case = item.case
    if item.problems:
        return Outcome(case.example, State.UNREADABLE, item.problems)
    if not list(mismatches(case, item.findings)):
        return _held(case)
    # Judged again by itself: what is told names the rows as the author does.
    single = alone(case, catalogue)
    problems = single.problems or tuple(mismatches(single.case, single.findings))
    if not problems:
        return _held(case)
    return Outcome(case.example, State.BROKEN if case.example.todo is None else State.TODO, problems)


def _held(case: Case) -> Outcome:
    todo = case.example.todo
    if todo is None:
        return Outcome(case.example, State.HOLDS)
    said = label(case.control.id, case.example)
    problem = Problem(
        "example-done",
        case.example.location,
        Text(f"{said.vi} đã đúng, nhưng còn todo: {todo.vi}", f"{said.en} holds, but says todo: {todo.en}"),
        Text("không có todo", "no todo"),
        Text("xóa khóa todo", "remove todo"),
    )
    return Outcome(case.example, State.DONE, (problem,))
