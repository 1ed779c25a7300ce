"""`secaudit history show`: one audit as it was recorded."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.history.options import Form, HistoryFile, ListFormat
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang, NoColor, Quiet, UnitId

HELP = tr("Xem một lần kiểm tra đã ghi.", "Look at a recorded audit.")


class StatusName(StrEnum):
    """The statuses that a history lists as findings."""

    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_YET_DUE = "not_yet_due"
    WAIVED = "waived"
    ERROR = "error"


def show(
    file: HistoryFile,
    number: Annotated[
        int | None,
        typer.Argument(metavar=tr("SỐ", "NUMBER"),
                       help=tr("Bản ghi (mặc định: bản ghi cuối).", "The record (default: the last).")),
    ] = None,
    unit: UnitId = None,
    control: Annotated[
        str | None,
        typer.Option("--control", metavar=tr("MÃ", "ID"),
                     help=tr("Chỉ phát hiện của tiêu chí này.", "Only the findings of this control.")),
    ] = None,
    status: Annotated[
        StatusName | None,
        typer.Option("--status", help=tr("Chỉ phát hiện có kết luận này.",
                                         "Only the findings of this status.")),
    ] = None,
    format: ListFormat = Form.TABLE,  # noqa: A002  # the option's name is the contract's
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:  # fmt: skip
    """Show a record, or the part of it that is asked for; JSON has every finding."""
    from secaudit import history
    from secaudit.model.status import Status
    from secaudit.reporting.history import json, page
    from secaudit.reporting.history.screen import screen
    from secaudit.reporting.history.sheet import SCREEN
    from secaudit.reporting.voice import voice

    with history.history(file) as opened:
        wanted = len(opened.records) if number is None else number
        asked = None if status is None else Status(status.value)
        found = history.shown(opened, wanted, unit=unit, control=control, status=asked)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    if format is Form.JSON:
        terminal.line(json.shown(found).decode().removesuffix("\n"))
    else:
        terminal.result(screen(page.sheet(found, voice(LANGUAGE), SCREEN)))
    return ExitCode.DONE
