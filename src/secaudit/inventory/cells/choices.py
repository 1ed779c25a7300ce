"""Cells that hold one of a few words, a yes or no, or a list of words."""

from __future__ import annotations

from secaudit.inventory.cells.none import NONE_WORDS, is_none_word
from secaudit.inventory.cells.text import clean, described, words_of
from secaudit.inventory.fault import CellFault, Fault, quoted
from secaudit.inventory.meaning import choices_of, listed, which
from secaudit.model.column import Column
from secaudit.model.text import Text

TRUE_WORDS = frozenset({"true", "yes", "có", "x", "✓", "✔", "1", "đúng"})
FALSE_WORDS = NONE_WORDS | {"false", "0", "sai"}
"""Both in small letters and NFC."""

_YES_OR_NO = Text("có hoặc không (true, false, x, 1, 0)", "yes or no (true, false, x, 1, 0)")


def boolean(column: Column, raw: object) -> bool | None:
    """Return a yes or no, or None when the cell is empty.

    Raises:
        CellFault: it is neither.
    """
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, (int, float)) and raw in (0, 1):
        return bool(raw)
    if isinstance(raw, str):
        words = clean(raw).casefold()
        if not words:
            return None
        if words in TRUE_WORDS:
            return True
        if words in FALSE_WORDS:
            return False
    found = described(raw)
    raise CellFault(
        Fault(
            "wrong-type",
            Text(f"cột {column.name} có {found.vi}", f"{found.en} in the column {column.name}"),
            _YES_OR_NO,
            Text("ghi có hoặc không; để trống nếu chưa biết", "write yes or no; leave it empty if unknown"),
        )
    )


def choice(column: Column, raw: object) -> str | None:
    """Return one of the column's words, or None when the cell is empty. Capitals do not matter.

    Raises:
        CellFault: it is none of them.
    """
    words = words_of(raw, column)
    if not words:
        return None
    word = words.casefold()
    if word in column.choices:
        return word
    if "none" in column.choices and is_none_word(word):
        return "none"
    raise CellFault(_no_choice(column, words))


def word_list(column: Column, raw: object) -> tuple[str, ...] | None:
    """Return the words of a list, written as a list or with `;` between them; None when it is empty.

    Raises:
        CellFault: an item is no word, or is not one of the column's.
    """
    items = raw if isinstance(raw, (tuple, list)) else words_of(raw, column).split(";")
    words = tuple(word for item in items if (word := words_of(item, column)) and not is_none_word(word))
    for word in words:
        if column.choices and word not in column.choices:
            raise CellFault(_no_choice(column, word))
    return words or None


def _no_choice(column: Column, words: str) -> Fault:
    known = choices_of(column)
    return Fault(
        "unknown-choice",
        Text(f"cột {column.name} có {quoted(words)}", f"{quoted(words)} in the column {column.name}"),
        Text("một trong các mã: ", "one of: ") + listed(known),
        which(words, known, Text("chọn một trong các mã trên", "choose one of these values")),
    )
