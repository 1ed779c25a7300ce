"""`secaudit waiver check`: what is wrong with waivers, and which of them have served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, AsOf, ControlsFolder, Lang, NoColor, Paths
from secaudit.model.text import counted

if TYPE_CHECKING:
    from secaudit.model.finding import WaiverUse

HELP = tr(
    "Kiểm tra các ngoại lệ: mã thoát 1 khi có ngoại lệ không được phép hoặc quá dài.",
    "Check the waivers: exits with 1 where one may not be, or is too long.",
)


def check(
    paths: Paths,
    as_of: AsOf = None,
    controls: ControlsFolder = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help=tr("Mã thoát 1 cả khi có ngoại lệ đã hết hạn hoặc không cần dùng.",
                                         "Exit with 1 for those expired or not needed, too.")),
    ] = False,
    lang: Lang = DEFAULT_LANGUAGE,
    no_color: NoColor = False,
) -> int:  # fmt: skip
    """Judge what is waived and print the waivers that somebody has to see to."""
    from secaudit.cli.waiver.standing import judged_waivers, table_of
    from secaudit.reporting.waivers import at_issue

    terminal = Terminal(no_color=no_color)
    result = judged_waivers(paths, terminal, as_of, controls)
    told = at_issue(result.waivers)
    if told:
        terminal.result(table_of(told))
    terminal.line(
        tr(
            f"{len(result.waivers)} ngoại lệ, {len(told)} cần xem xét.",
            f"{counted(len(result.waivers), 'waiver')}, {len(told)} to see to.",
        )
    )
    if not result.is_complete:
        return ExitCode.INCOMPLETE
    return ExitCode.FINDINGS if any(_is_wrong(use, strict) for use in told) else ExitCode.DONE


def _is_wrong(use: WaiverUse, strict: bool) -> bool:
    if use.state == "refused" or use.is_too_long:
        return True
    return strict and use.state in ("expired", "unused")
