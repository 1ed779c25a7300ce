"""Which language this run speaks.

Help texts are fixed when commands are defined, before any option is parsed; so the language is looked
up in the raw arguments: `--lang vi|en` anywhere, else the variable SECAUDIT_LANG, else Vietnamese.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence

from secaudit.model.text import LANGUAGES, Language, Text

VARIABLE = "SECAUDIT_LANG"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Return the language that arguments or environment ask for; a wrong word is left to the parser."""
    asked = environment.get(VARIABLE, "")
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
    return next((language for language in LANGUAGES if language == asked), LANGUAGES[0])


LANGUAGE: Language = chosen(sys.argv[1:], os.environ)
"""The language of this run."""


def tr(vi: str, en: str) -> str:
    """Return the words in the language of this run."""
    return Text(vi, en).to(LANGUAGE)
