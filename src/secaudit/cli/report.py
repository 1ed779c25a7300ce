"""`secaudit report`: render a result again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    Formats,
    Lang,
    NoColor,
    Quiet,
    Templates,
    UnitId,
    check_unit,
    parse_formats,
)

HELP = tr(
    "Lập lại báo cáo từ AUDIT.json, cho một đơn vị hoặc tất cả.",
    "Render AUDIT.json again, for one unit or all.",
)


def report(
    result_file: Annotated[
        Path,
        typer.Argument(metavar="AUDIT.json", exists=True, dir_okay=False,
                       help=tr("Kết quả của lệnh audit.", "The result of the audit command.")),
    ],
    to: Formats = "pdf",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            file_okay=False,
            metavar=tr("THƯ_MỤC", "DIR"),
            help=tr("Nơi ghi (mặc định: cạnh AUDIT.json).", "Where to write (default: beside it)."),
        ),
    ] = None,
    unit: UnitId = None,
    templates: Templates = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:  # fmt: skip
    """Write reports from a stored result, without reading the inventory again."""
    from secaudit import reporting

    formats = parse_formats(to, "--to")
    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    result = reporting.load(result_file.read_bytes(), str(result_file))
    check_unit(unit, [item.id for item in result.units])
    folder = output or result_file.parent
    written = reporting.render(
        result, formats, folder, language=LANGUAGE, unit=unit, templates=templates, progress=progress
    )
    progress.close()
    for path in written:
        terminal.line(tr(f"Đã ghi {path}", f"Wrote {path}"))
    return ExitCode.DONE
