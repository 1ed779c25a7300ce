"""What the commands on the catalogue share: the option for their form, and plain values for JSON."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from secaudit.cli.language import tr

if TYPE_CHECKING:
    from secaudit.model.control import Example
    from secaudit.model.location import Location
    from secaudit.model.text import Text


class FormName(StrEnum):
    """The forms in which a command answers."""

    TEXT = "text"
    JSON = "json"


DEFAULT_FORM = FormName.TEXT
Form = Annotated[
    FormName, typer.Option("--format", help=tr("Dạng kết quả: text hoặc json.", "Form: text or json."))
]


def both(text: Text | None) -> dict[str, str] | None:
    """Return a text in both languages."""
    return None if text is None else {"vi": text.vi, "en": text.en}


def place(location: Location) -> dict[str, Any]:
    """Return a place in a file of the catalogue."""
    return {"file": location.file, "line": location.line, "column": location.column}


def expectation(example: Example) -> Any:
    """Return the status that an example expects, or that of each row."""
    return {row: status.value for row, status in example.each.items()} or example.expect
