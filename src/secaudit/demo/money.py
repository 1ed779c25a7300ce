"""Budgets and spending lines of the fictitious city, in whole VND."""

from __future__ import annotations

from secaudit.demo.body import Body, Row
from secaudit.demo.dice import Dice

MILLION = 1_000_000

_SHORT = {"estimate": "d", "allocated": "g", "spent": "c"}
"""The letter of each stage in a budget's id: dự toán, giao, chi."""

_SHARES = (60, 85, 110, 124, 138, 149, 150, 150, 150, 152, 160, 175, 190, 210)
"""Security's share of the money in thousandths, around the 150 that the law asks for."""

_ITEMS = (
    "Giám sát an ninh mạng", "Phần mềm bảo vệ điểm cuối", "Sao lưu dữ liệu", "Đường truyền",
    "Máy tính văn phòng", "Tập huấn", "Kiểm thử xâm nhập", "Bảo trì máy chủ",
)  # fmt: skip
_SECURITY_ITEMS = (_ITEMS[0], _ITEMS[1], _ITEMS[2], _ITEMS[6])


def budgets(seed: int, city: list[Body]) -> list[Row]:
    """Return the `budgets` rows: allocated and spent in 2025, and estimated too in 2026."""
    dice, estimates = Dice(seed, "budgets"), Dice(seed, "estimates")
    return [row for body in city for row in _of(dice, body) if _on_record(estimates, body, row)]


def _on_record(dice: Dice, body: Body, row: Row) -> bool:
    return row["stage"] != "estimate" or body.does(dice, 88)


def _of(dice: Dice, body: Body) -> list[Row]:
    total = dice.between(6, 40) * 50 * MILLION * (60 if body.kind == "city" else 1 + body.systems // 4)
    rows: list[Row] = []
    for year in (2025, 2026):
        per_mille = dice.pick(_SHARES if body.does(dice, 40) else _SHARES[5:])
        for stage in _SHORT:
            if stage == "allocated" and year == 2026 and not body.does(dice, 96):
                continue
            if stage == "estimate" and year == 2025:
                continue
            spent_part = dice.between(70, 98) if stage == "spent" else 100
            amount = total * spent_part // 100
            row: Row = {
                "id": f"{body.id}-{year % 100}{_SHORT[stage]}",
                "unit": body.id,
                "year": year,
                "stage": stage,
                "it_dt_total_vnd": amount,
                "security_vnd": body.fills(dice, amount * per_mille // 1000),
            }
            rows.append(row | _further(dice, body, stage, total))
        total = total * dice.between(98, 115) // 100
    return rows


def _further(dice: Dice, body: Body, stage: str, total: int) -> Row:
    """Return what only the city counts, and what everybody spends on paper."""
    if body.kind == "city":
        return {"total_vnd": total * 12, "sti_dt_vnd": total * dice.between(36, 62) // 100}
    if stage == "spent" and body.kind in ("department", "party_agency", "party_committee"):
        return {"paper_vnd": dice.between(20, 90) * MILLION}
    return {}


def spending(seed: int, city: list[Body], budgets: list[Row]) -> list[Row]:
    """Return the `spending` rows: two or three a unit, and a few that were entered twice.

    Together they stay below what the budgets say, as some of the lines are all that anybody details.
    """
    dice = Dice(seed, "spending")
    spent = {row["unit"]: row["it_dt_total_vnd"] for row in budgets if _is_spent(row)}
    rows: list[Row] = []
    for body in city:
        lines = [_line(dice, body, spent[body.id]) for _ in range(dice.between(1, 3))]
        if dice.chance(5):
            lines.append(dict(lines[0]))
        rows += [{"id": f"{body.id}-kc{number}"} | line for number, line in enumerate(lines, start=1)]
    return rows


def _is_spent(budget: Row) -> bool:
    return (budget["year"], budget["stage"]) == (2026, "spent")


def _line(dice: Dice, body: Body, total: object) -> Row:
    item = dice.pick(_ITEMS)
    return {
        "unit": body.id,
        "year": 2026,
        "stage": "spent",
        "item": item,
        "security": item in _SECURITY_ITEMS,
        "amount_vnd": int(str(total)) * dice.between(5, 14) // 1000,
    }
