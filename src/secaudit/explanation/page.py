"""Lines of text with indentation, wrapped to a width; nothing in them can rewrite the reader's screen."""

from __future__ import annotations

from textwrap import wrap

from secaudit.model.text import Language, Text

WIDTH = 110
"""Columns of a page where the terminal does not say how wide it is."""


class Page:
    """Collects lines in one language."""

    def __init__(self, language: Language, width: int = WIDTH) -> None:
        self.language = language
        self._width = width
        self._lines: list[str] = []

    def lines(self) -> tuple[str, ...]:
        """Return all lines."""
        return tuple(self._lines)

    def heading(self, text: Text) -> None:
        """Add the heading of a section, with an empty line before it."""
        if self._lines:
            self._lines.append("")
        self._lines.append(clean(text.to(self.language)))

    def add(self, text: Text, indent: int = 1, first: str = "", then: str = "") -> None:
        """Add a paragraph; `first` stands before its first line and `then` before each that follows."""
        margin = "  " * indent
        body = clean(text.to(self.language))
        self._lines += wrap(
            body,
            self._width,
            initial_indent=margin + first,
            subsequent_indent=margin + (then or " " * len(first)),
            break_long_words=False,
            break_on_hyphens=False,
        ) or [(margin + first).rstrip()]

    def item(self, text: Text, indent: int = 1) -> None:
        """Add a paragraph with a dash before it."""
        self.add(text, indent, "- ")


def clean(words: str) -> str:
    """Return words without control characters, on one line."""
    return "".join(letter if letter.isprintable() else " " for letter in words)
