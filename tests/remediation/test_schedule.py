"""When actions can be done: prerequisites, people, and what is said of dates that cannot be kept."""

from __future__ import annotations

from datetime import date
from graphlib import CycleError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.remediation.schedule import Job, chain, scheduled
from secaudit.remediation.working_days import WorkingDays


def job(
    name: str, days: int = 1, *, unit: str = "u", due: int = 0, weight: int = 1, after: tuple[str, ...] = ()
) -> Job:
    return Job(name, unit, days, due, weight, after)


def test_what_comes_first_is_done_first_whatever_its_weight() -> None:
    slots = scheduled([job("approve", 20, weight=99, after=("appraise",)), job("appraise", 5)], {"u": 3})
    assert (slots["appraise"].start, slots["appraise"].finish) == (1, 5)
    assert (slots["approve"].start, slots["approve"].finish) == (6, 25)
    assert slots["approve"].earliest == 25


def test_one_person_does_one_thing_at_a_time_and_two_do_two() -> None:
    jobs = [job("a", 3), job("b", 3), job("c", 3)]
    assert sorted(slot.finish for slot in scheduled(jobs, {"u": 1}).values()) == [3, 6, 9]
    assert sorted(slot.finish for slot in scheduled(jobs, {"u": 2}).values()) == [3, 3, 6]
    assert {slot.earliest for slot in scheduled(jobs, {"u": 1}).values()} == {3}


def test_a_date_that_can_be_kept_is_kept_though_something_else_weighs_more() -> None:
    jobs = [job("due soon", 2, due=2, weight=1), job("heavy", 10, due=30, weight=50)]
    slots = scheduled(jobs, {"u": 1})
    assert slots["due soon"].finish == 2
    assert slots["heavy"].finish == 12


def test_what_closes_much_in_a_day_goes_before_what_closes_little_when_all_is_late() -> None:
    slots = scheduled([job("slow", 60, weight=4), job("quick", 2, weight=4)], {"u": 1})
    assert slots["quick"].finish == 2


def test_what_weighs_much_pulls_its_prerequisites_forward() -> None:
    jobs = [job("leak", 5, weight=500, after=("plan",)), job("plan", 5), job("quick", 1, weight=20)]
    slots = scheduled(jobs, {"u": 1})
    assert [slots[name].finish for name in ("plan", "leak", "quick")] == [5, 10, 11]


def test_a_unit_waits_for_another_that_has_to_build_first() -> None:
    jobs = [job("connect", 2, unit="ward", after=("centre",)), job("centre", 10, unit="city")]
    slots = scheduled(jobs, {"ward": 1, "city": 1})
    assert slots["connect"].start == 11
    assert chain(slots, ["connect"]) == ("centre", "connect")


def test_the_chain_tells_what_decides_the_end() -> None:
    jobs = [job("a", 5, weight=9), job("b", 3, after=("a",)), job("aside", 1, weight=1)]
    slots = scheduled(jobs, {"u": 2})
    assert chain(slots, slots) == ("a", "b")
    assert chain(slots, []) == ()


def test_what_is_not_planned_is_not_waited_for() -> None:
    assert scheduled([job("a", 1, after=("done already",))], {"u": 1})["a"].finish == 1


def test_jobs_that_wait_for_themselves_are_an_error() -> None:
    with pytest.raises(CycleError):
        scheduled([job("a", after=("b",)), job("b", after=("a",))], {"u": 1})


@st.composite
def tasks(draw: st.DrawFn) -> tuple[list[Job], dict[str, int]]:
    count = draw(st.integers(1, 12))
    jobs = [
        Job(
            id=f"j{index}",
            unit=draw(st.sampled_from("uvw")),
            days=draw(st.integers(1, 6)),
            due=draw(st.integers(0, 20)),
            weight=draw(st.integers(1, 16)),
            after=tuple(draw(st.sets(st.sampled_from([f"j{n}" for n in range(index)])))) if index else (),
        )
        for index in range(count)
    ]
    return jobs, {unit: draw(st.integers(1, 3)) for unit in "uvw"}


@given(tasks())
def test_no_order_breaks_a_law(task: tuple[list[Job], dict[str, int]]) -> None:
    jobs, people = task
    slots = scheduled(jobs, people)
    assert set(slots) == {one.id for one in jobs}
    for one in jobs:
        slot = slots[one.id]
        assert slot.finish - slot.start + 1 == one.days
        assert all(slots[name].finish < slot.start for name in one.after)
        assert 1 <= slot.person <= people[one.unit]
        assert slot.earliest <= slot.finish
        overlapping = [
            other.id
            for other in jobs
            if other is not one
            and other.unit == one.unit
            and slots[other.id].person == slot.person
            and slots[other.id].start <= slot.finish
            and slot.start <= slots[other.id].finish
        ]
        assert overlapping == []
        assert (slot.held_by is None) == (slot.start == 1)
        if slot.held_by is not None:
            assert slots[slot.held_by].finish == slot.start - 1


def test_working_days_leave_out_weekends_and_public_holidays() -> None:
    calendar = WorkingDays(date(2026, 12, 30))
    # 1 January 2027 is a holiday and a Friday.
    assert [calendar.day(number) for number in range(1, 4)] == [
        date(2026, 12, 31),
        date(2027, 1, 4),
        date(2027, 1, 5),
    ]
    assert calendar.number(date(2027, 1, 3)) == 1
    assert calendar.number(date(2027, 1, 4)) == 2
    assert calendar.number(date(2026, 12, 30)) == 0
    assert calendar.number(date(2020, 1, 1)) == 0


def test_working_days_end_with_the_calendar() -> None:
    calendar = WorkingDays(date(9999, 12, 29))
    assert calendar.day(100) == date(9999, 12, 31)
