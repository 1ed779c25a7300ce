"""What can go wrong while a verdict is explained."""

from __future__ import annotations

from secaudit.model.problem import SecauditError
from secaudit.model.text import Text


class Disagreement(RuntimeError):
    """The parts of an explanation do not add up to the verdict: a fault of the tool, never of the input."""


class UnknownSubject(SecauditError):
    """Something was asked about that is not there; `text` says what is, and what was perhaps meant."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)
