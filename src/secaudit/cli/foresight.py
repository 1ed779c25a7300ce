"""What the words of a command line tell before they are taken apart, which takes a tenth of a second.

A guess that is wrong costs nothing but the time of another core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

_PAGES_BY_DEFAULT = ("report", "checklist")
"""Commands that make a PDF where nothing else is said."""


@contextmanager
def getting_ready(words: Sequence[str]) -> Iterator[None]:
    """Have another process load what the command is likely to need, as long as the command runs."""
    loader = foreseen(words)
    if loader is None:
        yield
        return
    from secaudit import ahead

    ahead.begin(loader)
    try:
        yield
    finally:
        ahead.end()


def foreseen(words: Sequence[str]) -> Callable[[], None] | None:
    """Return what another process can load for the command already; None where there is nothing to gain."""
    if makes_pages(words):
        return page_engine
    return readers if _command(words, ("check",)) else None


def makes_pages(words: Sequence[str]) -> bool:
    """Whether the command is likely to make a PDF in this very process, as a batch does not."""
    command = _command(words, (*_PAGES_BY_DEFAULT, "audit", "plan"))
    if command is None or "--each-unit" in words:
        return False
    formats = [word for word in words if "pdf" in word]
    if command == "plan":
        return bool(formats)
    return bool(formats) or not ({"--format", "--to"} & {word.split("=")[0] for word in words})


def _command(words: Sequence[str], known: Sequence[str]) -> str | None:
    return next((word for word in words if word in known), None)


def page_engine() -> None:
    """Load what lays pages out."""
    from secaudit.reporting import pdf

    pdf.get_ready()


def readers() -> None:
    """Load what reads an inventory."""
    import pyarrow.compute

    from secaudit.inventory import kept, reading
    from secaudit.inventory.readers import yaml

    _ = (pyarrow.compute, kept, reading, yaml)
