"""The rolls of an audit: the same verdicts as its findings, for every row."""

from __future__ import annotations

import pytest

from secaudit.model.finding import fingerprint
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.reporting import dump, load
from tests.audit.factory import audit, control, unit

UNITS = [
    unit("b", headcount=99_999_999),
    unit("a", headcount=1),
    unit("c"),
    unit("d", parent="a", kind="commune"),
]
CONTROLS = (
    control("headcount >= 3"),
    control("headcount >= 3", id_="T-02", applies_when="kind = 'commune'", every="half-year"),
    control("phase = 'operation'", id_="T-03", subject="systems"),
    control("make_date(headcount, 12, 31) > DATE '2000-01-01'", id_="T-04"),
)
ROWS = {"units": UNITS, "systems": [{"id": "s", "unit": "d", "name": "S", "phase": "operation"}]}


def _told(result: AuditResult) -> dict[str, Status]:
    assert result.rolls is not None
    tables = {info.id: info.subject for info in result.controls}
    return {
        fingerprint(roll.control, tables[roll.control], subject, roll.period): status
        for roll in result.rolls
        for subject, status in zip(roll.subjects, roll.statuses, strict=True)
    }


@pytest.mark.parametrize("scope", [None, "a"])
def test_they_say_of_every_row_what_the_findings_say(scope: str | None) -> None:
    result = audit(ROWS, *CONTROLS, keep_rolls=True, scope=scope)
    assert {one.fingerprint: one.status for one in result.findings} == _told(result)


def test_rows_stand_in_the_order_of_the_inventory() -> None:
    result = audit(ROWS, *CONTROLS[:3], keep_rolls=True)
    assert result.rolls is not None
    first = result.rolls[0]
    assert (first.control, first.period, first.subjects) == ("T-01", None, ("b", "a", "c", "d"))
    assert first.statuses == (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.UNKNOWN)
    periods = [roll.period for roll in result.rolls if roll.control == "T-02"]
    assert periods == ["2026-H1", "2026-H2"]


def test_a_file_does_not_hold_them() -> None:
    result = audit(ROWS, *CONTROLS[:1], keep_rolls=True)
    assert b"rolls" not in dump(result)
    assert load(dump(result)).rolls is None
    assert audit(ROWS, *CONTROLS[:1]).rolls is None
