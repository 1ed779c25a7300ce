"""What changes verdicts in the fictitious city: what inspectors saw, and exceptions that were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import LATELY, day
from secaudit.demo.dice import Dice
from secaudit.demo.systems import LIVE

_SEEN_IN_SYSTEMS = ("mfa", "backup", "ids_ips", "endpoint_protection")
_SAFEGUARDS = (*_SEEN_IN_SYSTEMS, "restore_tested_on")

_THIS_YEAR = (date(2026, 7, 1), date(2026, 12, 31))
_PAST = (date(2026, 1, 1), date(2026, 6, 30))
_NEXT_YEAR = (date(2027, 1, 1), date(2027, 6, 30))
_TOO_LONG = (date(2026, 4, 1), date(2027, 12, 31))

_ONE_IN = 13
"""One unit in so many was inspected, and half of what was seen differs from what had been declared."""


def observations(seed: int, city: list[Body], systems: list[Row], devices: list[Row]) -> list[Row]:
    """Return the `observations` rows: a handful of units was inspected, and all that leak were scanned."""
    dice = Dice(seed, "observations")
    inspected = {body.id for body in city if dice.below(_ONE_IN) == 0}
    scanned = {body.id: body.leak == "machine" for body in city if body.leak}
    seen: list[Row] = []
    for system in _first_of_each(s for s in systems if s["phase"] in LIVE and s["unit"] in inspected):
        column = dice.pick(_SEEN_IN_SYSTEMS)
        seen.append(_look(dice, "systems", system, column, bool(system[column]) != dice.chance(50)))
    for device in _first_of_each(d for d in devices if d["unit"] in scanned):
        seen.append(_look(dice, "devices", device, "internet", scanned[str(device["unit"])]))
    return [{"id": f"qs{number}"} | row for number, row in enumerate(seen, start=1)]


def _first_of_each(rows: Iterator[Row]) -> list[Row]:
    first: dict[object, Row] = {}
    for row in rows:
        first.setdefault(row["unit"], row)
    return list(first.values())


def _look(dice: Dice, table: str, row: Row, column: str, found: bool) -> Row:
    return {
        "table": table,
        "row": row["id"],
        "column": column,
        "value": "true" if found else "false",
        "observed_on": day(dice, LATELY),
        "method": "scan" if table == "devices" else "examine",
        "by": "Đoàn kiểm tra mẫu",
        "evidence": f"Biên bản {dice.between(1, 40)}/BB-MAU",
    }


def waivers(seed: int, declarations: list[Row], documents: list[Row], systems: list[Row]) -> list[Row]:
    """Return the `waivers` rows: in force, expired, future, unused, not to be given, and too long."""
    dice = Dice(seed, "waivers")
    live = [system for system in systems if system["phase"] in LIVE]
    unapproved = [str(system["id"]) for system in live if system["approved_on"] == "none"]
    assessed = {document["unit"] for document in documents if document["type"] == "security_assessment"}
    complete = [str(row["unit"]) for row in declarations if _declares(row, "documents")]
    lacking = [unit for unit in complete if unit not in assessed]
    having = [unit for unit in complete if unit in assessed]
    given = (
        ("LVL-01", unapproved, _THIS_YEAR, "Đang hoàn thiện hồ sơ đề xuất cấp độ (mẫu)"),
        ("SAF-01", [str(s["id"]) for s in live if _lacks_one(s)], _THIS_YEAR, "Chờ nâng cấp phần mềm (mẫu)"),
        ("DOC-04", lacking, _THIS_YEAR, "Đơn vị mới sắp xếp lại (mẫu)"),
        ("LVL-01", unapproved, _PAST, "Chờ thẩm định (mẫu)"),
        ("DOC-04", lacking, _NEXT_YEAR, "Gộp vào báo cáo năm sau (mẫu)"),
        ("DOC-04", having, _THIS_YEAR, "Xin lùi thời hạn báo cáo (mẫu)"),
        ("SYS-02", [str(s["id"]) for s in live if s["appraised_on"] == "none"], _THIS_YEAR, "Chạy thử (mẫu)"),
        ("SAF-01", [str(s["id"]) for s in live if _lacks_one(s)], _TOO_LONG, "Chờ thay hệ thống (mẫu)"),
    )
    return [
        _waiver(dice, number, control, subjects, span, reason)
        for number, (control, subjects, span, reason) in enumerate(given, start=1)
        if subjects
    ]


def _declares(declaration: Row, table: str) -> bool:
    tables = declaration["tables"]
    return isinstance(tables, list) and table in tables


def _lacks_one(system: Row) -> bool:
    said = [system[name] for name in _SAFEGUARDS]
    return None not in said and (False in said or "none" in said)


def _waiver(
    dice: Dice, number: int, control: str, subjects: list[str], span: tuple[date, date], reason: str
) -> Row:
    return {
        "id": f"nl{number}",
        "control": control,
        "subject": dice.pick(subjects),
        "reason": reason,
        "approved_by": "Lê Văn Thử (hư cấu)",
        "approver_post": "Phó Chủ tịch Ủy ban nhân dân Thành phố Mẫu",
        "from_on": span[0],
        "until_on": span[1],
        "conditions": "Báo cáo tiến độ hằng tháng",
    }
