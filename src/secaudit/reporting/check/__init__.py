"""What a check found, in every form that somebody reads it in: one module for each, all from one result.

A form is a module with `render(result, language)`, which returns the bytes of one file.
"""

from __future__ import annotations

from importlib import import_module

from secaudit.model.comparison import CheckResult
from secaudit.model.text import Language

FORMATS = {
    "text": "secaudit.reporting.check.text",
    "json": "secaudit.reporting.check.json",
}
"""The forms by name, and where each is; nothing is loaded to know them."""


def render(result: CheckResult, form: str, language: Language) -> bytes:
    """Return what a check found in one of `FORMATS`."""
    rendered: bytes = import_module(FORMATS[form]).render(result, language)
    return rendered
