"""`secaudit history trend`: scores and findings over time."""

from __future__ import annotations

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.history.options import HistoryFile, PageFormat, PageOutput
from secaudit.cli.history.telling import chosen, tell
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, NoColor, Quiet, UnitId

HELP = tr(
    "Xu hướng qua các lần kiểm tra: điểm, phát hiện, số ngày khắc phục, vi phạm lặp lại.",
    "The way from audit to audit: scores, findings, days to fix, repeated violations.",
)


def trend(
    file: HistoryFile,
    unit: UnitId = None,
    format: PageFormat = None,  # noqa: A002  # the option's name is the contract's
    output: PageOutput = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Follow the audits of the same units in the order of their days."""
    form, target = chosen(output, format, "trend")
    from secaudit import history
    from secaudit.reporting.history import json
    from secaudit.reporting.history import trend as sheets

    with history.history(file) as opened:
        found = history.trend(opened, unit)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    build = lambda voice, limits: sheets.sheet(found, voice, limits)  # noqa: E731
    tell(build, lambda: json.trended(found), form, target, terminal)
    return ExitCode.DONE
