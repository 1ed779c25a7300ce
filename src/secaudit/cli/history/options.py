"""Arguments and options that the commands on a history share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from secaudit.cli.language import tr

HistoryFile = Annotated[
    Path,
    typer.Argument(
        metavar=tr("LỊCH_SỬ", "HISTORY"),
        dir_okay=False,
        help=tr("Tệp lịch sử do audit --record ghi.", "The history that audit --record wrote."),
    ),
]


class Form(StrEnum):
    """The formats of what only goes to the screen."""

    TABLE = "table"
    JSON = "json"


class PageForm(StrEnum):
    """The formats of what can also be a page or a drawing."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    SVG = "svg"


PageFormat = Annotated[
    PageForm | None,
    typer.Option("--format", help=tr("table, json, html, svg (mặc định: table; có -o: html).",
                                     "table, json, html, svg (default: table, with -o: html).")),
]  # fmt: skip
PageOutput = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar=tr("TỆP|THƯ_MỤC", "FILE|DIR"),
                 help=tr("Ghi ra tệp .html, .svg hoặc .json, hoặc vào một thư mục.",
                         "Write to a .html, .svg or .json file, or into a folder.")),
]  # fmt: skip
ListFormat = Annotated[
    Form,
    typer.Option("--format", help=tr("table hoặc json.", "table or json.")),
]
