"""What a change does to the terms of waivers is told by itself, longer ones as what could excuse more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from secaudit.comparison.yardstick import Weighing, catalogue_changes, waiver_changes
from secaudit.inventory import from_rows
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


@pytest.mark.parametrize(
    ("before", "after", "rule", "words"),
    [
        (Severity.HIGH, Severity.MEDIUM, "CHG-32", "is lowered from High to Medium"),
        (Severity.MEDIUM, Severity.HIGH, "CHG-36", "is raised from Medium to High"),
    ],
)
def test_a_severity_that_is_lowered_refuses_and_one_that_is_raised_is_told(
    before: Severity, after: Severity, rule: str, words: str
) -> None:
    one, other = (replace(control("trained > 0"), severity=severity) for severity in (before, after))
    (change,) = catalogue_changes(catalogue(one), catalogue(other), Weighing(Severity.HIGH))
    assert (change.rule, change.blocking) == (rule, rule == "CHG-32")
    assert words in change.sentence.en


WAIVER = {
    "id": "w",
    "control": "T-01",
    "subject": "u",
    "reason": "giả định",
    "approved_by": "Lê Thị Mẫu",
    "from_on": "2026-11-01",
    "until_on": "2026-12-31",
}


@pytest.mark.parametrize(
    ("altered", "rule"),
    [
        ({"reason": "lý do khác"}, "CHG-36"),
        ({"from_on": "2026-11-02"}, "CHG-36"),
        ({"until_on": "2026-12-30"}, "CHG-36"),
        ({"from_on": "2026-10-31"}, "CHG-34"),
        ({"until_on": "2027-01-01"}, "CHG-34"),
        ({"subject": "v"}, "CHG-34"),
        ({"control": "T-02"}, "CHG-34"),
    ],
    ids=lambda one: "-".join(one) if isinstance(one, dict) else one,
)
def test_a_waiver_that_covers_more_is_a_new_one_and_one_that_covers_less_is_told(
    altered: dict[str, str], rule: str
) -> None:
    before, after = (from_rows({"waivers": [row]}).tables["waivers"] for row in (WAIVER, WAIVER | altered))
    (change,) = waiver_changes(before, after, Weighing(Severity.MEDIUM))
    assert (change.rule, change.blocking) == (rule, rule == "CHG-34")
    assert not list(waiver_changes(before, before, Weighing(Severity.MEDIUM)))
