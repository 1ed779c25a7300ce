"""`secaudit quality`: how good the data is by the six standards, and the very cells to mend."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from secaudit.cli.clock import today
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
    Quiet,
    Strict,
    UnitId,
    check_unit,
)

if TYPE_CHECKING:
    from secaudit.cli.quality.result import Measured

HELP = tr(
    "Đo chất lượng dữ liệu: đúng, đủ, sạch, sống, thống nhất, dùng chung; liệt kê từng ô cần sửa.",
    "Measure the data: right, complete, clean, live, consistent, shared; list every cell to mend.",
)


class Form(StrEnum):
    """The formats of `--format`."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Part(StrEnum):
    """The parts of `--only`."""

    SCORES = "scores"
    CELLS = "cells"


def quality(
    paths: Paths,
    as_of: AsOf = None,
    unit: UnitId = None,
    controls: ControlsFolder = None,
    form: Annotated[
        Form, typer.Option("--format", help=tr("Dạng: table, json, csv.", "Format: table, json, csv."))
    ] = Form.TABLE,
    only: Annotated[
        Part | None,
        typer.Option("--only", help=tr("Chỉ điểm (scores) hoặc chỉ các ô cần sửa (cells; mặc định với csv).",
                                       "Only the scores, or only the cells to mend (default with csv).")),
    ] = None,
    by_table: Annotated[
        bool,
        typer.Option("--by-table", help=tr("Điểm theo từng bảng của mỗi đơn vị (mặc định khi có --unit).",
                                           "Scores of each unit's tables (default with --unit).")),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", dir_okay=False, metavar=tr("TỆP", "FILE"),
                     help=tr("Ghi kết quả vào tệp này.", "Write the result to this file.")),
    ] = None,
    keep_going: KeepGoing = False,
    strict: Strict = False,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:  # fmt: skip
    """Measure the six qualities; a measure is no finding, so what it comes to is no failure."""
    from secaudit import inventory
    from secaudit.audit import quality_of
    from secaudit.cli.judging import kept_catalogue
    from secaudit.cli.quality import result, writing

    terminal = Terminal(quiet=quiet, no_color=no_color)
    progress = Progress(terminal)
    loaded = kept_catalogue(controls, None)
    read = inventory.read(paths, keep_going=keep_going, strict=strict, progress=progress)
    check_unit(unit, read.tables["units"].rows["id"].to_pylist() if unit else ())
    subject = quality_of(read, loaded.controls, as_of or today())
    measured = result.of(subject, unit)
    progress.close()
    terminal.problems(read.problems)
    parts = [only] if only else [Part.CELLS] if form is Form.CSV else list(Part)
    content = _content(measured, form, parts, by_table=by_table or unit is not None)
    if output is not None:
        terminal.line(tr(f"Đã ghi {writing.write(output, content)}", f"Wrote {output}"))
    elif form is Form.TABLE:
        terminal.result(*writing.shown(measured, LANGUAGE, parts, by_table=by_table or unit is not None))
    else:
        terminal.line(content.decode().removeprefix("\ufeff").rstrip("\n"))
    return ExitCode.DONE if read.is_whole else ExitCode.INCOMPLETE


def _content(measured: Measured, form: Form, parts: list[Part], *, by_table: bool) -> bytes:
    from secaudit.cli.quality import writing

    if form is Form.JSON:
        return writing.as_json(measured, parts)
    if form is Form.CSV:
        return writing.as_csv(measured, LANGUAGE, parts, by_table=by_table)
    return writing.as_text(measured, LANGUAGE, parts, by_table=by_table)
