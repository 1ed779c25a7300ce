"""What the screen shows."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from secaudit.model.result import AuditResult
from secaudit.model.status import Severity
from secaudit.model.text import Language, same
from secaudit.reporting.terminal import MOST_ACTIONS, summary
from tests.reporting.canonical import canonical
from tests.reporting.city import big_city


def _printed(result: AuditResult, language: Language = "vi", *, color: bool = False) -> str:
    file = StringIO()
    console = Console(file=file, width=160, force_terminal=color, no_color=not color)
    console.print(summary(result, language))
    return file.getvalue()


def test_units_and_first_actions_are_listed() -> None:
    printed = _printed(canonical())
    assert "Kết quả kiểm tra, đánh giá: Thành phố Giả Định, tính đến 05/01/2027" in printed
    assert "Sở Ví Dụ (hư cấu)" in printed
    assert "42,9%" in printed
    assert "Ngắt máy khỏi Internet" in printed
    assert "thực hiện ngay" in printed
    assert "quá 281 ngày" not in printed, "a duty without a date is due at once, and not so many days late"
    assert "1 dòng bị loại, không được đánh giá" in printed
    assert "1 lỗi khác khi đọc; phần có lỗi, có khi là cả tệp, không được đánh giá" in printed


def test_the_gravest_stand_first() -> None:
    low = replace(canonical().actions[0], id="low", what=same("Ghi sổ"), severity=Severity.LOW)
    printed = _printed(replace(canonical(), actions=(low, *canonical().actions)))
    assert printed.index("Ngắt máy khỏi Internet") < printed.index("Ghi sổ")


def test_english() -> None:
    printed = _printed(canonical(), "en")
    assert "Compliance score: 33.3%." in printed
    assert "Every verdict given: 17, by 5 controls" in printed


def test_long_lists_say_how_much_they_leave_out() -> None:
    printed = _printed(big_city(units=30, controls=3))
    assert "Liệt kê 7 trên tổng số 30" in printed
    assert f"Liệt kê {MOST_ACTIONS} trên tổng số" in printed


def test_markup_and_control_characters_in_names_do_nothing() -> None:
    result = canonical()
    nasty = replace(result.units[0], name="[bold red]Thành phố[/] \x1b[2J\x07\u202eX")
    printed = _printed(replace(result, units=(nasty, *result.units[1:])))
    assert "[bold red]Thành phố[/] [2JX" in printed
    assert "\x1b[2J" not in printed
    assert "\x07" not in printed
    assert "\u202e" not in printed


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in _printed(canonical())
    assert "\x1b[" in _printed(canonical(), color=True)
