"""`secaudit verify` through the command line: an audit's own PDF, signed, against its inputs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from secaudit.cli.app import app
from secaudit.signing import Details, key_of_file, sign
from tests.cli.running import UNIT, secaudit, write
from tests.signing.authority import PASSPHRASE, SIGNED_AT, official, root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inventory of one unit in `in`, its signed report as `audit.pdf`, and the root's certificate."""
    folder = tmp_path_factory.mktemp("made")
    write(folder / "in", units=UNIT)
    task = "version: 1\nactions:\n  - {action: 0123456789ab, taken_by: Lê Thị Thử}\n"
    (folder / "in" / "actions.yaml").write_text(task, encoding="utf-8")
    only_pdf = ("--format", "pdf", "--fail-on", "none", "-o", "out")
    run = secaudit("audit", "in", "--as-of", "2027-01-05", *only_pdf, cwd=folder)
    assert run.code == 0
    key = key_of_file(official().p12(), PASSPHRASE, SIGNED_AT)
    (folder / "audit.pdf").write_bytes(
        sign((folder / "out" / "audit.pdf").read_bytes(), key, Details(SIGNED_AT))
    )
    (folder / "root.pem").write_bytes(root().pem())
    return folder


def test_all_that_a_signed_report_claims_is_checked_against_its_inputs(made: Path) -> None:
    run = secaudit("verify", "audit.pdf", "--inputs", "in", "--trust", "root.pem", cwd=made)
    assert run.code == 0
    lines = run.out.splitlines()
    assert lines[0] == "audit.pdf"
    assert all(line.startswith("  đúng: ") for line in lines[1:])
    for words in (
        "chữ ký của Nguyễn Văn Giả",
        "chữ ký bao trùm toàn bộ tệp",
        "nội dung được ký còn nguyên vẹn",
        "còn hiệu lực tại thời điểm",
        "do tổ chức gốc đã nêu chứng thực (không tra thu hồi",
        "có kết quả đính kèm, thời điểm đánh giá 05/01/2027",
        "SHA-256 của kết quả đính kèm đúng như in",
        "trang đúng từng byte như lập lại",
        "1 tệp đầu vào đúng SHA-256",
        "đánh giá lại cho cùng",
        "danh sách việc cần làm và các phần khác của kết quả giống khi lập lại",
        "việc được báo đã xong mà kiểm tra chưa đạt (0) đúng như actions.yaml",
    ):
        assert words in run.out


def test_a_changed_input_and_the_verdicts_that_it_turns_are_named(made: Path, tmp_path: Path) -> None:
    shutil.copytree(made / "in", tmp_path / "in")
    (tmp_path / "in" / "units.yaml").write_text(UNIT.replace("commune", "police"), encoding="utf-8")
    code, out = _run("verify", str(made / "audit.pdf"), "--inputs", str(tmp_path / "in"), "--json")
    assert code == 5
    (told,) = json.loads(out)
    failed = [claim["told"]["en"] for claim in told["claims"] if claim["outcome"] == "fails"]
    assert failed[0] == "units.yaml was changed"
    assert any("the report says" in line for line in failed)


def test_what_could_not_be_checked_is_told_by_the_exit_code(made: Path, tmp_path: Path) -> None:
    own = tmp_path / "own" / "texts"
    own.mkdir(parents=True)
    (own / "vi.yaml").write_text("nothing: Trống.\n", encoding="utf-8")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "units.yaml").write_text("units: [", encoding="utf-8")
    report = str(made / "audit.pdf")
    code, out = _run("verify", report, "--templates", str(tmp_path / "own"))
    assert (code, "không kiểm được: văn bản lập bằng layout" in out) == (4, True)
    code, out = _run(
        "verify", report, "--inputs", str(tmp_path / "broken"), "--templates", str(tmp_path / "own")
    )
    assert (code, "không kiểm được: units.yaml" in out) == (4, True)


def test_what_is_no_pdf_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("no report")
    run = secaudit("verify", "a.pdf", cwd=tmp_path)
    assert (run.code, "[not-a-pdf]" in run.err) == (3, True)


def _run(*arguments: str) -> tuple[int, str]:
    """Run a command in this process; return its code and what it wrote."""
    done = CliRunner().invoke(app, arguments, standalone_mode=False)
    return done.return_value, done.stdout
