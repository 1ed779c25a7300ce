"""`secaudit check` as a user runs it: its words, its files, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import anew, secaudit
from tests.comparison.repository import DEVICES, SYSTEMS, Repository, repository

DAY = ("--as-of", "2026-11-21")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A branch on which a level was lowered and a device with state secrets was put on the internet."""
    repo = repository(tmp_path_factory.mktemp("check") / "kho")
    repo.write("systems.yaml", SYSTEMS.replace("approved_level: 3", "approved_level: 2"))
    repo.write("devices.csv", DEVICES + "moi,p1,Máy mới (mẫu),workstation,lan,true,mat,true,none\n")
    repo.commit()
    return repo


def test_a_refused_change_is_told_unit_by_unit_with_places_and_deeds(changed: Repository) -> None:
    run = anew("check", "kê khai", "--against", "main", *DAY, cwd=changed.top)
    assert run.code == 1
    assert "KẾT LUẬN: TỪ CHỐI" in run.out
    assert "■ Phường Thử (hư cấu)" in run.out
    assert (
        "CHG-01: Hạ cấp độ được phê duyệt của hệ thống thông tin S-12 “Cổng dịch vụ (mẫu)” từ 3 xuống 2"
        in (run.out)
    )
    assert "Vị trí: kê khai/systems.yaml:8:21" in run.out
    assert "SEC-01, moi “Máy mới (mẫu)”: Mới phát sinh" in run.out
    assert "Việc cần làm: " in run.out


def test_every_form_is_written_at_once_and_ends_alike(changed: Repository, tmp_path: Path) -> None:
    file = tmp_path / "kết quả.json"
    asked = ("--against", "main", *DAY, "--format", "text", "--format", f"json:{file}", "--lang", "en")
    run = secaudit("check", changed.inventory, *asked)
    assert run.code == 1
    assert "OUTCOME: REFUSED" in run.out
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["refused"] is True
    assert {one["turn"] for one in document["verdicts"]} >= {"new"}
    level = next(one for one in document["rows"] if one["rule"] == "CHG-01")
    assert (level["before"], level["after"], level["location"]["line"]) == (3, 2, 8)


def test_an_unchanged_inventory_is_accepted_and_quiet_says_nothing(changed: Repository) -> None:
    run = secaudit("check", changed.inventory, "--against", "HEAD", *DAY, "-q")
    assert (run.code, run.out) == (0, "")


def test_wrong_usage_is_told_in_words(changed: Repository, tmp_path: Path) -> None:
    (tmp_path / "main").mkdir()
    for arguments, told in (
        (("--against", "khong-co"), "không có phiên bản git"),
        (("--against", "main", "--format", "jsn"), "có phải json?"),
        (("--against", "main", "--format", "json", "--format", "text"), "cùng một chỗ"),
    ):
        run = secaudit("check", changed.inventory, *arguments, *DAY)
        assert (run.code, run.out) == (2, "")
        assert told in run.err
        assert "Traceback" not in run.err
    run = secaudit("check", changed.inventory, "--against", "main", *DAY, cwd=tmp_path)
    assert run.code == 2
    assert "refs/heads/main" in run.err


def test_a_stored_audit_brings_its_own_day(changed: Repository, tmp_path: Path) -> None:
    options = ("--format", "json", "-o", tmp_path, "-q", "--fail-on", "none")
    assert secaudit("audit", changed.inventory, *DAY, *options).code == 0
    audit = tmp_path / "audit.json"
    assert secaudit("check", changed.inventory, "--against", audit).code == 0
    run = secaudit("check", changed.inventory, "--against", audit, "--as-of", "2026-12-01")
    assert run.code == 2
    assert "21/11/2026" in run.err
