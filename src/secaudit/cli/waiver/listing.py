"""`secaudit waiver list`: every waiver and how it stands."""

from __future__ import annotations

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, AsOf, ControlsFolder, Lang, NoColor, Paths

HELP = tr(
    "Liệt kê các ngoại lệ và tình trạng của từng ngoại lệ.", "List the waivers and how each one stands."
)


def list_waivers(
    paths: Paths,
    as_of: AsOf = None,
    controls: ControlsFolder = None,
    lang: Lang = DEFAULT_LANGUAGE,
    no_color: NoColor = False,
) -> int:
    """Judge what is waived and print a table of the waivers."""
    from secaudit.cli.waiver.standing import judged_waivers, table_of

    terminal = Terminal(no_color=no_color)
    result = judged_waivers(paths, terminal, as_of, controls)
    if result.waivers:
        terminal.result(table_of(result.waivers))
    else:
        terminal.line(tr("Không có ngoại lệ nào.", "There are no waivers."))
    return ExitCode.DONE if result.is_complete else ExitCode.INCOMPLETE
