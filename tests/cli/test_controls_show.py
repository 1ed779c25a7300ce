"""`secaudit controls show`: a control with its law, its columns, its examples and where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.catalogue.sample import CONTROL, OBLIGATIONS, spoil, write
from tests.cli.running import secaudit


def shown(folder: Path, *options: str, name: str = "SYS-01") -> str:
    run = secaudit("controls", "show", name, "--controls", folder, *options)
    assert (run.code, run.err) == (0, "")
    return run.out


def test_a_source_is_told_with_its_own_dates(tmp_path: Path) -> None:
    law = spoil(OBLIGATIONS, "due: 2026-12-31", "due: 2026-12-31\n    every: year")
    folder = write(tmp_path, obligations=law)
    assert (
        "    LAW/1: 1/FICT, mục 1 (có hiệu lực từ 15/01/2026, ngày tạm lấy; hạn 31/12/2026; mỗi năm)\n"
        "      Có hai lớp\n"
    ) in shown(folder)
    dates = "(in force from 15 January 2026, a day that is assumed; due 31 December 2026; every year)"
    assert f"LAW/1: 1/FICT, section 1 {dates}" in shown(folder, "--lang", "en")


def test_expressions_columns_and_remedy_are_told(tmp_path: Path) -> None:
    out = shown(write(tmp_path), "--lang", "en")
    for line in (
        "SYS-01  Multi-factor authentication",
        "  Severity: High",
        "  Applies to: systems in operation",
        "  Applies when: phase = 'operation'",
        "  Asserts: mfa AND log_months >= 3",
        "  Due: DATE '2026-12-31'",
        "  Figure short: 3 - log_months",
        "  Measure: log_months / 12; target 0.25 (ratio)",
        "    systems.mfa: multi-factor authentication (findings point here)",
        "    Working days: 5, for each row",
        "    line 23: 5 January 2027 → Pass (pass)",
    ):
        assert f"{line}\n" in out


def test_what_a_deed_costs_is_told_with_what_that_rests_on(tmp_path: Path) -> None:
    cost = "cost: {vnd: 1000 * log_months, basis: {vi: Giả định, en: Assumed}}"
    folder = write(tmp_path, controls=spoil(CONTROL, "effort_days: 5", f"effort_days: 5\n      {cost}"))
    assert "    Cost (VND): 1000 * log_months\n      Assumed\n" in shown(folder, "--lang", "en")
    told = json.loads(shown(folder, "--format", "json"))["remediation"]["cost"]
    assert told == {"vnd": "1000 * log_months", "basis": {"vi": "Giả định", "en": "Assumed"}}


def test_columns_of_other_tables_are_told(tmp_path: Path) -> None:
    sql = "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id AND d.issued)"
    folder = write(tmp_path, controls=spoil(CONTROL, "mfa AND log_months >= 3", f"mfa AND {sql}"))
    out = shown(folder, "--lang", "en")
    assert "    documents.issued_on: " in out
    assert "    documents.system: " in out


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("expect: {v: unknown}", "line 29: 5 January 2027 → v: unknown"),
        ('expect: unknown\n        name: "no layers"', "Unknown (unknown); “no layers”"),
        ("expect: unknown\n        missing: [systems.mfa]", "; missing systems.mfa"),
        ('expect: unknown\n        todo: {vi: "chờ", en: "later"}', "; todo: later"),
    ],
)
def test_what_an_example_states_is_told(tmp_path: Path, new: str, told: str) -> None:
    folder = write(tmp_path, controls=spoil(CONTROL, "expect: unknown", new))
    assert told in shown(folder, "--lang", "en")


def test_json_tells_the_same(tmp_path: Path) -> None:
    told = json.loads(shown(write(tmp_path), "--format", "json"))
    assert told["schema_version"] == 1
    assert told["title"] == {"vi": "Xác thực đa yếu tố", "en": "Multi-factor authentication"}
    assert told["location"] == {"file": "systems.yaml", "line": 2, "column": 5}
    (source,) = told["sources"]
    assert (source["obligation"], source["in_force_from"], source["due"]) == (
        "LAW/1",
        "2026-01-15",
        "2026-12-31",
    )
    assert source["date_assumed"] is True
    assert [f"{item['table']}.{item['column']}" for item in told["columns"]] == [
        "systems.phase",
        "systems.mfa",
        "systems.log_months",
    ]
    assert [example["expect"] for example in told["examples"]] == [
        "pass", "fail", "unknown", "not_applicable", "not_yet_due",
    ]  # fmt: skip
    assert told["remediation"]["effort_days"] == 5
    assert (told["judged"], told["changes"]) == (True, [])


def test_where_a_control_of_ones_own_comes_from_is_told(tmp_path: Path) -> None:
    reason = '{id: BUD-01, severity: low, reason: {vi: "Đơn vị nhỏ", en: "A small unit"}}'
    (tmp_path / "own.yaml").write_text(f"severity: [{reason}]\n", encoding="utf-8")
    assert "Đơn vị nhỏ" in shown(tmp_path, name="BUD-01")
    (change,) = json.loads(shown(tmp_path, "--format", "json", name="BUD-01"))["changes"]
    assert (change["change"], change["before"], change["after"]) == ("severity", "high", "low")
    assert change["reason"]["en"] == "A small unit"
