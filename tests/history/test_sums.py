"""Laws of every comparison: findings neither appear nor vanish without a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from secaudit.history.comparing import compared
from secaudit.history.ledger import Ledger, stage_of
from secaudit.model.course import CLOSED, Course
from secaudit.model.history import OPEN, KeptControl, KeptFinding, KeptUnit, Record, Snapshot
from secaudit.model.result import Cell
from secaudit.model.status import Severity, Status
from secaudit.model.text import same

UNIT = KeptUnit("u", "Phường Giả Định", "commune", None)
MOMENT = datetime(2026, 11, 21, tzinfo=UTC)


def snapshot(number: int, statuses: Sequence[Status | None]) -> Snapshot:
    """Return a record of one control that gave each row a status; None where the row is not there."""
    rows = {f"s{place}": status for place, status in enumerate(statuses) if status is not None}
    return Snapshot(
        record=Record(
            number, 1, None, "", "", "", MOMENT, MOMENT, "secaudit", "0", "duckdb", ("town",),
            date(2026, number, 1), None, None, "1", "", True, 0, True, ("u",),
        ),
        units=(UNIT,),
        controls={"T-01": KeptControl("T-01", same("t"), Severity.HIGH, "systems", "T", "rule")},
        cells=tuple(Cell("u", "T-01", status, 1) for status in rows.values()),
        findings=tuple(
            KeptFinding(
                "T-01", "systems", row, row, "u", None, status, Severity.HIGH, None, None, None,
                same("m"), None, None,
            )
            for row, status in rows.items()
            if status.is_finding
        ),
        statuses={
            ("T-01", row, None): status for row, status in rows.items() if not status.is_finding
        },
    )  # fmt: skip


def _audits(rows: int, audits: int) -> st.SearchStrategy[list[list[Status | None]]]:
    status = st.sampled_from([*Status, None])
    return st.lists(st.lists(status, min_size=rows, max_size=rows), min_size=audits, max_size=audits)


@given(states=st.integers(1, 6).flatmap(lambda rows: _audits(rows, 3)))
def test_open_findings_add_up(states: list[list[Status | None]]) -> None:
    first, second, third = (snapshot(number, given) for number, given in enumerate(states, start=1))
    ledger = Ledger()
    for earlier in (first, second):
        ledger.follow(stage_of(earlier))
    found = compared(second, third, ledger)
    totals = found.totals
    ended = sum(totals[course] for course in CLOSED)
    opened = totals[Course.NEW] + totals[Course.REOPENED]
    was, now = (sum(status in OPEN for status in given) for given in states[1:])
    (unit,) = found.by_unit
    assert was == unit.open_before == totals[Course.STILL] + ended
    assert now == unit.open_after == totals[Course.STILL] + opened
    assert totals[Course.NOT_COMPARABLE] == totals[Course.UNTOLD] == 0
    courses = {one.finding.subject: one for one in found.courses}
    for row, (one, two, three) in enumerate(zip(*states, strict=True)):
        course = courses.get(f"s{row}")
        assert (course is None) == (two not in OPEN and three not in OPEN)
        if course is None:
            continue
        assert (course.course is Course.FIXED) == (three is Status.PASS)
        assert (course.course is Course.GONE) == (three is None)
        assert (course.course is Course.REOPENED) == (one in OPEN and two not in OPEN and three in OPEN)
        since = 3 if course.course in (Course.NEW, Course.REOPENED) else 1 if one in OPEN else 2
        assert course.since == date(2026, since, 1)


@given(states=_audits(4, 2))
def test_the_other_way_round_what_was_new_is_closed(states: list[list[Status | None]]) -> None:
    one, two = (snapshot(number, given) for number, given in enumerate(states, start=1))
    forth, back = Ledger(), Ledger()
    forth.follow(stage_of(one))
    back.follow(stage_of(two))
    there, again = compared(one, two, forth).totals, compared(two, one, back).totals
    assert there[Course.STILL] == again[Course.STILL]
    assert there[Course.NEW] == sum(again[course] for course in CLOSED)
    assert again[Course.NEW] == sum(there[course] for course in CLOSED)
