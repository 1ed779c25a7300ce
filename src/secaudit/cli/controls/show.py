"""`secaudit controls show`: everything about one control."""

from __future__ import annotations

from typing import Annotated

import typer

from secaudit.cli.console import Terminal
from secaudit.cli.controls import origins
from secaudit.cli.controls.plain import DEFAULT_FORM, Form, FormName
from secaudit.cli.exit_codes import ExitCode
from secaudit.cli.language import tr
from secaudit.cli.options import DEFAULT_LANGUAGE, ControlsFolder, Lang, NoColor, ProfileId, Quiet

HELP = tr("Trình bày một tiêu chí.", "Show one control.")


def show(
    control: Annotated[str, typer.Argument(metavar="ID", help=tr("Mã tiêu chí.", "The control's id."))],
    controls: ControlsFolder = None,
    profile: ProfileId = None,
    form: Form = DEFAULT_FORM,
    lang: Lang = DEFAULT_LANGUAGE,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> int:
    """Print everything about one control: clauses and dates, expressions, columns, remedy, examples."""
    from secaudit import catalogue
    from secaudit.cli.controls import showing_json, showing_text

    loaded = catalogue.narrowed(catalogue.load(controls), profile)
    found = catalogue.find(loaded, control, also_off=True)
    terminal = Terminal(quiet=quiet, no_color=no_color)
    if form is FormName.JSON:
        terminal.line(showing_json.document(loaded, found))
        return ExitCode.DONE
    for line in (*showing_text.lines(found), *origins.described(loaded, found)):
        terminal.line(line)
    return ExitCode.DONE
