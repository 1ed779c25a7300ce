"""Ways around a check that somebody tried: each is seen, and what is only told is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from secaudit.keeping import Shelf
from secaudit.model.status import Severity
from tests.comparison.repository import SYSTEMS, Repository, repository

MORE = """\
units:
  - {id: p2, name: Phường Khác (hư cấu), kind: commune, parent: tp, headcount: 40, trained: 10}
systems:
  - {id: S-1, unit: p2, name: Cổng mới (mẫu), phase: operation}
  - {id: S-2, unit: p2, name: Cổng cũ (mẫu), phase: retired}
incidents:
  - {id: i2, unit: p2, serious: true, detected_at: 2026-07-01T08:00, first_notice_at: 2026-07-01T09:00}
inspections:
  - {id: k1, unit: p2, kind: self, inspected_on: 2026-06-01}
  - {id: k2, unit: p2, kind: self, inspected_on: 2026-12-24}
drills:
  - {id: t1, unit: p2, drilled_on: 2026-06-01, live: false, scope: unit}
documents:
  - {id: v1, unit: p2, type: staffing_assessment, issued_on: 2026-01-20, expires_on: 2026-06-30}
  - {id: v2, unit: p2, type: annual_report, period: 2025, sent_on: 2026-01-20}
products:
  - {id: sp, unit: p2, name: Tường lửa (mẫu), domestic: false, public_investment: true}
vulnerabilities:
  - {id: y1, system: S-1, severity: critical, found_on: 2026-05-01, fix_due_on: 2026-06-01, fixed_on: none}
segments:
  - {id: vung, unit: p2, name: Vùng khác (mẫu), kind: lan}
links:
  - {id: l2, source: vung, target: lan, kind: network, both_ways: true, encryption: none}
