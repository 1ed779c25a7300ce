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
_PURPOSES = ("Phục vụ toàn đơn vị", "Bồi dưỡng cán bộ", "Thay thiết bị hết khấu hao", "Kiểm tra hằng năm")
_SECURITY_ITEMS = (_ITEMS[0], _ITEMS[1], _ITEMS[2], _ITEMS[6])


def budgets(seed: int, city: list[Body]) -> list[Row]:
    """Return the `budgets` rows: allocated and spent in 2025, and estimated too in 2026."""
    dice, estimates, paper = Dice(seed, "budgets"), Dice(seed, "estimates"), Dice(seed, "paper")
    rows: list[Row] = []
    for body in city:
        usual = paper.between(20, 90) * MILLION
        rows += [
            row | _on_paper(paper, body, row, usual)
            for row in _of(dice, body)
            if _on_record(estimates, body, row)
        ]
    return rows


def _on_record(dice: Dice, body: Body, row: Row) -> bool:
    return row["stage"] != "estimate" or body.does(dice, 88)


def _on_paper(dice: Dice, body: Body, row: Row, usual: int) -> Row:
    """Return what was spent on paper: as usual in 2025, less in 2026 where somebody took care."""
    if row["stage"] != "spent":
        return {}
    part = 100
    if row["year"] == 2026:
        part = dice.between(45, 70) if body.does(dice, 45) else dice.between(71, 110)
    return {"paper_vnd": body.fills(dice, usual * part // 100)}


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
            rows.append(row | _of_city(dice, body, total))
        total = total * dice.between(98, 115) // 100
    return rows


def _of_city(dice: Dice, body: Body, total: int) -> Row:
    """Return what only the city counts."""
    if body.kind != "city":
        return {}
    return {"total_vnd": total * 12, "sti_dt_vnd": total * dice.between(36, 62) // 100}


def spending(seed: int, city: list[Body], budgets: list[Row]) -> list[Row]:
    """Return the `spending` rows: two or three a unit, and a few that were entered twice.

    Together they stay below what the budgets say, as some of the lines are all that anybody details.
    """
    dice, purposes = Dice(seed, "spending"), Dice(seed, "purposes")
    spent = {row["unit"]: row["it_dt_total_vnd"] for row in budgets if _is_spent(row)}
    rows: list[Row] = []
    for body in city:
        own = range(dice.between(1, 3))
        lines = [_line(dice, body, spent[body.id]) | _purpose(purposes, body) for _ in own]
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


def _purpose(dice: Dice, body: Body) -> Row:
    """Return what a line serves: a system of the unit, a purpose in words, or nothing that can be named."""
    if body.systems and dice.chance(55):
        return {"system": f"{body.id}-ht{dice.between(1, body.systems)}"}
    named = body.does(dice, 75)
    return {"system": "none", "purpose": body.fills(dice, dice.pick(_PURPOSES) if named else "none")}
