"""Why an expression is refused, and the nearest right word for a wrong one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from secaudit.model.problem import SecauditError
from secaudit.model.text import Text


class ExpressionError(SecauditError):
    """An expression that may not be used, with what a person needs to mend it.

    `offset` is the place of the trouble, in characters from the start of the text (from 0), or None
    where it cannot be pinned down. `code` is stable and made for programs.
    """

    def __init__(
        self,
        found: Text,
        expected: Text,
        advice: Text,
        offset: int | None = None,
        *,
        code: str = "expression",
    ) -> None:
        self.found = found
        self.expected = expected
        self.advice = advice
        self.offset = offset
        self.code = code
        super().__init__(f"{found.en}; expected {expected.en}. {advice.en}")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, if one is near enough."""
    pool = sorted(known)
    by_case = {candidate.casefold(): candidate for candidate in pool}
    found = get_close_matches(word.casefold(), sorted(by_case), n=1, cutoff=0.7)
    return by_case[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: Text) -> Text:
    """Return the advice for an unknown word: the near one if there is any, else `otherwise`."""
    near = nearest(word, known)
    return Text(f"có phải ý là {near}?", f"did you mean {near}?") if near else otherwise


def one_of(words: Iterable[str]) -> Text:
    """Return "one of a, b, c" in both languages."""
    listed = ", ".join(words)
    return Text(f"một trong: {listed}", f"one of: {listed}")
