"""The information systems of the fictitious city."""

from __future__ import annotations

from datetime import date, timedelta

from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import LATELY, PROGRAMME, RUSH, day, some_day
from secaudit.demo.dice import Dice
from secaudit.demo.network import lan, sealed
from secaudit.demo.register import registered

LIVE = ("trial", "operation")
"""The phases in which a system is in use."""

_PHASES = ("operation",) * 39 + ("trial",) * 3 + ("build",) * 3 + ("design", "planned", "retired", "retired")

_PURPOSES = (
    "Một cửa điện tử", "Quản lý văn bản", "Tra cứu hộ tịch", "Cổng thông tin", "Camera an ninh",
    "Kế toán", "Thư điện tử", "Họp trực tuyến", "Quản lý cán bộ", "Quản lý tài sản", "Kho dữ liệu",
    "Phản ánh kiến nghị", "Thống kê, báo cáo", "Bản đồ số", "Quản lý dự án", "Chấm công",
    "Thư viện số", "Đào tạo trực tuyến", "Theo dõi nhiệm vụ", "Cấp phép trực tuyến",
)  # fmt: skip

_POPULATION = ("Tra cứu hộ tịch", "Một cửa điện tử")
"""Purposes whose systems are connected to the population database in some units."""

_CLASSIFIED = "Quản lý hồ sơ độ mật"

_LEVELS = {
    "city": (2, 3, 3, 3, 4, 4, 5), "department": (2, 2, 3, 3, 3, 4), "commune": (1, 2, 2, 2, 3),
    "military": (3, 3, 4), "police": (3, 3, 4),
}  # fmt: skip

_LOG_MONTHS = {1: (1, 3), 2: (1, 3, 3, 6), 3: (2, 3, 3, 6), 4: (3, 6, 6, 12), 5: (6, 12, 12)}
"""Months of logs that systems of a level keep; the duty is 1, 3, 6 and 12 for levels 2 to 5."""

_CAREFUL = 12
"""Below this care a unit leaves out what only orderly people write down."""


def systems(seed: int, city: list[Body]) -> list[Row]:
    """Return the `systems` rows."""
    dice, people, forms = (
        Dice(seed, name) for name in ("systems", "people of systems", "register of systems")
    )
    rows: list[Row] = []
    for body in city:
        for number in range(1, body.systems + 1):
            row = _system(dice, body, number)
            if row["phase"] != "retired":
                row |= registered(forms, body, row, live=row["phase"] in LIVE)
            rows.append(row | (_people(people, body) if "monitoring_24x7" in row else {}))
    return rows


def _system(dice: Dice, body: Body, number: int) -> Row:
    turn, place = divmod(number - 1, len(_PURPOSES))
    purpose = _PURPOSES[place]
    secret = body.secrets and number == 3 and dice.chance(45)
    row: Row = {
        "id": f"{body.id}-ht{number}",
        "unit": body.id,
        "name": f"{_CLASSIFIED if secret else purpose} {body.code}" + (f" ({turn + 1})" if turn else ""),
        "phase": dice.pick(_PHASES),
        "state_secrets": body.fills(dice, "mat" if secret else "none"),
    }
    if row["phase"] == "retired":
        return row
    level = dice.pick(_LEVELS.get(body.kind, (2, 2, 3)))
    row |= _importance(dice, body, purpose, secret, level)
    row |= _approval(dice, body, level, row["phase"] in LIVE)
    if row["phase"] in LIVE:
        row["segment"] = sealed(body.id) if secret else lan(body.id)
        row |= _safeguards(dice, body, level)
        row |= _watch(dice, body, bool(row["national_security"] or row["population_db"] or level >= 4))
    return row


def _importance(dice: Dice, body: Body, purpose: str, secret: bool, level: int) -> Row:
    guarded = body.kind in ("police", "military", "city") and level >= 4 and dice.chance(60)
    population = not secret and purpose in _POPULATION and dice.chance(12 if body.kind == "commune" else 25)
    return {
        "proposed_level": level,
        "national_security": body.fills(dice, guarded),
        "population_db": body.fills(dice, population),
    }


def _approval(dice: Dice, body: Body, level: int, live: bool) -> Row:
    """Return the level's approval and, before it, the appraisal; either may be missing or unsaid."""
    if body.does(dice, 65 if live else 25):
        approved = some_day(dice)
        return {
            "approved_level": level,
            # Whoever takes no care does not write down the number of the decision either.
            "approval_number": f"{level}{body.care:02}/QĐ-{body.code}" if body.care >= _CAREFUL else None,
            "approved_on": body.fills(dice, approved),
            "approved_by": body.fills(dice, "UBND Thành phố Mẫu" if level >= 3 else "Sở Mẫu 04"),
            "appraised_on": body.fills(dice, approved - timedelta(days=dice.between(5, 40))),
        }
    if not live:
        return {"approved_on": body.fills(dice, "none")}
    appraised = day(dice, PROGRAMME) if body.does(dice, 55) else "none"
    return {"approved_on": body.fills(dice, "none"), "appraised_on": body.fills(dice, appraised)}


def _safeguards(dice: Dice, body: Body, level: int) -> Row:
    status = "full" if body.does(dice, 55) else dice.pick(("none", "partial", "partial"))
    tested: date | str = day(dice, dice.pick((RUSH, LATELY))) if body.does(dice, 88) else "none"
    row: Row = {
        "plan_status": body.fills(dice, status),
        "ids_ips": body.fills(dice, body.does(dice, 92)),
        "endpoint_protection": body.fills(dice, body.does(dice, 95)),
        "mfa": body.fills(dice, body.does(dice, 89)),
        "backup": body.fills(dice, body.does(dice, 95)),
        "restore_tested_on": body.fills(dice, tested),
        "log_months": body.fills(dice, dice.pick(_LOG_MONTHS[level])),
    }
    if row["backup"] is False and row["restore_tested_on"] is not None:
        row["restore_tested_on"] = "none"
    return row


def _watch(dice: Dice, body: Body, important: bool) -> Row:
    """Return who watches a system; the important ones also say whether round the clock and assessed."""
    if not important:
        return {"monitoring": body.fills(dice, dice.pick(("none", "local", "city_centre", "city_centre")))}
    row: Row = {
        "monitoring": "national_centre" if body.does(dice, 72) else dice.pick(("city_centre", "none")),
        "monitoring_24x7": body.fills(dice, body.does(dice, 85)),
        "assessed_on": body.fills(dice, day(dice, PROGRAMME) if body.does(dice, 75) else "none"),
    }
    if row["monitoring"] == "none" and row["monitoring_24x7"]:
        row["monitoring_24x7"] = False
    return row


def _people(dice: Dice, body: Body) -> Row:
    """Return who runs an important system, and how many of the people in its processes were made aware."""
    involved = dice.between(4, 40)
    trained = involved if body.does(dice, 60) else involved * dice.between(40, 95) // 100
    return {
        "operator": body.id,
        "staff_involved": body.fills(dice, involved),
        "staff_trained": body.fills(dice, trained),
    }
