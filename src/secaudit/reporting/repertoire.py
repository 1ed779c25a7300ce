"""The characters that the reports' typeface has.

A character that it lacks would make the PDF engine mix in whatever font the machine has, and reports
would differ from machine to machine. Such characters are printed as a box, and the report says so.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

BOX = "□"

_TURNERS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing: with them a name could read as another."""

_BREAKS = "\t\n\r\u2028\u2029"


class Repertoire(dict[int, int]):
    """A table for `str.translate` that keeps what the font has and boxes everything else."""

    def __missing__(self, code: int) -> int:
        return ord(BOX)

    def fit(self, text: str) -> str:
        """Return the text in composed form, with a box for each character that cannot be printed."""
        if text.isascii() and text.isprintable():
            return text
        return unicodedata.normalize("NFC", text).translate(self)


class Everything(Repertoire):
    """For browsers, which have every character; what would turn or rewrite the text is boxed all the same."""

    def __missing__(self, code: int) -> int:
        letter = chr(code)
        return code if letter.isprintable() or letter in "\n\t" else super().__missing__(code)


@cache
def repertoire(font: Path) -> Repertoire:
    """Return the characters of a font file; line breaks and tabs are spaces, other controls boxes.

    A private character is a box, too: it means nothing to a reader of screens (ISO 19005-3, 6.2.11.7.3).
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(font, lazy=True) as opened:
        codes = [code for code in opened.getBestCmap() if code >= ord(" ")]
    known = (code for code in codes if chr(code) not in _TURNERS and unicodedata.category(chr(code)) != "Co")
    return Repertoire({code: code for code in known} | dict.fromkeys(map(ord, _BREAKS), ord(" ")))
