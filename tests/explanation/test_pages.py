"""The pages show what the commands print today, and the three disputes that they were written for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import console

EXPLAIN = [page for page in console.PAGES if page.name.startswith("explain")]
DISPUTES = ("SEC-02 anmau-tb02", "SYS-02 khoahoc-troly", "BUD-02 tp:2026:allocated")


@pytest.mark.parametrize("page", console.PAGES, ids=lambda page: page.name)
def test_a_page_shows_what_its_commands_print(page: Path) -> None:
    written = page.read_text(encoding="utf-8")
    assert written == console.page(written), "run: python tools/console.py"


@pytest.mark.parametrize("page", EXPLAIN, ids=lambda page: page.name)
def test_a_page_shows_the_three_disputes(page: Path) -> None:
    shown = list(console.commands(page.read_text(encoding="utf-8")))
    assert [dispute for dispute in DISPUTES if any(dispute in command for command in shown)] == list(DISPUTES)
