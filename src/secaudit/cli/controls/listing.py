"""`secaudit controls list`: one line for each control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Quiet

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from secaudit.model.control import Catalogue

HELP = tr("Liệt kê các tiêu chí.", "List the controls.")


def list_controls(
    controls: ControlsFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print one line for each control."""
    from secaudit import catalogue

    loaded = catalogue.load(controls)
    Terminal(quiet=quiet, no_color=no_color).result(_table(loaded))
    return ExitCode.DONE


def _table(catalogue: Catalogue) -> RichTable:
    from rich.markup import escape
    from rich.table import Table as RichTable

    headings = (
        tr("Mã", "Id"), tr("Mức", "Severity"), tr("Tiêu chí", "Control"),
        tr("Bảng", "Table"), tr("Căn cứ", "Sources"),
    )  # fmt: skip
    table = RichTable(*headings, show_edge=False)
    for control in catalogue.controls:
        table.add_row(
            control.id,
            control.severity.label.to(LANGUAGE),
            escape(control.title.to(LANGUAGE)),
            control.subject,
            escape(", ".join(obligation.id for obligation in control.cites)),
        )
    return table
