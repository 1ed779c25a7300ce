"""`secaudit missing`: unknown verdicts as a list of cells to fill in and tables to declare."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.beside import beside
from secaudit.cli.clock import generation_time, today
from secaudit.cli.console import Progress, Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import (
    DEFAULT_LANGUAGE,
    AsOf,
    ControlsFolder,
    KeepGoing,
    Lang,
    NoColor,
    Paths,
    ProfileId,
    Quiet,
    Strict,
    UnitId,
    check_unit,
)
from secaudit.cli.output_file import output_file

if TYPE_CHECKING:
    from secaudit.model.completion import Completion
    from secaudit.model.control import Catalogue
    from secaudit.reporting.voice import Voice

HELP = tr(
    "Việc cần bổ sung: từng ô phải điền, bảng phải xác nhận, và mỗi việc giải quyết được bao nhiêu kết luận.",
    "What to fill in: every cell and table that unknown verdicts wait for, and how many each settles.",
)
FILE_STEM = "missing"
_ENDINGS = ("xlsx", "csv", "json")


class ListFormat(StrEnum):
    """The formats of `--format`."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


ListOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar=tr("TỆP|THƯ_MỤC", "FILE|DIR"),
        help=tr("Ghi toàn bộ danh sách: tệp .xlsx, .csv hoặc .json, hoặc một thư mục.",
                "Write the whole list: an .xlsx, .csv or .json file, or a folder."),
    ),
]  # fmt: skip


def missing(
    paths: Paths,
    as_of: AsOf = None,
    unit: UnitId = None,
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    format: Annotated[  # noqa: A002  # the option's name is the contract's
        ListFormat | None,
        typer.Option("--format", help=tr("table, json, csv hoặc xlsx (mặc định: table; với -o: xlsx).",
                                         "table, json, csv or xlsx (default: table; with -o: xlsx).")),
    ] = None,
    output: ListOutput = None,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:  # fmt: skip
    """Judge an inventory and list what is missing, unit by unit."""
    from secaudit import inventory

    file = None if output is None else output_file(output, format, _ENDINGS, FILE_STEM)
    if output is None and format is ListFormat.XLSX:
        raise typer.BadParameter(
            tr("xlsx là tệp: thêm -o TỆP.xlsx", "xlsx is a file: add -o FILE.xlsx"), param_hint="--format"
        )
    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    read, catalogue = beside(
        lambda: inventory.read(paths, keep_going=keep_going, strict=strict, progress=progress),
        lambda: _tools(controls, profile),
    )
    from secaudit.audit import judge
    from secaudit.remediation import completion

    check_unit(unit, read.tables["units"].rows["id"].to_pylist() if unit else ())
    # Everything is judged, whichever unit is asked for: others' figures may wait for its cells.
    result = judge(
        read,
        catalogue,
        as_of or today(),
        generated_at=generation_time(),
        keep_going=keep_going,
        progress=progress,
    )
    found = completion(result, unit)
    progress.close()
    terminal.problems(result.inventory.warnings)
    _tell(found, format, file, terminal)
    return ExitCode.DONE if result.is_complete else ExitCode.INCOMPLETE


def _tools(controls: Sequence[Path] | None, profile: str | None) -> Catalogue:
    """Load the catalogue, and all that is needed once the inventory has been read."""
    from secaudit import remediation
    from secaudit.audit import ready
    from secaudit.cli.judging import kept_catalogue
    from secaudit.reporting.completion import screen

    _ = (remediation, screen)
    return ready(kept_catalogue(controls, profile))


def _tell(found: Completion, asked: ListFormat | None, file: Path | None, terminal: Terminal) -> None:
    from secaudit.reporting.completion import encode
    from secaudit.reporting.voice import voice

    speaker: Voice = voice(LANGUAGE)
    if file is None and asked in (ListFormat.JSON, ListFormat.CSV):
        if not terminal.quiet:
            sys.stdout.write(encode(found, asked, speaker).decode("utf-8-sig"))
        return
    if file is not None:
        from secaudit.reporting.publishing import publish

        publish({file.name: encode(found, file.suffix.lower().removeprefix("."), speaker)}, file.parent)
    if not terminal.quiet:
        from secaudit.reporting.completion.screen import screen

        terminal.result(screen(found, speaker, written=file is not None))
    if file is not None:
        terminal.line(tr(f"Đã ghi {file}", f"Wrote {file}"))
