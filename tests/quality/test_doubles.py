"""Rows that stand twice for one thing, and characters that nobody sees."""

from __future__ import annotations

from typing import Any

import pytest

from secaudit.quality import Quality
from secaudit.quality.doubles import IDENTITIES
from tests.quality.measures import codes, faults

Cells = dict[str, Any]

UNITS = [{"id": unit, "name": f"Đơn vị {unit}", "kind": "other"} for unit in "uv"]
SYSTEMS = [{"id": f"s{n}", "unit": "u", "name": f"Hệ {n}", "phase": "operation"} for n in "12"]
SEGMENTS = [{"id": f"g{n}", "unit": "u", "kind": "lan"} for n in "12"]
PAPERS = [{"id": "k", "unit": "u", "type": "implementation_plan"}]
AROUND: dict[str, list[Cells]] = {
    "units": UNITS,
    "systems": SYSTEMS,
    "segments": SEGMENTS,
    "documents": PAPERS,
}

ROWS: list[tuple[str, Cells, Cells, Cells]] = [
    (
        "units",
        {"name": "UBND P. An Mẫu", "kind": "commune", "parent": "u"},
        {"name": "Uỷ ban nhân dân phường An Mẫu"},
        {"name": "UBND P. An Mẫu", "parent": "v"},
    ),
    (
        "declarations",
        {"unit": "u", "tables": ["systems", "links"], "declared_on": "2026-05-01"},
        {},
        {"tables": ["systems"]},
    ),
    (
        "documents",
        {"unit": "u", "type": "other", "number": "41/QĐ-UBND", "issued_on": "2026-05-01"},
        {"number": "41/qđ-ubnd", "issued_on": "2026-09-01"},
        {"issued_on": "2025-05-01"},
    ),
    ("plan_tasks", {"document": "k", "what": "Tập huấn"}, {"what": "TẬP HUẤN"}, {"what": "Diễn tập"}),
    (
        "systems",
        {"unit": "u", "name": "Hệ thống quản lý văn bản", "phase": "operation"},
        {"name": "HTTT Quản lí văn bản", "phase": "trial"},
        {"unit": "v"},
    ),
    (
        "devices",
        {"unit": "u", "segment": "g1", "name": "Máy trạm 01"},
        {"name": "máy trạm 1"},
        {"segment": "g2"},
    ),
    ("segments", {"unit": "u", "kind": "lan", "name": "Mạng văn phòng"}, {"kind": "dmz"}, {"unit": "v"}),
    ("links", {"source": "g1", "target": "g2", "kind": "vpn"}, {}, {"kind": "network"}),
    ("products", {"unit": "u", "name": "Tường lửa"}, {}, {"system": "s1"}),
    (
        "budgets",
        {"unit": "u", "year": 2026, "stage": "spent", "security_vnd": 1},
        {"security_vnd": 2},
        {"year": 2025},
    ),
    (
        "spending",
        {"unit": "u", "year": 2026, "stage": "spent", "item": "Đường truyền", "amount_vnd": 5},
        {"item": "ĐƯỜNG TRUYỀN."},
        {"amount_vnd": 6},
    ),
    (
        "vulnerabilities",
        {"system": "s1", "found_on": "2026-05-01", "reference": "CVE-2026-1"},
        {"found_on": "2026-06-01"},
        {"system": "s2"},
    ),
    ("incidents", {"unit": "u", "detected_at": "2026-05-01T08:00"}, {}, {"detected_at": "2026-05-01T08:01"}),
    (
        "inspections",
        {"unit": "u", "kind": "self", "inspected_on": "2026-05-01"},
        {},
        {"kind": "surprise"},
    ),
    ("drills", {"unit": "u", "drilled_on": "2026-05-01"}, {}, {"system": "s1"}),
    (
        "waivers",
        {
            "control": "C",
            "subject": "s1",
            "reason": "r",
            "approved_by": "a",
            "from_on": "2026-05-01",
            "until_on": "2026-06-01",
        },
        {"until_on": "2026-07-01"},
        {"from_on": "2026-05-02"},
    ),
    (
        "observations",
        {
            "table": "systems",
            "row": "s1",
            "column": "backup",
            "value": "true",
            "observed_on": "2026-05-01",
            "method": "test",
        },
        {},
        {"row": "s2"},
    ),
]


def with_two(table: str, first: Cells, other: Cells) -> dict[str, list[Cells]]:
    rows = {name: list(listed) for name, listed in AROUND.items()}
    rows.setdefault(table, []).extend([{"id": "a", **first}, {"id": "b", **first, **other}])
    return rows


@pytest.mark.parametrize(("table", "first", "double", "another"), ROWS, ids=[row[0] for row in ROWS])
def test_a_double_is_told_from_another(table: str, first: Cells, double: Cells, another: Cells) -> None:
    assert codes(with_two(table, first, double), Quality.CLEAN) == {("double", "b")}
    assert codes(with_two(table, first, another), Quality.CLEAN) == set()


def test_every_identity_has_its_rows_here() -> None:
    assert [table for table, *_ in ROWS] == [identity.table for identity in IDENTITIES]


def test_a_double_names_the_earlier_row_and_its_place() -> None:
    table, first, double, _ = ROWS[4]
    (fault,) = faults(with_two(table, first, double), Quality.CLEAN)
    assert fault.found.vi == (
        "chủ quản “u”, tên hệ thống “HTTT Quản lí văn bản”, trùng với dòng a (<rows> [systems!3.name])"
    )
    assert (fault.column, fault.unit) == ("name", "u")


def test_an_abbreviation_agrees_with_each_but_they_not_with_each_other() -> None:
    names = ["Phòng Kế hoạch", "Phường Kế hoạch", "P. Kế hoạch"]
    named = dict(zip("abc", names, strict=True))
    units = [{"id": n, "name": name, "kind": "other", "parent": "u"} for n, name in named.items()]
    rows = {"units": [*UNITS, *units]}
    assert codes(rows, Quality.CLEAN) == {("double", "c")}


@pytest.mark.parametrize(
    "name",
    ["Máy  chủ", "Máy\u00a0chủ", "M\u0430y chu", "Máy\u200bchủ", "Máy ch\u03c5", "Máy\u00adchủ"],
    ids=["two spaces", "hard space", "Cyrillic", "zero width", "Greek", "soft hyphen"],
)
def test_a_character_that_does_not_belong_there(name: str) -> None:
    rows = {"units": UNITS, "devices": [{"id": "m", "unit": "u", "name": name}]}
    assert codes(rows, Quality.CLEAN) == {("stray-character", "m")}


@pytest.mark.parametrize("name", ["Máy chủ", "Đường truyền số 1 – ỦY BAN", "“Kho” (mẫu)…"])
def test_vietnamese_is_written_in_latin_letters(name: str) -> None:
    rows = {"units": UNITS, "devices": [{"id": "m", "unit": "u", "name": name}]}
    assert codes(rows, Quality.CLEAN) == set()


def test_the_character_is_named() -> None:
    rows = {"units": UNITS, "devices": [{"id": "m", "unit": "u", "name": "M\u0430y"}]}
    (fault,) = faults(rows, Quality.CLEAN)
    assert fault.found.en.endswith(", with the character U+0430 CYRILLIC SMALL LETTER A")
