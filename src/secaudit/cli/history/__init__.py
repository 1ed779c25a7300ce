"""`secaudit history`: what was found when, what became of it, and proof that nobody changed the record."""

from __future__ import annotations

import typer

from secaudit.cli.history import adding, comparing, listing, showing, trending, verifying
from secaudit.cli.language import tr
from secaudit.cli.options import take_language

app = typer.Typer(
    help=tr(
        "Lịch sử kiểm tra: liệt kê, so sánh, xu hướng và chứng minh không bị sửa.",
        "The history of audits: list, compare, follow over time, and prove it unchanged.",
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.callback()(take_language)

app.command("list", help=listing.HELP)(listing.list_records)
app.command("show", help=showing.HELP)(showing.show)
app.command("diff", help=comparing.HELP)(comparing.diff)
app.command("trend", help=trending.HELP)(trending.trend)
app.command("verify", help=verifying.HELP)(verifying.verify)
app.command("add", help=adding.HELP)(adding.add)
