"""`secaudit controls list`: one line for each control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secaudit.cli.console import Terminal
from secaudit.cli.controls import origins
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, ProfileId, Quiet

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from secaudit.model.control import Catalogue

HELP = tr("Liệt kê các tiêu chí.", "List the controls.")


def list_controls(
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print one line for each control, and for those that are off where there are any."""
    from secaudit import catalogue

    loaded = catalogue.narrowed(catalogue.load(controls), profile)
    Terminal(quiet=quiet, no_color=no_color).result(_table(loaded))
    return ExitCode.DONE


def _table(catalogue: Catalogue) -> RichTable:
    from rich.markup import escape
    from rich.table import Table as RichTable

    headings = (
        tr("Mã", "Id"), tr("Mức", "Severity"), tr("Tiêu chí", "Control"),
        tr("Bảng", "Table"), tr("Căn cứ", "Sources"),
    )  # fmt: skip
    changes = origins.by_control(catalogue)
    marks = (tr("Thay đổi", "Change"),) if changes else ()
    table = RichTable(*headings, *marks, show_edge=False)
    for control in sorted((*catalogue.controls, *catalogue.off), key=lambda control: control.id):
        table.add_row(
            control.id,
            control.severity.label.to(LANGUAGE),
            escape(control.title.to(LANGUAGE)),
            control.subject,
            escape(", ".join(obligation.id for obligation in control.cites)),
            *((origins.marked(changes.get(control.id, ())),) if changes else ()),
        )
    return table
