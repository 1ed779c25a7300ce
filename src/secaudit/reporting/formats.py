"""The formats of a report, and where the renderer of each is; nothing is loaded to know them."""

from __future__ import annotations

RENDERERS = {
    "json": "secaudit.reporting.json",
    "csv": "secaudit.reporting.csv",
    "html": "secaudit.reporting.site.rendering",
    "pdf": "secaudit.reporting.pdf",
    "docx": "secaudit.reporting.docx",
    "xlsx": "secaudit.reporting.xlsx",
}

FORMATS = tuple(RENDERERS)
"""The formats that `render` knows."""
