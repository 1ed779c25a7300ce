"""The units of the fictitious city, what they declare complete, and their security staff."""

from __future__ import annotations

from collections import Counter

from secaudit.demo.body import Body, Leak, Row, share
from secaudit.demo.calendar import DECLARED, day
from secaudit.demo.dice import Dice
from secaudit.model.tables import READABLE

CITY = "tp"
"""The id of the unit at the top of the tree."""

Place = tuple[str, str, str | None, str]
"""Id, kind, parent and name of a unit."""

_LEAKS: tuple[Leak, ...] = ("link", "machine")

_ORGANS: tuple[Place, ...] = (
    ("so01", "department", CITY, "Sở Mẫu 01 (nội vụ giả định)"),
    ("du01", "party_committee", CITY, "Đảng ủy Mẫu 01 (khối cơ quan giả định)"),
    ("ca01", "police", CITY, "Công an Mẫu 01 (hư cấu)"),
    ("qs01", "military", CITY, "Cơ quan quân sự Mẫu 01 (hư cấu)"),
    ("mt01", "front", CITY, "Mặt trận Mẫu 01 (hư cấu)"),
    ("bd01", "party_agency", "du01", "Văn phòng Đảng ủy Mẫu 01"),
    ("sn01", "public_service", "so01", "Trung tâm Dữ liệu Mẫu 01"),
    ("so02", "department", CITY, "Sở Mẫu 02 (y tế giả định)"),
    ("so03", "department", CITY, "Sở Mẫu 03 (giáo dục giả định)"),
    ("so04", "department", CITY, "Sở Mẫu 04 (khoa học giả định)"),
    ("so05", "department", CITY, "Sở Mẫu 05 (tài chính giả định)"),
    ("so06", "department", CITY, "Sở Mẫu 06 (xây dựng giả định)"),
    ("so07", "department", CITY, "Sở Mẫu 07 (tư pháp giả định)"),
    ("so08", "department", CITY, "Sở Mẫu 08 (công thương giả định)"),
    ("so09", "department", CITY, "Sở Mẫu 09 (môi trường giả định)"),
    ("so10", "department", CITY, "Sở Mẫu 10 (văn hóa giả định)"),
    ("so11", "department", CITY, "Sở Mẫu 11 (du lịch giả định)"),
    ("so12", "department", CITY, "Sở Mẫu 12 (ngoại vụ giả định)"),
    ("so13", "department", CITY, "Thanh tra Mẫu 13 (hư cấu)"),
    ("so14", "department", CITY, "Văn phòng Mẫu 14 (hư cấu)"),
    ("du02", "party_committee", CITY, "Đảng ủy Mẫu 02 (khối chính quyền giả định)"),
    ("du03", "party_committee", CITY, "Đảng ủy Mẫu 03 (khối doanh nghiệp giả định)"),
    ("bd02", "party_agency", "du01", "Ban Tổ chức Mẫu 02"),
    ("bd03", "party_agency", "du01", "Ban Tuyên giáo và Dân vận Mẫu 03"),
    ("bd04", "party_agency", "du01", "Cơ quan Ủy ban Kiểm tra Mẫu 04"),
    ("bd05", "party_agency", "du02", "Văn phòng Đảng ủy Mẫu 05"),
    ("mt02", "front", CITY, "Đoàn thể Mẫu 02 (hư cấu)"),
    ("qs02", "military", "qs01", "Ban chỉ huy quân sự Mẫu 02 (hư cấu)"),
    ("ca02", "police", "ca01", "Công an Mẫu 02 (hư cấu)"),
    ("sn02", "public_service", "so02", "Bệnh viện Mẫu 02"),
    ("sn03", "public_service", "so02", "Bệnh viện Mẫu 03"),
    ("sn04", "public_service", "sn02", "Phòng khám Mẫu 04"),
    ("sn05", "public_service", "so03", "Trường học Mẫu 05"),
    ("sn06", "public_service", "so03", "Trường học Mẫu 06"),
    ("sn07", "public_service", "so04", "Trung tâm Đổi mới Mẫu 07"),
    ("sn08", "public_service", "so06", "Ban quản lý dự án Mẫu 08"),
    ("sn09", "public_service", "so09", "Trung tâm Quan trắc Mẫu 09"),
    ("sn10", "public_service", "so10", "Thư viện Mẫu 10"),
    ("sn11", "public_service", "so10", "Bảo tàng Mẫu 11"),
    ("sn12", "public_service", CITY, "Báo và phát thanh Mẫu 12"),
    ("kh01", "other", CITY, "Hội Mẫu 01 (hư cấu)"),
)  # fmt: skip
"""Every unit that is neither the city nor a commune; parents come before their children."""

