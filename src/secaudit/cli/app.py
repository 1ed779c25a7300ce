"""The root of the command line. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from secaudit import __version__
from secaudit.cli.commands import Commands
from secaudit.cli.console import use_utf8
from secaudit.cli.failures import guarded, heed_stops
from secaudit.cli.foresight import getting_ready
from secaudit.cli.helping import speak
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang

app = typer.Typer(
    name="secaudit",
    cls=Commands,
    help=tr(
        "Kiểm tra, đánh giá việc chấp hành quy định về an ninh mạng từ danh mục kiểm kê của đơn vị.",
        "Audits compliance with cybersecurity law from an organisation's inventory.",
    ),
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"secaudit {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    lang: Lang = DEFAULT_LANGUAGE,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help=tr("In phiên bản.", "Print the version."),
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command; the language is read from the raw arguments."""


def run() -> None:
    """Run the command line and exit."""
    use_utf8()
    speak(LANGUAGE)
    heed_stops()
    with getting_ready(sys.argv[1:]):
        command = typer.main.get_command(app)
        code = guarded(lambda: command.main(args=sys.argv[1:], prog_name="secaudit", standalone_mode=False))
    leave(code)


def leave(code: int) -> NoReturn:
    """End the process at once: all files are closed, and taking a city apart takes a while."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError, AttributeError):
            stream.flush()
    os._exit(code)
