"""`secaudit controls coverage`: clause by clause, which control checks it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, Quiet

HELP = tr(
    "Bảng đối chiếu: từng nghĩa vụ trong văn bản được tiêu chí nào kiểm tra.",
    "The matrix: which control checks which clause of the law.",
)


class MatrixFormat(StrEnum):
    """The forms of the matrix."""

    TABLE = "table"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def coverage(
    controls: ControlsFolder = None,
    form: Annotated[
        MatrixFormat,
        typer.Option("--format", help=tr("Dạng: table, markdown, html hoặc json.",
                                         "Form: table, markdown, html or json.")),
    ] = MatrixFormat.TABLE,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", dir_okay=False, metavar=tr("TỆP", "FILE"),
                     help=tr("Ghi vào tệp này (không dùng với table).", "Write to this file (not a table).")),
    ] = None,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:  # fmt: skip
    """Print or write the matrix, and say how much of the law is covered."""
    from secaudit import catalogue
    from secaudit.catalogue.coverage import coverage as covered
    from secaudit.reporting import coverage as pages

    if output is not None and form is MatrixFormat.TABLE:
        raise typer.BadParameter(
            tr("chọn --format markdown, html hoặc json để ghi ra tệp",
               "choose --format markdown, html or json to write a file"), param_hint="--output"
        )  # fmt: skip
    matrix = covered(catalogue.load(controls))
    terminal = Terminal(quiet=quiet, no_color=no_color)
    if form is MatrixFormat.TABLE:
        terminal.result(pages.table(matrix, LANGUAGE))
        terminal.line(f"\n{pages.summary(matrix).to(LANGUAGE)}.")
        return ExitCode.DONE
    text = pages.WRITERS[form.value](matrix, LANGUAGE)
    if output is None:
        terminal.line(text.rstrip("\n"))
        return ExitCode.DONE
    from secaudit.reporting.publishing import publish

    (path,) = publish({output.name: text.encode()}, output.parent)
    terminal.line(f"{pages.summary(matrix).to(LANGUAGE)}.")
    terminal.line(tr(f"Đã ghi {path}", f"Wrote {path}"))
    return ExitCode.DONE
