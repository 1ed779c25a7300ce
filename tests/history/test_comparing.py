"""What became of findings: new, reopened, still open, fixed; and what must not pass for fixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from secaudit.history import diff, history, trend
from secaudit.model.course import Course, HistoryDiff, Trend
from secaudit.model.law import LegalDocument
from secaudit.model.problem import InvalidInput
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text, same
from tests.audit.factory import control, obligation, unit
from tests.history.audits import (
    BACKUP,
    Q1,
    Q2,
    Q3,
    Q4,
    REPORTS,
    TRAINED,
    audited,
    recorded,
    system,
    town,
)


def _diff(folder: Path, *results: AuditResult, **options: Any) -> HistoryDiff:
    file = folder / "h.duckdb"
    file.unlink(missing_ok=True)
    recorded(file, *results)
    with history(file) as opened:
        return diff(opened, **options)


def _trend(folder: Path, *results: AuditResult, unit: str | None = None) -> Trend:
    file = folder / "line.duckdb"
    recorded(file, *results)
    with history(file) as opened:
        return trend(opened, unit)


def _courses(found: HistoryDiff, control: str = "BAK-01") -> dict[str, Course]:
    return {one.finding.subject: one.course for one in found.courses if one.finding.control == control}


BEFORE = [
    system("stays"),
    system("mended"),
    system("retired"),
    system("removed"),
    system("blanked"),
    system("good", True),
]
AFTER = [
    system("stays"),
    system("mended", True),
    system("retired", phase="retired"),
    system("blanked", None),
    system("good"),
    system("added"),
]


def test_every_finding_has_its_course(tmp_path: Path) -> None:
    found = _diff(tmp_path, audited(town(*BEFORE), Q1), audited(town(*AFTER), Q2))
    assert _courses(found) == {
        "stays": Course.STILL,
        "mended": Course.FIXED,
        "retired": Course.EXEMPT,
        "removed": Course.GONE,
        "blanked": Course.STILL,
        "good": Course.NEW,
        "added": Course.NEW,
    }
    told = {one.finding.subject: one for one in found.courses}
    assert told["blanked"].lost_data
    assert not told["stays"].lost_data
    assert (told["good"].new_row, told["added"].new_row) == (False, True)
    assert (told["mended"].since, told["mended"].days) == (Q1, 91)
    assert (told["good"].before, told["good"].after) == (Status.PASS, Status.FAIL)
    assert (told["retired"].after, told["removed"].after) == (Status.NOT_APPLICABLE, None)
    notes = " ".join(note.en for note in found.notes)
    assert "1 finding went from fail to unknown" in notes
    assert "1 finding closed because the control no longer applies" in notes
    assert "1 finding closed because the row is no longer listed" in notes
    assert "Of rows that were not listed before: 1 new finding." in notes


def test_units_and_controls_are_tallied(tmp_path: Path) -> None:
    found = _diff(tmp_path, audited(town(*BEFORE), Q1), audited(town(*AFTER, trained=5), Q2))
    ward = found.by_unit[0]
    assert (ward.id, ward.open_before, ward.open_after) == ("ward", 6, 4)
    assert ward.courses[Course.FIXED] == 2
    assert ward.scores is not None
    assert (ward.scores.before, ward.scores.after) == (1 / 7, 2 / 6)
    assert [(tally.id, tally.open_after) for tally in found.by_control] == [("BAK-01", 4), ("TRN-01", 0)]
    assert (found.scores.before, found.scores.after) == (2 / 8, 3 / 7)
    assert found.counts_before[Status.FAIL] == 6


def test_a_changed_control_is_not_compared(tmp_path: Path) -> None:
    """A finding of a control that asks less is neither fixed nor the score better."""
    stricter = control("backup AND mfa", id_="BAK-01", subject="systems", applies_when="phase = 'operation'")
    rows = town(system("a", True), system("b"), trained=5)
    found = _diff(tmp_path, audited(rows, Q1, TRAINED, stricter), audited(rows, Q2, TRAINED, BACKUP))
    assert set(_courses(found).values()) == {Course.NOT_COMPARABLE}
    assert found.controls_changed == ("BAK-01",)
    scores = found.scores
    assert (scores.before, scores.after) == (2 / 4, 3 / 4)
    assert (scores.alike_before, scores.alike_after) == (1.0, 1.0)
    assert (scores.share_before, scores.share_after) == (2 / 4, 2 / 4)


def test_a_law_that_came_into_force_makes_no_score_worse(tmp_path: Path) -> None:
    """Its findings are new, but the part of the score that compares is without it."""
    coming = LegalDocument("NEW", "2/NEW", same("law"), same("issuer"), date(2026, 5, 1))
    backed = control("backup", id_="BAK-01", subject="systems", cites=[obligation("NEW/1", document=coming)])
    rows = town(system("a"), system("b"), trained=5)
    found = _diff(tmp_path, audited(rows, Q1, TRAINED, backed), audited(rows, Q2, TRAINED, backed))
    assert found.controls_begun == ("BAK-01",)
    assert set(_courses(found).values()) == {Course.NEW}
    scores = found.scores
    assert (scores.before, scores.after) == (1.0, 2 / 4)
    assert (scores.alike_before, scores.alike_after, scores.share_after) == (1.0, 1.0, 2 / 4)


def test_a_control_judged_once_only_is_named(tmp_path: Path) -> None:
    rows = town(system("b"))
    found = _diff(tmp_path, audited(rows, Q1, TRAINED), audited(rows, Q2, BACKUP))
    assert (found.controls_added, found.controls_removed) == (("BAK-01",), ("TRN-01",))
    assert {one.course for one in found.courses} == {Course.NOT_COMPARABLE}
    assert (found.scores.share_before, found.scores.alike_after) == (0.0, None)


def test_other_words_and_severities_change_nothing(tmp_path: Path) -> None:
    other = replace(BACKUP, title=Text("khác", "other"), severity=Severity.LOW)
    rows = town(system("b"))
    found = _diff(tmp_path, audited(rows, Q1), audited(rows, Q2, TRAINED, other))
    assert _courses(found) == {"b": Course.STILL}


def test_what_comes_back_is_reopened_and_a_repeat(tmp_path: Path) -> None:
    results = [
        audited(town(system("s", good)), day)
        for day, good in ((Q1, False), (Q2, True), (Q3, True), (Q4, False))
    ]
    found = _diff(tmp_path, *results)
    (course,) = [one for one in found.courses if one.finding.control == "BAK-01"]
    assert (course.course, course.times, course.since) == (Course.REOPENED, 2, Q4)
    line = _trend(tmp_path, *results)
    (repeat,) = line.repeats
    assert (repeat.control, repeat.subject, repeat.seen, repeat.still_open) == ("BAK-01", "s", (Q1, Q4), True)
    (fixed,) = line.fix_times
    assert (fixed.control, fixed.fixed, fixed.median, fixed.longest) == ("BAK-01", 1, 91, 91)
    assert [point.courses.get(Course.REOPENED, 0) for point in line.points] == [0, 0, 0, 1]


def test_a_finding_is_open_since_the_audit_that_first_saw_it(tmp_path: Path) -> None:
    rows = town(system("s"))
    found = _diff(tmp_path, audited(rows, Q1), audited(rows, Q2), audited(rows, Q3))
    told = {one.finding.control: one for one in found.courses}
    assert (told["BAK-01"].since, told["BAK-01"].days) == (Q1, 183)


def test_a_duty_missed_for_two_periods_is_a_repeat(tmp_path: Path) -> None:
    later = date(2027, 3, 31)
    line = _trend(tmp_path, audited(town(), Q2, REPORTS), audited(town(), later, REPORTS))
    told = {repeat.subject: repeat for repeat in line.repeats}
    assert told["ward"].periods == ("2026-H1", "2026-H2")
    assert told["ward"].still_open


def test_records_are_lined_up_by_their_day_and_not_by_their_order(tmp_path: Path) -> None:
    late, early = audited(town(system("s", True)), Q3), audited(town(system("s")), Q1)
    found = _diff(tmp_path, late, early)
    assert (found.before.as_of, found.after.as_of) == (Q1, Q3)
    assert _courses(found) == {"s": Course.FIXED}
    named = _diff(tmp_path, late, early, first=1, second=2)
    assert (named.before.number, named.after.number) == (2, 1)


def test_a_day_that_was_judged_again_counts_once(tmp_path: Path) -> None:
    line = _trend(
        tmp_path,
        audited(town(system("s")), Q1),
        audited(town(system("s")), Q2),
        audited(town(system("s", True)), Q2),
    )
    assert [point.record.number for point in line.points] == [1, 3]
    assert line.left_out == (2,)


def test_like_is_compared_with_like(tmp_path: Path) -> None:
    """An audit of one unit is lined up with the city's part for that unit, never with the whole."""
    rows = town(system("s"))
    whole, part = audited(rows, Q1), audited(town(system("s", True)), Q2, scope="ward")
    found = _diff(tmp_path, whole, part)
    assert found.units == 1
    assert (found.names, found.units_removed) == (("Unit ward",), ())
    assert (found.scores.before, found.scores.after) == (0.0, 1 / 2)
    asked = _diff(tmp_path, whole, part, first=1, second=2)
    assert (asked.names, asked.units_removed) == (("Unit ward",), ("Unit town",))
    line = _trend(tmp_path, whole, part)
    assert [point.score for point in line.points] == [0.0, 1 / 2]


