"""Scores add up: no fault without a check, a share between 0 and 1, tables together make the unit."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit import catalogue
from secaudit.model.column import ValueType
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.quality import Quality, Subject
from secaudit.quality.measuring import COUNTED
from tests.quality.measures import TODAY, subject

DAYS = st.sampled_from([None, "none", date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 1)])
YES_NO = st.sampled_from([None, True, False])
AMOUNTS = st.sampled_from([None, 0, 100, 200])
NAMES = st.sampled_from(["Quản lý văn bản", "Quản lí văn bản", "Một cửa", "Một  cửa"])
UNITS = ("u", "v")


@cache
def controls() -> Any:
    return catalogue.load().controls


def listed(prefix: str, cells: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(cells, max_size=4).map(
        lambda rows: [{"id": f"{prefix}{number}"} | row for number, row in enumerate(rows)]
    )


ROWS = st.fixed_dictionaries(
    {
        "units": st.tuples(AMOUNTS, AMOUNTS).map(
            lambda counts: [
                {"id": unit, "name": unit, "kind": "other", "headcount": counts[0], "trained": counts[1]}
                for unit in UNITS
            ]
        ),
        "systems": listed(
            "s",
            st.fixed_dictionaries(
                {
                    "unit": st.sampled_from(UNITS),
                    "name": NAMES,
                    "phase": st.sampled_from(["planned", "operation"]),
                    "approved_on": DAYS,
                    "appraised_on": DAYS,
                    "approved_level": st.sampled_from([None, 2, 4]),
                    "backup": YES_NO,
                    "restore_tested_on": DAYS,
                }
            ),
        ),
        "budgets": listed(
            "b",
            st.fixed_dictionaries(
                {
                    "unit": st.sampled_from(UNITS),
                    "year": st.just(2026),
                    "stage": st.just("allocated"),
                    "it_dt_total_vnd": AMOUNTS,
                    "security_vnd": AMOUNTS,
                }
            ),
        ),
        "spending": listed(
            "k",
            st.fixed_dictionaries(
                {
                    "unit": st.sampled_from(UNITS),
                    "year": st.just(2026),
                    "stage": st.just("allocated"),
                    "item": NAMES,
                    "security": YES_NO,
                    "amount_vnd": st.sampled_from([50, 150]),
                }
            ),
        ),
    }
)


def measured(rows: dict[str, Any], declared: Any) -> Subject:
    return subject(rows, controls(), declared=declared)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from([None, "all"]))
def test_scores_add_up(rows: dict[str, Any], declared: Any) -> None:
    of = measured(rows, declared)
    tallies = of.measured()
    assert len({(tally.unit, tally.table, tally.quality) for tally in tallies}) == len(tallies)
    counted: Counter[tuple[str | None, str, Quality]] = Counter()
    for tally in tallies:
        assert 0 <= tally.faults <= tally.checked
        assert tally.score is not None
        assert 0 <= tally.score <= 1
        if tally.quality is not Quality.LIVE:
            counted[tally.unit, tally.table, tally.quality] = tally.faults
    told = Counter(
        (fault.unit, fault.table, fault.quality) for fault in of.faults() if fault.quality is not Quality.LIVE
    )
    assert told == +counted
    for row in of.table().to_pylist():
        for quality in COUNTED:
            own = [tally for tally in tallies if (tally.unit, tally.quality) == (row["id"], quality)]
            assert row[f"{quality}_checked"] == sum(tally.checked for tally in own)
            assert row[f"{quality}_faults"] == sum(tally.faults for tally in own)


def test_the_derived_table_has_the_declared_columns_and_a_row_for_each_unit() -> None:
    table = subject({"units": [{"id": unit, "name": unit, "kind": "other"} for unit in UNITS]}).table()
    assert table.column_names == [*DATA_QUALITY.by_name, UNIT_COLUMN]
    assert table["id"].to_pylist() == list(UNITS)
    integers = [column.name for column in DATA_QUALITY.columns if column.type is ValueType.INTEGER]
    assert all(str(table.schema.field(name).type) == "int64" for name in integers)


@pytest.mark.parametrize(
    ("declared_on", "days"), [("2026-11-21", 0), ("2026-05-20", 185), ("2026-11-22", None), ("none", None)]
)
def test_days_since_the_last_declaration(declared_on: str, days: int | None) -> None:
    rows: dict[str, Any] = {
        "units": [{"id": "u", "name": "U", "kind": "other"}],
        "declarations": [{"id": "d", "unit": "u", "tables": ["systems"], "declared_on": declared_on}],
    }
    assert subject(rows, as_of=TODAY).table()["days_since_declared"].to_pylist() == [days]


def test_one_table_declared_anew_does_not_make_the_others_young() -> None:
    rows: dict[str, Any] = {
        "units": [{"id": "u", "name": "U", "kind": "other"}],
        "declarations": [
            {"id": "d", "unit": "u", "tables": ["systems", "documents"], "declared_on": "2026-11-01"},
            {"id": "e", "unit": "u", "tables": ["systems"], "declared_on": "2026-11-20"},
        ],
    }
    assert subject(rows, as_of=TODAY).table()["days_since_declared"].to_pylist() == [20]
