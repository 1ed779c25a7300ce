"""Places that tell one story, or two."""

from __future__ import annotations

from typing import Any

import pytest

from secaudit.inventory import read
from secaudit.quality import Quality
from tests.cli.running import write
from tests.quality.measures import TODAY, codes, faults

Cells = dict[str, Any]
Rows = dict[str, list[Cells]]

UNITS: list[Cells] = [
    {"id": "c", "name": "C", "kind": "city", "parent": "none"},
    {"id": "u", "name": "U", "kind": "department", "parent": "c"},
    {"id": "v", "name": "V", "kind": "department", "parent": "c"},
]


def system(identity: str, unit: str = "u", **cells: Any) -> Cells:
    return {"id": identity, "unit": unit, "name": identity, "phase": "operation", **cells}


def zone(identity: str, unit: str = "u", kind: str = "lan") -> Cells:
    return {"id": identity, "unit": unit, "kind": kind}


def line(amount: int, **cells: Any) -> Cells:
    identity = f"k{amount}"
    base = {"unit": "u", "year": 2026, "stage": "spent", "item": identity, "security": True}
    return {"id": identity, **base, "amount_vnd": amount, **cells}


def budget(**cells: Any) -> Cells:
    return {"id": "x", "unit": "u", "year": 2026, "stage": "spent", **cells}


def link(identity: str, source: str, target: str, **cells: Any) -> Cells:
    return {"id": identity, "source": source, "target": target, "kind": "vpn", **cells}


def staff(*roles: str | None) -> list[Cells]:
    return [{"id": f"n{number}", "unit": "u", "role": role} for number, role in enumerate(roles)]


def person(**figures: int) -> list[Cells]:
    return [{"id": "x", "name": "X", "kind": "other", **figures}]


def of_x(rows: list[Cells]) -> list[Cells]:
    return [row | {"unit": "x"} for row in rows]


def paper(**cells: Any) -> list[Cells]:
    return [{"id": "x", "unit": "u", "type": "other", **cells}]


def secret(degree: str, identity: str, source: str, target: str) -> Cells:
    return link(identity, source, target, carries_secrets=degree)


PAIR: Rows = {"segments": [zone("g"), zone("h")]}

STORIES: list[tuple[str, Rows, Rows]] = [
    (
        "of-another-unit",
        {"segments": [zone("g", "v")], "devices": [{"id": "x", "unit": "u", "segment": "g"}]},
        {"segments": [zone("g", "c")], "devices": [{"id": "x", "unit": "u", "segment": "g"}]},
    ),
    (
        "of-another-unit",
        {"segments": [zone("g", "v")], "devices": [{"id": "x", "unit": "u", "segment": "g"}]},
        {
            "segments": [zone("g", "v", "dedicated_wan")],
            "devices": [{"id": "x", "unit": "u", "segment": "g"}],
        },
    ),
    (
        "of-another-unit",
        {"systems": [system("s", "v")], "documents": paper(system="s")},
        {
            "systems": [system("s", "v", operator="u")],
            "documents": paper(system="s"),
        },
    ),
    (
        "ends-differ-in-kind",
        {**PAIR, "links": [link("x", "g", "h"), link("y", "h", "g", kind="network")]},
        {**PAIR, "links": [link("x", "g", "h"), link("y", "h", "g", kind="data_diode")]},
    ),
    (
        "ends-differ-in-encryption",
        {
            **PAIR,
            "links": [link("x", "g", "h", encryption="civil"), link("y", "h", "g", encryption="none")],
        },
        {
            **PAIR,
            "links": [link("x", "g", "h", encryption="civil"), link("y", "h", "g")],
        },
    ),
    (
        "ends-differ-in-both-ways",
        {**PAIR, "links": [link("x", "g", "h", both_ways=False), link("y", "h", "g")]},
        {
            **PAIR,
            "links": [link("x", "g", "h", both_ways=False), link("y", "h", "g", ends_on="2026-01-01")],
        },
    ),
    (
        "ends-differ-in-carries-secrets",
        {
            **PAIR,
            "links": [secret("mat", "x", "g", "h"), secret("none", "y", "h", "g")],
        },
        {**PAIR, "links": [secret("mat", "x", "g", "h")]},
    ),
    (
        "isolated-but-linked",
        {"segments": [zone("x", kind="isolated"), zone("h")], "links": [link("l", "h", "x")]},
        {
            "segments": [zone("x", kind="isolated"), zone("h")],
            "links": [link("l", "h", "x", kind="removable_media"), link("m", "x", "h", ends_on="2026-11-20")],
        },
    ),
    (
        "offline-on-the-internet",
        {
            "segments": [zone("g", kind="internet")],
            "devices": [{"id": "x", "unit": "u", "segment": "g", "internet": False}],
        },
        {"segments": [zone("g", kind="internet")], "devices": [{"id": "x", "unit": "u", "segment": "g"}]},
    ),
    (
        "above-its-system",
        {
            "systems": [system("s", state_secrets="mat")],
            "devices": [{"id": "x", "unit": "u", "system": "s", "state_secrets": "toi_mat"}],
        },
        {
            "systems": [system("s", state_secrets="mat")],
            "devices": [{"id": "x", "unit": "u", "system": "s", "state_secrets": "mat"}],
        },
    ),
    (
        "lines-above-security-vnd",
        {"budgets": [budget(security_vnd=9)], "spending": [line(4), line(6)]},
        {"budgets": [budget(security_vnd=9)], "spending": [line(4), line(6, security=False)]},
    ),
    (
        "lines-above-it-dt-total-vnd",
        {"budgets": [budget(it_dt_total_vnd=9)], "spending": [line(4), line(6, security=False)]},
        {"budgets": [budget(it_dt_total_vnd=9)], "spending": [line(4), line(6, stage="estimate")]},
    ),
    (
        "it-staff-not-as-listed",
        {"units": person(it_staff=1), "staff": of_x(staff("it", "it"))},
        {"units": person(it_staff=2), "staff": of_x(staff("it"))},
    ),
    (
        "security-staff-not-as-listed",
        {"units": person(security_staff=2), "staff": of_x(staff("security"))},
        {"units": person(security_staff=2), "staff": of_x(staff("security", None))},
    ),
    (
        "drilled-later",
        {
            "systems": [system("x", drilled_on="none")],
            "drills": [{"id": "d", "unit": "u", "system": "x", "drilled_on": "2026-05-01"}],
        },
        {
            "systems": [system("x", drilled_on="2026-06-01")],
            "drills": [{"id": "d", "unit": "u", "system": "x", "drilled_on": "2026-05-01"}],
        },
    ),
    (
        "contradiction",
        {
            "systems": [system("x", backup=True)],
            "observations": [
                {"id": "o", "table": "systems", "row": "x", "column": "backup", "value": "false",
                 "observed_on": "2026-05-01", "method": "test"}
            ],
        },
        {
            "systems": [system("x", backup=True)],
            "observations": [
                {"id": "o", "table": "systems", "row": "x", "column": "backup", "value": "true",
                 "observed_on": "2026-05-01", "method": "test"}
            ],
        },
    ),
]  # fmt: skip


