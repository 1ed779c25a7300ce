"""The same words in the two languages of the product."""

from __future__ import annotations

from typing import Literal

from secaudit.lazily import dataclass

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = ("vi", "en")
"""Vietnamese first: it is the default everywhere."""


@dataclass(frozen=True, slots=True)
class Text:
    """A phrase or sentence in Vietnamese and English.

    Both are written side by side where they are needed, so neither can be forgotten.
    """

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """Return the words in one language."""
        return self.vi if language == "vi" else self.en

    def __add__(self, other: Text) -> Text:
        return Text(self.vi + other.vi, self.en + other.en)


def same(words: str) -> Text:
    """Return words that are alike in both languages: a name, a code, a number."""
    return Text(words, words)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return an English count: 1 finding, 2 findings; `many` where the plural is more than an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
