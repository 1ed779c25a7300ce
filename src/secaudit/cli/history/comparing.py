"""`secaudit history diff`: what became of findings between two audits."""

from __future__ import annotations

from typing import Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.history.options import HistoryFile, PageFormat, PageOutput
from secaudit.cli.history.telling import chosen, tell
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, NoColor, Quiet, UnitId

HELP = tr(
    "So sánh hai lần kiểm tra: phát hiện mới, tái diễn, còn lại, đã khắc phục.",
    "Compare two audits: findings new, reopened, still open, fixed.",
)


def diff(
    file: HistoryFile,
    first: Annotated[
        int | None,
        typer.Argument(metavar=tr("SỐ", "NUMBER"),
                       help=tr("Bản ghi thứ nhất (mặc định: hai lần gần nhất cùng phạm vi).",
                               "The first record (default: the last two of the same units).")),
    ] = None,
    second: Annotated[
        int | None,
        typer.Argument(metavar=tr("SỐ", "NUMBER"), help=tr("Bản ghi thứ hai.", "The second record.")),
    ] = None,
    unit: UnitId = None,
    format: PageFormat = None,  # noqa: A002  # the option's name is the contract's
    output: PageOutput = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:  # fmt: skip
    """Compare like with like, and say what cannot be compared."""
    form, target = chosen(output, format, "diff")
    from secaudit import history
    from secaudit.reporting.history import diff as sheets
    from secaudit.reporting.history import json

    with history.history(file) as opened:
        found = history.diff(opened, first, second, unit)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    build = lambda voice, limits: sheets.sheet(found, voice, limits)  # noqa: E731
    tell(build, lambda: json.compared(found), form, target, terminal)
    return ExitCode.DONE
