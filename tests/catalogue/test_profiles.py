"""Profiles: what they leave out and weigh anew, how strictly they are read, and what lint says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.catalogue import UnknownProfile, load, narrowed
from secaudit.model.change import Change
from secaudit.model.control import Catalogue
from secaudit.model.location import Location
from secaudit.model.problem import CatalogueInvalid
from secaudit.model.status import Severity
from secaudit.model.text import Text
from tests.catalogue.layered import HEAD, ONLY, REASON, WEIGHING, WHY, WITHOUT, folder
from tests.catalogue.sample import CONTROL, spoil


def ids(catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """The controls that are on, and those that are off."""
    return [control.id for control in catalogue.controls], [control.id for control in catalogue.off]


def test_without_a_profile_nothing_is_left_out(tmp_path: Path) -> None:
    catalogue = load(folder(tmp_path, WITHOUT))

    assert narrowed(catalogue, None) is catalogue
    assert ids(catalogue) == (["NET-01", "SYS-01"], [])
    assert list(catalogue.profiles) == ["ward"]


def test_a_profile_leaves_out_with_a_reason(tmp_path: Path) -> None:
    catalogue = narrowed(load(folder(tmp_path, WITHOUT)), "ward")

    assert ids(catalogue) == (["SYS-01"], ["NET-01"])
    assert catalogue.profile is not None
    assert catalogue.profile.title == Text("Phường", "Ward")
    assert catalogue.profile.kinds == ("commune",)
    title = catalogue.off[0].title
    place = Location("profiles/mine.yaml", 6, 9)
    assert catalogue.profile.left_out == (Change("NET-01", "control", "left_out", title, place, REASON),)


def test_a_profile_may_list_what_it_judges_instead(tmp_path: Path) -> None:
    catalogue = narrowed(load(folder(tmp_path, ONLY)), "ward")

    assert ids(catalogue) == (["SYS-01"], ["NET-01"])
    assert catalogue.profile is not None
    assert [(change.id, change.reason) for change in catalogue.profile.left_out] == [("NET-01", REASON)]


def test_a_control_added_later_is_judged_unless_a_profile_leaves_it_out(tmp_path: Path) -> None:
    later = spoil(CONTROL, "SYS-01", "NEW-01")
    assert ids(narrowed(load(folder(tmp_path / "a", WITHOUT, new=later)), "ward"))[0] == ["NEW-01", "SYS-01"]
    assert ids(narrowed(load(folder(tmp_path / "b", ONLY, new=later)), "ward"))[0] == ["SYS-01"]


def test_a_profile_changes_severities(tmp_path: Path) -> None:
    catalogue = narrowed(load(folder(tmp_path, WEIGHING)), "WARD")

    assert catalogue.controls[0].severity is Severity.CRITICAL
    assert catalogue.profile is not None
    (change,) = catalogue.profile.severities
    assert (change.id, change.before, change.after) == ("SYS-01", Severity.HIGH, Severity.CRITICAL)
    assert change.reason == REASON


def test_what_an_overlay_switched_off_stays_off(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.yaml").write_text("switch_off: [{id: SYS-01, " + WHY + "}]", encoding="utf-8")
    profile = WEIGHING.replace("NET-*", "NET-01")
    more = spoil(CONTROL, "SYS-01", "SYS-02")
    catalogue = narrowed(load([folder(tmp_path / "base", profile, more=more), own]), "ward")

    assert ids(catalogue) == (["SYS-02"], ["NET-01", "SYS-01"])
    assert catalogue.profile is not None
    assert [change.id for change in catalogue.profile.left_out] == ["NET-01"]
    assert catalogue.profile.severities == ()


def test_a_user_s_profile_is_added_or_replaces_one(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "profiles").mkdir(parents=True)
    text = ONLY.replace("Ward}", "My ward}") + ONLY[len("profiles:\n") :].replace("id: ward", "id: mine")
    (own / "profiles/mine.yaml").write_text(text, encoding="utf-8")
    catalogue = load([folder(tmp_path / "base", WITHOUT), own])

    assert catalogue.profiles["ward"].title.en == "My ward"
    assert [(change.of, change.id, change.change) for change in catalogue.changes] == [
        ("profile", "mine", "added"),
        ("profile", "ward", "replaced"),
    ]


def test_an_unknown_profile_is_answered_with_one_like_it(tmp_path: Path) -> None:
    with pytest.raises(UnknownProfile) as caught:
        narrowed(load(folder(tmp_path, WITHOUT)), "wrad")
    assert caught.value.found.en == "there is no profile wrad"
    assert caught.value.advice.en == "did you mean ward?"


def test_a_profile_that_leaves_nothing_is_refused(tmp_path: Path) -> None:
    everything = WITHOUT + "      - {id: SYS-01, " + WHY + "}\n"
    with pytest.raises(CatalogueInvalid) as caught:
        narrowed(load(folder(tmp_path, everything)), "ward")
    assert caught.value.problems[0].code == "no-controls"


TWICE = "      - {id: NET-01, " + WHY + "}\n"

BAD = {
    "unknown control": (
        WITHOUT.replace("NET-*", "NET-02"),
        "unknown-control",
        "6:14",
        "did you mean NET-01?",
    ),
    "unknown family": (WITHOUT.replace("NET-*", "NIT-*"), "unknown-control", "6:14", "controls list"),
    "a star elsewhere": (WITHOUT.replace("NET-*", "N*T-01"), "wrong-value", "6:14", "at the end only"),
    "no reason": (WITHOUT.replace(", " + WHY, ""), "missing-key", "6:9", "add the key reason"),
    "one language": (WITHOUT.replace(", en: a reason", ""), "missing-key", "6:29", "add the key en"),
    "unknown kind": (
        WITHOUT.replace("[commune]", "[comune]"),
        "wrong-value",
        "4:13",
        "did you mean commune?",
    ),
    "no kind": (WITHOUT.replace("[commune]", "[]"), "wrong-value", "4:12", "add at least one"),
    "a kind twice": (
        WITHOUT.replace("[commune]", "[commune, commune]"),
        "duplicate-id",
        "4:22",
        "change one",
    ),
    "unknown severity": (
        WEIGHING.replace("critical", "critcal"),
        "wrong-value",
        "8:32",
        "did you mean critical?",
    ),
    "severity of nothing": (
        WEIGHING.replace("SYS-01", "SYS-1"),
        "unknown-control",
        "8:14",
        "did you mean SYS-01?",
    ),
    "severity of a family": (WEIGHING.replace("SYS-01", "SYS-*"), "wrong-value", "8:14", "choose another id"),
    "severity of what it leaves out": (
        WEIGHING.replace("SYS-01", "NET-01"),
        "severity-left-out",
        "8:14",
        "keep",
    ),
    "severity without reason": (
        WEIGHING.replace("severity: critical, " + WHY, "severity: critical"),
        "missing-key",
        "8:9",
        "reason",
    ),
    "both ways": (ONLY + WITHOUT[len(HEAD) :], "controls-and-without", "8:7", "not both"),
    "a list without reason": (ONLY.replace("    " + WHY, ""), "missing-key", "2:5", "why the other controls"),
    "a reason for nothing": (WITHOUT + "    " + WHY, "unknown-key", "7:13", "entries of without"),
    "a control twice": (WITHOUT.replace("NET-*", "NET-01") + TWICE, "duplicate-id", "7:14", "change one"),
    "a control twice by its family": (WITHOUT + TWICE, "left-out-twice", "7:14", "remove one"),
    "a typo": (WITHOUT.replace("without", "witout"), "unknown-key", "5:5", "did you mean without?"),
    "one id twice": (WITHOUT + WITHOUT[len("profiles:\n") :], "duplicate-id", "7:5", "change one"),
    "controls among profiles": ("controls: []", "unknown-key", "1:1", "keys: profiles"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_profile_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    text, code, place, advice = BAD[name]
    with pytest.raises(CatalogueInvalid) as caught:
        load(folder(tmp_path, text))
    (problem,) = caught.value.problems

    assert problem.code == code
    assert str(problem.location) == f"profiles/mine.yaml:{place}"
    assert advice in problem.advice.en
    assert problem.advice.vi