def together(rows: Rows) -> Rows:
    return {**rows, "units": UNITS + rows.get("units", [])}


@pytest.mark.parametrize(("code", "two", "one"), STORIES, ids=[story[0] for story in STORIES])
def test_two_stories_are_told_from_one(code: str, two: Rows, one: Rows) -> None:
    assert (code, "x") in codes(together(two), Quality.CONSISTENT, declared="all")
    assert codes(together(one), Quality.CONSISTENT, declared="all") == set()


def test_a_list_that_is_not_complete_does_not_contradict_a_higher_figure() -> None:
    rows = together({"units": person(security_staff=2), "staff": of_x(staff("security"))})
    assert codes(rows, Quality.CONSISTENT) == set()
    rows = together({"units": person(security_staff=0), "staff": of_x(staff("security"))})
    assert codes(rows, Quality.CONSISTENT) == {("security-staff-not-as-listed", "x")}


def test_both_ends_are_named() -> None:
    _, two, _ = STORIES[4]
    told = faults(together(two), Quality.CONSISTENT)
    assert [(fault.row, fault.column) for fault in told] == [("x", "encryption"), ("y", "encryption")]
    assert told[0].found.vi == ("mã hóa “mật mã dân sự”; chiều ngược lại (y) ghi mã hóa “không mã hóa”")


def test_what_an_observation_found_is_told_with_its_day() -> None:
    _, two, _ = STORIES[-1]
    (fault,) = faults(together(two), Quality.CONSISTENT)
    assert fault.found.vi == "sao lưu dữ liệu khai có, quan sát ngày 01/05/2026 thấy không (o)"
    assert fault.found.en == "backup declared yes, seen no on 1 May 2026 (o)"


def test_rejected_rows_are_faults_of_their_units(tmp_path: Any) -> None:
    from secaudit.audit import quality_of

    folder = write(
        tmp_path / "in",
        units="units:\n  - {id: u, name: U, kind: other}\n",
        systems=(
            "systems:\n"
            "  - {id: a, unit: u, name: A, phase: operation, segment: nowhere}\n"
            "  - {id: b, unit: u, name: B, phase: soon}\n"
        ),
    )
    of = quality_of(read([folder], keep_going=True), (), TODAY)
    told = {
        (fault.quality, fault.code, fault.row, fault.unit)
        for fault in of.faults()
        if fault.table == "systems"
    }
    assert told == {
        (Quality.CONSISTENT, "reference-to-nothing", "a", "u"),
        (Quality.VALID, "unknown-choice", "b", "u"),
    }
    (row,) = of.table().to_pylist()
    assert (row["valid_faults"], row["consistent_faults"]) == (1, 1)
