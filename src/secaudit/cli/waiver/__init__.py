"""`secaudit waiver`: accepted exceptions, from the day they are written down to the day they end."""

from __future__ import annotations

import typer

from secaudit.cli.language import tr
from secaudit.cli.options import take_language
from secaudit.cli.waiver import adding, checking, listing

app = typer.Typer(
    help=tr("Ngoại lệ được chấp nhận: liệt kê, thêm, kiểm tra.", "Accepted exceptions: list, add and check."),
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.callback()(take_language)

app.command("list", help=listing.HELP)(listing.list_waivers)
app.command("add", help=adding.HELP)(adding.add)
app.command("check", help=checking.HELP)(checking.check)
