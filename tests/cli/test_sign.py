"""`secaudit sign`: the passphrase is never an argument and never shown; whole files or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from secaudit.cli import sign
from secaudit.cli.app import app
from secaudit.signing import signatures
from tests.cli.running import secaudit
from tests.signing.authority import PASSPHRASE, SIGNED_AT, official, root
from tests.signing.test_signing import page

BOTH = ("u-a/audit.pdf", "u-b/audit.pdf", "--key", "key.p12")
AT = {"SOURCE_DATE_EPOCH": str(int(SIGNED_AT.timestamp()))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two reports, a key and its passphrase."""
    (tmp_path / "key.p12").write_bytes(official().p12())
    (tmp_path / "word.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    for unit in ("u-a", "u-b"):
        (tmp_path / unit).mkdir()
        (tmp_path / unit / "audit.pdf").write_bytes(page())
    return tmp_path


def test_files_are_signed_beside_themselves_with_reason_and_place(folder: Path) -> None:
    run = secaudit("sign", *BOTH, "--passphrase-file", "word.txt",
                   "--reason", "Ban hành", "--place", "Giả Định", cwd=folder, **AT)  # fmt: skip
    assert (run.code, run.out) == (
        0, "Đã ký 2 tệp bằng chứng thư số của Nguyễn Văn Giả, Thành phố Giả Định (hư cấu)\n"
    )  # fmt: skip
    for unit in ("u-a", "u-b"):
        (found,) = signatures((folder / unit / "audit-signed.pdf").read_bytes(), [root().pem()])
        assert (found.at, found.reason, found.trusted) == (SIGNED_AT, "Ban hành", True)
        assert (folder / unit / "audit.pdf").read_bytes() == page()
    assert PASSPHRASE not in run.out + run.err


def test_a_wrong_passphrase_writes_nothing_and_is_not_shown(folder: Path) -> None:
    run = secaudit("sign", "u-a/audit.pdf", "--key", "key.p12", cwd=folder, SECAUDIT_PASSPHRASE="bí mật sai")
    assert run.code == 3
    assert "mật khẩu không mở được tệp khóa" in run.err
    assert "bí mật sai" not in run.out + run.err
    assert [path.name for path in folder.rglob("*.pdf")] == ["audit.pdf", "audit.pdf"]


def test_where_one_file_cannot_be_signed_none_is_written(folder: Path) -> None:
    (folder / "u-b" / "audit.pdf").write_bytes(page()[:900])
    run = secaudit("sign", *BOTH, "--passphrase-file", "word.txt",
                   cwd=folder, **AT)  # fmt: skip
    assert run.code == 3
    assert "u-b/audit.pdf" in run.err
    assert not list(folder.rglob("*-signed.pdf"))
    assert not list(folder.rglob("*.tmp"))


def test_the_passphrase_is_asked_for_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: str, stream: object) -> str:
        asked.append(question)
        return PASSPHRASE

    monkeypatch.setattr("sys.stdin", _Screen())
    monkeypatch.setattr("getpass.getpass", answer)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", AT["SOURCE_DATE_EPOCH"])
    files = [folder / "u-a" / "audit.pdf", folder / "u-b" / "audit.pdf"]
    assert sign.sign(files, key=folder / "key.p12", quiet=True) == 0
    assert asked == [f"Mật khẩu của {folder / 'key.p12'}: "]


def test_one_key_is_named_and_no_two_files_go_to_one_place(folder: Path) -> None:
    pdf = str(folder / "u-a" / "audit.pdf")
    runner = CliRunner()
    assert runner.invoke(app, ["sign", pdf]).exit_code == 2
    key = ["--key", str(folder / "key.p12")]
    assert runner.invoke(app, ["sign", pdf, *key, "--token", "x.so"]).exit_code == 2
    other = str(folder / "u-b" / "audit.pdf")
    assert runner.invoke(app, ["sign", pdf, other, *key, "-o", str(folder / "out")]).exit_code == 2


class _Screen:
    """A terminal that somebody sits at."""

    def isatty(self) -> bool:
        """There is somebody."""
        return True
