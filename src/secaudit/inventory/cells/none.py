"""Words by which a person says that something is known not to exist."""

from __future__ import annotations

from typing import Final

NONE_WORDS = frozenset({"none", "không", "chưa", "no"})
"""In small letters and NFC. Contract, section 1: such a word is "known not", an empty cell "unknown"."""


class KnownNot:
    """The value of an event that is known not to have happened."""

    def __repr__(self) -> str:
        return "KNOWN_NOT"


KNOWN_NOT: Final = KnownNot()


def is_none_word(words: str) -> bool:
    """Return whether a cleaned text says that there is none."""
    return len(words) <= 5 and words.casefold() in NONE_WORDS
