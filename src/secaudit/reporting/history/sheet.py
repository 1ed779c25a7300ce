"""What a comparison tells, as parts that a screen and a page show alike: sentences, tables, drawings."""

from __future__ import annotations

from secaudit.lazily import dataclass
from secaudit.reporting.listing import Part


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, whether it holds numbers, and how wide it is beside the others."""

    heading: str
    number: bool = False
    wide: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences; `warning` ones have to be read before the numbers."""

    lines: tuple[str, ...]
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its rows may be the first of many, and are then followed by `cut`."""

    title: str
    columns: tuple[Column, ...]
    rows: Part[tuple[str, ...]]
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG, with its caption, and the same in letters for a screen."""

    svg: str
    caption: str
    letters: tuple[str, ...]


Block = Prose | Grid | Drawing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page about a history."""

    title: str
    about: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows of each table are shown; what is left out is said, and stands in the JSON.

    `fixed` says whether findings that were fixed are listed at all, and not only counted.
    """

    units: int
    controls: int
    findings: int
    fixed: bool


SCREEN = Limits(units=15, controls=10, findings=8, fixed=False)
PAGE = Limits(units=400, controls=200, findings=300, fixed=True)
