"""Verdicts without a finding for each: writing those takes most of an audit."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from secaudit.audit.hearing import Hearing
from secaudit.audit.waivers import read_waivers
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.sheet import STATUS_OF
from secaudit.model.status import Status

Verdicts = dict[tuple[str, str, str | None], Status]
"""By control, subject and period."""


def heard(
    inventory: Inventory, catalogue: Catalogue, as_of: date, only: Collection[str] | None = None
) -> Verdicts:
    """Return every verdict of a day, or those of some controls alone."""
    waivers = read_waivers(inventory, catalogue, as_of)
    found: Verdicts = {}
    with Hearing(inventory, catalogue.controls, waivers, as_of, only=only) as hearing:
        for key, question in hearing.sheet.questions.items():
            rows = hearing.sheet.tables[question.table]
            for subject, code in zip(rows["id"].to_pylist(), rows[key].to_pylist(), strict=True):
                found[question.control, subject, question.period] = STATUS_OF[code]
    return found
