"""Loading the page engine has no side effects on the process."""

from __future__ import annotations

import ctypes.util
import pickle
import sys
from pathlib import Path

import pytest

from secaudit.reporting import engine


def test_loading_the_engine_leaves_the_search_for_libraries_as_it_was() -> None:
    before = ctypes.util.find_library
    assert engine.load().__name__ == "weasyprint"
    assert ctypes.util.find_library is before


def test_without_pango_it_is_said_what_is_missing_and_what_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text(
        "raise OSError(\"cannot load library 'libpango-1.0-0'\\nand more\")"
    )
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(engine.LibraryMissing) as missing:
        engine.load()
    told = pickle.loads(pickle.dumps(missing.value)).text
    assert "(cannot load library 'libpango-1.0-0')" in told.vi
    assert "--format json,csv,html,xlsx" in told.vi
    assert "Pango, which PDF output needs, is not installed" in told.en
