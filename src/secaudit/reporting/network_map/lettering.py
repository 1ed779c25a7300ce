"""How much room words take, without a font at hand: estimates on the wide side."""

from __future__ import annotations

from collections.abc import Sequence

_NARROW = frozenset("iIl.,:;'|!()[]tfjrí ìỉĩịÍÌ-")
_WIDE = frozenset("mwMW@%—→")
_ELLIPSIS = "…"


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide words are, in the unit of the font's size."""
    total = sum(
        0.34 if letter in _NARROW else 0.92 if letter in _WIDE else 0.72 if letter.isupper() else 0.57
        for letter in words
    )
    return total * size * (1.08 if bold else 1.0)


def fitted(words: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return words cut to a room, with an ellipsis where something was left out."""
    if width(words, size, bold=bold) <= room:
        return words
    cut = words
    while cut and width(cut + _ELLIPSIS, size, bold=bold) > room:
        cut = cut[:-1]
    return cut.rstrip() + _ELLIPSIS


def broken(words: str, size: float, room: float, lines: int, *, bold: bool = False) -> list[str]:
    """Return words on at most so many lines, the last one cut where they do not fit.

    A word that is longer than a line goes on in the next.
    """
    found: list[str] = []
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            line = longer
            continue
        if width(word, size, bold=bold) > room:
            *parts, line = _parts(longer, size, room, bold=bold)
            found += parts
            continue
        found += [line] if line else []
        line = word
    found.append(line)
    if len(found) > lines:
        found = [*found[: lines - 1], " ".join(found[lines - 1 :])]
    return [fitted(each, size, room, bold=bold) for each in found]


def is_cut(words: str, lines: Sequence[str]) -> bool:
    """Return whether lines that were broken from words lack some of their letters."""
    return "".join(words.split()) != "".join("".join(lines).split())


def clean(words: str) -> str:
    """Return words without what no XML document may hold."""
    return "".join(letter for letter in words if letter.isprintable())


def _parts(words: str, size: float, room: float, *, bold: bool) -> list[str]:
    """Return words in pieces that each fit into a line, whatever they are torn from."""
    parts = [""]
    for letter in words:
        if parts[-1] and width(parts[-1] + letter, size, bold=bold) > room:
            parts.append("")
        parts[-1] += letter
    return parts
