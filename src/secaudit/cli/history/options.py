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
    """The formats that only go to the screen."""

    TABLE = "table"
    JSON = "json"


ListFormat = Annotated[
    Form,
    typer.Option("--format", help=tr("table hoặc json.", "table or json.")),
]
