"""Old files open for ever: every version of every file that is kept, opened, and with the content it had."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from secaudit.comparison.baseline_file import dump as dump_baseline
from secaudit.comparison.baseline_file import read as read_baseline
from secaudit.history import diff, history, verify
from secaudit.history.layout import LAYOUTS as TABLES
from secaudit.model.course import Course
from secaudit.model.layouts import ACTIONS, AUDIT, BASELINE, HISTORY, LAYOUTS
from secaudit.model.location import Location
from secaudit.model.migrations import Layout, yaml_version
from secaudit.model.problem import InvalidInput
from secaudit.model.status import Status
from secaudit.model.text import same
from secaudit.remediation import undertakings
from secaudit.reporting import dump, load
from tests.golden.files import FOLDER, audit_layout, golden
from tests.history.audits import NOW, Q1, Q2, Q3, audited, recorded, system, town


def test_there_is_a_golden_file_of_every_version() -> None:
    for layout in LAYOUTS:
        for version in range(1, layout.version + 1):
            assert golden(layout, version).is_file(), (
                f"{layout.id} {version}: python -m tests.golden writes the file of the present version"
            )


def test_the_first_audit_of_all_is_read() -> None:
    """Written by the first program that wrote audits, before many of today's keys were there."""
    result = load((FOLDER / "audit-1-first.json").read_bytes())
    assert (result.as_of, result.tool.version) == (date(2026, 11, 21), "0.1.0")
    assert [unit.name for unit in result.units] == ["Phường Giả Định (hư cấu)"]
    told = {(one.control, one.subject.id): one for one in result.findings}
    leak = told["SEC-01", "may-1"]
    assert leak.status is Status.FAIL
    assert leak.message.en.startswith("The device may-1 holds state secrets of the degree Secret (Mật), but")
    assert str(leak.location) == "unit.yaml:6:80"
    assert result.counts.total[Status.FAIL] == sum(one.status is Status.FAIL for one in result.findings)
    assert result.controls[0].rule_sha256 is None
    unknown = next(one for one in result.findings if one.status is Status.UNKNOWN)
    assert [(gap.table, gap.column) for gap in unknown.missing] == [("systems", "national_security")]
    assert {action.unit for action in result.actions} == {"phuong"}


def test_an_audit_of_version_1_is_what_it_was() -> None:
    data = golden(AUDIT, 1).read_bytes()
    result = load(data)
    told = {(one.control, one.subject.id): one.status for one in result.findings}
    assert told["SEC-01", "may-03"] is Status.FAIL
    assert told["LVL-01", "cong-dv"] is Status.WAIVED
    assert told["BUD-01", "tp-2026"] is Status.ERROR
    assert [score.subtree_score for score in result.scores] == [4 / 12, 3 / 7, 0.0]
    assert [action.id for action in result.actions] == ["sec-01:may-03", "inc-01:xa-b"]
    assert result.catalogue.version == "2026.11"


