"""What units write down of their systems for the yearly report on levels (Decree 331, form 08)."""

from __future__ import annotations

from datetime import date, timedelta

from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import EARLY, PROGRAMME, Span, day
from secaudit.demo.dice import Dice

_EXPECTED: Span = (date(2026, 12, 1), date(2028, 12, 31))
"""When units hope to be done."""


def registered(dice: Dice, body: Body, row: Row, *, live: bool) -> Row:
    """Return a system's milestones, as far as its owner has reached them and writes them down."""
    approved = isinstance(row.get("approved_on"), date)
    told: Row = {"operator": body.fills(dice, body.id)} if live else {}
    if not approved:
        sent = day(dice, PROGRAMME) if body.does(dice, 45) else "none"
        told["dossier_sent_on"] = body.fills(dice, sent)
        if body.does(dice, 62):
            told["approval_expected_on"] = day(dice, _EXPECTED)
    if not live:
        return told
    started = day(dice, EARLY)
    told["went_live_on"] = body.fills(dice, started)
    if row.get("plan_status") != "full" and body.does(dice, 60):
        told["plan_expected_on"] = day(dice, _EXPECTED)
    ruled = started + timedelta(days=dice.between(-60, 400)) if body.does(dice, 60) else "none"
    told["regulation_on"] = body.fills(dice, ruled)
    if "assessed_on" not in row:
        checked = body.does(dice, 45)
        told["assessed_on"] = body.fills(
            dice, started - timedelta(days=dice.between(5, 60)) if checked else "none"
        )
        if checked and body.does(dice, 55):
            told["assessed_on"] = day(dice, PROGRAMME)
    return told
