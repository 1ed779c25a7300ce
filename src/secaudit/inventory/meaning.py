"""The words that a file may use, told with what people call them, and the one that somebody meant.

A cell takes the word alone; what people call it helps to find it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from secaudit.inventory.fault import closest
from secaudit.model.column import Column
from secaudit.model.tables import READABLE
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Text

_PARTS = re.compile(r",| và |/")
"""What stands between the several things that one word is for: "phường, xã, đặc khu"."""

_LIKE = 0.75

_WRITE = Text("Ghi đúng mã:", "Write")


def choices_of(column: Column) -> dict[str, Text]:
    """Return the words that a column takes, with what they are called."""
    return {value: choice_label(column.name, value) for value in column.choices}


def tables_named() -> dict[str, Text]:
    """Return the tables that a file may have, with what they are called."""
    return {name: table.label for name, table in READABLE.items()}


def listed(known: Mapping[str, Text]) -> Text:
    """Return all words with what they are called."""
    return Text(
        "; ".join(_with_name(word, label.vi) for word, label in known.items()),
        "; ".join(_with_name(word, label.en) for word, label in known.items()),
    )


def which(written: str, known: Mapping[str, Text], otherwise: Text, then: Text = _WRITE) -> Text:
    """Return "did you mean …" where a word can be told, by its name too, else the given advice.

    `then` says what to do with the word.
    """
    word = meant(written, known)
    if word is None:
        return otherwise
    vi, en = (_with_name(f"“{word}”", label) for label in (known[word].vi, known[word].en))
    if word == closest(written, known):
        return Text(f"có phải ý là “{word}”?", f"did you mean “{word}”?")
    return Text(f"có phải ý là {vi}? {then.vi} {word}", f"did you mean {en}? {then.en} {word}")


def meant(written: str, known: Mapping[str, Text]) -> str | None:
    """Return the word that somebody meant who wrote its name, or mistyped it; accents do not matter."""
    wanted = _plain(written)
    names: dict[str, str] = {}
    for word, label in known.items():
        for name in _names(word, label):
            names.setdefault(name, word)
    if wanted in names:
        return names[wanted]
    within = [name for name in names if f" {name} " in f" {wanted} "]
    if within:
        return names[min(within, key=lambda name: (f" {wanted} ".index(f" {name} "), -len(name)))]
    if found := closest(written, known):
        return found
    around = [name for name in names if len(wanted) > 2 and set(wanted.split()) <= set(name.split())]
    if around:
        return names[min(around, key=len)]
    like = get_close_matches(wanted, names, n=1, cutoff=_LIKE)
    return names[like[0]] if like else None


def _names(word: str, label: Text) -> Iterator[str]:
    for text in (word, label.vi, label.en):
        for part in (text, *_PARTS.split(text)):
            if name := _plain(part):
                yield name


def _plain(text: str) -> str:
    """Return a text in small letters, without accents, with single spaces between its words."""
    letters = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", bare))


def _with_name(word: str, label: str) -> str:
    return word if _plain(label) == _plain(word) else f"{word} ({label})"
