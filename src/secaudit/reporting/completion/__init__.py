"""What is to be filled in, as a table on the screen, a workbook, CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from secaudit.model.completion import Completion
from secaudit.reporting.voice import Voice

FORMATS = ("xlsx", "csv", "json")
"""The formats that `encode` knows."""


def encode(found: Completion, format_: str, voice: Voice) -> bytes:
    """Return the list as the content of a file.

    Raises:
        KeyError: there is no such format.
    """
    if format_ not in FORMATS:
        raise KeyError(format_)
    module = import_module(f"{__name__}.{format_}")
    return cast(Callable[[Completion, Voice], bytes], module.encode)(found, voice)
