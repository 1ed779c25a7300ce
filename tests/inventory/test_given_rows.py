"""Inventories from plain rows, for examples of controls."""

from datetime import date

import pytest

from secaudit.inventory import from_rows
from secaudit.model.problem import InventoryInvalid
from secaudit.model.tables import READABLE
from tests.inventory.helpers import rows

BUDGET = {"id": "b", "unit": "u", "year": 2026, "stage": "allocated", "security_vnd": 14}


def test_units_that_rows_name_are_made_up() -> None:
    inventory = from_rows(
        {"budgets": [BUDGET], "units": [{"id": "v", "name": "V", "kind": "city", "parent": "w"}]}
    )
    assert [(row["id"], row["name"], row["kind"]) for row in rows(inventory, "units")] == [
        ("v", "V", "city"),
        ("u", "u", "other"),
        ("w", "w", "other"),
    ]
    assert rows(inventory, "budgets")[0]["_unit"] == "u"
    assert rows(inventory, "declarations") == []


def test_all_declares_every_table_for_every_unit() -> None:
    inventory = from_rows({"budgets": [BUDGET]}, declared="all")
    (declaration,) = rows(inventory, "declarations")
    assert declaration["unit"] == "u"
    assert declaration["tables"] == list(READABLE)
    assert declaration["declared"] is True


def test_some_tables_may_be_declared_for_some_units() -> None:
    inventory = from_rows(
        {"budgets": [BUDGET]}, declared={"u": ["devices"], "x": ["links", "segments"], "y": []}
    )
    declared = {row["unit"]: row["tables"] for row in rows(inventory, "declarations")}
    assert declared == {"u": ["devices"], "x": ["links", "segments"]}
    assert {row["id"] for row in rows(inventory, "units")} == {"u", "x", "y"}


def test_python_values_are_taken() -> None:
    system = {
        "id": 7,
        "unit": "u",
        "name": "S",
        "phase": "trial",
        "approved_on": date(2026, 1, 1),
        "appraised_on": "none",
        "mfa": True,
        "backup": None,
        "data_subjects": 12,
    }
    (row,) = rows(from_rows({"systems": [system]}), "systems")
    assert row == {
        "id": "7",
        "unit": "u",
        "name": "S",
        "phase": "trial",
        "approved_on": date(2026, 1, 1),
        "approved": True,
        "appraised": False,
        "mfa": True,
        "data_subjects": 12,
        "_unit": "u",
    }


@pytest.mark.parametrize(
    ("given", "code", "place"),
    [
        ({"budget": [BUDGET]}, "unknown-table", "<rows> [budget]"),
        ({"budgets": [BUDGET | {"sum": 1}]}, "unknown-column", "<rows> [budgets]"),
        ({"budgets": [BUDGET, BUDGET]}, "duplicate-id", "<rows> [budgets!2.id]"),
        ({"budgets": [BUDGET | {"stage": "asked"}]}, "unknown-choice", "<rows> [budgets!1.stage]"),
        (
            {"devices": [{"id": "m", "unit": "u", "segment": "s"}]},
            "reference-to-nothing",
            "<rows> [devices!1.segment]",
        ),
    ],
)
def test_rows_are_checked_like_those_of_a_file(
    given: dict[str, list[dict[str, object]]], code: str, place: str
) -> None:
    with pytest.raises(InventoryInvalid) as refusal:
        from_rows(given)
    (problem,) = refusal.value.problems
    assert (problem.code, str(problem.location)) == (code, place)


def test_the_rows_given_are_not_changed() -> None:
    given = {"budgets": [dict(BUDGET)]}
    from_rows(given, declared="all")
    assert given == {"budgets": [BUDGET]}
