"""What is kept between runs changes no result, whatever became of it, and whatever is changed."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.keeping import Shelf, own_shelf
from secaudit.model.comparison import CheckResult
from tests.comparison.repository import DEVICES, FILES, Repository, repository


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = repository(tmp_path_factory.mktemp("kept") / "kho")
    made.replace("systems.yaml", "    backup: true\n", "")
    return made


@pytest.fixture(scope="module")
def expected(repo: Repository) -> CheckResult:
    return repo.check()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)


def forge(path: Path) -> None:
    """Put another content under a right digest: whole, and not what the program would have written."""
    from hashlib import sha256

    mark, key, _, _ = path.read_bytes().split(b"\n", 3)
    content = b'["record","Popen","x"]'
    path.write_bytes(b"\n".join((mark, key, sha256(content).hexdigest().encode(), content)))


def take_the_place_of_another(path: Path) -> None:
    others = sorted(other for other in path.parent.iterdir() if other != path)
    path.write_bytes(others[0].read_bytes())


@pytest.fixture(scope="module")
def filled(repo: Repository, expected: CheckResult, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled") / "shelf"
    assert repo.check(shelf=Shelf(folder)) == expected
    return folder


@pytest.mark.parametrize("harm", [cut, empty, flip, forge, take_the_place_of_another])
def test_a_bad_entry_is_as_good_as_none(
    repo: Repository, expected: CheckResult, filled: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    kept = tmp_path / "shelf"
    shutil.copytree(filled, kept)
    entries = sorted(kept.iterdir())
    assert {entry.name.partition("-")[0] for entry in entries} >= {
        "files",
        "verdicts",
        "grounds",
        "catalogue",
    }
    for entry in entries:
        harm(entry)
    assert repo.check(shelf=Shelf(kept)) == expected


@pytest.mark.usefixtures("in_two_processes")
def test_two_processes_tell_the_same(repo: Repository, expected: CheckResult, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    assert repo.check() == repo.check(shelf=shelf) == repo.check(shelf=shelf) == expected


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_folder_that_others_can_write_to_is_not_used(
    repo: Repository, expected: CheckResult, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    assert repo.check(shelf=Shelf(shared)) == expected
    assert not list(shared.iterdir())
    (tmp_path / "file").write_bytes(b"")
    assert repo.check(shelf=Shelf(tmp_path / "file")) == expected


def test_an_entry_is_found_under_its_own_key_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    shelf.keep(b"one", "file", "a", "b")
    assert shelf.take("file", "a", "b") == b"one"
    assert shelf.take("file", "ab") is None
    assert shelf.take("verdicts", "a", "b") is None


def test_whoever_has_no_home_has_no_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def nowhere() -> Path:
        raise RuntimeError

    monkeypatch.delenv("SECAUDIT_CACHE")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    assert own_shelf() is None


def test_the_oldest_entries_go_first_when_there_is_no_more_room(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf")
    for name in ("old", "new"):
        shelf.keep(b"x" * 1000, "file", name)
        for path in (tmp_path / "shelf").iterdir():
            os.utime(path, ns=(path.stat().st_mtime_ns - 10**9, path.stat().st_mtime_ns - 10**9))
    shelf.tidy(most=1500)
    assert (shelf.take("file", "old"), shelf.take("file", "new")) == (None, b"x" * 1000)


def test_what_was_checked_is_the_next_base(tmp_path: Path) -> None:
    one = repository(tmp_path / "kho")
    shelf = Shelf(tmp_path / "shelf")
    for old in ("mfa: true", "ids_ips: true", "waivers: 0"):
        if old in one.read("systems.yaml"):
            one.replace("systems.yaml", old, old.replace("true", "false"))
        else:
            one.write("waivers.yaml", WAIVER)
        one.check("HEAD", shelf=shelf)
        one.commit()
    one.replace("systems.yaml", "    backup: true\n", "")
    assert one.check("HEAD", shelf=shelf) == one.check("HEAD")


WAIVER = """\
waivers:
  - {id: w1, control: SAF-01, subject: S-12, reason: Thử, approved_by: UBND, from_on: 2026-10-01,
     until_on: 2026-12-01}
"""

EDITS = (
    ("systems.yaml", "mfa: true", "mfa: false"),
    ("systems.yaml", "approved_level: 3", "approved_level: 4"),
    ("systems.yaml", "segment: lan", "segment: rieng"),
    ("systems.yaml", "operator: p1", "operator: tp"),
    ("systems.yaml", "unit: p1\n    operator", "unit: tp\n    operator"),
    ("systems.yaml", "state_secrets: none", "state_secrets: mat"),
    ("systems.yaml", "scanned_on: 2026-04-01", "scanned_on: none"),
    ("network.yaml", "kind: independent_lan", "kind: lan"),
    ("network.yaml", "both_ways: true", "both_ways: false"),
    ("network.yaml", "source: lan", "source: rieng"),
    ("money.yaml", "security_vnd: 200000000", "security_vnd: 100000000"),
    ("money.yaml", "stage: estimate", "stage: spent"),
    ("units.yaml", "headcount: 20", "headcount: 21"),
    ("units.yaml", "kind: commune", "kind: department"),
    ("units.yaml", ", parent: tp", ""),
    ("events.yaml", "incidents, documents", "incidents"),
    ("events.yaml", 'value: "false"', 'value: "true"'),
    ("events.yaml", "serious: true", "serious: false"),
    ("devices.csv", "m07,p1,", "m07,tp,"),
    (
        "devices.csv",
        "mat,p1,Máy soạn thảo mật (mẫu),workstation,lan,true",
        "mat,p1,Máy mật,workstation,rieng,false",
    ),
    ("devices.csv", DEVICES[DEVICES.index("m09") : DEVICES.index("m10")], ""),
)


@given(chosen=st.sets(st.integers(0, len(EDITS) - 1), min_size=1, max_size=4), seed=st.integers(0, 999))
@settings(max_examples=5, deadline=None)
def test_judging_only_what_a_change_reaches_tells_the_same(
    repo: Repository, shelf: Shelf, chosen: set[int], seed: int
) -> None:
    for name, text in FILES.items():
        repo.write(name, text)
    for number in chosen:
        name, old, new = EDITS[number]
        if old in repo.read(name):
            repo.replace(name, old, new)
    head, *rows = repo.read("devices.csv").splitlines(keepends=True)
    random.Random(seed).shuffle(rows)
    repo.write("devices.csv", head + "".join(rows))
    # Listing what did not change judges both states as a whole.
    whole = repo.check(list_unchanged=True)
    quick = repo.check(shelf=shelf)
    turned = [one for one in whole.verdicts if one.turn != "unchanged"]
    assert list(quick.verdicts) == turned
    assert (quick.turns, quick.rows) == (whole.turns, whole.rows)
    assert (quick.base.counts, quick.head.counts) == (whole.base.counts, whole.head.counts)


def test_nothing_is_kept_for_who_wants_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECAUDIT_CACHE", "none")
    assert own_shelf() is None
