"""Every command through its real entry point."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from secaudit.cli.app import app
from tests.cli.running import SAMPLE, UNIT, anew, secaudit, write

DAY = "2026-11-21"


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audited")
    run = secaudit("audit", SAMPLE, "--as-of", DAY, "-o", folder, "--format", "json,csv", "--fail-on", "none")
    assert run.code == 0, run.err
    return folder


def test_the_installed_script_and_the_module_are_one() -> None:
    script = shutil.which("secaudit", path=str(Path(sys.executable).parent))
    assert script is not None
    said = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", check=True).stdout
    assert said == secaudit("--version").out != ""


def test_help_speaks_vietnamese_and_english() -> None:
    vi, en = secaudit("audit", "--help"), secaudit("audit", "--help", "--lang", "en")
    assert (vi.code, en.code) == (0, 0)
    assert vi.out.startswith("Cách dùng: ")
    assert "Tùy chọn:" in vi.out
    assert "In hướng dẫn này." in vi.out
    assert "Judge as things stood" in en.out
    assert "Judge" not in vi.out
    assert secaudit("--help", SECAUDIT_LANG="en").out.startswith("Usage")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['secaudit', '--help']\n"
        "from secaudit.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'duckdb', 'weasyprint', 'networkx', 'sqlglot', 'pyarrow', 'yaml', 'jinja2', 'icalendar'}\n"
        "heavy |= {'docx', 'docxtpl', 'lxml', 'pypdfium2'}\n"
        "sys.stderr.write(','.join(sorted(heavy & set(sys.modules))))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""


def test_audit_writes_what_it_was_asked_for_and_prints_a_summary(audited: Path) -> None:
    assert sorted(path.name for path in audited.iterdir()) == ["actions.csv", "audit.json", "findings.csv"]
    result = json.loads((audited / "audit.json").read_text(encoding="utf-8"))
    assert result["as_of"] == DAY
    assert result["schema_version"] == 1
    assert sum(result["counts"]["total"].values()) == result["counts"]["expected"]
    finding = next(item for item in result["findings"] if item["status"] == "fail")
    for name in (
        "control", "title", "severity", "status", "subject", "message", "evidence", "missing", "measure",
        "target", "due", "days_overdue", "days_left", "sources", "location", "waiver", "remediation",
        "fingerprint",
    ):  # fmt: skip
        assert name in finding or name == "target", name
    assert {"vi", "en"} == set(finding["message"])


def test_the_summary_says_what_the_result_says(audited: Path) -> None:
    run = secaudit(
        "audit", SAMPLE, "--as-of", DAY, "-o", audited / "again", "--format", "json", "--fail-on", "none"
    )
    total = json.loads((audited / "audit.json").read_text(encoding="utf-8"))["counts"]["total"]
    for label, status in (("Đạt", "pass"), ("Không đạt", "fail"), ("Chưa đủ căn cứ", "unknown")):
        line = next(line for line in run.out.splitlines() if line.split("  ")[1:2] == [label])
        assert str(total[status]) in line


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """Once in a process that has nothing of what the other commands here are given."""
    outputs = []
    for name, through in (("a", anew), ("b", secaudit)):
        run = through(
            "audit", SAMPLE, "--as-of", DAY, "-o", tmp_path / name, "--fail-on", "none", "--unit", "p-anmau",
            SOURCE_DATE_EPOCH="1795219200",
        )  # fmt: skip
        assert run.code == 0, run.err
        outputs.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert outputs[0] == outputs[1]
    assert set(outputs[0]) == {"audit.json", "findings.csv", "actions.csv", "audit.pdf"}


def test_what_is_kept_from_run_to_run_changes_nothing(tmp_path: Path) -> None:
    kept, folder = tmp_path / "kept", write(tmp_path / "unit", units=UNIT)

    def audited(*more: str) -> bytes:
        run = secaudit(
            "audit", folder, "--as-of", DAY, "-o", tmp_path / "out", "--fail-on", "none", "--format", "json",
            *more,
            SOURCE_DATE_EPOCH="1795219200", SECAUDIT_CACHE=str(kept),
        )  # fmt: skip
        assert run.code == 0, run.err
        return (tmp_path / "out" / "audit.json").read_bytes()

    without = audited("--no-cache")
    assert not kept.exists()
    assert audited() == without
    entries = list(kept.iterdir())
    assert {entry.name.split("-")[0] for entry in entries} == {"catalogue"}
    assert audited() == without
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-7] + b"altered")
    assert audited() == without


def test_failures_at_or_above_the_severity_asked_for_exit_with_1(tmp_path: Path) -> None:
    write(
        tmp_path, units="units:\n  - {id: u, name: U, kind: other, head_name: none, security_officer: none}\n"
    )
    common = ("audit", tmp_path, "--as-of", DAY, "-o", tmp_path / "out", "--format", "json", "-q")
    assert secaudit(*common).code == 1
    assert secaudit(*common, "--fail-on", "critical").code == 0
    assert secaudit(*common, "--fail-on", "none").code == 0


def test_unknowns_fail_only_when_asked_to(tmp_path: Path) -> None:
    write(tmp_path, units=UNIT)
    common = ("audit", tmp_path, "--as-of", DAY, "-o", tmp_path / "out", "--format", "json", "-q")
    assert secaudit(*common).code == 0
    assert secaudit(*common, "--unknown-fails").code == 1


def test_quiet_prints_nothing(tmp_path: Path) -> None:
    write(tmp_path, units=UNIT)
    run = secaudit("audit", tmp_path, "--as-of", DAY, "-o", tmp_path / "out", "--format", "json", "-q")
    assert (run.out, run.err) == ("", "")


def test_audit_of_one_unit_judges_it_and_all_below_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        units="units:\n  - {id: top, name: T, kind: city}\n"
        "  - {id: mid, name: M, kind: department, parent: top}\n"
        "  - {id: low, name: L, kind: other, parent: mid}\n",
    )
    run = secaudit(
        "audit", tmp_path, "--unit", "mid", "--as-of", DAY, "-o", tmp_path / "o", "--format", "json"
    )
    assert run.code == 0, run.err
    result = json.loads((tmp_path / "o/audit.json").read_text(encoding="utf-8"))
    assert [unit["id"] for unit in result["units"]] == ["mid", "low"]
    assert {item["subject"]["unit"] for item in result["findings"]} == {"mid", "low"}


def test_report_renders_a_stored_result_again_for_one_unit(audited: Path, tmp_path: Path) -> None:
    run = secaudit("report", audited / "audit.json", "--to", "csv,json", "--unit", "so-yte", "-o", tmp_path)
    assert run.code == 0, run.err
    part = json.loads((tmp_path / "audit.json").read_text(encoding="utf-8"))
    units = {unit["id"] for unit in part["units"]}
    assert "so-yte" in units
    assert {item["subject"]["unit"] for item in part["findings"]} <= units


def test_validate_accounts_for_every_row() -> None:
    run = secaudit("validate", SAMPLE)
    assert run.code == 0, run.err
    assert "units.yaml: 25 dòng, nhận 25, loại 0" in run.out


def test_init_starts_an_inventory_that_is_valid_and_can_be_audited(tmp_path: Path) -> None:
    folder = tmp_path / "unit"
    assert secaudit("init", folder).code == 0
    assert secaudit("validate", folder).code == 0
    assert secaudit("audit", folder, "-o", tmp_path / "o", "--format", "json", "--fail-on", "none").code == 0


def test_init_does_not_write_over_what_is_there(tmp_path: Path) -> None:
    write(tmp_path, units=UNIT)
    run = secaudit("init", tmp_path)
    assert run.code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["units.yaml"]


def test_controls_can_be_listed_shown_and_checked() -> None:
    assert "BUD-01" in secaudit("controls", "list").out
    shown = secaudit("controls", "show", "BUD-01", "--lang", "en").out
    assert "CTHD13/II.2.3" in shown
    assert "0.15" in shown
    assert secaudit("controls", "lint").code == 0


def test_an_unknown_control_is_answered_with_one_like_it() -> None:
    run = secaudit("controls", "show", "BUD-O1")
    assert run.code == 2
    assert "BUD-01" in run.err


@pytest.mark.parametrize("group", ["controls", "history", "baseline", "waiver"])
def test_a_group_takes_the_language_before_its_command(group: str) -> None:
    done = CliRunner().invoke(app, [group, "--lang", "en", "--help"])
    assert done.exit_code == 0, done.output


def test_the_language_before_a_command_of_a_group_is_the_one_after_it() -> None:
    after = secaudit("controls", "profiles", "--lang", "en")
    assert secaudit("controls", "--lang", "en", "profiles").out == after.out
