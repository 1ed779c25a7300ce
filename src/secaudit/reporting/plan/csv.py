"""The plan's actions as CSV: the columns of the workbook, days in ISO form, nothing that is a formula."""

from __future__ import annotations

from secaudit.model.plan import Plan
from secaudit.reporting.csv import table
from secaudit.reporting.plan.rows import choices, headings, row
from secaudit.reporting.voice import Voice


def encode(plan: Plan, voice: Voice) -> bytes:
    """Return the list in UTF-8 with a byte order mark, without which Excel spoils Vietnamese."""
    names, picked = dict(plan.names), choices(plan.choice, voice)
    return table(headings(voice), (row(one, names, picked, voice) for one in plan.actions))
