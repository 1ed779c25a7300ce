"""What lint says of changed catalogues and of profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.catalogue import lint, load, narrowed
from secaudit.model.problem import Gravity
from tests.catalogue.layered import AFTER, OFF, UNIT, WEIGHED, WEIGHING, WHY, WITHOUT, above, base, folder
from tests.catalogue.sample import CONTROL, OBLIGATIONS, spoil


def test_lint_tells_what_is_no_longer_covered(tmp_path: Path) -> None:
    third = OBLIGATIONS.replace("kind: context", "kind: evidence")
    own = above(tmp_path, own=OFF)
    plain = base(tmp_path, obligations=third, second=spoil(AFTER, "cites: [LAW/1]", "cites: [LAW/2]"))
    (problem,) = lint(load([plain, own]))

    assert (problem.code, str(problem.location)) == ("uncovered-obligation", "own/own.yaml:2:5")
    assert problem.gravity is Gravity.WARNING
    assert problem.found.en == "no control cites LAW/1, since SYS-01 is switched off"


def test_lint_tells_of_a_severity_that_is_as_it_was(tmp_path: Path) -> None:
    (problem,) = lint(load([base(tmp_path), above(tmp_path, own=WEIGHED.replace("low", "high"))]))

    assert (problem.code, str(problem.location)) == ("same-severity", "own/own.yaml:2:5")
    assert problem.gravity is Gravity.WARNING


def test_lint_tells_of_a_profile_s_severity_that_is_as_it_was(tmp_path: Path) -> None:
    catalogue = load(folder(tmp_path, WEIGHING.replace("critical", "high")))

    for chosen in (catalogue, narrowed(catalogue, "ward")):
        assert [(item.code, str(item.location)) for item in lint(chosen)] == [
            ("same-severity", "profiles/mine.yaml:8:9")
        ]
    assert lint(narrowed(load(folder(tmp_path / "other", WEIGHING)), "ward")) == ()


OWNER = "EXISTS (SELECT 1 FROM units u WHERE u.id = systems.unit AND u.kind = '{kind}')"
PARENT = "EXISTS (SELECT 1 FROM units u WHERE u.id = units.parent AND u.kind = 'military')"

DECIDABLE = {
    "units": [
        ("kind = 'military'", True),
        ("'military' = kind", True),
        ("kind = 'commune'", False),
        ("kind <> 'commune'", True),
        ("kind IN ('military', 'police')", True),
        ("kind IN ('military', 'commune')", False),
        ("NOT (kind = 'commune')", True),
        ("kind = 'military' AND headcount > 3", True),
        ("kind = 'military' OR headcount > 3", False),
        ("kind = 'military' OR kind = 'police'", True),
        (PARENT, False),
        ("EXISTS (SELECT 1 FROM units u WHERE u.id = units.id AND u.kind = 'military')", True),
        ("headcount > 3", False),
    ],
    "systems": [
        (OWNER.format(kind="military"), True),
        ("phase = 'trial' AND " + OWNER.format(kind="military"), True),
        (OWNER.format(kind="commune"), False),
        ("NOT " + OWNER.format(kind="commune"), False),
        ("phase = 'trial'", False),
    ],
    "devices": [("kind = 'server'", False)],
}


@pytest.mark.parametrize(
    ("subject", "when", "never"),
    [(subject, when, never) for subject, cases in DECIDABLE.items() for when, never in cases],
)
def test_lint_finds_what_can_never_apply_to_a_profile_s_kinds(
    tmp_path: Path, subject: str, when: str, never: bool
) -> None:
    text = UNIT.format(id="OWN-01", subject=subject, when=f'"{when}"')
    found = [item for item in lint(load(folder(tmp_path, WITHOUT, own=text))) if item.code == "profile-never"]

    assert [(str(item.location), item.gravity) for item in found] == (
        [("profiles/mine.yaml:2:5", Gravity.WARNING)] if never else []
    )
    if never:
        assert found[0].found.en == "the profile ward judges OWN-01, which can never apply to commune"


def test_a_control_that_is_for_one_of_the_kinds_is_in_its_place(tmp_path: Path) -> None:
    text = UNIT.format(id="OWN-01", subject="units", when="kind = 'military'")
    both = WITHOUT.replace("[commune]", "[commune, military]")
    left_out = WITHOUT + "      - {id: OWN-01, " + WHY + "}\n"

    for name, profile in (("both", both), ("left-out", left_out)):
        found = lint(load(folder(tmp_path / name, profile, own=text)))
        assert "profile-never" not in {item.code for item in found}


def test_lint_of_a_profile_is_about_it_alone(tmp_path: Path) -> None:
    text = UNIT.format(id="OWN-01", subject="units", when="kind = 'military'")
    army = WITHOUT[len("profiles:\n") :].replace("ward", "army").replace("commune", "military")
    catalogue = load(folder(tmp_path, WITHOUT + army, own=text))

    def told(profile: str) -> set[str]:
        return {item.code for item in lint(narrowed(catalogue, profile))}

    assert "profile-never" in told("ward")
    assert "profile-never" not in told("army")


def test_a_duty_that_a_profile_leaves_out_is_not_called_uncovered(tmp_path: Path) -> None:
    network = spoil(spoil(CONTROL, "SYS-01", "NET-01"), "cites: [LAW/1]", "cites: [LAW/2]")
    law = OBLIGATIONS.replace("kind: context", "kind: evidence")
    catalogue = load(folder(tmp_path, WITHOUT, network=network, obligations=law))

    assert lint(narrowed(catalogue, "ward")) == ()
