"""The plan as a page for the chief, as lists, as a calendar, and as one page for each person responsible."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from secaudit.model.plan import Plan
from secaudit.reporting.voice import Voice

FORMATS = ("json", "csv", "xlsx", "ics", "html", "pdf")
"""The formats that `encode` knows."""


PAGES = ("html", "pdf")
"""Those that can have a page for each person."""


def encode(plan: Plan, format_: str, voice: Voice, *, people: bool = False) -> bytes:
    """Return the plan as the content of a file; with `people`, with a page for each person responsible.

    Raises:
        KeyError: there is no such format.
        InvalidInput: the plan is too long for it.
    """
    if format_ not in FORMATS:
        raise KeyError(format_)
    module = import_module(f"{__name__}.{format_}")
    encoded = cast(Callable[..., bytes], module.encode)
    return encoded(plan, voice, people=people) if format_ in PAGES else encoded(plan, voice)
