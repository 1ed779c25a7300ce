"""What the command line offers is told in both READMEs, and what they tell is there."""

from __future__ import annotations

import re

import pytest

from secaudit.cli.commands import NAMES
from tests.cli.running import ROOT, secaudit


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_every_exit_code_and_status_is_told(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for code in range(6):
        assert f"| {code} |" in text
    for status in (
        "Đạt",
        "Không đạt",
        "Chưa đến hạn",
        "Chấp nhận ngoại lệ",
        "Chưa đủ căn cứ",
        "Không áp dụng",
    ):
        assert f"| {status}" in text


def test_every_command_is_told_and_every_told_command_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"secaudit ([a-z]+)", text)) - {"judges", "checks"}
    assert set(NAMES) <= told
    listed = secaudit("--help", "--lang", "en").out
    for command in NAMES:
        assert re.search(rf"^  {command} ", listed, re.MULTILINE), command


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_every_command_about_controls_is_told(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    told = set("|".join(re.findall(r"secaudit controls ([a-z|]+)", text.replace("\\|", "|"))).split("|"))
    listed = re.findall(r"^  ([a-z]+)  ", secaudit("controls", "--help").out, re.MULTILINE)
    assert listed
    assert set(listed) <= told


def test_every_option_that_the_readmes_use_exists() -> None:
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.vi.md"))
    commands = (
        ["init"],
        ["audit"],
        ["check"],
        ["explain"],
        ["missing"],
        ["plan"],
        ["report"],
        ["checklist"],
        ["sign"],
        ["verify"],
        ["validate"],
        ["controls", "new"],
    )
    help_text = "".join(secaudit(*command, "--help").out for command in commands)
    used = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) - {"--require-hashes", "--no-deps", "--help"}
    assert used
    for option in used:
        assert option in help_text, option