_WEIGHTS = {
    "city": (58, 12), "department": (20, 26), "commune": (5, 8), "party_committee": (8, 14),
    "party_agency": (8, 12), "front": (6, 9), "military": (10, 16), "police": (12, 24),
    "public_service": (9, 22), "other": (6, 8),
}  # fmt: skip
"""How many systems, and how many devices, a unit has beside units of other kinds."""

_SECRETS = {"commune": 55, "department": 65, "public_service": 15, "other": 0}
"""How many in a hundred units of a kind handle state secrets; of kinds not named, all do."""

_HEADS = {
    "city": "Chủ tịch Ủy ban nhân dân Thành phố", "department": "Giám đốc Sở",
    "commune": "Bí thư Đảng ủy", "party_committee": "Bí thư Đảng ủy", "party_agency": "Trưởng ban",
    "front": "Chủ tịch", "military": "Chỉ huy trưởng", "police": "Giám đốc",
    "public_service": "Giám đốc", "other": "Chủ tịch",
}  # fmt: skip

_FAMILY = ("Nguyễn Văn", "Trần Thị", "Lê Văn", "Phạm Thị", "Hoàng Văn", "Vũ Thị", "Đặng Văn", "Bùi Thị")
_DECLARABLE = tuple(
    table.name
    for table in READABLE.values()
    if not table.closed and table.name not in ("observations", "waivers")
)