def test_audits_without_a_unit_in_common_are_refused(tmp_path: Path) -> None:
    one = audited({"units": [unit("here", headcount=1, trained=0)], "systems": []}, Q1)
    other = audited({"units": [unit("there", headcount=1, trained=0)], "systems": []}, Q2)
    with pytest.raises(InvalidInput) as caught:
        _diff(tmp_path, one, other, first=1, second=2)
    assert caught.value.problems[0].found.en == "records 1 and 2 have no unit in common"
    with pytest.raises(InvalidInput) as caught:
        _diff(tmp_path, one, other)
    assert caught.value.problems[0].code == "too-few-records"


def test_a_unit_that_is_not_there_is_told_with_those_like_it(tmp_path: Path) -> None:
    results = audited(town(), Q1), audited(town(), Q2)
    with pytest.raises(InvalidInput) as caught:
        _diff(tmp_path, *results, unit="wardd")
    assert caught.value.problems[0].advice.en == "did you mean ward?"
    assert _diff(tmp_path, *results, unit="ward").units == 1


def test_a_unit_of_the_same_id_and_another_name_is_told(tmp_path: Path) -> None:
    rows = town()
    rows["units"][1]["name"] = "Another ward"
    found = _diff(tmp_path, audited(town(), Q1), audited(rows, Q2))
    assert any("Another ward" in note.en for note in found.notes)


def test_without_a_roll_nothing_is_claimed_to_be_fixed(tmp_path: Path) -> None:
    later = audited(town(system("s", True)), Q2, rolls=False)
    found = _diff(tmp_path, audited(town(system("s")), Q1), later)
    assert _courses(found) == {"s": Course.UNTOLD}
    assert any("does not tell" in note.en for note in found.notes)


def test_a_stranger_record_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        _diff(tmp_path, audited(town(), Q1), first=1, second=7)
    assert caught.value.problems[0].found.en == "there is no record 7"
