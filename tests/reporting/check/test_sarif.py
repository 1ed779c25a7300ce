"""SARIF: valid by the standard's own schema, read by an independent tool, and safe with any name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sarif import loader

from secaudit.model.comparison import CheckResult
from secaudit.reporting.check import render
from tests.reporting.check.results import (
    ALL_MARKS,
    BLOCKING,
    KNOWN,
    LOWERED,
    MARKS,
    NOWHERE,
    PROBLEM,
    WAIVED,
    result,
)

SCHEMA = Path(__file__).parent / "oasis" / "sarif-schema-2.1.0.json"


@cache
def validator() -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def log(checked: CheckResult, **options: Any) -> Any:
    return json.loads(render(checked, "sarif", "en", **options))


def run_of(checked: CheckResult, **options: Any) -> Any:
    (run,) = log(checked, **options)["runs"]
    return run


def by_mark(run: Any) -> dict[str, Any]:
    return {one["partialFingerprints"]["secaudit/v1"]: one for one in run["results"]}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("with_waived", [False, True])
@pytest.mark.parametrize(
    "checked",
    [result(), result(problems=[PROBLEM], incomplete=True), result((), (), ())],
    ids=["full", "incomplete", "empty"],
)
def test_the_standards_schema_finds_nothing_wrong(
    checked: CheckResult, with_waived: bool, language: Any
) -> None:
    written = json.loads(render(checked, "sarif", language, with_waived=with_waived))
    assert [error.message for error in validator().iter_errors(written)] == []


def test_the_schema_would_find_something() -> None:
    broken = log(result())
    broken["runs"][0]["results"][0]["level"] = "awful"
    assert [error.message[:7] for error in validator().iter_errors(broken)] == ["'awful'"]


def test_an_independent_reader_finds_the_same_results(tmp_path: Path) -> None:
    file = tmp_path / "check.sarif"
    file.write_bytes(render(result(), "sarif", "en"))
    records = loader.load_sarif_file(str(file)).get_records()
    assert sorted((one["Severity"], one["Code"], one["Location"], one["Line"]) for one in records) == [
        ("error", "CHG-01", "inventory/he%20thong.yaml", 14),
        ("error", "LVL-01", "inventory/he%20thong.yaml", 12),
        ("error", "SAF-01", "inventory/p.xlsx", 7),
        ("note", "CHG-20", "inventory/w.yaml", 9),
        ("note", "DOC-01", "inventory/he%20thong.yaml", 14),
    ]


def test_what_is_waived_or_known_is_left_out_unless_asked_for_and_then_suppressed() -> None:
    assert set(by_mark(run_of(result()))) == MARKS
    results = by_mark(run_of(result(), with_waived=True))
    assert set(results) == ALL_MARKS
    suppressed = {mark for mark, one in results.items() if "suppressions" in one}
    assert suppressed == {WAIVED.fingerprint, KNOWN.fingerprint}
    (why,) = results[WAIVED.fingerprint]["suppressions"]
    assert why == {
        "kind": "external",
        "status": "accepted",
        "justification": "Waiver w-1 until 31 December 2026, Ông A: Chờ thẩm định",
    }


def test_every_result_has_file_line_and_column_and_a_cell_its_name() -> None:
    run = run_of(result(), with_waived=True)
    places = {
        one["ruleId"]: (
            one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            *one["locations"][0]["physicalLocation"]["region"].values(),
        )
        for one in run["results"]
    }
    assert places == {
        "LVL-01": ("inventory/he%20thong.yaml", 12, 5),
        "SAF-01": ("inventory/p.xlsx", 7, 28),
        "DOC-01": ("inventory/he%20thong.yaml", 14, 7),
        "CHG-01": ("inventory/he%20thong.yaml", 14, 7),
        "CHG-20": ("inventory/w.yaml", 9, 3),
        "LVL-02": ("inventory/s.csv", 4, 2),
        "BUD-01": ("inventory/b.parquet", 3, 1),
    }
    cell = next(one for one in run["results"] if one["ruleId"] == "SAF-01")["locations"][0]
    assert cell["logicalLocations"] == [{"fullyQualifiedName": "systems!AB7", "kind": "cell"}]


def test_a_figure_without_any_place_near_it_stands_at_the_folder() -> None:
    (one,) = run_of(result([NOWHERE], (), ()))["results"]
    assert one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "inventory"


def test_rules_have_help_from_controls_and_from_the_rules_of_changes() -> None:
    rules = {rule["id"]: rule for rule in run_of(result())["tool"]["driver"]["rules"]}
    assert rules["LVL-01"]["help"]["text"] == "Sources: KH01/1 (section 1).\nWhat to do: Have it appraised."
    assert rules["CHG-01"]["help"]["text"] == "Why\nWhat to do: Restore it."
    assert rules["LVL-01"]["properties"]["security-severity"] == "8.0"
    assert "security-severity" not in rules["CHG-20"]["properties"]


def test_a_result_refers_to_its_rule() -> None:
    run = run_of(result())
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])


def test_no_name_brings_a_link_a_placeholder_or_a_line_of_its_own() -> None:
    text = by_mark(run_of(result()))[BLOCKING.fingerprint]["message"]["text"]
    assert "\\[a\\](http://x) {{0}} @all ::error" in text
    assert not {"\n", "\u202e", "\x07"} & set(text)


def test_new_and_worse_are_told_apart() -> None:
    states = {one["ruleId"]: one["baselineState"] for one in run_of(result())["results"]}
    assert states["LVL-01"] == "new"
    assert states["SAF-01"] == "updated"


def test_what_was_wrong_with_the_input_is_told_as_a_notification() -> None:
    (invocation,) = run_of(result(problems=[PROBLEM], incomplete=True))["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["descriptor"] == {"id": "unknown-column"}
    assert told["level"] == "warning"


def test_the_fingerprint_is_that_of_the_finding() -> None:
    assert LOWERED.fingerprint in by_mark(run_of(result()))
