"""The two states as judged: what a change cannot reach is not judged a second time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from datetime import date

from secaudit.audit.hearing import Hearing
from secaudit.audit.waivers import Waivers
from secaudit.checking.kept import keep, taken
from secaudit.keeping import Shelf
from secaudit.lazily import dataclass
from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.inventory import Inventory
from secaudit.model.sheet import Sheet
from secaudit.quality.need import Needs

Wanted = Mapping[str, Collection[str]]
Findings = Callable[[Wanted], Mapping[tuple[str, str], Finding]]


@dataclass(frozen=True)
class Court:
    """By what is judged; hearings stay open as long as `stack` does."""

    controls: Sequence[Control]
    waivers: Waivers
    as_of: date
    needs: Needs
    stack: ExitStack

    def hear(self, inventory: Inventory, only: Collection[str] | None = None) -> Hearing:
        """Judge a state by all controls, or by those of some ids."""
        hearing = Hearing(inventory, self.controls, self.waivers, self.as_of, only=only, needs=self.needs)
        return self.stack.enter_context(hearing)

    def known(
        self, inventory: Inventory, shelf: Shelf | None, key: tuple[str, ...]
    ) -> tuple[Sheet, Findings]:
        """Judge a state, or take its verdicts from the shelf, where they are kept under `key`."""
        if shelf is not None and (kept := taken(shelf, key)) is not None:
            return kept, self.later(inventory, kept)
        hearing = self.hear(inventory)
        if shelf is not None:
            keep(shelf, hearing.sheet, key)
        return hearing.sheet, hearing.findings

    def later(self, inventory: Inventory, sheet: Sheet) -> Findings:
        """Return what writes findings of a state whose verdicts are known: it is heard only if asked."""

        def findings(wanted: Wanted) -> Mapping[tuple[str, str], Finding]:
            asked = {sheet.questions[key].control for key in wanted}
            return self.hear(inventory, asked).findings(wanted) if asked else {}

        return findings

    def anew(
        self, inventory: Inventory, before: Sheet, only: Collection[str] | None
    ) -> tuple[Sheet, Findings]:
        """Judge a state whose verdicts are those of `before` but for the controls `only` (None: all)."""
        if only is not None and not only:
            return before, self.later(inventory, before)
        hearing = self.hear(inventory, only)
        return (hearing.sheet if only is None else before.with_anew(hearing.sheet)), hearing.findings
