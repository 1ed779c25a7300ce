"""The shipped profiles leave out what the clauses ask of others, and nothing else."""

from __future__ import annotations

import re

import pytest

from secaudit.catalogue import find, lint, load, narrowed
from secaudit.catalogue.linting.profiles import never_applies
from secaudit.model.control import Catalogue

KINDS = {
    "commune": ("commune",),
    "department": ("department", "public_service"),
    "front": ("front",),
    "military": ("military",),
    "party_agency": ("party_agency",),
    "party_committee": ("party_committee",),
    "police": ("police",),
}

BY_THE_CLAUSE_ALONE = {("military", "CIP-01")}
"""What is left out although a row of the unit could match: the clause names other bodies."""

OF_ITS_OWN = {
    "commune": {"ORG-01", "SUB-01", "SUB-02"},
    "department": {"RPT-03"},
    "front": {"INS-03", "RPT-01"},
    "military": {"MIL-01", "MIL-02", "MIL-03", "MIL-04"},
    "party_agency": {"INS-04"},
    "party_committee": {"INS-03", "RPT-01"},
    "police": {"RPT-01", "RPT-04", "SUB-03"},
}
"""Duties by which these units differ from others."""

SHARED = {"SYS-02", "LVL-01", "SAF-01", "SEC-01", "DOC-01", "DOC-02", "BUD-01", "TRN-01", "PLN-02", "INC-01"}
"""Some of what binds everybody."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def test_there_is_a_profile_for_each_of_these_units(catalogue: Catalogue) -> None:
    assert {name: profile.kinds for name, profile in catalogue.profiles.items()} == KINDS


@pytest.mark.parametrize("profile", KINDS)
def test_a_profile_leaves_out_only_what_is_asked_of_others(catalogue: Catalogue, profile: str) -> None:
    chosen = narrowed(catalogue, profile).profile
    assert chosen is not None
    needless = {
        (profile, change.id)
        for change in chosen.left_out
        if not never_applies(find(catalogue, change.id), chosen.kinds)
    }
    assert needless == {pair for pair in BY_THE_CLAUSE_ALONE if pair[0] == profile}


@pytest.mark.parametrize("profile", KINDS)
def test_a_profile_keeps_its_own_duties_and_those_of_everybody(catalogue: Catalogue, profile: str) -> None:
    kept = {control.id for control in narrowed(catalogue, profile).controls}
    assert SHARED | OF_ITS_OWN[profile] <= kept


def test_lint_has_nothing_against_the_profiles(catalogue: Catalogue) -> None:
    told = [
        problem.describe("en") for problem in lint(catalogue) if problem.location.file.startswith("profiles/")
    ]
    assert told == []


def test_every_reason_names_its_clause(catalogue: Catalogue) -> None:
    for profile in catalogue.profiles.values():
        reasons = [item.reason for item in profile.without] + [item.reason for item in profile.severity]
        for reason in reasons:
            assert re.search(r"[Mm]ục [IV\d]|[Nn]hiệm vụ \d|Công văn \d", reason.vi), reason
            assert re.search(r"[Ss]ections? [IV\d]|Task \d|Letter \d", reason.en), reason


def test_severities_are_only_raised(catalogue: Catalogue) -> None:
    for name in catalogue.profiles:
        chosen = narrowed(catalogue, name).profile
        assert chosen is not None
        for change in chosen.severities:
            assert change.before is not None
            assert change.after is not None
            assert change.after.rank < change.before.rank, (name, change.id)
