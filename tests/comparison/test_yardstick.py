"""What a change does to the terms of waivers is told by itself, longer ones as what could excuse more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secaudit.comparison.yardstick import Weighing, catalogue_changes
from secaudit.model.control import Catalogue
from secaudit.model.location import Location
from secaudit.model.status import Severity
from secaudit.model.text import same
from secaudit.model.waiver import WaiverTerm
from tests.audit.factory import catalogue, control


def of_days(days: int | None) -> Catalogue:
    term = WaiverTerm(Severity.HIGH, days or 0, same("why"), Location("waivers.yaml", 3, 5))
    return replace(
        catalogue(control("trained > 0")), waiver_terms={} if days is None else {term.severity: term}
    )


@pytest.mark.parametrize(
    ("before", "after", "rule", "words"),
    [
        (90, 91, "CHG-34", "goes from 90 days to 91 days"),
        (90, None, "CHG-34", "goes from 90 days to no limit"),
        (90, 89, "CHG-36", "goes from 90 days to 89 days"),
        (None, 90, "CHG-36", "goes from no limit to 90 days"),
    ],
)
def test_a_longer_term_is_told_as_more_that_is_excused(
    before: int | None, after: int | None, rule: str, words: str
) -> None:
    (change,) = catalogue_changes(of_days(before), of_days(after), Weighing(Severity.MEDIUM))
    assert (change.rule, change.kind, change.id) == (rule, "catalogue", "waiver_terms.high")
    assert words in change.sentence.en
    assert change.blocking == (rule == "CHG-34")
    assert change.location == Location("waivers.yaml", 3, 5)


def test_a_term_that_stays_is_not_told() -> None:
    assert not list(catalogue_changes(of_days(90), of_days(90), Weighing(Severity.INFO)))
