"""What happened in the fictitious city: weaknesses, incidents, inspections, drills; and its products."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import LATELY, PROGRAMME, RUSH, Span, day
from secaudit.demo.dice import Dice
from secaudit.demo.systems import LIVE

_LIFE: Span = (date(2025, 8, 1), date(2026, 11, 19))

_DAYS_TO_FIX = {"critical": 7, "high": 30, "medium": 60, "low": 90}


def vulnerabilities(seed: int, city: list[Body], systems: list[Row]) -> list[Row]:
    """Return the `vulnerabilities` rows: a third of the systems in use had one, most were mended."""
    dice = Dice(seed, "vulnerabilities")
    by_id = {body.id: body for body in city}
    return [
        _vulnerability(dice, by_id[str(system["unit"])], str(system["id"]))
        for system in systems
        if system["phase"] in LIVE and dice.chance(34)
    ]


def _vulnerability(dice: Dice, body: Body, system: str) -> Row:
    severity = dice.pick(("critical", "high", "high", "medium", "medium", "low"))
    found = day(dice, _LIFE)
    days = _DAYS_TO_FIX[severity]
    mended: date | str = "none"
    if body.does(dice, 72):
        mended = min(found + timedelta(days=dice.between(1, days * 3 // 2)), PROGRAMME[1])
    return {
        "id": f"{system}-dy",
        "system": system,
        "severity": severity,
        "found_on": found,
        "fix_due_on": found + timedelta(days=days),
        "fixed_on": body.fills(dice, mended),
    }


def incidents(seed: int, city: list[Body]) -> list[Row]:
    """Return the `incidents` rows; none is told in a way that could come from a real one."""
    dice = Dice(seed, "incidents")
    return [_incident(dice, body) for body in city if dice.chance(38)]


def _incident(dice: Dice, body: Body) -> Row:
    detected = datetime.combine(day(dice, _LIFE), time(dice.between(7, 20), dice.between(0, 59)))
    closed = body.does(dice, 78)
    last = min(detected.date() + timedelta(days=dice.between(1, 40)), PROGRAMME[1])
    return {
        "id": f"{body.id}-sc1",
        "unit": body.id,
        "serious": dice.chance(20),
        "detected_at": detected,
        "first_notice_at": detected + timedelta(hours=dice.between(1, 40)),
        "closed_on": last if closed else "none",
        "result": body.fills(dice, "Đã xử lý, nhắc nhở (mẫu)" if closed else "none"),
    }


def inspections(seed: int, city: list[Body]) -> list[Row]:
    """Return the `inspections` rows."""
    dice = Dice(seed, "inspections")
    rows: list[Row] = []
    for body in city:
        for number in range(1, dice.pick((0, 1, 1, 2)) + 1):
            inspected = day(dice, PROGRAMME)
            rows.append(
                {
                    "id": f"{body.id}-kt{number}",
                    "unit": body.id,
                    "kind": dice.pick(("periodic", "surprise", "self", "secrets_check")),
                    "inspected_on": inspected,
                    "conclusion_due_on": inspected + timedelta(days=30),
                    "conclusion_done_on": body.fills(dice, _done(dice, body, inspected)),
                }
            )
    return rows


def _done(dice: Dice, body: Body, inspected: date) -> date | str:
    if not body.does(dice, 65):
        return "none"
    return min(inspected + timedelta(days=dice.between(10, 45)), PROGRAMME[1])


def drills(seed: int, city: list[Body]) -> list[Row]:
    """Return the `drills` rows: half of the units have had one, the city always has."""
    dice = Dice(seed, "drills")
    return [
        {
            "id": f"{body.id}-dt1",
            "unit": body.id,
            "drilled_on": day(dice, dice.pick((RUSH, LATELY))),
            "live": dice.chance(40),
            "scope": "city" if body.kind == "city" else "unit",
        }
        for body in city
        if body.does(dice, 48) or body.kind == "city"
    ]


def products(seed: int, city: list[Body]) -> list[Row]:
    """Return the `products` rows: most are domestic, foreign ones say why or do not."""
    dice = Dice(seed, "products")
    rows: list[Row] = []
    for body in city:
        for number in range(1, dice.pick((1, 1, 2)) + 1):
            domestic = body.does(dice, 68)
            why = "Chưa có sản phẩm trong nước tương đương (mẫu)" if body.does(dice, 55) else "none"
            rows.append(
                {
                    "id": f"{body.id}-sp{number}",
                    "unit": body.id,
                    "name": f"{dice.pick(('Tường lửa', 'Phòng chống mã độc', 'Giám sát'))} Mẫu",
                    "domestic": body.fills(dice, domestic),
                    "justification": None if domestic else body.fills(dice, why),
                }
            )
    return rows
