"""Help in the language of the run: the parser's own words are English.

The parser takes its fixed words from gettext; here is the catalogue of the few that users see.
"""

from __future__ import annotations

import gettext

from secaudit.model.text import Language

_VIETNAMESE = {
    "Usage:": "Cách dùng:",
    "Usage: ": "Cách dùng: ",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Arguments": "Tham số",
    "Show this message and exit.": "In hướng dẫn này.",
    "required": "bắt buộc",
    "default: {default}": "mặc định: {default}",
}


class _Words(gettext.NullTranslations):
    """The words above; any other stays as it is."""

    def gettext(self, message: str) -> str:
        return _VIETNAMESE.get(message, message)


def speak(language: Language) -> None:
    """Make gettext, and so the parser, speak a language; English is what it speaks by itself."""
    if language == "vi":
        words = _Words()

        def dgettext(domain: str, message: str) -> str:
            return words.gettext(message)

        gettext.dgettext = dgettext
