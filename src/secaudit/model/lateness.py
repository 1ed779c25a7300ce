"""Which deeds are overdue: one answer for the order, the plan and every count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from secaudit.model.action import Action
from secaudit.model.finding import Finding
from secaudit.model.status import Status


def missed_days(actions: Iterable[Action], findings: Iterable[Finding]) -> dict[str, date]:
    """Return the first legal day that has passed of each deed that has missed one, by the deed's id.

    A deed may be due at once (no day) and still close a finding whose day has passed: it is overdue. One
    that only had to be done at once from the beginning has no day to miss.
    """
    passed = {
        finding.fingerprint: finding.due
        for finding in findings
        if finding.status is Status.FAIL and finding.due and finding.days_overdue
    }
    missed = {}
    for action in actions:
        days = [passed[one] for one in action.closes if one in passed]
        if action.due is not None and action.days_overdue > 0:
            days.append(action.due)
        if days:
            missed[action.id] = min(days)
    return missed
