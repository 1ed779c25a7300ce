"""A sheet about a history: on the screen, or written to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from secaudit.cli.console import Terminal
from secaudit.cli.history.options import PageForm
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.output_file import output_file

if TYPE_CHECKING:
    from secaudit.reporting.history.sheet import Limits, Sheet
    from secaudit.reporting.voice import Voice

_ENDINGS = ("html", "svg", "json")


def chosen(output: Path | None, asked: PageForm | None, stem: str) -> tuple[PageForm, Path | None]:
    """Return the format that is asked for, and the file that it goes to, if any.

    Raises:
        typer.BadParameter: the file's ending and the format contradict each other.
    """
    file = None if output is None else output_file(output, asked, _ENDINGS, stem)
    return PageForm(file.suffix[1:]) if file is not None else asked or PageForm.TABLE, file


def tell(
    build: Callable[[Voice, Limits], Sheet],
    as_json: Callable[[], bytes],
    form: PageForm,
    file: Path | None,
    terminal: Terminal,
) -> None:
    """Write a sheet to a file and say so, or show it."""
    from secaudit.reporting.history.screen import screen
    from secaudit.reporting.history.sheet import SCREEN
    from secaudit.reporting.publishing import publish
    from secaudit.reporting.voice import voice

    speaker = voice(LANGUAGE)
    if form is PageForm.TABLE:
        terminal.result(screen(build(speaker, SCREEN)))
        return
    content = _content(build, as_json, form, speaker)
    if file is None:
        terminal.line(content.decode().removesuffix("\n"))
        return
    publish({file.name: content}, file.parent)
    terminal.line(tr(f"Đã ghi {file}", f"Wrote {file}"))


def _content(
    build: Callable[[Voice, Limits], Sheet], as_json: Callable[[], bytes], form: PageForm, speaker: Voice
) -> bytes:
    from secaudit.reporting.history.html import html
    from secaudit.reporting.history.sheet import PAGE, Drawing

    if form is PageForm.JSON:
        return as_json()
    made = build(speaker, PAGE)
    if form is PageForm.HTML:
        return html(made, speaker)
    return next(block.svg for block in made.blocks if isinstance(block, Drawing)).encode() + b"\n"
