"""Example sets that never reach a status that their control can give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secaudit.catalogue.expression import Parsed
from secaudit.catalogue.linting.reading import Reading, nullable, problem
from secaudit.model.control import Control
from secaudit.model.problem import Problem
from secaudit.model.status import Status
from secaudit.model.table import Table
from secaudit.model.text import Text, same

_CODES = {
    Status.PASS: "no-example",
    Status.FAIL: "no-example",
    Status.UNKNOWN: "unknown-example",
    Status.NOT_APPLICABLE: "not-applicable-example",
    Status.NOT_YET_DUE: "not-yet-due-example",
}


def find(reading: Reading) -> Iterator[Problem]:
    """Find the statuses that no example reaches; one that is known not to hold proves nothing."""
    control = reading.control
    shown = {status for example in control.examples if example.todo is None for status in example.statuses}
    # Before its first day of force, every control has rows that it does not apply to.
    possible = [Status.PASS, Status.FAIL, Status.NOT_APPLICABLE]
    if any(_may_be_unknown(parsed, reading.subject) for _, parsed in reading.conditions):
        possible.append(Status.UNKNOWN)
    if _may_have_time_left(control):
        possible.append(Status.NOT_YET_DUE)
    for status in possible:
        if status not in shown:
            yield problem(
                _CODES[status],
                control.location,
                Text(
                    f"{control.id} không có ví dụ cho kết quả {status.label.vi}",
                    f"{control.id} has no example of {status.value}",
                ),
                same(f"examples: - {{given: …, as_of: …, expect: {status.value}}}"),
                Text("thêm ví dụ đó", "add one"),
            )


def _may_be_unknown(parsed: Parsed, subject: Table) -> bool:
    """Whether data behind a condition can be missing: an empty cell, or an undeclared table."""
    used = [subject.by_name[subject.sources[name]] for name in parsed.columns]
    for subquery in parsed.subqueries:
        table = subquery.table
        if not (table.closed or table.derived):
            return True
        used += [table.by_name[table.sources[name]] for name in subquery.columns]
    return any(nullable(column) for column in used)


def _may_have_time_left(control: Control) -> bool:
    """Whether there is a day on which the control is in force and its deadline has not passed."""
    if control.due is not None or control.every is not None:
        return True
    for start in {obligation.document.issued for obligation in control.cites}:
        in_force = [item for item in control.cites if item.document.issued <= start]
        if min((item.due for item in in_force if item.due is not None), default=date.min) >= start:
            return True
    return False
