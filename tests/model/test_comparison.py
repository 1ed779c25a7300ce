"""The order of statuses, and the marks of controls and changes."""

import pytest

from secaudit.model.comparison import change_fingerprint
from secaudit.model.status import WORSENING, Status, is_worse


def test_every_status_has_its_place_in_the_order_of_the_contract() -> None:
    named = ["pass", "not_applicable", "not_yet_due", "waived", "unknown", "fail", "error"]
    assert list(WORSENING) == named
    assert set(WORSENING) == set(Status)


@pytest.mark.parametrize(
    ("before", "after", "worse"),
    [
        (Status.PASS, Status.UNKNOWN, True),
        (Status.UNKNOWN, Status.FAIL, True),
        (Status.FAIL, Status.WAIVED, False),
        (Status.FAIL, Status.FAIL, False),
    ],
)
def test_worse_is_a_later_place(before: Status, after: Status, worse: bool) -> None:
    assert is_worse(before, after) is worse


def test_the_mark_of_a_change_hangs_on_its_parts_and_their_borders() -> None:
    assert change_fingerprint("CHG-01", "a", "b") == change_fingerprint("CHG-01", "a", "b")
    assert change_fingerprint("CHG-01", "a", "b") != change_fingerprint("CHG-01", "ab", "")
