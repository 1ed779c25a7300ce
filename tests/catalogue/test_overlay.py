"""Folders above a catalogue: what they add, replace, switch off and weigh anew, and how that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.catalogue import UnknownControl, find, load
from secaudit.model.change import Change
from secaudit.model.location import Location
from secaudit.model.problem import CatalogueInvalid, Problem
from secaudit.model.status import Severity
from secaudit.model.text import Text
from tests.catalogue.layered import AFTER, END, OFF, REASON, SECOND, TITLE, WEIGHED, above, base
from tests.catalogue.sample import CONTROL, DOCUMENTS, OBLIGATIONS, spoil, write


def the_problem(*folders: Path) -> Problem:
    with pytest.raises(CatalogueInvalid) as caught:
        load(folders)
    assert len(caught.value.problems) == 1, [problem.describe("en") for problem in caught.value.problems]
    return caught.value.problems[0]


def test_a_control_with_a_new_id_is_added(tmp_path: Path) -> None:
    own = above(tmp_path, own=spoil(CONTROL, "SYS-01", "OWN-01"))
    catalogue = load([base(tmp_path), own])

    assert [control.id for control in catalogue.controls] == ["OWN-01", "SYS-01", "SYS-02"]
    assert find(catalogue, "OWN-01").cites == (catalogue.obligations["LAW/1"],)
    assert catalogue.changes == (Change("OWN-01", "control", "added", TITLE, Location("own/own.yaml", 2, 5)),)


@pytest.mark.parametrize(
    ("key", "reason"), [("", None), ("    replaces: {vi: lý do, en: a reason}\n", REASON)]
)
def test_a_control_with_a_known_id_replaces_it(tmp_path: Path, key: str, reason: Text | None) -> None:
    own = above(tmp_path, own=spoil(CONTROL, "severity: high", "severity: info") + key)
    catalogue = load([base(tmp_path), own])

    assert find(catalogue, "SYS-01").severity is Severity.INFO
    assert find(catalogue, "SYS-01").location == Location("own/own.yaml", 2, 5)
    assert catalogue.changes == (
        Change("SYS-01", "control", "replaced", TITLE, Location("own/own.yaml", 2, 5), reason),
    )


def test_a_copy_of_what_is_released_is_no_change(tmp_path: Path) -> None:
    laid_out = "# mine\n" + CONTROL.replace("severity: high", 'severity:   "high"')
    copied = above(tmp_path, own=laid_out, registry__law=OBLIGATIONS, registry__documents=DOCUMENTS)
    assert load([base(tmp_path), copied]).changes == ()

    mended = above(tmp_path, "mended", own=laid_out.replace("log_months >= 3", "log_months >= 6"))
    assert [change.id for change in load([base(tmp_path), mended]).changes] == ["SYS-01"]


def test_a_replaced_control_is_not_even_read(tmp_path: Path) -> None:
    broken = base(tmp_path, controls=spoil(CONTROL, "assert: mfa", "assert: mfaa"))

    assert load([broken, above(tmp_path, own=CONTROL)]).changes[0].change == "replaced"


def test_a_control_is_switched_off_with_a_reason(tmp_path: Path) -> None:
    catalogue = load([base(tmp_path), above(tmp_path, own=OFF)])

    assert [control.id for control in catalogue.controls] == ["SYS-02"]
    assert [control.id for control in catalogue.off] == ["SYS-01"]
    assert catalogue.changes == (
        Change("SYS-01", "control", "switched_off", TITLE, Location("own/own.yaml", 2, 5), REASON),
    )


def test_what_is_switched_off_is_no_longer_waited_for(tmp_path: Path) -> None:
    second = find(load([base(tmp_path), above(tmp_path, own=OFF)]), "SYS-02")

    assert second.remediation.after == ("SYS-01",), "the order stays as written, should it come back"


def test_a_control_that_is_off_can_be_shown_but_not_judged(tmp_path: Path) -> None:
    catalogue = load([base(tmp_path), above(tmp_path, own=OFF)])

    assert find(catalogue, "sys-01", also_off=True).id == "SYS-01"
    with pytest.raises(UnknownControl) as caught:
        find(catalogue, "SYS-01")
    assert caught.value.found == Text("tiêu chí SYS-01 không được áp dụng", "the control SYS-01 is off")


def test_a_severity_is_changed_without_writing_the_control_again(tmp_path: Path) -> None:
    catalogue = load([base(tmp_path), above(tmp_path, own=WEIGHED)])

    assert find(catalogue, "SYS-01").severity is Severity.LOW
    assert find(catalogue, "SYS-02").severity is Severity.HIGH
    (change,) = catalogue.changes
    assert (change.change, change.before, change.after) == ("severity", Severity.HIGH, Severity.LOW)
    assert (change.reason, str(change.location)) == (REASON, "own/own.yaml:2:5")


def test_decisions_stand_at_the_top_of_any_file(tmp_path: Path) -> None:
    own = above(tmp_path, registry__mine=OFF, more__deep=SECOND)

    assert {change.id: change.change for change in load([base(tmp_path), own]).changes} == {
        "SYS-01": "switched_off",
        "SYS-02": "replaced",
    }


def test_law_is_added_and_replaced_and_stays_cited(tmp_path: Path) -> None:
    changed = OBLIGATIONS.replace("due: 2026-12-31", "due: 2027-06-30").replace("id: LAW/2", "id: LAW/9")
    own = above(tmp_path, registry__law=changed, registry__documents=spoil(DOCUMENTS, "1/FICT", "2/FICT"))
    catalogue = load([base(tmp_path), own])

    (cited,) = find(catalogue, "SYS-01").cites
    assert str(cited.due) == "2027-06-30"
    assert cited.document.number == "2/FICT"
    assert [(change.of, change.id, change.change) for change in catalogue.changes] == [
        ("obligation", "LAW/1", "replaced"),
        ("obligation", "LAW/9", "added"),
        ("document", "LAW", "replaced"),
    ]


def test_a_folder_that_says_so_stands_alone(tmp_path: Path) -> None:
    alone, shipped = load(write(tmp_path / "own")), load()

    assert (alone.base, alone.changes) == ("none", ())
    assert [control.id for control in alone.controls] == ["SYS-01"]
    assert (shipped.base, shipped.changes) == ("shipped", ())


def test_without_it_a_folder_builds_on_the_released_catalogue(tmp_path: Path) -> None:
    own = above(tmp_path, own=OFF.replace("SYS-01", "BUD-01"))
    catalogue, shipped = load(own), load()

    assert {control.id for control in shipped.controls} - {control.id for control in catalogue.controls} == {
        "BUD-01"
    }
    assert catalogue.base == "shipped"
    assert load(above(tmp_path, "said", catalogue="base: shipped", own=OFF.replace("SYS", "STF"))).changes


def test_several_folders_stand_on_one_another(tmp_path: Path) -> None:
    lower = above(tmp_path, "lower", own=OFF + WEIGHED.replace("SYS-01", "SYS-02"))
    stricter = spoil(CONTROL, "log_months >= 3", "log_months >= 6")
    upper = above(
        tmp_path, "upper", own=stricter + WEIGHED.replace("SYS-01", "SYS-02").replace("low", "info")
    )
    catalogue = load([base(tmp_path), lower, upper])

    assert [control.id for control in catalogue.controls] == ["SYS-01", "SYS-02"]
    assert {change.id: (change.change, change.location.file) for change in catalogue.changes} == {
        "SYS-01": ("replaced", "upper/own.yaml"),
        "SYS-02": ("severity", "upper/own.yaml"),
    }


def test_a_higher_folder_turns_a_control_on_again(tmp_path: Path) -> None:
    catalogue = load(
        [base(tmp_path), above(tmp_path, "lower", own=OFF), above(tmp_path, "upper", own=CONTROL)]
    )

    assert find(catalogue, "SYS-01").location.file == "upper/own.yaml"
    assert (catalogue.off, catalogue.changes) == ((), ()), "it is as released"


def test_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    one = above(tmp_path / "a", own=spoil(CONTROL, "SYS-01", "OWN-01"))
    two = above(tmp_path / "b", own=spoil(CONTROL, "SYS-01", "OWN-02"))

    files = [change.location.file for change in load([base(tmp_path), one, two]).changes]
    assert files == ["a/own/own.yaml", "b/own/own.yaml"]


def test_the_hash_covers_base_and_overlay(tmp_path: Path) -> None:
    plain, own = base(tmp_path), above(tmp_path, own=OFF)
    first = load([plain, own]).sha256
    again = load([base(tmp_path / "copy"), above(tmp_path / "copy", "other", own=OFF)]).sha256
    commented = load([plain, above(tmp_path, "other", own=OFF + "# a comment\n")]).sha256
    moved = load(write(tmp_path / "moved", second=AFTER, own=SECOND.replace("SYS-02", "SYS-03")))
    added = load([plain, above(tmp_path, "added", own=SECOND.replace("SYS-02", "SYS-03"))])

    assert first == again
    assert len({first, commented, load([plain]).sha256, moved.sha256, added.sha256}) == 5


def test_the_versions_are_told_together(tmp_path: Path) -> None:
    own = above(tmp_path, registry__documents='version: "thử-3"\ndocuments: []\n', own=OFF)

    assert load([base(tmp_path), own]).version == "2026.1+thử-3"


ONE = "  - {id: SYS-01, reason: {vi: lý do, en: a reason}}\n"

BAD = {
    "unknown": (
        {"own": OFF.replace("SYS-01", "SYS-1")},
        "unknown-control",
        "own.yaml:2:10",
        "did you mean SYS-01?",
    ),
    "capitals": (
        {"own": OFF.replace("SYS-01", "sys-01")},
        "unknown-control",
        "own.yaml:2:10",
        "mean SYS-01?",
    ),
    "twice": ({"own": OFF, "zwo": OFF}, "duplicate-id", "zwo.yaml:2:10", "change one"),
    "no reason": (
        {"own": "switch_off: [{id: SYS-01}]"},
        "missing-key",
        "own.yaml:1:14",
        "add the key reason",
    ),
    "one language": (
        {"own": "switch_off: [{id: SYS-01, reason: {vi: x}}]"},
        "missing-key",
        "own.yaml:1:35",
        "add the key en",
    ),
    "no text": (
        {"own": "switch_off: [{id: SYS-01, reason: x}]"},
        "wrong-type",
        "own.yaml:1:35",
        "key: value",
    ),
    "typo": ({"own": "switch_of: [{id: SYS-01}]"}, "unknown-key", "own.yaml:1:1", "did you mean switch_off?"),
    "its own": ({"own": CONTROL + OFF}, "own-control", f"own.yaml:{END + 2}:10", "delete that control here"),
    "its own, added": (
        {"own": spoil(CONTROL, "SYS-01", "OWN-01"), "zwo": OFF.replace("SYS-01", "OWN-01")},
        "own-control",
        "zwo.yaml:2:10",
        "delete that control here",
    ),
    "weight of its own": (
        {"own": CONTROL + WEIGHED},
        "own-control",
        f"own.yaml:{END + 2}:10",
        "write the severity in that",
    ),
    "weight of nothing": (
        {"own": WEIGHED.replace("SYS-01", "SIS-01")},
        "unknown-control",
        "own.yaml:2:10",
        "did you mean SYS-01?",
    ),
    "unknown weight": (
        {"own": WEIGHED.replace("low", "lwo")},
        "wrong-value",
        "own.yaml:2:28",
        "choose one of these",
    ),
    "weight twice": ({"own": WEIGHED, "zwo": WEIGHED}, "duplicate-id", "zwo.yaml:2:10", "change one"),
    "weight of what is off": ({"own": OFF + WEIGHED}, "already-off", "own.yaml:4:10", "remove one"),
    "two controls with one id": (
        {"own": SECOND, "zwo": SECOND},
        "duplicate-id",
        "zwo.yaml:2:5",
        "change one",
    ),
    "capitals of an id": (
        {"own": spoil(CONTROL, "SYS-01", "Sys-01")},
        "id-capitals",
        "own.yaml:2:5",
        "write SYS-01",
    ),
    "replaces nothing": (
        {"own": spoil(CONTROL, "SYS-01", "SYS-04") + "    replaces: {vi: lý do, en: a reason}\n"},
        "replaces-nothing",
        f"own.yaml:{END + 1}:5",
        "did you mean SYS-0",
    ),
    "replaces in one language": (
        {"own": CONTROL + "    replaces: {vi: lý do}\n"},
        "missing-key",
        f"own.yaml:{END + 1}:15",
        "add the key en",
    ),
    "a control's own error": (
        {"own": spoil(CONTROL, "key: mfa", "key: mfaa")},
        "unknown-column",
        "9:10",
        "mfa?",
    ),
    "a broken setting": (
        {"catalogue": "base: nnoe", "own": OFF},
        "wrong-value",
        "catalogue.yaml:1:7",
        "mean none?",
    ),
    "a setting without base": ({"catalogue": "version: x", "own": OFF}, None, "catalogue.yaml:1:1", ""),
    "alone above another": (
        {"catalogue": "base: none", "own": OFF},
        "base-none-above",
        "catalogue.yaml:1:7",
        "give this folder first",
    ),
    "nothing left": (
        {"own": OFF + "  - {id: SYS-02, reason: {vi: lý do, en: a reason}}\n"},
        "no-controls",
        "own",
        "--controls",
    ),
    "an empty file": ({"own": "{}"}, "missing-key", "own.yaml:1:1", "add the key controls"),
}


@pytest.mark.parametrize("name", BAD)
def test_an_overlay_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    files, code, place, advice = BAD[name]
    with pytest.raises(CatalogueInvalid) as caught:
        load([base(tmp_path), above(tmp_path, **files)])
    problem = caught.value.problems[0]

    assert code in (problem.code, None)
    assert str(problem.location).startswith(("own/", str(tmp_path / "own")))
    assert str(problem.location).endswith(place)
    assert advice in problem.advice.en
    assert problem.advice.vi
    assert len(caught.value.problems) == (1 if code else 2)


def test_what_is_off_already_is_not_switched_off_again(tmp_path: Path) -> None:
    problem = the_problem(base(tmp_path), above(tmp_path, "one", own=OFF), above(tmp_path, "two", own=OFF))

    assert (problem.code, str(problem.location)) == ("already-off", "two/own.yaml:2:10")
    assert "one/own.yaml:2:5" in problem.found.en


def test_a_folder_that_stands_alone_has_nothing_to_switch_off(tmp_path: Path) -> None:
    problem = the_problem(base(tmp_path, more=OFF))

    assert (problem.code, str(problem.location)) == ("nothing-below", "more.yaml:2:3")


def test_a_folder_given_twice_is_an_error(tmp_path: Path) -> None:
    own = above(tmp_path, own=OFF)
    with pytest.raises(CatalogueInvalid) as caught:
        load([own, own.parent / "." / own.name])
    assert caught.value.problems[0].code == "same-folder"


def test_a_circle_is_none_once_a_control_of_it_is_off(tmp_path: Path) -> None:
    circle = spoil(CONTROL, "effort_days: 5", "effort_days: 5\n      after: [SYS-02]")
    plain = base(tmp_path, controls=circle)

    assert the_problem(plain).code == "after-cycle"
    assert [control.id for control in load([plain, above(tmp_path, own=OFF)]).controls] == ["SYS-02"]