@pytest.mark.parametrize("name", ["audit-1-first.json", "audit-1.json"])
def test_what_an_audit_of_version_1_holds_is_written_again(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    old, new = orjson.loads(data), orjson.loads(dump(load(data)))
    for finding in old["findings"]:
        # The first programs wrote as one object what has stood in plain names and numbers since.
        if "gaps" not in finding:
            finding["gaps"] = [gap | {"blanks": []} for gap in finding.pop("missing")]
            measure = finding["measure"]
            if measure is not None:
                finding["measure"], finding["target"] = measure["value"], measure["target"]
    assert not list(_lost(old, new, "$"))


def _lost(old: Any, new: Any, place: str) -> Iterator[str]:
    """Yield the places of an old document that are not in the new one as they were."""
    if place == "$.schema_version":
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            yield from _lost(value, new.get(key), f"{place}.{key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _lost(one, other, f"{place}[{number}]")
    elif old != new:
        yield place


def test_the_layout_of_audits_changes_only_with_its_version() -> None:
    """Whoever changes a key, its type, or makes one necessary, has to raise SCHEMA_VERSION.

    A key that may be missing can be added: older programs do without it, and older files, too. Then
    `python -m tests.golden` lists it. Any other change: raise `SCHEMA_VERSION` in model/result.py, write the
    step from the version before in model/layouts.py, and run `python -m tests.golden`, which adds the golden
    file of the new version and its layout; the files of the old one stay as they are.
    """
    listed = (FOLDER / f"audit-{AUDIT.version}.layout.txt").read_text("utf-8").splitlines()
    now = audit_layout()
    lost, added = sorted(set(listed) - set(now)), sorted(set(now) - set(listed))
    assert not lost, f"changed or removed: raise SCHEMA_VERSION (see this test): {lost}"
    known = {line.partition(".")[0] for line in listed}
    needed = [line for line in added if line.partition(".")[0] in known and "(may be missing)" not in line]
    assert not needed, f"give it a default, or raise SCHEMA_VERSION (see this test): {needed}"
    assert not added, f"new: run python -m tests.golden: {added}"


@pytest.fixture
def old_history(tmp_path: Path) -> Path:
    file = tmp_path / "h.duckdb"
    with gzip.open(golden(HISTORY, 1)) as packed, file.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked)
    return file


def test_a_history_of_version_1_is_verified_read_and_added_to(old_history: Path) -> None:
    """Its hashes hold only as long as nobody changes what layout 1 covers."""
    found = verify(old_history)
    assert (found.problems, found.records) == ((), 2)
    assert found.head == "46d320fdef4be9300bce745bdc6a0b7d6270a65516bae2483af041d2e985d401"
    with history(old_history) as opened:
        first = opened.snapshot(1)
        changed = diff(opened)
    assert (first.record.as_of, first.record.recorded_at, first.record.layout) == (Q1, NOW, 1)
    assert {(one.control, one.subject): one.status for one in first.findings} == {
        ("TRN-01", "ward"): Status.FAIL,
        ("BAK-01", "s1"): Status.FAIL,
    }
    assert first.statuses is not None
    assert first.statuses["BAK-01", "s3", None] is Status.NOT_APPLICABLE
    courses = {one.finding.subject: one.course for one in changed.courses}
    assert courses == {"ward": Course.STILL, "s1": Course.FIXED, "s2": Course.NEW}
    assert changed.after.as_of == Q2
    (third,) = recorded(old_history, audited(town(system("s1")), Q3))
    assert (third.number, verify(old_history, found.head).problems) == (3, ())


def test_every_layout_of_a_history_that_can_be_written_is_kept() -> None:
    assert sorted(TABLES) == list(range(1, HISTORY.version + 1))


def test_a_baseline_of_version_1_is_what_it_was() -> None:
    data = golden(BASELINE, 1).read_bytes()
    baseline = read_baseline(data)
    assert (baseline.catalogue_version, baseline.catalogue_sha256) == ("2026.11", "f" * 64)
    told = {(one.control, one.subject): one.status for one in baseline.findings.values()}
    assert told["SEC-01", "may-03"] is Status.FAIL
    assert told["BUD-01", "xa-b-2026"] is Status.UNKNOWN
    assert len(told) == 7
    if BASELINE.version == 1:
        assert dump_baseline(baseline) == data


def test_actions_of_version_1_are_what_they_were(tmp_path: Path) -> None:
    shutil.copy(golden(ACTIONS, 1), tmp_path / "actions.yaml")
    first, second = undertakings([tmp_path])
    assert (first.action, first.taken_by) == ("0123456789ab", "Nguyễn Văn Thử")
    assert (first.planned_on, first.done_on) == (date(2026, 12, 15), date(2026, 12, 20))
    assert (first.evidence, first.note) == ("ho-so/quyet-dinh-12.pdf", "Hồ sơ đã gửi phòng An ninh mạng")
    assert first.closes == ("0" * 31 + "1", "0" * 31 + "2")
    assert (second.action, second.taken_by, second.closes) == ("ba9876543210", None, ())


THREE = Layout(
    id="notes",
    name=same("notes"),
    key="version",
    version=3,
    remedy=same("write it again"),
    steps={
        1: lambda content: content | {"two": True},
        2: lambda content: content | {"three": content["two"]},
    },
)


def test_steps_are_taken_one_after_the_other() -> None:
    place = Location("notes.yaml")
    assert THREE.upgraded({"one": 1}, 1, place) == {"one": 1, "two": True, "three": True}
    assert THREE.upgraded({"two": False}, 2, place) == {"two": False, "three": False}
    assert THREE.upgraded({"one": 1}, 3, place) == {"one": 1}


@pytest.mark.parametrize(
    ("version", "advice"),
    [
        (4, "update secaudit and run again"),
        (0, "write it again"),
        (-1, "write it again"),
        (True, "write it again"),
        ("x", "write it again"),
        (None, "write it again"),
    ],
)
def test_a_version_that_is_not_known_says_what_to_do(version: object, advice: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        THREE.upgraded({}, version, Location("notes.yaml", 1, 1))
    (problem,) = caught.value.problems
    assert (problem.code, problem.advice.en, problem.expected.en) == ("schema-version", advice, "version 1–3")


def test_a_version_without_the_step_to_it_cannot_be_declared() -> None:
    with pytest.raises(ValueError, match="a step is wanted"):
        Layout(id="notes", name=same("notes"), key="version", version=2, remedy=same("-"))


@pytest.mark.parametrize(
    ("text", "version"), [("version: 2\n", 2), ("version: x\n", "x"), ("a: 1\n", None), ("- 1\n", None)]
)
def test_the_version_of_a_yaml_file_is_found_whatever_else_it_holds(text: str, version: object) -> None:
    import yaml

    found, node = yaml_version(yaml.compose(text), "version")
    assert found == version
    assert (node is None) == (version is None)
