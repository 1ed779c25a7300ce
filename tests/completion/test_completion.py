"""The list of what to fill in: exact rows and places, counts that are true, each unit's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from secaudit import catalogue, inventory
from secaudit.audit import judge
from secaudit.model.completion import Completion, Entry
from secaudit.model.control import Control
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.remediation import completion, with_actions
from tests.audit.factory import GENERATED, LAW, TODAY, audit, control, obligation, unit

SAMPLE = Path(__file__).resolve().parents[2] / "inventory"


@cache
def sample() -> AuditResult:
    return judge(inventory.read([SAMPLE]), catalogue.load(), TODAY, generated_at=GENERATED)


def entry(found: Completion, table: str, column: str | None, row: str | None = None, **of: str) -> Entry:
    return next(
        item
        for item in found.entries
        if (item.blank.table, item.blank.column, item.blank.row) == (table, column, row)
        and ("unit" not in of or item.blank.unit == of["unit"])
    )


def test_an_empty_cell_of_the_subject_is_named_with_its_row_unit_and_place() -> None:
    found = entry(completion(sample()), "devices", "internet", "binhmau-tb02")
    assert found.blank.name == "Máy soạn thảo văn bản mật (mẫu)"
    assert found.blank.unit == "p-binhmau"
    assert str(found.blank.location) == "devices.csv:30:7"
    assert {"SEC-01", "SEC-02"} <= set(found.controls)
    assert 2 <= found.settles <= found.helps
    assert found.severity is Severity.CRITICAL


def test_a_doubtful_row_of_another_table_is_named_itself() -> None:
    found = entry(completion(sample()), "documents", "issued_on", "vb-bv-benhan-pa")
    assert found.blank.location is not None
    assert found.blank.location.file == "documents.yaml"
    assert "SYS-01" in found.controls


def test_an_undeclared_table_is_one_deed_of_its_unit_with_the_place_of_earlier_declarations() -> None:
    found = entry(completion(sample()), "documents", None, unit="dk-hucau")
    assert found.settles >= 8
    assert {"DOC-01", "DOC-03", "ORG-01", "SYS-01"} <= set(found.controls)
    assert found.blank.location is not None
    assert found.blank.location.file == "units.yaml"


def test_a_cell_whose_column_a_sheet_lacks_says_so() -> None:
    found = entry(completion(sample()), "documents", "evidence", "vb-bangtinh-quyche")
    assert found.blank.added
    assert not entry(completion(sample()), "devices", "internet", "binhmau-tb02").blank.added


def test_of_a_roll_up_the_silent_units_cells_are_named_and_are_theirs_to_fill() -> None:
    found = entry(completion(sample()), "budgets", "security_vnd", "ns-mattran-26")
    assert found.blank.unit == "mattran-mau"
    assert {"BUD-01", "BUD-02"} <= set(found.controls)


def test_most_settling_first_within_each_unit_and_totals_that_add_up() -> None:
    found = completion(sample())
    for each in found.units:
        keys = [(-item.settles, -item.helps, item.severity.rank) for item in each.entries]
        assert all(before <= after for before, after in pairwise(keys)), each.unit
    assert sum(each.unknown for each in found.units) == found.unknown == sample().counts.total[Status.UNKNOWN]
    assert found.settleable + found.beyond == found.unknown


def test_for_one_unit_only_its_own_and_what_its_verdicts_wait_for() -> None:
    whole, own = completion(sample()), completion(sample(), "p-binhmau")
    assert [each.unit for each in own.units] == ["p-binhmau"]
    theirs = next(each for each in whole.units if each.unit == "p-binhmau")
    assert own.units[0].entries == theirs.entries
    assert own.scope == "p-binhmau"


def lists(rows: Any, *controls: Any, **options: Any) -> Completion:
    return completion(audit(rows, *controls, **options))


def system(**cells: object) -> dict[str, object]:
    return {"id": "s", "unit": "u", "name": "S", "phase": "operation", **cells}


def test_a_cell_settles_only_what_waits_for_nothing_else() -> None:
    both = control("mfa AND backup", id_="T-01", subject="systems")
    one = control("mfa", id_="T-02", subject="systems")
    found = lists({"units": [unit()], "systems": [system()]}, both, one)
    assert [(item.blank.column, item.settles, item.helps) for item in found.entries] == [
        ("mfa", 1, 2),
        ("backup", 0, 1),
    ]


def test_what_is_only_needed_if_a_control_applies_takes_part_but_is_not_told_as_missing() -> None:
    item = control("mfa", subject="systems", applies_when="national_security")
    result = audit({"units": [unit()], "systems": [system()]}, item)
    finding = result.findings[0]
    assert [gap.column for gap in finding.missing] == ["national_security"]
    assert [gap.column for gap in finding.missing_if_applies] == ["mfa"]
    assert [(each.blank.column, each.settles) for each in completion(result).entries] == [
        ("mfa", 0),
        ("national_security", 0),
    ]


def test_what_a_true_part_or_an_untaken_branch_makes_idle_is_not_asked_for() -> None:
    rows = {"units": [unit()], "systems": [system(appraised_on="none", backup=False)]}
    condition = "backup OR ids_ips OR CASE WHEN NOT appraised THEN FALSE ELSE approved_level >= 4 END"
    found = lists(rows, control(condition, subject="systems"))
    assert [item.blank.column for item in found.entries] == ["ids_ips"]


def test_what_no_filling_in_settles_is_told_apart() -> None:
    rows = {"units": [unit()], "budgets": [
        {"id": "b", "unit": "u", "year": 2026, "stage": "spent", "security_vnd": 1, "it_dt_total_vnd": 0}
    ]}  # fmt: skip
    found = lists(rows, control("security_vnd / it_dt_total_vnd >= 0.15", subject="budgets"))
    assert (found.unknown, found.settleable, found.beyond, list(found.entries)) == (1, 0, 1, [])


WAY = {
    "units": [unit(), unit("v")],
    "segments": [
        {"id": "lan", "unit": "u", "kind": "lan"},
        {"id": "hub", "unit": "v", "kind": "lan"},
        {"id": "yard", "unit": "v", "kind": "lan"},
        {"id": "net", "unit": "v", "kind": "internet"},
    ],
    "systems": [system(segment="lan")],
    "links": [
        {"id": "gate", "source": "lan", "target": "hub", "kind": "cipher_gateway"},
        {"id": "twin", "source": "lan", "target": "hub", "kind": "cipher_gateway"},
        {"id": "open", "source": "hub", "target": "net", "kind": "network"},
        {"id": "aside", "source": "hub", "target": "yard", "kind": "cipher_gateway"},
    ],
}


def test_an_exposure_waits_for_each_gateway_on_the_way_and_for_none_beside_it() -> None:
    found = lists(WAY, control("NOT exposed", subject="systems"), declared="all")
    assert [(item.blank.table, item.blank.column, item.blank.row) for item in found.entries] == [
        ("links", "encryption", "gate"),
        ("links", "encryption", "twin"),
    ]


def test_an_exposure_without_a_known_way_waits_for_the_links_of_its_own_unit() -> None:
    rows = WAY | {"links": []}
    found = lists(rows, control("NOT exposed", subject="systems"))
    assert [(item.blank.table, item.blank.column, item.blank.unit) for item in found.entries] == [
        ("links", None, "u")
    ]


def test_an_exposure_waits_for_the_segment_of_a_machine_that_is_linked_to_it() -> None:
    rows = WAY | {
        "devices": [{"id": "pc", "unit": "v"}],
        "links": [{"id": "wire", "source": "lan", "target": "pc", "kind": "network"}],
    }
    found = lists(rows, control("NOT exposed", subject="systems"), declared="all")
    assert [(item.blank.table, item.blank.column, item.blank.row) for item in found.entries] == [
        ("devices", "segment", "pc")
    ]


def test_two_periods_are_two_verdicts() -> None:
    said = (
        "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id"
        " AND d.period = this_period AND d.type = 'annual_report' AND d.issued)"
    )
    paper = {"id": "d", "unit": "u", "type": "annual_report", "issued_on": date(2026, 1, 1)}
    law = replace(LAW, issued=date(2025, 1, 1))
    yearly = control(said, cites=[obligation(document=law)], every="year")
    found = lists({"units": [unit()], "documents": [paper]}, yearly, declared="all")
    assert [(item.blank.column, item.settles, item.helps) for item in found.entries] == [("period", 2, 2)]


def test_the_action_names_the_best_cells_and_keeps_its_task_and_id() -> None:
    result = with_actions(sample(), catalogue.load())
    action = next(
        item for item in result.actions if item.unit == "p-binhmau" and item.what != item.task and item.task
        and "Làm trước: thiết bị binhmau-tb02 (kết nối Internet) giải quyết được 2 kết luận" in item.what.vi
    )  # fmt: skip
    assert action.what.vi.startswith(action.task.vi)
    assert "settles 2 verdicts" in action.what.en


def test_a_due_day_is_the_earliest_and_none_where_one_is_due_at_once() -> None:
    def asked(id_: str, due: date | None) -> Control:
        return control("mfa", id_=id_, subject="systems", cites=[obligation(f"LAW/{id_}", due)])

    rows = {"units": [unit()], "systems": [system()]}
    dated = [asked("T-01", date(2027, 6, 30)), asked("T-02", date(2026, 12, 31))]
    assert [item.due for item in lists(rows, *dated).entries] == [date(2026, 12, 31)]
    assert [item.due for item in lists(rows, *dated, asked("T-03", None)).entries] == [None]
