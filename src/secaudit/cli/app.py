"""Puts the commands together. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from secaudit import __version__
from secaudit.cli import (
    audit,
    baseline,
    check,
    checklist,
    controls,
    explain,
    exposure,
    history,
    init,
    missing,
    plan,
    quality,
    report,
    schema,
    sign,
    validate,
    verify,
    waiver,
)
from secaudit.cli.console import use_utf8
from secaudit.cli.failures import guarded
from secaudit.cli.helping import speak
from secaudit.cli.language import LANGUAGE, tr
from secaudit.cli.options import DEFAULT_LANGUAGE, Lang

app = typer.Typer(
    name="secaudit",
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


app.command("init", help=init.HELP)(init.init)
app.command("validate", help=validate.HELP)(validate.validate)
app.command("audit", help=audit.HELP)(audit.audit)
app.command("check", help=check.HELP)(check.check)
app.command("explain", help=explain.HELP)(explain.explain)
app.command("exposure", help=exposure.HELP)(exposure.exposure)
app.command("quality", help=quality.HELP)(quality.quality)
app.command("missing", help=missing.HELP)(missing.missing)
app.command("plan", help=plan.HELP)(plan.plan)
app.command("report", help=report.HELP)(report.report)
app.command("checklist", help=checklist.HELP)(checklist.checklist)
app.command("sign", help=sign.HELP)(sign.sign)
app.command("verify", help=verify.HELP)(verify.verify)
app.add_typer(baseline.app, name="baseline")
app.add_typer(waiver.app, name="waiver")
app.add_typer(history.app, name="history")
app.add_typer(controls.app, name="controls")
app.command("schema", help=schema.HELP)(schema.schema)


def run() -> None:
    """Run the command line and exit."""
    use_utf8()
    speak(LANGUAGE)
    command = typer.main.get_command(app)
    leave(guarded(lambda: command.main(args=sys.argv[1:], prog_name="secaudit", standalone_mode=False)))


def leave(code: int) -> NoReturn:
    """End the process at once: all files are closed, and taking a city apart takes a while."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError, AttributeError):
            stream.flush()
    os._exit(code)
