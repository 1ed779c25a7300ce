"""Loading the page engine has no side effects on the process."""

from __future__ import annotations

import ctypes.util

from secaudit.reporting import engine


def test_loading_the_engine_leaves_the_search_for_libraries_as_it_was() -> None:
    before = ctypes.util.find_library
    assert engine.load().__name__ == "weasyprint"
    assert ctypes.util.find_library is before
