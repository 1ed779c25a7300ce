"""The file that `-o` names: itself by its ending, or one in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from secaudit.cli.language import tr

SCREEN = "table"
"""The format that is only for the screen."""


def output_file(output: Path, asked: str | None, endings: Sequence[str], stem: str) -> Path:
    """Return the file to write: `output` if it ends in one of `endings`, else `stem` in that folder.

    `asked` is the format of `--format`, if any; without it a folder gets the first of `endings`.

    Raises:
        typer.BadParameter: the ending and `--format` contradict each other, or a table is to be written.
    """
    if asked == SCREEN:
        named = ", ".join(endings)
        message = tr(
            f"bảng chỉ in ra màn hình; -o ghi {named}", f"a table is for the screen; -o writes {named}"
        )
        raise typer.BadParameter(message, param_hint="--format")
    ending = output.suffix.lower().removeprefix(".")
    if output.is_dir() or ending not in endings:
        return output / f"{stem}.{asked or endings[0]}"
    if asked is not None and asked != ending:
        message = tr(f"tệp .{ending} nhưng --format {asked}", f"a .{ending} file, but --format {asked}")
        raise typer.BadParameter(message, param_hint="--output")
    return output.with_suffix(f".{ending}")
