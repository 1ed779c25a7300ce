"""The table of form 08 of Decree 331/2026: twelve columns and their fixed values, for paper and sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.register import Paper, RegisteredSystem
from secaudit.reporting.voice import Voice

COLUMNS = (
    "number", "name", "owner", "operator", "level", "stage", "decision", "regulation", "approval_expected",
    "deployment", "deployment_expected", "checks",
)  # fmt: skip
"""The twelve columns, in the form's order."""

STAGES = ("draft", "sent", "appraised", "approved")
DEPLOYMENTS = ("none", "partial", "full")
CHECKS = ("before_use", "periodic")

Value = str | int | date | None


@dataclass(frozen=True, slots=True)
class FormRow:
    """A system as the form has it.

    None is a cell that stays blank; `undeclared` are those columns for which the inventory has nothing, or
    only a part.
    """

    system: RegisteredSystem
    cells: tuple[Value, ...]
    undeclared: frozenset[str]

    def cell(self, column: str) -> Value:
        """Return the value of a column."""
        return self.cells[COLUMNS.index(column)]


def headings(voice: Voice) -> list[str]:
    """Return what the columns are called; in Vietnamese, letter for letter as the form has it."""
    return [voice(f"form08.column.{column}") for column in COLUMNS]


def fixed_values(voice: Voice) -> dict[str, list[str]]:
    """Return the values that columns 6, 10 and 12 may have."""
    both = "; ".join(voice(f"form08.checks.{one}") for one in CHECKS)
    return {
        "stage": [voice(f"form08.stage.{one}") for one in STAGES],
        "deployment": [voice(f"form08.deployment.{one}") for one in DEPLOYMENTS],
        "checks": [*(voice(f"form08.checks.{one}") for one in CHECKS), both],
    }


def form_rows(systems: Iterable[RegisteredSystem], voice: Voice) -> list[FormRow]:
    """Return the rows of the table, numbered from 1."""
    return [_row(number, system, voice) for number, system in enumerate(systems, start=1)]


def _row(number: int, system: RegisteredSystem, voice: Voice) -> FormRow:
    return FormRow(
        system,
        (
            number,
            system.name,
            system.unit_name,
            system.operator_name,
            system.proposed_level,
            system.stage and voice(f"form08.stage.{system.stage}"),
            _paper(system.decision, voice),
            _paper(system.regulation, voice),
            system.approval_expected_on,
            system.deployment and voice(f"form08.deployment.{system.deployment}"),
            system.deployment_expected_on,
            "; ".join(voice(f"form08.checks.{one}") for one in system.checks) or None,
        ),
        frozenset(system.undeclared),
    )


def _paper(paper: Paper | None, voice: Voice) -> str | None:
    """Return number, day and body of a paper, dots for what nobody declared."""
    if paper is None:
        return None
    open_ = voice("form08.open")
    return voice(
        "form08.paper",
        number=paper.number or open_,
        day=voice.day(paper.day) if paper.day else open_,
        body=paper.body or open_,
    )
