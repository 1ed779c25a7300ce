"""The papers that prove something, and the tasks of implementation plans."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from secaudit.demo import yearly
from secaudit.demo.body import Body, Row
from secaudit.demo.calendar import PROGRAMME, RUSH, YEAR_ENDS, day, some_day
from secaudit.demo.dice import Dice
from secaudit.demo.systems import LIVE

_ISSUED = {
    "internal_regulation": 64, "incident_plan": 60, "implementation_plan": 76, "staffing_assessment": 64,
}  # fmt: skip
"""How many in a hundred units of middling care have issued such a paper."""

_CHAIRS = ("Bí thư Đảng ủy",) * 17 + ("Phó Bí thư", "Chủ tịch Ủy ban nhân dân", None)

_WORK = (
    "Rà soát cấp độ an toàn của hệ thống", "Tập huấn nhận biết rủi ro", "Ban hành quy chế an ninh mạng",
    "Diễn tập ứng cứu sự cố", "Kết nối giám sát tập trung", "Kiểm tra máy tính soạn thảo văn bản mật",
)  # fmt: skip
_PRODUCTS = ("Báo cáo", "Quyết định", "Biên bản", "Danh sách", "Hồ sơ")


def documents(seed: int, city: list[Body], systems: list[Row]) -> list[Row]:
    """Return the `documents` rows: papers of units, then those about single systems, then the yearly ones."""
    dice, again = Dice(seed, "documents"), Dice(seed, "yearly papers")
    by_id = {body.id: body for body in city}
    rows = [row for body in city for row in _of_unit(dice, body)]
    rows += [row for system in systems for row in _of_system(dice, by_id[str(system["unit"])], system)]
    rows += [row for body in city for row in yearly.papers(again, body)]
    evidence = Dice(seed, "evidence")
    return [row | _evidence(evidence, by_id[str(row["unit"])], row) for row in _numbered(rows)]


def _evidence(dice: Dice, body: Body, row: Row) -> Row:
    """Return the proof of a paper: name and hash of a file (not in the demo), or that there is none."""
    if not body.does(dice, 74):
        return {"evidence": body.fills(dice, "none")}
    name = f"minh-chung/{row['id']}.pdf"
    return {"evidence": name, "sha256": body.fills(dice, sha256(name.encode()).hexdigest())}


def _numbered(rows: list[Row]) -> list[Row]:
    last: dict[object, int] = {}
    numbered: list[Row] = []
    for row in rows:
        last[row["unit"]] = number = last.get(row["unit"], 0) + 1
        numbered.append({"id": f"{row['unit']}-vb{number}"} | row)
    return numbered


def _of_unit(dice: Dice, body: Body) -> list[Row]:
    rows: list[Row] = []
    for kind, percent in _ISSUED.items():
        if body.does(dice, percent):
            ends = dice.pick(YEAR_ENDS) if dice.chance(6) else None
            issued = body.fills(dice, some_day(dice))
            rows.append({"unit": body.id, "type": kind, "issued_on": issued, "expires_on": ends})
    if body.does(dice, 72):
        sent = body.fills(dice, day(dice, RUSH))
        rows.append({"unit": body.id, "type": "security_assessment", "sent_on": sent})
    if body.does(dice, 55):
        sent = day(dice, (date(2026, 6, 20), date(2026, 7, 20)))
        rows.append({"unit": body.id, "type": "half_year_report", "period": "2026-H1", "sent_on": sent})
    if body.kind == "commune" and body.does(dice, 88):
        decision: Row = {"unit": body.id, "type": "subcommittee_decision", "issued_on": day(dice, PROGRAMME)}
        rows.append(decision | {"chaired_by_post": dice.pick(_CHAIRS)})
    return rows


def _of_system(dice: Dice, body: Body, system: Row) -> list[Row]:
    kinds: list[str] = []
    if system["phase"] not in ("planned", "retired") and body.does(dice, 66):
        kinds.append("security_plan")
    if system["phase"] in LIVE and body.does(dice, 58):
        kinds.append("contingency_plan")
    return [
        {
            "unit": body.id,
            "system": system["id"],
            "type": kind,
            "issued_on": body.fills(dice, some_day(dice)),
            "expires_on": YEAR_ENDS[0] if dice.chance(2) else None,
        }
        for kind in kinds
    ]


def plan_tasks(seed: int, city: list[Body], documents: list[Row]) -> list[Row]:
    """Return the `plan_tasks` rows: two for every implementation plan."""
    dice = Dice(seed, "plan_tasks")
    by_id = {body.id: body for body in city}
    rows: list[Row] = []
    for document in documents:
        if document["type"] == "implementation_plan":
            body = by_id[str(document["unit"])]
            rows += [_task(dice, body, str(document["id"]), number) for number in (1, 2)]
    return rows


def _task(dice: Dice, body: Body, document: str, number: int) -> Row:
    def said(words: str) -> str | None:
        return body.fills(dice, words if body.does(dice, 96) else "none")

    due = dice.pick((date(2026, 6, 30), date(2026, 9, 30), *YEAR_ENDS[:2]))
    done = day(dice, PROGRAMME) if body.does(dice, 40) else "none"
    return {
        "id": f"{document}-nv{number}",
        "document": document,
        "what": dice.pick(_WORK),
        "who": said("Bộ phận CNTT"),
        "due_on": body.fills(dice, due if body.does(dice, 96) else "none"),
        "responsibility": said("Cấp trưởng"),
        "product": said(dice.pick(_PRODUCTS)),
        "authority": said("Người đứng đầu"),
        "done_on": body.fills(dice, done),
    }
