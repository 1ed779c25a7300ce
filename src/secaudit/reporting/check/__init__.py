"""What a check found, in every form that somebody reads it in: one module for each, all from one result.

A form is a module with `render(result, language)`, which returns the bytes of one file; those of `SIFTED`
also take `with_waived`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from secaudit.model.comparison import CheckResult
    from secaudit.model.text import Language

FORMATS = {
    "text": "secaudit.reporting.check.text",
    "json": "secaudit.reporting.check.json",
    "markdown": "secaudit.reporting.check.markdown",
    "github": "secaudit.reporting.check.github",
    "gitlab": "secaudit.reporting.check.gitlab",
    "sarif": "secaudit.reporting.check.sarif",
    "junit": "secaudit.reporting.check.junit",
}
"""The forms by name, and where each is; nothing is loaded to know them."""

SIFTED = ("markdown", "github", "gitlab", "sarif", "junit")
"""The forms that leave out what is waived or known, unless it is asked for."""


def render(result: CheckResult, form: str, language: Language, *, with_waived: bool = False) -> bytes:
    """Return what a check found in one of `FORMATS`."""
    options = {"with_waived": with_waived} if form in SIFTED else {}
    rendered: bytes = import_module(FORMATS[form]).render(result, language, **options)
    return rendered
