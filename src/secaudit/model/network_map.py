"""A network to be drawn: its stops, unit by unit, and the lines between them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from enum import StrEnum

from secaudit.lazily import dataclass
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

    def around(self, ids: Collection[str]) -> NetworkMap:
        """Return what is joined to the stops of these rows, as far as the internet and no further."""
        stops = {stop.key: stop for stop in self.stops}
        lines: dict[str, list[Line]] = {}
        for line in self.lines:
            for end in (line.source, line.target):
                lines.setdefault(end, []).append(line)
        wanted = frozenset(ids)
        reached = {stop.key for stop in self.stops if wanted.intersection(stop.ids)}
        waiting = list(reached)
        while waiting:
            key = waiting.pop()
            if stops[key].internet:
                continue
            for line in lines.get(key, ()):
                for end in {line.source, line.target} - reached:
                    reached.add(end)
                    waiting.append(end)
        return replace(
            self,
            stops=tuple(stop for stop in self.stops if stop.key in reached),
            lines=tuple(line for line in self.lines if {line.source, line.target} <= reached),
        )