def bodies(seed: int, count: int) -> list[Body]:
    """Return the city's units, the city first, every parent before its children.

    A fifth of them are organs of the city, the others communes in the proportions of 113 wards, 54
    communes and 1 special zone.
    """
    dice = Dice(seed, "bodies")
    organs: list[Place] = [(CITY, "city", None, "Thành phố Mẫu (hư cấu)"), *_organs(max(0, count // 5 - 1))]
    places: list[Place] = [*organs, *_communes(count - len(organs))]
    systems = share(count * 50 // 7, [_WEIGHTS[kind][0] for _, kind, _, _ in places])
    devices = share(count * 1000 // 7, [_WEIGHTS[kind][1] for _, kind, _, _ in places])
    return [
        _body(dice, place, own, machines)
        for place, own, machines in zip(places, systems, devices, strict=True)
    ]


def _body(dice: Dice, place: Place, systems: int, devices: int) -> Body:
    id_, kind, parent, name = place
    secrets = dice.chance(_SECRETS.get(kind, 100))
    leak = dice.pick(_LEAKS) if dice.chance(13) else None
    return Body(
        id=id_,
        name=name,
        code=id_.upper(),
        kind=kind,
        parent=parent,
        care=dice.below(100),
        gaps=dice.pick((1, 2, 2, 3, 3, 4, 5, 14)),
        secrets=secrets,
        leak=leak if secrets else None,
        systems=systems,
        devices=devices,
    )


def _organs(count: int) -> list[Place]:
    known: list[Place] = list(_ORGANS[:count])
    further = range(len(_ORGANS) + 1, count + 1)
    return known + [(f"cq{n}", "department", CITY, f"Sở Mẫu {n} (hư cấu)") for n in further]


def _communes(count: int) -> list[Place]:
    rural, zones = count * 54 // 168, count // 168
    return [
        *((f"p{n:03}", "commune", CITY, f"Phường Mẫu {n:03}") for n in range(1, count - rural - zones + 1)),
        *((f"x{n:02}", "commune", CITY, f"Xã Giả Định {n:02}") for n in range(1, rural + 1)),
        *((f"dk{n}", "commune", CITY, f"Đặc khu Hư Cấu {n}") for n in range(1, zones + 1)),
    ]


def units(seed: int, city: list[Body]) -> list[Row]:
    """Return the `units` rows."""
    dice = Dice(seed, "units")
    return [_unit(dice, body, number) for number, body in enumerate(city, start=1)]


def _unit(dice: Dice, body: Body, number: int) -> Row:
    heads = dice.between(30, 90) if body.kind == "commune" else dice.between(60, 400)
    trained = heads if body.does(dice, 42) else heads * dice.between(35, 97) // 100
    officer = f"{dice.pick(_FAMILY)} Thử {number:03}" if body.does(dice, 82) else "none"
    specialists = dice.between(1, 4) if body.does(dice, 78) else 0
    return {
        "id": body.id,
        "name": body.name,
        "kind": body.kind,
        "parent": body.parent,
        "head_name": f"{dice.pick(_FAMILY)} Mẫu {number:03}",
        "head_post": _HEADS[body.kind],
        "security_officer": body.fills(dice, officer),
        "contact": f"truc-ban.{body.id}@mau.example",
        "headcount": heads,
        "trained": body.fills(dice, trained),
        "it_staff": body.fills(dice, specialists),
        "security_staff": body.fills(dice, specialists // 2),
    }


def declarations(seed: int, city: list[Body]) -> list[Row]:
    """Return the `declarations` rows: most units have looked everywhere, some leave tables open."""
    dice = Dice(seed, "declarations")
    rows: list[Row] = []
    for body in city:
        if dice.chance(4):
            continue
        complete = 100 - body.gaps
        tables = [name for name in _DECLARABLE if dice.chance(complete)]
        rows.append(
            {
                "id": f"{body.id}-xn",
                "unit": body.id,
                "tables": tables,
                "declared_on": day(dice, DECLARED),
            }
        )
    return rows


def staff(seed: int, city: list[Body]) -> list[Row]:
    """Return the `staff` rows: codes and never names."""
    dice, degrees = Dice(seed, "staff"), Dice(seed, "degrees")
    rows: list[Row] = []
    for body in city:
        for number in range(1, dice.between(1, 2 if body.kind == "commune" else 5) + 1):
            trained = day(dice, DECLARED) if body.does(dice, 68) else "none"
            rows.append(
                {
                    "id": f"{body.id}-ns{number}",
                    "unit": body.id,
                    "role": dice.pick(("it", "security", "administrator")),
                    "certified": body.fills(dice, body.does(dice, 45)),
                    "degree": body.fills(degrees, body.does(degrees, 25)),
                    "trained_on": body.fills(dice, trained),
                }
            )
    return rows


_SLOPPY = 10
"""Below this care, a unit's figures are not those of its lists."""


def agreed(city: list[Body], units: list[Row], staff: list[Row]) -> list[Row]:
    """Return the units with the figures of staff that their lists come to, but for the sloppiest."""
    care = {body.id: body.care for body in city}
    roles = Counter((row["unit"], row["role"]) for row in staff)
    for unit in units:
        it, security = unit["it_staff"], unit["security_staff"]
        if care[str(unit["id"])] < _SLOPPY:
            continue
        if isinstance(it, int) and it:
            unit["it_staff"] = max(it, roles[unit["id"], "it"])
        if security is not None:
            unit["security_staff"] = roles[unit["id"], "security"]
    return units
