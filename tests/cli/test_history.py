"""`audit --record` and `secaudit history`, through the real entry point."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import UNIT, Run, secaudit, write

SYSTEMS = "systems:\n  - {id: s, unit: u, name: Cổng, phase: operation, backup: false}\n"


def audit(folder: Path, history: Path, day: str, *more: str) -> Run:
    out = folder.parent / f"out-{day}"
    command = ("audit", folder, "--as-of", day, "-o", out, "--format", "json", "--fail-on", "none")
    return secaudit(*command, "--record", history, *more)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an inventory, two audits of it, and their history."""
    root = tmp_path_factory.mktemp("town")
    folder = write(root / "unit", units=UNIT, systems=SYSTEMS)
    first = audit(folder, root / "h.duckdb", "2026-06-30")
    assert first.code == 0, first.err
    write(folder, systems=SYSTEMS.replace("backup: false", "backup: true"))
    second = audit(folder, root / "h.duckdb", "2026-09-30")
    assert re.search(r"đã ghi vào lịch sử .*h\.duckdb: bản ghi số 2, mã băm [0-9a-f]{64}\n", second.out)
    return root


def test_verify_says_what_to_keep_and_accepts_it(town: Path) -> None:
    run = secaudit("history", "verify", town / "h.duckdb")
    assert run.code == 0
    assert "2 bản ghi, chuỗi mã băm nguyên vẹn" in run.out
    head = re.search(r"Mã băm cuối: ([0-9a-f]{64})\n", run.out)
    assert head is not None
    kept = secaudit("history", "verify", town / "h.duckdb", "--head", head[1], "--lang", "en")
    assert (kept.code, kept.err) == (0, "")
    assert "that of record 2; records added since: 0" in kept.out


def test_a_history_cut_short_ends_with_5_and_is_not_written_to(town: Path, tmp_path: Path) -> None:
    cut = tmp_path / "h.duckdb"
    data = (town / "h.duckdb").read_bytes()
    cut.write_bytes(data[: len(data) // 2])
    run = secaudit("history", "verify", cut)
    assert run.code == 5
    assert "tệp hỏng hoặc bị cắt cụt" in run.err
    refused = audit(town / "unit", cut, "2026-12-31")
    assert refused.code == 5
    assert "Tệp không còn đúng như khi ghi; chưa ghi gì." in refused.err
    assert cut.read_bytes() == data[: len(data) // 2]
    assert not (town / "out-2026-12-31").exists()


def test_a_stored_result_is_told_to_be_there_already(town: Path) -> None:
    run = secaudit("history", "add", town / "h.duckdb", town / "out-2026-06-30" / "audit.json")
    assert run.code == 0
    assert "đã có kết quả này, bản ghi số 1; không ghi lại" in run.out


def test_list_names_each_audit(town: Path) -> None:
    run = secaudit("history", "list", town / "h.duckdb")
    assert run.code == 0
    lines = [line for line in run.out.splitlines() if "Phường Giả Định" in line]
    assert [re.split(r"\s{2,}", line.strip())[1] for line in lines] == ["30/06/2026", "30/09/2026"]


def test_a_file_that_is_none_is_told(town: Path) -> None:
    run = secaudit("history", "list", town / "out-2026-06-30" / "audit.json")
    assert run.code == 3
    assert "tệp không phải lịch sử kiểm tra" in run.err


def test_diff_and_trend_are_told_and_written(town: Path, tmp_path: Path) -> None:
    run = secaudit("history", "diff", town / "h.duckdb", "--lang", "en")
    assert run.code == 0
    assert "Phường Giả Định (units: 1): 30 June 2026 (record 1) and 30 September 2026 (record 2)" in run.out
    page = secaudit("history", "trend", town / "h.duckdb", "-o", tmp_path / "trend.html")
    assert (page.code, page.err) == (0, "")
    assert "<svg" in (tmp_path / "trend.html").read_text("utf-8")
    wrong = secaudit("history", "diff", town / "h.duckdb", "1", "9")
    assert wrong.code == 3
    assert "không có bản ghi số 9" in wrong.err


def test_show_narrows_down(town: Path) -> None:
    run = secaudit("history", "show", town / "h.duckdb", "1", "--control", "SAF-01", "--format", "json")
    assert run.code == 0
    findings = json.loads(run.out)["findings"]
    assert [(one["control"], one["subject"], one["status"]) for one in findings] == [("SAF-01", "s", "fail")]
