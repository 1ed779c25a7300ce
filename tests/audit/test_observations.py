"""What was observed takes the place of what was declared, and both stay visible."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secaudit.model.problem import InventoryInvalid
from secaudit.model.status import Status
from tests.audit.factory import audit, control, finding, statuses, unit

OFFLINE = control("NOT internet", subject="devices")
APPRAISED = control("appraised", subject="systems")


def observation(value: str, on: date = date(2026, 6, 1), **cells: object) -> dict[str, object]:
    return {
        "id": "o", "table": "devices", "row": "pc", "column": "internet", "value": value,
        "observed_on": on, "method": "scan", **cells,
    }  # fmt: skip


def devices(declared: object, *observations: dict[str, object]) -> dict[str, Any]:
    return {
        "units": [unit()],
        "devices": [{"id": "pc", "unit": "u", "internet": declared}],
        "observations": list(observations),
    }


def test_an_observation_overrides_and_the_contradiction_is_listed() -> None:
    result = audit(devices(False, observation("có")), OFFLINE)
    found = finding(result, "pc")
    assert (found.status, found.evidence["internet"], found.observed) == (
        Status.FAIL,
        True,
        {"internet": False},
    )
    (contradiction,) = result.contradictions
    assert (contradiction.declared, contradiction.observed, contradiction.observation) == (False, True, "o")


def test_an_observation_that_agrees_is_no_contradiction() -> None:
    result = audit(devices(True, observation("có")), OFFLINE)
    assert statuses(result)["pc"] is Status.FAIL
    assert result.contradictions == ()


def test_an_observation_fills_an_empty_cell() -> None:
    result = audit(devices(None, observation("không")), OFFLINE)
    assert statuses(result)["pc"] is Status.PASS
    assert result.contradictions == ()


def test_an_observation_after_the_day_of_the_audit_does_not_count_yet() -> None:
    rows = devices(False, observation("có", date(2026, 6, 1)))
    assert statuses(audit(rows, OFFLINE, as_of=date(2026, 5, 31)))["pc"] is Status.PASS
    assert statuses(audit(rows, OFFLINE, as_of=date(2026, 6, 1)))["pc"] is Status.FAIL


def test_the_latest_counts_and_on_one_day_the_greater_id() -> None:
    later = observation("không", date(2026, 7, 1), id="a")
    assert statuses(audit(devices(False, observation("có"), later), OFFLINE))["pc"] is Status.PASS
    same_day = observation("không", id="p")
    assert statuses(audit(devices(False, observation("có"), same_day), OFFLINE))["pc"] is Status.PASS
    assert statuses(audit(devices(False, same_day, observation("có")), OFFLINE))["pc"] is Status.PASS


def test_an_event_can_be_seen_to_have_happened_or_not() -> None:
    system = {"id": "s", "unit": "u", "name": "S", "phase": "operation", "appraised_on": date(2026, 1, 1)}

    def seen(value: str) -> Status:
        about = observation(value, table="systems", row="s", column="appraised_on")
        rows = {"units": [unit()], "systems": [system], "observations": [about]}
        return statuses(audit(rows, APPRAISED))["s"]

    assert seen("chưa") is Status.FAIL
    assert seen("2026-02-01") is Status.PASS
    assert seen("2027-02-01") is Status.FAIL


def test_exposure_follows_what_was_observed() -> None:
    rows = devices(False, observation("có"))
    rows["segments"] = [{"id": "lan", "unit": "u", "kind": "isolated"}]
    rows["devices"] = [
        {"id": "pc", "unit": "u", "internet": False, "segment": "lan"},
        {"id": "neighbour", "unit": "u", "internet": False, "segment": "lan"},
    ]
    result = audit(rows, control("NOT exposed", subject="devices"), declared="all")
    assert statuses(result) == {"pc": Status.FAIL, "neighbour": Status.FAIL}
    assert finding(result, "neighbour").evidence["exposure_path"] == "neighbour → lan → pc → internet"


def test_a_row_seen_in_another_unit_is_judged_by_what_that_unit_declared() -> None:
    rows = devices(False, observation("v", column="unit"))
    rows["units"].append(unit("v"))
    rows["segments"] = [{"id": "lan", "unit": "u", "kind": "isolated"}]
    rows["devices"][0]["segment"] = "lan"
    item = control("NOT exposed", subject="devices")
    here = audit({**rows, "observations": []}, item, declared={"u": ["links"]})
    assert statuses(here)["pc"] is Status.PASS
    there = finding(audit(rows, item, declared={"u": ["links"]}), "pc")
    assert (there.status, there.subject.unit) == (Status.UNKNOWN, "v")


def test_observed_parents_that_form_a_circle_are_refused() -> None:
    rows = {
        "units": [unit("a"), unit("b", parent="a")],
        "observations": [observation("b", table="units", row="a", column="parent")],
    }
    with pytest.raises(InventoryInvalid) as caught:
        audit(rows, control("trained > 0"))
    assert [problem.code for problem in caught.value.problems] == ["unit-cycle"]


@pytest.mark.parametrize("table", ["waivers", "observations"])
def test_exceptions_and_observations_are_not_observed(table: str) -> None:
    about = observation("x", table=table, row="o", column="by" if table == "observations" else "reason")
    with pytest.raises(InventoryInvalid) as caught:
        audit({"units": [unit()], "observations": [about]}, control("trained > 0"))
    assert [problem.code for problem in caught.value.problems] == ["unknown-table"]
