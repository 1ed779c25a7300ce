"""Actions that differ only in their subjects are told once, and none is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from secaudit.model.action import Action
from secaudit.model.status import Severity
from secaudit.model.text import Text
from secaudit.reporting import dump, load, view_of
from secaudit.reporting.assignments import assignments, gravest_first
from secaudit.reporting.pdf import render
from secaudit.reporting.voice import voice
from tests.reporting.canonical import ACTIONS, canonical
from tests.reporting.paper import squeezed

TASK = Text("Ngắt máy", "Disconnect")


def _action(row: str, name: str, **changed: object) -> Action:
    made = replace(ACTIONS[0], id=f"a-{row}", task=TASK, subjects=(row,), names=(name,), closes=(row,))
    return replace(made, **changed)  # type: ignore[arg-type]


PAIR = (_action("m1", "Máy 1"), _action("m2", "m2"))


def test_one_deed_for_two_rows_is_one_assignment() -> None:
    (found,) = assignments(PAIR)
    assert found.subjects == ("Máy 1 (m1)", "m2")
    assert (found.actions, found.closes) == (PAIR, 2)


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": "xa-b"},
        {"task": Text("Ngắt cổng", "Close the port")},
        {"product": Text("Biên bản", "A record")},
        {"authority": Text("Chủ tịch", "The chair")},
        {"due": date(2027, 1, 1)},
        {"days_overdue": 1},
        {"effort_days": 9},
        {"controls": ("SEC-02",)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_deeds_that_differ_stay_apart(changed: dict[str, object]) -> None:
    other = _action("m2", "m2", **changed)
    assert [found.actions for found in assignments((PAIR[0], other))] == [(PAIR[0],), (other,)]


def test_an_assignment_stands_where_its_first_action_stood() -> None:
    other = _action("m3", "Máy 3", days_overdue=1)
    found = assignments((PAIR[0], other, PAIR[1]))
    assert [[action.id for action in each.actions] for each in found] == [["a-m1", "a-m2"], ["a-m3"]]


def test_actions_of_older_files_stand_alone() -> None:
    old = tuple(replace(action, task=Text("", ""), names=()) for action in PAIR)
    assert [found.subjects for found in assignments(old)] == [("m1",), ("m2",)]


def test_the_unit_itself_goes_without_saying() -> None:
    (found,) = assignments([_action("so-a", "Sở Ví dụ")])
    assert found.subjects == ()


def test_the_report_tells_how_many_actions_its_rows_are() -> None:
    rows = tuple(_action(f"m{row}", f"Máy {row}") for row in range(8))
    text = squeezed(render(view_of(replace(canonical(), actions=rows)), voice("vi"))["audit.pdf"])
    for words in (
        "1 dòng cho 8 việc",
        "Đối tượng (8): Máy 0 (m0), Máy 1 (m1), Máy 2 (m2),",
        "Máy 4 (m4), Máy 5 (m5) và 2 đối tượng khác",
        "khoảng 1 ngày công × 8",
        "Khắc phục 8 nội dung của tiêu chí SEC-01",
    ):
        assert "".join(words.split()) in text


def test_tasks_and_names_come_back_from_the_file() -> None:
    result = replace(canonical(), actions=PAIR)
    assert load(dump(result)) == result


def test_of_a_list_that_may_be_cut_the_gravest_come_first() -> None:
    low = _action("m3", "m3", severity=Severity.LOW, days_overdue=400, task=Text("Ghi sổ", "Write it down"))
    assert [one.action.severity for one in gravest_first((low, *PAIR))] == [PAIR[0].severity, Severity.LOW]
    view = view_of(replace(canonical(), actions=(low, *PAIR)))
    assert view.assignments.shown[0].actions == PAIR


def test_a_units_money_with_that_below_it_is_the_units_own() -> None:
    whole = _action(f"{ACTIONS[0].unit}:2026:allocated", f"{ACTIONS[0].unit}:2026:allocated")
    (found,) = assignments((whole,))
    assert found.subjects == ()
