"""A network to be drawn: its stops, unit by unit, and the lines between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secaudit.model.text import Text


class LineState(StrEnum):
    """Whether data passes a line."""

    OPEN = "open"
    DOUBTFUL = "doubtful"
    CIPHERED = "ciphered"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Stop:
    """A segment, a system, a device, or several of them that hang on one segment alike.

    `key` is unique; `ids` are the rows that it stands for (none for the internet itself). `exposed` is None
    where it is not known. `holds` says that it holds state secrets. `internet` marks what is the internet.
    """

    key: str
    name: Text
    note: Text
    unit: str
    unit_name: str
    ids: tuple[str, ...]
    table: str
    kind: str
    exposed: bool | None
    holds: bool = False
    internet: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A link, or the place of a machine in its segment, or its own connection to the internet.

    Data travels from `source` to `target` (keys of stops), and back where `both` is true. `on_path` says
    that a way from a holder to the internet leads over it, `cut` that the smallest cut undoes it.
    """

    id: str
    source: str
    target: str
    kind: str
    label: Text
    both: bool
    state: LineState
    on_path: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """Everything to be drawn, as things stood on a day. Both ends of every line are among the stops."""

    as_of: date
    title: Text
    stops: tuple[Stop, ...]
    lines: tuple[Line, ...]
