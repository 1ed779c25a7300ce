"""`secaudit controls`: look at the catalogue, check it, and prove it."""

from __future__ import annotations

import typer

from secaudit.cli.controls import lint, listing, matrix, new, profiles, proving, show
from secaudit.cli.language import tr
from secaudit.cli.options import take_language

app = typer.Typer(
    help=tr(
        "Bộ tiêu chí kiểm tra: xem, kiểm tra và chứng minh.",
        "The catalogue of controls: look, check and prove.",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.callback()(take_language)

app.command("list", help=listing.HELP)(listing.list_controls)
app.command("show", help=show.HELP)(show.show)
app.command("lint", help=lint.HELP)(lint.lint)
app.command("new", help=new.HELP)(new.new)
app.command("test", help=proving.HELP)(proving.prove)
app.command("coverage", help=matrix.HELP)(matrix.coverage)
app.command("profiles", help=profiles.HELP)(profiles.profiles)
