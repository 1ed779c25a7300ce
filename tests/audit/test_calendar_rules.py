"""Deadlines by rule: from an event, at the end of a month, in working days; both sides of every end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secaudit.audit.calendar import FIRST_YEAR, LAST_YEAR, counts_working_days, working_calendar
from secaudit.model.finding import Finding
from secaudit.model.status import Status
from tests.audit.factory import audit, control

ONE_DAY = timedelta(days=1)


def judged(due: str, as_of: date, on: str = "2026-02-10") -> Finding:
    """Judge a duty that is never met and due by a rule from the day on which a system went live."""
    rows = {
        "units": [{"id": "u", "name": "U", "kind": "commune"}],
        "systems": [
            {"id": "s", "unit": "u", "name": "S", "phase": "operation", "went_live_on": on, "mfa": False}
        ],
    }
    item = control("mfa", subject="systems", due=due)
    return audit(rows, item, as_of=as_of).findings[0]


RULES = [
    # An event: so many days, months or years after it. The day reached is still in time.
    ("went_live_on + INTERVAL 30 DAY", "2026-01-31", date(2026, 3, 2)),
    ("went_live_on + INTERVAL 1 MONTH", "2026-01-31", date(2026, 2, 28)),
    ("went_live_on + INTERVAL 1 MONTH", "2028-01-31", date(2028, 2, 29)),
    ("went_live_on + INTERVAL 2 YEAR", "2026-11-21", date(2028, 11, 21)),
    # Two years after a leap day is the 28th; four years after it, the next leap day.
    ("went_live_on + INTERVAL 2 YEAR", "2028-02-29", date(2030, 2, 28)),
    ("went_live_on + INTERVAL 4 YEAR", "2028-02-29", date(2032, 2, 29)),
    ("went_live_on + INTERVAL 1 DAY", "2026-12-31", date(2027, 1, 1)),
    # The end of a month, of leap years and of the year.
    ("last_day(went_live_on)", "2026-02-10", date(2026, 2, 28)),
    ("last_day(went_live_on)", "2028-02-10", date(2028, 2, 29)),
    ("last_day(went_live_on)", "2026-12-31", date(2026, 12, 31)),
    ("last_day(went_live_on + INTERVAL 1 MONTH)", "2026-12-15", date(2027, 1, 31)),
    # Working days after working days: Friday to Monday, and on to Wednesday.
    ("working_days_after(working_days_after(went_live_on, 1), 2)", "2026-11-06", date(2026, 11, 11)),
    # Working days: the day itself does not count, weekends and public holidays do not.
    ("working_days_after(went_live_on, 1)", "2026-11-20", date(2026, 11, 23)),
    ("working_days_after(went_live_on, 1)", "2026-11-21", date(2026, 11, 23)),
    ("working_days_after(went_live_on, 5)", "2026-06-01", date(2026, 6, 8)),
    # Over the new year, and over the lunar one (16 to 20 February 2026).
    ("working_days_after(went_live_on, 1)", "2026-12-31", date(2027, 1, 4)),
    ("working_days_after(went_live_on, 1)", "2026-02-13", date(2026, 2, 23)),
    # 30 April and 1 May 2026 are a Thursday and a Friday.
    ("working_days_after(went_live_on, 2)", "2026-04-28", date(2026, 5, 4)),
    # 22 August 2026, a Saturday, is worked in exchange for Monday 31 August.
    ("working_days_after(went_live_on, 1)", "2026-08-21", date(2026, 8, 22)),
    ("working_days_after(went_live_on, 1)", "2026-08-28", date(2026, 9, 3)),
    ("working_days_after(went_live_on + INTERVAL 1 DAY, 1)", "2026-11-19", date(2026, 11, 23)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "on", "due"), RULES)
def test_a_rule_gives_its_day_and_the_day_is_still_in_time(rule: str, on: str, due: date) -> None:
    last, after = judged(rule, due, on), judged(rule, due + ONE_DAY, on)
    assert (last.due, last.status, last.days_left) == (due, Status.NOT_YET_DUE, 0)
    assert (after.due, after.status, after.days_overdue) == (due, Status.FAIL, 1)


def test_without_the_event_the_dates_of_the_law_decide() -> None:
    found = judged("working_days_after(went_live_on, 5)", date(2026, 11, 21), "none")
    assert (found.due, found.status) == (None, Status.FAIL)


def test_working_days_can_be_counted_in_a_condition_on_other_rows() -> None:
    item = control(
        "EXISTS (SELECT 1 FROM documents d WHERE d.unit = systems.unit AND d.type = 'security_plan' "
        "AND d.issued AND d.issued_on <= working_days_after(systems.went_live_on, 3))",
        subject="systems",
    )
    for issued, status in (("2026-11-25", Status.PASS), ("2026-11-26", Status.FAIL)):
        rows = {
            "units": [{"id": "u", "name": "U", "kind": "commune"}],
            "systems": [
                {"id": "s", "unit": "u", "name": "S", "phase": "trial", "went_live_on": "2026-11-19"}
            ],
            "documents": [{"id": "d", "unit": "u", "type": "security_plan", "issued_on": issued}],
        }
        found = audit(rows, item, as_of=date(2026, 12, 1), declared={"u": ["documents"]}).findings
        # The 24th is Vietnam Cultural Day: the three days are the 20th, the 23rd and the 25th.
        assert [finding.status for finding in found] == [status]


CALENDAR = working_calendar().to_pydict()
NUMBER = dict(zip(CALENDAR["day"], CALENDAR["number"], strict=True))


@given(st.dates(date(FIRST_YEAR, 1, 2), date(LAST_YEAR, 12, 31)))
def test_a_day_is_counted_once_or_not_at_all(day: date) -> None:
    step = NUMBER[day] - NUMBER[day - ONE_DAY]
    assert step in (0, 1)
    if (day.month, day.day) in {(1, 1), (4, 30), (5, 1), (9, 2)}:
        assert step == 0


def test_the_calendar_is_made_only_where_a_control_counts_in_it() -> None:
    assert not counts_working_days(control("mfa", subject="systems", due="went_live_on + INTERVAL 5 DAY"))
    assert counts_working_days(control("mfa", subject="systems", due="Working_Days_After(went_live_on, 5)"))
