"""What a change is said to have done: in words, with the verdicts that it turned, and who else may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.keeping import Shelf
from secaudit.model.comparison import CheckResult, RowChange, Turn
from secaudit.model.status import Status
from tests.comparison.repository import Repository, repository


@pytest.fixture
def repo(tmp_path: Path, shelf: Shelf) -> Repository:
    return repository(tmp_path / "kho", shelf)


def change(result: CheckResult, table: str, row: str, column: str | None = None) -> RowChange:
    return next(one for one in result.rows if (one.table, one.row, one.column) == (table, row, column))


def flipped(result: CheckResult, one: RowChange) -> set[tuple[str, Turn]]:
    return {
        (verdict.finding.control, verdict.turn)
        for verdict in result.verdicts
        if verdict.fingerprint in one.flips and one.fingerprint in verdict.causes
    }


def test_a_phase_set_back_counts_the_duties_that_it_sheds(repo: Repository) -> None:
    repo.replace("systems.yaml", "phase: operation", "phase: build")
    result = repo.check()
    phase = change(result, "systems", "S-12", "phase")
    gone = {
        verdict.finding.control
        for verdict in result.verdicts
        if verdict.finding.subject.id == "S-12" and verdict.after is Status.NOT_APPLICABLE
    }
    assert phase.rule == "CHG-14"
    assert phase.lost == len(gone) > 5
    assert phase.sentence.vi.startswith(
        "Hệ thống thông tin S-12 “Cổng dịch vụ (mẫu)”: đổi giai đoạn từ vận hành thành xây dựng "
        f"làm mất {phase.lost} nghĩa vụ"
    )
    assert f"from in operation to being built: {phase.lost} duties no longer apply" in phase.sentence.en


def test_a_cell_is_the_cause_of_the_verdicts_that_read_it(repo: Repository) -> None:
    repo.replace("systems.yaml", "    backup: true\n", "")
    repo.replace("systems.yaml", "log_months: 6", "log_months: 12")
    result = repo.check()
    backup = change(result, "systems", "S-12", "backup")
    assert ("SAF-01", Turn.WORSE) in flipped(result, backup)
    assert not change(result, "systems", "S-12", "log_months").flips
    assert backup.alone


def test_a_row_of_another_table_is_the_cause_through_its_reference(repo: Repository) -> None:
    repo.write(
        "weak.yaml",
        "vulnerabilities:\n  - {id: v1, system: S-12, severity: high, found_on: 2026-01-05, "
        "fix_due_on: 2026-02-05, fixed_on: none}\n",
    )
    result = repo.check()
    weakness = change(result, "vulnerabilities", "v1")
    assert ("VUL-01", Turn.WORSE) in flipped(result, weakness)
    assert "Thêm điểm yếu, lỗ hổng v1" in weakness.sentence.vi


def test_several_causes_say_so(repo: Repository) -> None:
    repo.replace("systems.yaml", "    backup: true\n", "    backup: false\n")
    repo.replace("systems.yaml", "    mfa: true\n", "    mfa: false\n")
    result = repo.check()
    for column in ("backup", "mfa"):
        one = change(result, "systems", "S-12", column)
        assert ("SAF-01", Turn.WORSE) in flipped(result, one)
        assert not one.alone
        assert "cùng thay đổi khác" in one.sentence.vi


def test_a_link_is_the_cause_of_an_exposure_elsewhere(repo: Repository) -> None:
    repo.write(
        "devices-2.csv",
        "id,unit,name,kind,segment,internet,state_secrets\nkin,p1,Máy (mẫu),workstation,rieng,false,mat\n",
    )
    repo.commit()
    repo.replace(
        "network.yaml",
        "carries_secrets: none}",
        "carries_secrets: none}\n  - {id: l2, source: rieng, target: lan, kind: network, both_ways: true}",
    )
    result = repo.check("HEAD")
    assert ("SEC-02", Turn.WORSE) in flipped(result, change(result, "links", "l2"))


def test_a_withdrawn_declaration_is_the_cause_of_what_is_unknown_now(repo: Repository) -> None:
    repo.replace("events.yaml", ", documents]", "]")
    result = repo.check()
    withdrawn = change(result, "declarations", "d1", "tables")
    assert withdrawn.rule == "CHG-11"
    assert any(turn is Turn.BETTER for _, turn in flipped(result, withdrawn))


def test_a_system_removed_leaves_findings_that_nobody_fixed(repo: Repository) -> None:
    text = repo.read("devices.csv")
    repo.write("devices.csv", text[: text.index("mat,p1")])
    result = repo.check()
    assert ("SEC-01", "mat", Turn.GONE) in {
        (one.finding.control, one.finding.subject.id, one.turn) for one in result.verdicts
    }
    assert result.turns[Turn.FIXED] == 0
    gone = change(result, "devices", "mat")
    assert (gone.rule, gone.in_base) == ("CHG-02", True)
    assert "mất theo" in gone.sentence.vi