"""
Change = Callable[[Repository], None]


@pytest.fixture
def repo(tmp_path: Path, shelf: Shelf) -> Repository:
    made = repository(tmp_path / "kho", shelf)
    made.write("more.yaml", MORE)
    made.commit("more")
    made.git("branch", "-f", "main")
    return made


def replaced(old: str, new: str) -> Change:
    return lambda repo: repo.replace("more.yaml", old, new)


def another_id(repo: Repository) -> None:
    repo.replace(
        "more.yaml", "{id: S-1, unit: p2, name: Cổng mới (mẫu)", "{id: S-9, unit: p2, name: Cổng mới (mẫu)"
    )
    repo.replace("more.yaml", "system: S-1", "system: S-9")


TRIED: dict[str, tuple[Change, str, Severity]] = {
    "a system under another id": (another_id, "CHG-02", Severity.HIGH),
    "an incident no longer serious": (replaced("serious: true", "serious: false"), "CHG-22", Severity.HIGH),
    "a weakness less severe": (replaced("severity: critical", "severity: low"), "CHG-22", Severity.HIGH),
    "a foreign product": (replaced("domestic: false", "domestic: true"), "CHG-22", Severity.HIGH),
    "who paid": (replaced("public_investment: true", "public_investment: false"), "CHG-22", Severity.HIGH),
    "a self-check as inspection": (
        replaced("kind: self, inspected_on: 2026-06", "kind: periodic, inspected_on: 2026-06"),
        "CHG-09",
        Severity.HIGH,
    ),
    "a drill made live": (replaced("live: false", "live: true"), "CHG-09", Severity.HIGH),
    "a paper of another type": (replaced("staffing_assessment", "incident_plan"), "CHG-09", Severity.HIGH),
    "a report of another year": (replaced("period: 2025", "period: 2026"), "CHG-09", Severity.HIGH),
    "a weakness of another system": (replaced("system: S-1", "system: S-2"), "CHG-09", Severity.HIGH),
    "a paper that lasts": (replaced("expires_on: 2026", "expires_on: 2027"), "CHG-18", Severity.HIGH),
    "a ward under a ward": (replaced("tp, headcount: 40", "p1, headcount: 40"), "CHG-24", Severity.HIGH),
    "a link one-way": (replaced("both_ways: true", "both_ways: false"), "CHG-21", Severity.HIGH),
    "a link through a diode": (replaced("kind: network", "kind: data_diode"), "CHG-21", Severity.HIGH),
    "money under another stage": (
        lambda repo: repo.replace("money.yaml", "stage: allocated", "stage: estimate"),
        "CHG-07",
        Severity.HIGH,
    ),
    "money of another year": (
        lambda repo: repo.replace("money.yaml", "2026, stage: allocated", "2025, stage: allocated"),
        "CHG-07",
        Severity.HIGH,
    ),
    "a product removed": (
        lambda repo: repo.write("more.yaml", MORE.replace("  - {id: sp,", "  # - {id: sp,")),
        "CHG-02",
        Severity.HIGH,
    ),
    "half of the staff": (replaced("headcount: 40", "headcount: 10"), "CHG-19", Severity.MEDIUM),
}  # fmt: skip


@pytest.mark.parametrize("kind", TRIED)
def test_what_was_tried_is_seen(repo: Repository, kind: str) -> None:
    change, rule, severity = TRIED[kind]
    change(repo)
    found = {one.rule: one for one in repo.check().rows}
    assert found[rule].severity is severity
    assert found[rule].blocking is (severity is Severity.HIGH)


ALLOWED: dict[str, Change] = {
    "a planned inspection of another kind": replaced(
        "kind: self, inspected_on: 2026-12", "kind: surprise, inspected_on: 2026-12"
    ),
    "a link encrypted": replaced("encryption: none", "encryption: government_cipher"),
    "a weakness more severe": replaced("fixed_on: none}", "fixed_on: none, reference: CVE}"),
    "some leave": replaced("headcount: 40", "headcount: 38"),
    "a retired system removed": lambda repo: repo.write(
        "more.yaml", "\n".join(line for line in MORE.splitlines() if "S-2" not in line) + "\n"
    ),
}


@pytest.mark.parametrize("kind", ALLOWED)
def test_what_is_no_way_around_meets_no_rule(repo: Repository, kind: str) -> None:
    ALLOWED[kind](repo)
    assert [one.rule for one in repo.check().rows if one.rule] == []


def test_a_running_system_without_findings_is_not_just_removed(repo: Repository) -> None:
    from secaudit.comparison import rules
    from secaudit.comparison.objections import Scene, objection
    from secaudit.comparison.rows import RowDifference
    from tests.comparison.repository import DAY

    scene = Scene(DAY, set(), set(), {})
    for phase, rule in (
        ("operation", rules.RUNNING_REMOVED),
        ("trial", rules.RUNNING_REMOVED),
        ("retired", None),
    ):
        gone = RowDifference("removed", "systems", "S", "u", None, None, None, {"phase": phase}, None)
        assert objection(gone, scene) is rule


@pytest.mark.parametrize(
    ("value", "day", "told"),
    [("true", "2026-11-01", True), ("false", "2026-11-01", False), ("true", "2026-08-01", False)],
    ids=["it differs", "it says the same", "it is older"],
)
def test_an_observation_that_overrules_another_is_told(
    repo: Repository, value: str, day: str, told: bool
) -> None:
    seen = f'row: S-13, column: backup, value: "{value}", observed_on: {day}, method: scan'
    row = f"{{id: o2, table: systems, {seen}}}"
    repo.replace("events.yaml", "observations:\n", f"observations:\n  - {row}\n")
    result = repo.check()
    assert [one.rule for one in result.rows] == (["CHG-25"] if told else [None])
    assert not any(one.blocking for one in result.rows)


def test_a_change_that_is_hidden_behind_a_replaced_base_is_seen(repo: Repository) -> None:
    repo.write("systems.yaml", SYSTEMS.replace("approved_level: 3", "approved_level: 1"))
    repo.commit("lower")
    repo.git("replace", repo.git("rev-parse", "main").strip(), repo.git("rev-parse", "HEAD").strip())
    assert "CHG-01" in {one.rule for one in repo.check().rows if one.blocking}


def test_an_id_keeps_its_small_letters_in_a_sentence(repo: Repository) -> None:
    repo.replace("more.yaml", "serious: true", "serious: false")
    (change,) = repo.check().rows
    assert change.sentence.en == "Changed serious of i2 (incidents) from yes to no."
