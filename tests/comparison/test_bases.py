"""Where the base comes from, and what is said where it cannot be had."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from secaudit import catalogue, inventory
from secaudit.audit import judge
from secaudit.checking import Folder, Order, Revision, Stored, run
from secaudit.comparison.baseline import baseline_of
from secaudit.comparison.baseline_file import dump
from secaudit.keeping import Shelf
from secaudit.model.comparison import CheckResult, Turn
from secaudit.model.problem import Gravity, InventoryInvalid
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.revision import GitFailure
from tests.comparison.repository import DAY, DEVICES, MOMENT, SYSTEMS, Repository, repository

NEW = "moi,p1,Máy mới (mẫu),workstation,lan,true,mat,true,none\n"
"""A device that fails at once: state secrets on the internet."""


@pytest.fixture
def repo(tmp_path: Path, shelf: Shelf) -> Repository:
    return repository(tmp_path / "kho", shelf)


def against(path: Path, base: Revision | Folder | Stored, **options: Any) -> CheckResult:
    return run(Order(path, base, DAY, MOMENT, **options))


def told(result: CheckResult) -> set[tuple[str, str, Turn]]:
    return {(one.finding.control, one.finding.subject.id, one.turn) for one in result.verdicts}


def notes(result: CheckResult) -> str:
    return " ".join(note.vi for note in result.notes)


def test_the_work_tree_as_it_is_stands_against_the_revision(repo: Repository) -> None:
    repo.write("devices.csv", DEVICES + NEW)
    before = {path: path.read_bytes() for path in repo.top.rglob("*") if path.is_file()}
    result = repo.check()
    assert {path: path.read_bytes() for path in repo.top.rglob("*") if path.is_file()} == before
    assert ("SEC-01", "moi", Turn.NEW) in told(result)
    assert result.refused
    assert result.head.dirty
    assert "chưa commit" in notes(result)
    assert result.head.prefix == "kê khai/"
    assert (result.base.commit, result.base.label) == (repo.git("rev-parse", "main").strip(), "main")


def test_one_file_of_a_repository_is_checked_by_itself(repo: Repository) -> None:
    whole = repo.inventory / "tất cả.json"
    whole.write_text('{"units": [{"id": "a", "name": "A", "kind": "commune"}]}', encoding="utf-8")
    repo.commit()
    whole.write_text('{"units": [{"id": "a", "name": "B", "kind": "commune"}]}', encoding="utf-8")
    result = against(whole, Revision("HEAD"))
    assert [(one.table, one.column, one.before, one.after) for one in result.rows] == [
        ("units", "name", "A", "B")
    ]
    assert result.head.prefix == "kê khai/"


def test_variables_of_git_do_not_lead_elsewhere(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert not repo.check().refused


def test_an_inventory_that_the_base_did_not_have_is_all_new(repo: Repository) -> None:
    fresh = repo.top / "mới"
    shutil.copytree(repo.inventory, fresh)
    result = against(fresh, Revision("main"))
    assert "chưa có danh mục kiểm kê này" in notes(result)
    assert {one.turn for one in result.verdicts} == {Turn.NEW}
    assert result.turns[Turn.UNCHANGED] == 0
    unknown = [one for one in result.verdicts if one.after is Status.UNKNOWN]
    assert unknown
    assert not any(one.blocking for one in unknown)
    strict = against(fresh, Revision("main"), unknown_fails=True)
    assert any(one.blocking for one in strict.verdicts if one.after is Status.UNKNOWN)


def test_a_base_with_errors_is_read_as_far_as_it_goes(repo: Repository) -> None:
    repo.replace("systems.yaml", "phase: operation", "phase: hoạt động")
    repo.commit("broken")
    repo.replace("systems.yaml", "phase: hoạt động", "phase: operation")
    result = repo.check("HEAD")
    assert "Trạng thái gốc (HEAD) có 1 lỗi" in notes(result)
    assert ("systems", "S-12", "added") in {(one.table, one.row, one.kind) for one in result.rows}


def test_a_head_with_errors_is_not_judged_and_a_conflict_is_named(repo: Repository) -> None:
    repo.write("systems.yaml", "<<<<<<< HEAD\n" + SYSTEMS + "=======\n>>>>>>> other\n")
    with pytest.raises(InventoryInvalid) as caught:
        repo.check()
    (conflict,) = [one for one in caught.value.problems if one.code == "merge-conflict"]
    assert str(conflict.location) == "systems.yaml:1:1"


def test_a_file_removed_takes_its_rows_along(repo: Repository) -> None:
    (repo.inventory / "money.yaml").unlink()
    result = repo.check()
    assert {(one.row, one.rule, one.in_base) for one in result.rows} == {
        ("b1", "CHG-07", True),
        ("b2", "CHG-07", True),
    }


@pytest.mark.parametrize("name", ["không-có", "-x", "main..HEAD", "main:kê khai"])
def test_an_unknown_revision_is_named(repo: Repository, name: str) -> None:
    with pytest.raises(GitFailure, match="no git revision"):
        repo.check(name)


def test_a_shallow_clone_says_what_to_fetch(repo: Repository, tmp_path: Path) -> None:
    repo.commit("second")
    place = tmp_path / "nông"
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.top}", str(place))
    with pytest.raises(GitFailure, match="git fetch --unshallow"):
        against(place / "kê khai", Revision("HEAD~1"))


def test_a_clone_without_the_bases_content_says_how_to_get_it(repo: Repository, tmp_path: Path) -> None:
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.write("systems.yaml", SYSTEMS.replace("mfa: true", "mfa: false"))
    repo.commit()
    repo.git("clone", "-q", "--filter=blob:none", repo.top.as_uri(), str(tmp_path / "phần"))
    part = Repository(tmp_path / "phần")
    with pytest.raises(GitFailure, match=r"systems\.yaml is not on this machine; run: git fetch --refetch"):
        part.check("HEAD~1")


def test_a_base_that_is_a_pointer_to_a_large_file_is_no_empty_one(repo: Repository) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 9\n"
    repo.write("systems.yaml", pointer)
    repo.commit()
    repo.write("systems.yaml", SYSTEMS)
    with pytest.raises(GitFailure, match=r"systems\.yaml is kept by Git LFS"):
        repo.check("HEAD")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_a_repository_of_another_user_is_opened_only_when_it_is_trusted(repo: Repository) -> None:
    for path in (repo.top, *repo.top.rglob("*")):
        os.chown(path, 12345, 12345, follow_symlinks=False)
    with pytest.raises(GitFailure, match=r"safe\.directory"):
        repo.check("HEAD")


def test_a_folder_without_repository_is_told_of_the_other_ways(tmp_path: Path) -> None:
    with pytest.raises(GitFailure, match="lies in no git repository"):
        against(tmp_path, Revision("main"))


def test_a_submodule_below_the_inventory_is_refused(repo: Repository, tmp_path: Path) -> None:
    other = repository(tmp_path / "khác")
    repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.top), "kê khai/con")
    with pytest.raises(GitFailure, match="kê khai/con is a submodule"):
        repo.check()


def test_links_are_not_followed_out_of_the_base(repo: Repository, tmp_path: Path) -> None:
    secret = tmp_path / "ngoài.yaml"
    secret.write_text("units:\n  - {id: x, name: X, kind: other}\n", encoding="utf-8")
    (repo.inventory / "ngoài.yaml").symlink_to(secret)
    (repo.inventory / "trong.yaml").symlink_to("units.yaml")
    repo.commit("links")
    for name in ("ngoài.yaml", "trong.yaml"):
        (repo.inventory / name).unlink()
    result = repo.check("HEAD")
    assert (result.verdicts, result.rows) == ((), ())


def test_another_folder_is_a_base(repo: Repository, tmp_path: Path) -> None:
    old = tmp_path / "cũ"
    shutil.copytree(repo.inventory, old)
    repo.write("devices.csv", DEVICES + NEW)
    assert ("SEC-01", "moi", Turn.NEW) in told(against(repo.inventory, Folder(old)))


def audited(path: Path, day: date = DAY, *, all_verdicts: bool = False) -> AuditResult:
    read = inventory.read([path])
    return judge(read, catalogue.load(None), day, generated_at=MOMENT, all_verdicts=all_verdicts)


@pytest.fixture(scope="module")
def as_it_was(tmp_path_factory: pytest.TempPathFactory) -> AuditResult:
    """An audit of the inventory that every repository here begins with."""
    return audited(repository(tmp_path_factory.mktemp("as-it-was") / "kho").inventory)


def test_a_stored_audit_tells_what_it_lists_and_says_what_it_does_not(
    repo: Repository, as_it_was: AuditResult
) -> None:
    base = Stored(as_it_was, "audit.json")
    same = against(repo.inventory, base)
    assert (same.verdicts, same.refused, same.incomplete) == ((), False, False)
    assert "không nêu được dòng nào" in notes(same)
    repo.replace("systems.yaml", "    backup: true\n", "")
    result = against(repo.inventory, base)
    assert ("SAF-01", "S-12", Turn.NEW) in told(result)
    assert result.refused
    assert "--all-verdicts" in notes(result)


def test_a_stored_audit_of_every_verdict_tells_worse_from_new(repo: Repository) -> None:
    base = Stored(audited(repo.inventory, all_verdicts=True), "audit.json")
    repo.replace("systems.yaml", "    backup: true\n", "")
    repo.write("devices.csv", DEVICES + NEW)
    result = against(repo.inventory, base)
    assert {("SAF-01", "S-12", Turn.WORSE), ("SEC-01", "moi", Turn.NEW)} <= told(result)
    assert "--all-verdicts" not in notes(result)


def test_another_catalogue_is_not_compared_and_not_green(repo: Repository, as_it_was: AuditResult) -> None:
    changed = tuple(
        replace(one, rule_sha256="another") if one.id == "SEC-01" else one for one in as_it_was.controls
    )
    checked = against(repo.inventory, Stored(replace(as_it_was, controls=changed), "audit.json"))
    assert told(checked) == {("SEC-01", "mat", Turn.NOT_COMPARABLE)}
    assert (checked.refused, checked.incomplete) == (False, True)
    assert "SEC-01" in notes(checked)


def test_controls_come_from_the_base_and_what_the_change_does_to_them_is_told(repo: Repository) -> None:
    own = repo.top / "tiêu chí"
    own.mkdir()
    (own / "own.yaml").write_text("severity: []\n", encoding="utf-8")
    repo.commit("controls")
    (own / "own.yaml").write_text(
        "switch_off:\n  - {id: SEC-01, reason: {vi: Không cần, en: Not needed}}\n", encoding="utf-8"
    )
    repo.write("devices.csv", DEVICES + NEW)
    result = repo.check("HEAD", controls=(own,))
    assert ("SEC-01", "moi", Turn.NEW) in told(result)
    (change,) = result.yardstick
    assert (change.rule, change.id, change.blocking) == ("CHG-31", "SEC-01", True)
    assert "Không cần" in change.sentence.vi


def test_a_waiver_in_the_change_excuses_nothing(repo: Repository) -> None:
    repo.write("devices.csv", DEVICES + "moi,p1,Máy (mẫu),workstation,lan,false,none,false,none\n")
    repo.write("systems.yaml", SYSTEMS.replace("    backup: true\n", "    backup: none\n", 1))
    text = (
        "waivers:\n  - {id: w1, control: SAF-01, subject: S-12, reason: Thử, approved_by: UBND, "
        "from_on: 2026-10-01, until_on: 2026-12-31}\n"
    )
    repo.write("waivers.yaml", text)
    result = repo.check()
    assert ("SAF-01", "S-12", Turn.WORSE) in told(result)
    assert result.refused
    (change,) = result.yardstick
    assert (change.rule, change.id, change.severity) == ("CHG-34", "w1", Severity.MEDIUM)
    repo.commit("a waiver that was accepted")
    accepted = repo.check("HEAD")
    assert not accepted.refused


def test_a_waiver_of_the_base_covers_what_the_change_breaks(repo: Repository) -> None:
    text = (
        "waivers:\n  - {id: w1, control: SAF-01, subject: S-12, reason: Thử, approved_by: UBND, "
        "from_on: 2026-10-01, until_on: 2026-12-31}\n"
    )
    repo.write("waivers.yaml", text)
    repo.commit("waiver")
    repo.write("systems.yaml", SYSTEMS.replace("    backup: true\n", "    backup: false\n", 1))
    verdicts = {one.finding.control: one for one in repo.check("HEAD").verdicts if one.after is Status.WAIVED}
    assert (verdicts["SAF-01"].turn, verdicts["SAF-01"].blocking) == (Turn.WORSE, False)


def test_fail_on_decides_what_refuses(repo: Repository) -> None:
    repo.replace("systems.yaml", "    backup: true\n", "")
    assert not repo.check(fail_on=None).refused
    critical = repo.check(fail_on=Severity.CRITICAL)
    assert {one.severity for one in critical.verdicts if one.blocking} <= {Severity.CRITICAL}


@pytest.fixture(scope="module")
def without_backup(tmp_path_factory: pytest.TempPathFactory) -> AuditResult:
    """An audit of that inventory with a system that has no backup."""
    made = repository(tmp_path_factory.mktemp("without-backup") / "kho")
    made.replace("systems.yaml", "    backup: true\n", "    backup: none\n")
    return audited(made.inventory)


def test_known_findings_are_those_of_the_base(repo: Repository, without_backup: AuditResult) -> None:
    repo.replace("systems.yaml", "    backup: true\n", "    backup: none\n")
    found = baseline_of(without_backup)
    list_ = repo.inventory / "secaudit-baseline.yaml"
    list_.write_bytes(dump(found))
    by_itself = repo.check()
    assert ("SAF-01", "S-12", Turn.WORSE) in told(by_itself)
    assert by_itself.refused
    assert ("CHG-35", Severity.MEDIUM) in {(one.rule, one.severity) for one in by_itself.yardstick}
    list_.unlink()
    repo.git("checkout", "-q", ".")
    list_.write_bytes(dump(found))
    repo.commit("the list that was accepted")
    repo.replace("systems.yaml", "    backup: true\n", "    backup: none\n")
    accepted = repo.check("HEAD")
    known = {one.finding.control for one in accepted.verdicts if one.known}
    assert "SAF-01" in known
    assert not any(one.blocking for one in accepted.verdicts)
    assert not [note for note in accepted.notes if "catalogue" in note.en]


def test_known_findings_of_another_catalogue_are_said_to_be_so_and_still_match(
    repo: Repository, without_backup: AuditResult
) -> None:
    found = replace(baseline_of(without_backup), catalogue_sha256="ab" * 32)
    (repo.inventory / "secaudit-baseline.yaml").write_bytes(dump(found))
    repo.commit("a list of another catalogue")
    repo.replace("systems.yaml", "    backup: true\n", "    backup: none\n")
    accepted = repo.check("HEAD")
    assert "SAF-01" in {one.finding.control for one in accepted.verdicts if one.known}
    assert any("of another catalogue (1, abababababab): 0 of" in note.en for note in accepted.notes)


def test_only_warnings_that_the_change_brings_are_told(repo: Repository) -> None:
    known = "ten_la: a\n    phase: operation"
    repo.write("systems.yaml", SYSTEMS.replace("phase: operation", known, 1))
    repo.commit()
    repo.write("systems.yaml", SYSTEMS.replace("phase: operation", known + "\n    cot_moi: b", 1))
    result = against(repo.inventory, Revision("HEAD"))
    assert ["cot_moi" in problem.found.vi for problem in result.problems] == [True]
    assert {problem.gravity for problem in result.problems} == {Gravity.WARNING}
