"""A fault of the program is no wrong usage and no finding."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from secaudit.audit.counting import CountMismatch
from secaudit.cli.failures import guarded
from secaudit.reporting.publishing import publish


def test_a_lost_verdict_is_a_fault_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    def lose() -> int:
        raise CountMismatch("SYS-01: 3 verdicts for 4 rows")

    assert guarded(lose) == 70
    said = capsys.readouterr().err
    assert "SYS-01: 3 verdicts for 4 rows" in said
    assert "Lỗi của chương trình" in said


def failing(error: BaseException) -> int:
    def fail() -> int:
        raise error

    return guarded(fail)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PermissionError(errno.EACCES, "Permission denied", "bang.xlsx"),
            "bang.xlsx: không có quyền, hoặc tệp đang mở. Cách xử lý: đóng tệp nếu đang mở bằng Excel",
        ),
        (OSError(errno.EROFS, "Read-only file system", "o/d"), "o/d: nơi ghi chỉ cho đọc. Cách xử lý: chọn"),
        (OSError(errno.ELOOP, "Too many levels", "vong"), "vong: Too many levels. Cách xử lý: kiểm tra"),
    ],
)
def test_what_the_system_says_of_a_file_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], error: OSError, said: str
) -> None:
    assert failing(error) == 2
    assert said in capsys.readouterr().err


def test_whoever_stops_a_command_is_told_that_it_has_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    for stopped in (typer.Abort(), KeyboardInterrupt()):
        assert failing(stopped) == 130
        assert capsys.readouterr().err == "Đã dừng theo yêu cầu\n"
    assert guarded(lambda: 130) == 130
    assert "Đã dừng theo yêu cầu" in capsys.readouterr().err


def test_a_library_that_is_stopped_in_its_work_is_no_fault_of_the_program() -> None:
    program = (
        "import os, signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from secaudit.cli.failures import guarded, heed_stops\nheed_stops()\n"
        "def work():\n"
        "    try:\n        os.kill(os.getpid(), signal.SIGINT)\n"
        "    except KeyboardInterrupt as stop:\n        raise RuntimeError('no schema') from stop\n"
        "raise SystemExit(guarded(work))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (130, "Đã dừng theo yêu cầu\n")


def test_who_ignores_the_signal_goes_on_ignoring_it() -> None:
    program = (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from secaudit.cli.failures import heed_stops\nheed_stops()\n"
        "raise SystemExit(signal.getsignal(signal.SIGINT) is not signal.SIG_IGN)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_helper_that_was_killed_is_neither_a_wrong_file_nor_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert failing(ChildProcessError("a helper process ended without an answer")) == 70
    said = capsys.readouterr().err
    assert "một tiến trình phụ dừng giữa chừng" in said
    assert "helper" not in said


def test_a_full_disk_is_named_with_the_file_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(self: Path, content: bytes) -> int:
        if content == b"second":
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(self, content)

    whole = Path.write_bytes
    monkeypatch.setattr(Path, "write_bytes", write)

    def render() -> int:
        publish({"audit.json": b"first", "audit.pdf": b"second"}, tmp_path)
        return 0

    assert guarded(render) == 2
    said = capsys.readouterr().err
    assert f"{tmp_path / 'audit.pdf'}: ổ đĩa đã đầy. Cách xử lý: giải phóng chỗ trống" in said
    assert list(tmp_path.iterdir()) == []
