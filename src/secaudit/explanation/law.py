"""The law behind a verdict: every source with its dates, and how the due date came about."""

from __future__ import annotations

from datetime import date
from typing import Literal

from secaudit.audit.plans import Plan
from secaudit.lazily import dataclass
from secaudit.model.law import Recurrence
from secaudit.model.text import Text

DueOrigin = Literal["earliest", "own", "period_end", "fallback", "at_once"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause that asks for what the control judges.

    `issued` is the day from which its document is in force here; `issued_assumed` says that the copy at hand
    does not give the day. `due` is the clause's own last day, None where it sets none; `passed` whether that
    day is over, `every` how often it recurs. `checked` is false for a citation still to be compared with the
    official gazette.
    """

    obligation: str
    document: str
    number: str
    document_title: Text
    clause: Text
    says: Text
    issued: date
    issued_assumed: bool
    in_force: bool
    due: date | None
    passed: bool
    checked: bool
    every: Recurrence | None


@dataclass(frozen=True, slots=True)
class DueDate:
    """How the effective due date came about.

    `origin` is "earliest" (the earliest date among the clauses in force), "own" (the control's own `due`
    expression), "period_end" (the last day of the judged period), "fallback" (the own expression is unknown
    for this row, so the period or the clauses decide) or "at_once" (nothing in force sets a date).
    `candidates` are the dates of the clauses in force. Without a date, days count from `demanded_from`.
    """

    origin: DueOrigin
    due: date | None
    candidates: tuple[tuple[str, date], ...]
    demanded_from: date


@dataclass(frozen=True, slots=True)
class Law:
    """The clauses behind a control, from when it applies, and its due date for one row."""

    clauses: tuple[Clause, ...]
    in_force: bool
    in_force_from: date
    due: DueDate


def law(plan: Plan, due: date | None, own_due: object) -> Law:
    """Return the law of a control; `due` is the effective date and `own_due` what its expression gave."""
    clauses = tuple(
        Clause(
            obligation=obligation.id,
            document=obligation.document.id,
            number=obligation.document.number,
            document_title=obligation.document.title,
            clause=obligation.clause,
            says=obligation.says,
            issued=obligation.document.issued,
            issued_assumed=source.date_assumed,
            in_force=source.in_force,
            due=source.due,
            passed=source.passed,
            checked=source.checked,
            every=obligation.every,
        )
        for obligation, source in zip(plan.control.cites, plan.deadline.sources, strict=True)
    )
    candidates = tuple(
        (clause.obligation, clause.due) for clause in clauses if clause.in_force and clause.due is not None
    )
    return Law(
        clauses,
        plan.deadline.in_force,
        plan.deadline.in_force_from,
        DueDate(_origin(plan, due, own_due), due, candidates, plan.deadline.demanded_from),
    )


def _origin(plan: Plan, due: date | None, own_due: object) -> DueOrigin:
    if plan.due is not None and own_due is not None:
        return "own"
    if due is None:
        return "at_once"
    if plan.due is not None:
        return "fallback"
    return "earliest" if plan.period is None else "period_end"
