"""Which way each pair of verdicts went, and which of them refuse a change: every pair, by name."""

from __future__ import annotations

from itertools import product

import pytest

from secaudit.comparison.checking import blocks
from secaudit.comparison.verdicts import turn_of
from secaudit.model.comparison import Turn
from secaudit.model.status import Status

ORDER = (
    Status.PASS, Status.NOT_APPLICABLE, Status.NOT_YET_DUE, Status.WAIVED, Status.UNKNOWN, Status.FAIL,
    Status.ERROR,
)  # fmt: skip
"""The contract's order: a later place is worse."""

FINDINGS = ORDER[2:]


@pytest.mark.parametrize(("before", "after"), list(product(ORDER, ORDER)))
def test_a_verdict_that_goes_to_a_later_place_is_worse_and_one_that_goes_to_an_earlier_is_better(
    before: Status, after: Status
) -> None:
    turn = turn_of(before, after)
    if before is after:
        assert turn is (Turn.UNCHANGED if after in FINDINGS else None)
    elif ORDER.index(after) > ORDER.index(before):
        assert turn is Turn.WORSE
    else:
        fixed = before in FINDINGS and after is Status.PASS
        assert turn is (Turn.FIXED if fixed else Turn.BETTER)


@pytest.mark.parametrize("status", ORDER)
def test_a_subject_that_comes_or_goes_is_told_with_its_findings_alone(status: Status) -> None:
    told = status in FINDINGS
    assert turn_of(None, status) is (Turn.NEW if told else None)
    assert turn_of(status, None) is (Turn.GONE if told else None)


def refused(
    before: Status | None, after: Status, *, unknown_fails: bool = False, passes: bool = True
) -> bool:
    """Whether a verdict that turned refuses the change; `passes` says that the base lists passes, too."""
    turn = turn_of(before, after)
    assert turn is not None
    return blocks(turn, before, after, unknown_fails=unknown_fails, tells_passes=passes)


@pytest.mark.parametrize("before", [*ORDER[: ORDER.index(Status.FAIL)], None])
def test_a_failure_where_none_was_is_refused(before: Status | None) -> None:
    assert refused(before, Status.FAIL)


@pytest.mark.parametrize("before", [*ORDER[:-1], None])
def test_an_error_where_none_was_is_refused(before: Status | None) -> None:
    assert refused(before, Status.ERROR)


@pytest.mark.parametrize("before", ORDER[: ORDER.index(Status.UNKNOWN)])
def test_what_was_known_and_is_not_known_any_more_is_refused(before: Status) -> None:
    """A cell that was emptied, or a declaration that was withdrawn, puts nothing out of reach."""
    assert refused(before, Status.UNKNOWN)


def test_what_nobody_knows_of_a_new_row_is_refused_only_where_that_was_asked_for() -> None:
    assert not refused(None, Status.UNKNOWN)
    assert refused(None, Status.UNKNOWN, unknown_fails=True)
    assert refused(None, Status.UNKNOWN, passes=False), "it may have been a pass that nobody listed"


def test_what_was_met_and_waits_for_its_day_again_is_refused_and_what_only_begins_is_not() -> None:
    assert refused(Status.PASS, Status.NOT_YET_DUE)
    assert not refused(Status.NOT_APPLICABLE, Status.NOT_YET_DUE)
    assert not refused(None, Status.NOT_YET_DUE)


@pytest.mark.parametrize("before", [Status.PASS, Status.NOT_APPLICABLE, Status.NOT_YET_DUE, None])
def test_a_failure_that_a_waiver_of_the_base_covers_is_not_refused(before: Status | None) -> None:
    assert not refused(before, Status.WAIVED)


@pytest.mark.parametrize(("before", "after"), [(Status.FAIL, Status.FAIL), (Status.ERROR, Status.FAIL)])
def test_what_failed_before_is_not_refused_again(before: Status, after: Status) -> None:
    assert not refused(before, after)
