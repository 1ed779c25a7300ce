"""Writes the matrix of clauses and controls into docs/: `python tools/matrix.py`.

A test makes sure that the pages in the repository are what this writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from secaudit import catalogue
from secaudit.catalogue.coverage import coverage
from secaudit.reporting.coverage import html, markdown

DOCS = Path(__file__).resolve().parents[1] / "docs"


def pages() -> Mapping[Path, str]:
    """Return every page by its path."""
    found = coverage(catalogue.load())
    return {
        DOCS / "coverage.md": markdown(found, "en"),
        DOCS / "coverage.vi.md": markdown(found, "vi"),
        DOCS / "coverage.html": html(found, "vi"),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
