"""The standing of a control on one day: which of several documents decides, on the days beside each date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from secaudit.audit.deadlines import days_late, deadline
from secaudit.model.law import LegalDocument
from secaudit.model.text import same
from tests.audit.factory import control, obligation

DAY = timedelta(1)


def document(name: str, issued: date) -> LegalDocument:
    return LegalDocument(name, name, same(name), same("issuer"), issued)


OLD, NEW = document("OLD", date(2025, 6, 1)), document("NEW", date(2026, 3, 30))
EARLY, LATE = date(2026, 6, 30), date(2026, 12, 31)
TWO = control("TRUE", cites=(obligation("OLD/1", LATE, OLD), obligation("NEW/1", EARLY, NEW)))
UNDATED = control("TRUE", cites=(obligation("OLD/1", None, OLD), obligation("NEW/1", None, NEW)))


def test_the_earliest_date_among_the_documents_in_force_is_the_due_date() -> None:
    """Turned into the latest, the strictest document would have no say."""
    assert deadline(TWO, NEW.issued).due == EARLY
    assert deadline(replace(TWO, cites=TWO.cites[::-1]), NEW.issued).due == EARLY


def test_a_date_counts_from_the_day_of_its_document_and_not_before() -> None:
    assert deadline(TWO, NEW.issued - DAY).due == LATE
    assert [source.in_force for source in deadline(TWO, NEW.issued - DAY).sources] == [True, False]
    assert [source.in_force for source in deadline(TWO, NEW.issued).sources] == [True, True]


def test_an_undated_document_puts_off_nothing_and_brings_nothing_forward() -> None:
    mixed = control("TRUE", cites=(obligation("OLD/1", None, OLD), obligation("NEW/1", EARLY, NEW)))
    assert deadline(mixed, NEW.issued - DAY).due is None
    assert deadline(mixed, NEW.issued).due == EARLY


def test_a_control_is_in_force_from_the_day_of_its_first_document() -> None:
    assert not deadline(TWO, OLD.issued - DAY).in_force
    assert deadline(TWO, OLD.issued).in_force
    assert deadline(TWO, LATE).in_force_from == OLD.issued


def test_a_date_has_passed_from_the_day_after() -> None:
    def passed(day: date) -> list[bool]:
        return [source.passed for source in deadline(TWO, day).sources]

    assert passed(EARLY) == [False, False]
    assert passed(EARLY + DAY) == [False, True]
    assert passed(LATE + DAY) == [True, True]


@pytest.mark.parametrize(
    ("day", "late"),
    [(OLD.issued, 0), (NEW.issued - DAY, 301), (NEW.issued, 0), (NEW.issued + DAY, 1)],
)
def test_an_undated_duty_counts_from_the_last_document_that_asks_for_it(day: date, late: int) -> None:
    standing = deadline(UNDATED, day)
    assert standing.due is None
    assert days_late(None, standing, day) == late


def test_a_dated_duty_counts_from_its_date() -> None:
    standing = deadline(TWO, EARLY)
    assert [days_late(standing.due, standing, day) for day in (EARLY - DAY, EARLY, EARLY + DAY)] == [-1, 0, 1]
