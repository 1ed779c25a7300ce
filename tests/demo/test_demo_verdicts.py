"""What an audit says of the fictitious city: every status occurs, and verdicts turn on the legal dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from tests.hearing import Verdicts, heard

from secaudit import catalogue
from secaudit.audit import judge
from secaudit.demo import city
from secaudit.inventory import from_rows
from secaudit.model.inventory import Inventory
from secaudit.model.result import AuditResult
from secaudit.model.status import Status

AUDIT_DAY = date(2026, 11, 21)
SMALL = 60


@cache
def inventory() -> Inventory:
    return from_rows(city.rows(2026, SMALL))


@cache
def audit(as_of: date) -> AuditResult:
    moment = datetime(2026, 11, 21, 8, tzinfo=UTC)
    return judge(inventory(), catalogue.load(), as_of, generated_at=moment)


@cache
def audit_all() -> AuditResult:
    moment = datetime(2026, 11, 21, 8, tzinfo=UTC)
    return judge(inventory(), catalogue.load(), AUDIT_DAY, generated_at=moment, all_verdicts=True)


def test_every_status_but_error_occurs() -> None:
    found = {status for status, count in audit(AUDIT_DAY).counts.total.items() if count}
    assert found == set(Status) - {Status.ERROR}


def test_some_reports_of_the_half_year_that_is_over_were_sent_and_some_were_not() -> None:
    def subjects(status: Status) -> set[str]:
        found = audit_all().findings
        return {
            f.subject.id for f in found if (f.control, f.period, f.status) == ("RPT-02", "2026-H1", status)
        }

    for status in (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.NOT_APPLICABLE):
        assert subjects(status), status
    assert len(subjects(Status.UNKNOWN)) < len(subjects(Status.FAIL)) < len(subjects(Status.PASS))


def test_waivers_are_of_every_sort() -> None:
    waivers = audit(AUDIT_DAY).waivers
    assert {waiver.id for waiver in waivers if waiver.is_too_long} == {"nl8"}
    states = {waiver.id: waiver.state for waiver in waivers}
    assert states == {
        "nl1": "in_force", "nl2": "in_force", "nl3": "in_force", "nl4": "expired", "nl5": "future",
        "nl6": "unused", "nl7": "refused", "nl8": "expired",
    }  # fmt: skip


def test_some_observations_contradict_what_was_declared() -> None:
    assert {contradiction.table for contradiction in audit(AUDIT_DAY).contradictions} == {
        "systems",
        "devices",
    }


def test_some_classified_machines_are_exposed_by_a_forgotten_way_and_most_are_not() -> None:
    exposed = [
        str(finding.evidence["exposure_path"])
        for finding in audit(AUDIT_DAY).findings
        if finding.control == "SEC-02" and finding.status is Status.FAIL
    ]
    counts = audit(AUDIT_DAY).counts.by_control["SEC-02"]
    assert any("removable_media" in path for path in exposed)
    assert len(exposed) < counts[Status.PASS]


TURNING = {
    "LVL-01": date(2025, 12, 31),
    "SAF-01": date(2025, 12, 31),
    "DOC-03": date(2025, 12, 31),
    "DOC-01": date(2026, 12, 31),
    "BUD-01": date(2026, 12, 31),
    "PLN-01": date(2030, 12, 31),
    "TRN-01": date(2030, 12, 31),
    "RPT-03": date(2025, 12, 31),
    "RPT-02": date(2026, 6, 30),
    "LED-01": date(2026, 12, 31),
    "RPT-01": date(2026, 12, 31),
    "INS-01": date(2026, 12, 31),
    "SUB-01": date(2026, 12, 31),
    "BUD-03": date(2026, 12, 31),
    "BUD-06": date(2026, 12, 31),
}
"""Controls with the last day on which they are not yet due."""


@cache
def verdicts(as_of: date) -> Verdicts:
    """Return what the controls above say on a day."""
    return heard(inventory(), catalogue.load(), as_of, TURNING)


@pytest.mark.parametrize(("control", "last_day"), TURNING.items())
def test_what_is_not_yet_due_on_the_last_day_fails_on_the_next(control: str, last_day: date) -> None:
    then = verdicts(last_day + timedelta(days=1))
    now = {
        then.get(row, Status.PASS)
        for row, status in verdicts(last_day).items()
        if row[0] == control and status is Status.NOT_YET_DUE
    }
    assert Status.FAIL in now
    assert now <= {Status.FAIL, Status.WAIVED, Status.PASS}
