"""Help in the language of the run: the parser's own words are English.

The parser takes its fixed words from gettext; here is the catalogue of the few that users see.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from typing import Any

import typer
import typer.core

from secaudit.model.text import Language

_VIETNAMESE = {
    "Usage: ": "Cách dùng: ",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Arguments": "Tham số",
    "Show this message and exit.": "In hướng dẫn này.",
    "required": "bắt buộc",
    "default: {default}": "mặc định: {default}",
}


def speak(language: Language) -> None:
    """Make the parser speak a language; English is what it speaks by itself."""
    if language != "vi":
        return

    def dgettext(domain: str, message: str) -> str:
        return _VIETNAMESE.get(message, message)

    gettext.dgettext = dgettext
    formatter = typer.Context.formatter_class
    write_usage = formatter.write_usage

    def usage(self: Any, program: str, arguments: str = "", prefix: str | None = None) -> None:
        write_usage(self, program, arguments, prefix or _VIETNAMESE["Usage: "])

    formatter.write_usage = usage  # type: ignore[assignment, method-assign]  # no other way in
    for kind in (typer.core.TyperCommand, typer.core.TyperGroup):
        kind.get_help_option = _with_words(kind.get_help_option)  # type: ignore[assignment, method-assign]


def _with_words(get_help_option: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def spoken(self: Any, context: Any) -> Any:
        option = get_help_option(self, context)
        if option is not None:
            option.help = _VIETNAMESE["Show this message and exit."]
        return option

    return spoken
