"""The waivers of an inventory as an audit finds them, judged by nothing but the controls that they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from secaudit.cli.console import Terminal
from secaudit.cli.judging import judged
from secaudit.cli.language import LANGUAGE

if TYPE_CHECKING:
    from secaudit.model.control import Catalogue
    from secaudit.model.finding import WaiverUse
    from secaudit.model.inventory import Inventory
    from secaudit.model.result import AuditResult


def judged_waivers(
    paths: Sequence[Path], terminal: Terminal, as_of: date | None, controls: Sequence[Path] | None
) -> AuditResult:
    """Judge an inventory by the controls that are waived somewhere in it."""
    return judged(paths, terminal, as_of=as_of, controls=controls, narrow=_named)


def _named(inventory: Inventory, catalogue: Catalogue) -> Catalogue:
    named = set(inventory.tables["waivers"].rows["control"].to_pylist())
    asked = tuple(control for control in catalogue.controls if control.id in named)
    others = tuple(control for control in catalogue.controls if control.id not in named)
    return replace(catalogue, controls=asked, off=(*catalogue.off, *others))


def table_of(waivers: Sequence[WaiverUse]) -> object:
    """Return waivers as a table for the screen, those of one failure in the order of their days."""
    from rich.table import Table
    from rich.text import Text as Line

    from secaudit.reporting.voice import voice
    from secaudit.reporting.waivers import waiver_words

    speaker = voice(LANGUAGE)
    table = Table(show_edge=False)
    for key in ("waiver", "control", "subject", "state", "from", "until", "approval", "place"):
        table.add_column(speaker(f"waiver_list.{key}"))
    for use in sorted(waivers, key=lambda use: (use.control, use.subject, use.from_on, use.id)):
        cells = (
            use.id,
            use.control,
            use.subject,
            waiver_words(use, speaker),
            speaker.day(use.from_on),
            speaker.day(use.until_on),
            use.approved_by,
            speaker.place(use.location),
        )
        table.add_row(*(Line("".join(filter(str.isprintable, cell))) for cell in cells))
    return table
