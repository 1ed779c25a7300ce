"""Where the rules of a change begin and end: the day, the number, the share beside each limit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from secaudit.comparison import rules
from secaudit.comparison.objections import MANY_ROWS, Scene, crowds, objection
from secaudit.comparison.rows import NONE, RowDifference
from tests.comparison.repository import DAY

SCENE = Scene(DAY, set(), set(), {})


def changed(cell: str, before: Any, after: Any, **cells: Any) -> RowDifference:
    table, column = cell.split(".")
    return RowDifference("changed", table, "r", "u", column, before, after, {column: after, **cells}, None)


def rows(count: int, before: Any = "a") -> list[RowDifference]:
    return [
        RowDifference("changed", "devices", f"d{n}", "u", "name", before, "b", {}, None) for n in range(count)
    ]


@pytest.mark.parametrize(
    ("count", "whole", "many"),
    [
        (MANY_ROWS, 4 * MANY_ROWS, True),
        (MANY_ROWS - 1, 4 * MANY_ROWS, False),
        (MANY_ROWS - 1, MANY_ROWS, False),
        (MANY_ROWS, 4 * MANY_ROWS + 1, False),
    ],
    ids=["thirty, a quarter", "twenty-nine", "twenty-nine of thirty", "thirty, less than a quarter"],
)
def test_many_at_once_are_thirty_rows_and_a_quarter_of_the_table(count: int, whole: int, many: bool) -> None:
    scene = Scene(DAY, set(), set(), {"devices": whole})
    assert crowds(rows(count), scene) == ({"devices": count} if many else {})


def test_filling_in_is_not_counted_among_the_many() -> None:
    assert crowds(rows(MANY_ROWS, before=None), Scene(DAY, set(), set(), {"devices": MANY_ROWS})) == {}


@pytest.mark.parametrize(
    ("days", "rule"), [(-1, rules.HISTORY_REWRITTEN), (0, rules.HISTORY_REWRITTEN), (1, None)]
)
def test_an_event_up_to_the_day_of_the_check_has_happened_and_a_later_one_is_a_plan(
    days: int, rule: object
) -> None:
    day = (DAY + timedelta(days)).isoformat()
    assert objection(changed("drills.drilled_on", day, "2027-01-31"), SCENE) is rule
    assert objection(changed("drills.live", False, True, drilled_on=day), SCENE) is rule


@pytest.mark.parametrize(
    ("after", "rule"),
    [
        ("2026-11-01", None),
        ("2026-03-31", rules.HISTORY_REWRITTEN),
        (NONE, rules.HISTORY_REWRITTEN),
        (None, rules.DATE_BLANKED),
    ],
    ids=["done again", "moved back", "never happened", "blanked"],
)
def test_a_scan_is_done_again_and_not_undone(after: str | None, rule: object) -> None:
    assert objection(changed("systems.scanned_on", "2026-04-01", after), SCENE) is rule


@pytest.mark.parametrize(
    ("after", "rule"),
    [("2026-06-01", None), ("2026-06-03", rules.DEADLINE_MOVED), (NONE, rules.DEADLINE_MOVED)],
)
def test_a_deadline_may_come_earlier_and_not_later(after: str, rule: object) -> None:
    assert objection(changed("vulnerabilities.fix_due_on", "2026-06-02", after), SCENE) is rule


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [(100, 50, None), (100, 49, rules.FIGURES_CHANGED), (101, 50, rules.FIGURES_CHANGED), (100, 110, None)],
)
def test_fewer_than_half_of_the_people_are_left(before: int, after: int, rule: object) -> None:
    assert objection(changed("units.headcount", before, after), SCENE) is rule


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [(3, 4, None), (3, 2, rules.LEVEL_LOWERED), (3, None, rules.LEVEL_LOWERED), (None, 2, None)],
)
def test_a_level_may_rise_and_not_fall(before: int | None, after: int | None, rule: object) -> None:
    assert objection(changed("systems.approved_level", before, after), SCENE) is rule
