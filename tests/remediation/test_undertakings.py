"""`actions.yaml`: what people say of actions is read with its place, matched, and held against the audit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult
from secaudit.model.status import Status
from secaudit.model.undertaking import Undertaking, UndertakingsFile
from secaudit.remediation import read_undertakings, undertakings, with_actions
from secaudit.remediation.undertakings import matched
from tests.remediation.audit_results import catalogue, control, finding, result

MARK = "0123456789ab"
PRINT = "0" * 32
FULL = f"""\
version: 1
actions:
  - action: {MARK}
    closes: [{PRINT}]
    unit: u1
    what: Phê duyệt cấp độ
    taken_by: Nguyễn Văn Thử
    planned_on: 2026-12-15
    done_on: 2026-11-20
    evidence: bien-ban/01.pdf
    note: đã trình
"""


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "actions.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def refused(tmp_path: Path, text: str) -> Problem:
    with pytest.raises(InvalidInput) as caught:
        undertakings([folder(tmp_path, text)])
    (problem,) = caught.value.problems
    return problem


def test_an_audit_tells_the_hash_of_the_file_that_it_read(tmp_path: Path) -> None:
    from hashlib import sha256

    place = folder(tmp_path, FULL)
    entries, files = read_undertakings([place])
    assert files == (UndertakingsFile("actions.yaml", sha256(FULL.encode()).hexdigest()),)
    assert with_actions(result([]), catalogue(), entries, files).undertakings == files
    assert with_actions(result([]), catalogue()).undertakings is None


def test_every_key_is_read_with_its_place(tmp_path: Path) -> None:
    (entry,) = undertakings([folder(tmp_path, FULL)])
    assert entry == Undertaking(
        action=MARK,
        closes=(PRINT,),
        taken_by="Nguyễn Văn Thử",
        planned_on=date(2026, 12, 15),
        done_on=date(2026, 11, 20),
        evidence="bien-ban/01.pdf",
        note="đã trình",
        location=Location("actions.yaml", 3, 5),
    )


def test_without_a_file_nobody_has_said_anything(tmp_path: Path) -> None:
    assert undertakings([tmp_path]) == ()


def test_units_keep_files_of_their_own_and_one_lies_beside_a_single_file(tmp_path: Path) -> None:
    ward = tmp_path / "phuong"
    ward.mkdir()
    folder(ward, FULL)
    assert [entry.location.file for entry in undertakings([tmp_path])] == ["phuong/actions.yaml"]
    (ward / "units.yaml").write_text("units: []", encoding="utf-8")
    assert [entry.location.file for entry in undertakings([ward / "units.yaml"])] == ["actions.yaml"]


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "advice"),
    [
        ("version: 1", "version: 0", "actions-version", "1:10", "change the number"),
        ("version: 1", "version: 2", "actions-version", "1:10", "update secaudit"),
        ("version: 1\n", "", "missing-key", "1:1", "add the key version"),
        ("taken_by", "taken_bye", "unknown-key", "7:5", "did you mean taken_by?"),
        ("2026-11-20", "20/11/2026", "date", "9:14", "write it as in"),
        ("2026-12-15", "2026-12-32", "date", "8:17", "write it as in"),
        (f"action: {MARK}", "action: ABC", "wrong-value", "3:13", "copy it as it is"),
        ("    done_on: 2026-11-20\n", "", "evidence-without-day", "9:15", "write done_on"),
        ("actions:", "actions: yes\nrest:", "unknown-key", "3:1", "keys: version, actions"),
    ],
)
def test_a_spoilt_file_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, place: str, advice: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        undertakings([folder(tmp_path, FULL.replace(old, new, 1))])
    problem = next(one for one in caught.value.problems if one.code == code)
    assert str(problem.location) == f"actions.yaml:{place}"
    assert advice in problem.advice.en


def test_an_older_version_is_not_read_by_the_keys_of_this_one(tmp_path: Path) -> None:
    text = FULL.replace("version: 1", "version: 0").replace("taken_by", "who")
    assert refused(tmp_path, text).code == "actions-version"


def test_one_action_has_one_entry_in_all_files(tmp_path: Path) -> None:
    folder(tmp_path, FULL)
    ward = tmp_path / "phuong"
    ward.mkdir()
    folder(ward, FULL)
    with pytest.raises(InvalidInput) as caught:
        undertakings([tmp_path])
    (problem,) = caught.value.problems
    assert (problem.code, str(problem.location)) == ("duplicate-action", "phuong/actions.yaml:3:5")
    assert "actions.yaml:3:5" in problem.found.en


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actions.yaml").write_bytes("version: 1 # đã".encode("utf-16"))
    with pytest.raises(InvalidInput) as caught:
        undertakings([tmp_path])
    assert caught.value.problems[0].code == "actions-encoding"


def entry(action: str, *closes: str, done_on: date | None = None) -> Undertaking:
    return Undertaking(
        action, closes, "Trần Thị Thử", None, done_on, None, None, Location("actions.yaml", 3, 5)
    )


def audited(*entries: Undertaking, status: Status = Status.FAIL) -> AuditResult:
    level = control("LVL-01")
    findings = [finding(level, "s1", status), finding(level, "s2", status)]
    return with_actions(result(findings), catalogue(level), entries)


def test_an_entry_belongs_to_the_action_it_names_or_that_closes_its_findings() -> None:
    first, second = audited().actions
    found, unmatched = matched([entry(first.id), entry("f" * 12, *second.closes)], audited().actions)
    assert found[first.id].action == first.id
    assert found[second.id].action == "f" * 12
    assert unmatched == ()


def test_an_entry_of_an_action_that_is_no_longer_open_stays_and_belongs_to_none() -> None:
    closed = entry("f" * 12, "e" * 32)
    assert matched([closed], audited().actions) == ({}, (closed,))


def test_done_on_paper_alone_is_told() -> None:
    action = audited().actions[0]
    (claim,) = audited(entry(action.id, done_on=date(2026, 11, 20))).claims
    assert (claim.action, claim.unit, claim.taken_by) == (action.id, "u1", "Trần Thị Thử")
    assert claim.findings == action.closes
    assert claim.done_on == date(2026, 11, 20)


@pytest.mark.parametrize("status", [Status.NOT_YET_DUE, Status.UNKNOWN])
def test_what_is_not_due_or_not_known_is_not_done_either(status: Status) -> None:
    action = audited(status=status).actions[0]
    assert audited(entry(action.id, done_on=date(2026, 11, 20)), status=status).claims


def test_what_is_only_planned_or_done_after_the_day_of_the_audit_is_no_claim() -> None:
    action = audited().actions[0]
    assert audited(entry(action.id)).claims == ()
    assert audited(entry(action.id, done_on=date(2026, 11, 22))).claims == ()


def test_an_entry_answers_only_for_the_findings_that_it_names() -> None:
    secrets = control("SEC-01", per="unit", subject="devices")
    old, new = finding(secrets, "d1"), finding(secrets, "d2")
    both = with_actions(result([old, new]), catalogue(secrets))
    done = replace(entry(both.actions[0].id, old.fingerprint), done_on=date(2026, 11, 1))
    (claim,) = with_actions(result([old, new]), catalogue(secrets), [done]).claims
    assert claim.findings == (old.fingerprint,)
    assert with_actions(result([new]), catalogue(secrets), [done]).claims == ()
