"""Names found in sentences: the longest that stands as whole words is replaced."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

_HEAD = 2
"""By so many first letters names are looked up; what is shorter is too common to be looked for."""

_DIGITS = re.compile(r"[\d.,/\s-]+")

EVERYDAY = frozenset({
    "an", "as", "at", "be", "by", "do", "for", "he", "if", "in", "is", "it", "me", "my", "no", "not", "of",
    "off", "on", "or", "so", "the", "to", "too", "up", "us", "was", "we", "ba", "bao", "cho", "con", "co",
    "cua", "da", "de", "di", "duoc", "hai", "khi", "la", "lai", "mot", "nam", "nay", "ngay", "theo", "tin",
    "trong", "va", "ve", "vi", "vao", "none", "unknown", "internet",
})  # fmt: skip
"""Words of sentences themselves. An id that is spelt like one names nobody, and a sentence needs it."""


class Prose:
    """Replaces names in texts; `known` has the pseudonym of each."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._all = known
        self._known = {name: alias for name, alias in known.items() if _is_sought(name)}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._known:
            lengths[name[:_HEAD]].add(len(name))
        self._lengths = {head: sorted(each, reverse=True) for head, each in lengths.items()}
        self.rewritten = lru_cache(maxsize=100_000)(self._rewritten)

    def alias(self, name: str) -> str | None:
        """Return the pseudonym of a name, None where it has none."""
        return self._all.get(name)

    def _rewritten(self, text: str) -> str:
        """Return a text with every name in it replaced."""
        pieces: list[str] = []
        place = kept = 0
        while place < len(text):
            name = self._name_at(text, place)
            if name is None:
                place += 1
                continue
            pieces += (text[kept:place], self._known[name])
            place = kept = place + len(name)
        return "".join((*pieces, text[kept:]))

    def _name_at(self, text: str, place: int) -> str | None:
        """Return the longest name that begins at a place and ends with a word."""
        if place and text[place - 1].isalnum() and text[place].isalnum():
            return None
        for length in self._lengths.get(text[place : place + _HEAD], ()):
            name = text[place : place + length]
            if name in self._known and not (
                name[-1].isalnum() and text[place + length : place + length + 1].isalnum()
            ):
                return name
        return None


def _is_sought(name: str) -> bool:
    return len(name) >= _HEAD and name.casefold() not in EVERYDAY and not _DIGITS.fullmatch(name)
