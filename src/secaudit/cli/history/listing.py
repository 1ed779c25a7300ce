"""`secaudit history list`: one line for each audit."""

from __future__ import annotations

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.history.options import Form, HistoryFile, ListFormat
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, NoColor, Quiet

HELP = tr("Liệt kê các lần kiểm tra đã ghi.", "List the recorded audits.")


def list_records(
    file: HistoryFile,
    format: ListFormat = Form.TABLE,  # noqa: A002  # the option's name is the contract's
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print one line for each record, in the order of recording."""
    from secaudit.history import history
    from secaudit.reporting.history.json import listed
    from secaudit.reporting.history.screen_list import screen_list
    from secaudit.reporting.voice import voice

    with history(file) as opened:
        summaries = opened.summaries()
    terminal = Terminal(quiet=quiet, no_color=no_color)
    if format is Form.JSON:
        terminal.line(listed(summaries).decode().removesuffix("\n"))
    else:
        terminal.result(screen_list(summaries, voice(LANGUAGE)))
    return ExitCode.DONE
