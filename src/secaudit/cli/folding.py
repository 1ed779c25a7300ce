"""Long lines on a screen: folded at its width, what goes on stands below the words it belongs to."""

from __future__ import annotations

import re
import shutil
import sys
from textwrap import fill

_LEAD = re.compile(r" *(?:- |■ |· )?")
_NARROWEST, _WIDEST = 60, 140


def screen_width() -> int:
    """Return how wide lines may be: as the screen, but readable."""
    return max(_NARROWEST, min(shutil.get_terminal_size().columns, _WIDEST))


def folded(text: str) -> str:
    """Return a text for standard output: folded on a screen, as it is in a pipe, where lines are searched.

    Words are never torn: paths and ids can be copied whole.
    """
    if not sys.stdout.isatty():
        return text
    width = screen_width()
    return "\n".join(line if len(line) <= width else _folded(line, width) for line in text.split("\n"))


def _folded(line: str, width: int) -> str:
    found = _LEAD.match(line)
    lead = found.group() if found else ""
    return fill(
        line[len(lead) :],
        width,
        initial_indent=lead,
        subsequent_indent=" " * _hang(lead),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _hang(lead: str) -> int:
    """Return where a line goes on: below its words; those of an entry stand as deep as the lines below it."""
    return {"": 2, "  ": 6}.get(lead, len(lead))
