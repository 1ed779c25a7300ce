"""`secaudit controls profiles`: for which kinds of unit there is a choice among the controls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from secaudit.cli.console import Terminal
from secaudit.cli.controls import origins
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Quiet

if TYPE_CHECKING:
    from rich.table import Table as RichTable

    from secaudit.model.control import Catalogue

HELP = tr("Liệt kê các diện áp dụng.", "List the profiles.")


def profiles(
    controls: ControlsFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print one line for each profile: for which kinds of unit it is, and what it changes."""
    from secaudit import catalogue

    loaded = catalogue.load(controls)
    each = [catalogue.narrowed(loaded, name) for name in loaded.profiles]
    Terminal(quiet=quiet, no_color=no_color).result(_table(each))
    return ExitCode.DONE


def _table(narrowed: Iterable[Catalogue]) -> RichTable:
    from rich.markup import escape
    from rich.table import Table as RichTable

    headings = (
        tr("Mã", "Id"), tr("Diện áp dụng", "Profile"), tr("Loại đơn vị", "Kinds of unit"),
        tr("Tiêu chí", "Controls"), tr("Không xét", "Left out"), tr("Đổi mức độ", "Severities changed"),
    )  # fmt: skip
    table = RichTable(*headings, show_edge=False)
    for catalogue in narrowed:
        profile = catalogue.profile
        assert profile is not None
        table.add_row(
            profile.id,
            escape(profile.title.to(LANGUAGE)),
            ", ".join(profile.kinds),
            str(len(catalogue.controls)),
            ", ".join(change.id for change in profile.left_out),
            ", ".join(f"{change.id} {origins.severities(change)}" for change in profile.severities),
        )
    return table
