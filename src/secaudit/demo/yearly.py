"""Papers that come again each year or half-year, and the few that only the city or the military issues."""

from __future__ import annotations

from datetime import date

from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import LATELY, PROGRAMME, Span, day
from secaudit.demo.dice import Dice

_SPRING: Span = (date(2026, 1, 5), date(2026, 5, 29))
_AUTUMN: Span = (date(2026, 10, 1), date(2026, 11, 20))
_YEAR_END: Span = (date(2025, 12, 1), date(2026, 1, 15))

_COMMITTEES = ("city", "commune", "party_committee", "front", "military", "police")

_PROGRAMMES = (
    ("annual_programme", 64, None), ("rating_criteria", 58, None), ("dissemination", 62, None),
    ("inspection_programme", 56, _COMMITTEES), ("subcommittee_programme", 66, ("commune", "police")),
)  # fmt: skip
"""Type, how many in a hundred units of middling care have it for 2026, and the kinds of unit that do."""

_REPORTS = (
    ("annual_report", 24, _COMMITTEES), ("subcommittee_report", 22, ("commune",)),
    ("consolidated_report", 20, ("police",)),
)  # fmt: skip
"""Reports on 2026 that were sent before the year was over."""

_STANDING = (
    ("regulation_review", 90, ("city",)), ("coordination_regulation", 90, ("city",)),
    ("smart_device_rule", 70, ("military",)), ("public_media_rule", 60, ("military",)),
)  # fmt: skip
"""Papers that are issued once."""


def papers(dice: Dice, body: Body) -> list[Row]:
    """Return what a unit has issued and sent for its yearly duties, without ids."""
    rows = [
        _programme(dice, body, kind)
        for kind, percent, kinds in _PROGRAMMES
        if (kinds is None or body.kind in kinds) and body.does(dice, percent)
    ]
    rows += [
        _report(dice, body, kind, "2026", _AUTUMN)
        for kind, percent, kinds in _REPORTS
        if body.kind in kinds and body.does(dice, percent)
    ]
    if body.kind == "department" and body.does(dice, 62):
        rows.append(_report(dice, body, "annual_report", "2025", _YEAR_END))
    rows += [
        {
            "unit": body.id,
            "type": kind,
            "issued_on": body.fills(dice, day(dice, PROGRAMME)),
            "signed_by_post": body.fills(dice, "Cấp trưởng"),
        }
        for kind, percent, kinds in _STANDING
        if body.kind in kinds and body.does(dice, percent)
    ]
    return rows


def _programme(dice: Dice, body: Body, kind: str) -> Row:
    """Return a paper for 2026; one in five rating criteria is not bound to a year."""
    standing = kind == "rating_criteria" and dice.chance(20)
    return {
        "unit": body.id,
        "type": kind,
        "issued_on": body.fills(dice, day(dice, LATELY if kind == "dissemination" else _SPRING)),
        "period": body.fills(dice, "none" if standing else "2026"),
    }


def _report(dice: Dice, body: Body, kind: str, period: str, span: Span) -> Row:
    return {
        "unit": body.id,
        "type": kind,
        "period": body.fills(dice, period),
        "sent_on": body.fills(dice, day(dice, span)),
    }
