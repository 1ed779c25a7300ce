"""The matrix: which clause is checked by which control, and what is not checked and why."""

from __future__ import annotations

from pathlib import Path

from tools import matrix

from secaudit import catalogue
from secaudit.catalogue import load
from secaudit.catalogue.coverage import coverage
from secaudit.model.status import Status
from tests.catalogue.sample import CONTROL, OBLIGATIONS, spoil, write

MORE = """\
  - id: LAW/3
    document: LAW
    clause: {vi: "mục 3", en: "section 3"}
    kind: evidence
    subject: unit
    every: year
    says: {vi: "Báo cáo năm", en: "A yearly report"}
"""


def test_a_cited_clause_has_its_control_and_what_proves_it(tmp_path: Path) -> None:
    (clause, _) = coverage(load(write(tmp_path))).clauses
    (check,) = clause.checks
    assert (clause.obligation.id, check.control, check.subject) == ("LAW/1", "SYS-01", "systems")
    assert check.proofs == dict.fromkeys(set(Status) - {Status.ERROR, Status.WAIVED}, 1)
    assert not clause.is_open


def test_a_clause_without_a_control_is_open_only_if_it_should_have_one(tmp_path: Path) -> None:
    found = coverage(load(write(tmp_path, obligations=OBLIGATIONS + MORE)))
    assert {clause.obligation.id: clause.is_open for clause in found.clauses} == {
        "LAW/1": False,
        "LAW/2": False,
        "LAW/3": True,
    }
    assert (found.judged, found.covered, found.controls) == (2, 1, 1)


def test_two_controls_of_one_clause_both_stand_there(tmp_path: Path) -> None:
    second = spoil(CONTROL, "id: SYS-01", "id: SYS-02").removeprefix("controls:\n")
    found = coverage(load(write(tmp_path, controls=CONTROL + second)))
    assert [check.control for check in found.clauses[0].checks] == ["SYS-01", "SYS-02"]


def test_every_check_is_proved_on_both_sides() -> None:
    for clause in coverage(catalogue.load()).clauses:
        for check in clause.checks:
            assert {Status.PASS, Status.FAIL} <= set(check.proofs), check.control


def test_every_obligation_of_the_shipped_catalogue_has_its_control_or_its_reason() -> None:
    found = coverage(catalogue.load())
    assert [clause.obligation.id for clause in found.clauses if clause.is_open] == []
    unjudged = [clause for clause in found.clauses if not clause.is_judged]
    assert [clause.obligation.id for clause in unjudged if clause.obligation.reason is None] == []
    assert (found.covered, found.judged) == (81, 81)


def test_the_pages_in_the_repository_are_up_to_date() -> None:
    for path, text in matrix.pages().items():
        assert path.read_text(encoding="utf-8") == text, "run: python tools/matrix.py"
