"""What the words of a command line tell before they are taken apart, which takes a tenth of a second.

A guess that is wrong costs nothing but the time of another core.
"""

from __future__ import annotations

from collections.abc import Sequence

_BY_DEFAULT = ("report", "checklist")
"""Commands that make a PDF where nothing else is said."""


def makes_pages(words: Sequence[str]) -> bool:
    """Whether the command is likely to make a PDF in this very process, as a batch does not."""
    command = next((word for word in words if word in (*_BY_DEFAULT, "audit", "plan")), None)
    if command is None or "--each-unit" in words:
        return False
    formats = [word for word in words if "pdf" in word]
    if command == "plan":
        return bool(formats)
    return bool(formats) or not ({"--format", "--to"} & {word.split("=")[0] for word in words})


def page_engine() -> None:
    """Load what lays pages out."""
    from secaudit.reporting import pdf

    pdf.get_ready()
