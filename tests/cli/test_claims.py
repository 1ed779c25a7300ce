"""An action said to be done while its finding still fails, through the real entry point."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import Run, secaudit, write

DAY = "2026-11-21"
LEAK = "units:\n  - {id: u, name: Phường Giả Định, kind: commune}\n"
DEVICE = "devices:\n  - {id: d, unit: u, state_secrets: mat, internet: true}\n"


def audit(folder: Path, *more: str) -> Run:
    out = folder.parent / "out"
    return secaudit("audit", folder, "--as-of", DAY, "-o", out, "--format", "json", *more)


def leak(folder: Path) -> dict[str, str]:
    """Return the action that the leak leads to."""
    write(folder, units=LEAK, devices=DEVICE)
    audit(folder)
    document = json.loads((folder.parent / "out" / "audit.json").read_text(encoding="utf-8"))
    assert document["claims"] == []
    (action,) = [one for one in document["actions"] if "SEC-01" in one["controls"]]
    return dict(action)


def test_it_is_told_on_the_terminal_and_in_the_result(tmp_path: Path) -> None:
    folder = tmp_path / "unit"
    mark = leak(folder)["id"]
    text = f"version: 1\nactions:\n  - {{action: {mark}, taken_by: Lê Thị Thử, done_on: 2026-11-10}}\n"
    (folder / "actions.yaml").write_text(text, encoding="utf-8")
    run = audit(folder)
    assert "1 việc được báo đã xong nhưng kiểm tra vẫn chưa đạt" in run.out
    assert "Lê Thị Thử" in run.out
    assert (folder / "actions.yaml").read_text(encoding="utf-8") == text
    (claim,) = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))["claims"]
    assert (claim["action"], claim["done_on"]) == (mark, "2026-11-10")
    assert claim["location"] == {"file": "actions.yaml", "line": 3, "column": 5}
    assert secaudit("report", tmp_path / "out" / "audit.json", "--to", "csv").code == 0


def test_what_is_wrong_in_it_is_told_by_validate_and_stops_an_audit(tmp_path: Path) -> None:
    folder = write(tmp_path / "unit", units=LEAK)
    (folder / "actions.yaml").write_text("version: 1\nactions:\n  - {actoin: 0123456789ab}\n", "utf-8")
    run = secaudit("validate", folder, "--lang", "en")
    assert run.code == 3
    assert "actions.yaml:3:6: error: an unknown key, actoin" in run.err
    assert "did you mean action?" in run.err
    run = audit(folder, "--lang", "en")
    assert run.code == 3
    assert "actions.yaml:3:6" in run.err
    assert not (tmp_path / "out").exists()
