"""What a screen shows is folded at its width; what goes into a pipe is not."""

from __future__ import annotations

import os
import sys

import pytest

from secaudit.cli.folding import folded

LINES = (
    "TỪ CHỐI",
    "  [Cao] CHG-01: " + "cấp độ của hệ thống một cửa bị hạ " * 4 + "(phuong/systems.yaml:12:5)",
    "      Việc cần làm: " + "trình lại hồ sơ đề xuất cấp độ " * 4,
    "  - " + "đã thêm một dòng vào bảng thiết bị " * 4,
    "Kết quả theo tiêu chí: " + "mới phát sinh: 1 · " * 9,
)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((70, 24)))


@pytest.mark.usefixtures("screen")
def test_lines_are_folded_below_their_words_and_nothing_is_lost() -> None:
    told = folded("\n".join(LINES))
    assert told.split() == " ".join(LINES).split()
    assert all(len(line) <= 70 for line in told.split("\n"))
    indents = [len(line) - len(line.lstrip()) for line in told.split("\n")]
    assert indents == [0, 2, 6, 6, 6, 6, 6, 2, 4, 4, 0, 2, 2]


@pytest.mark.usefixtures("screen")
def test_a_path_is_never_torn() -> None:
    path = "don-vi/" + "thu-muc-" * 20 + "systems.yaml:12:5"
    assert path in folded(f"  [Cao] CHG-01: một dòng rất dài để phải xuống dòng giữa chừng ({path})")


def test_what_is_piped_has_one_line_for_each_thing() -> None:
    text = "\n".join(LINES)
    assert folded(text) == text
