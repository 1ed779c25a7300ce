"""A large map in panels side by side, so that it stays about as wide as it is high.

Every unit is in one panel. What its stops are joined to elsewhere is drawn again where it is needed, marked
as a copy: the city's wide-area network stands in each panel, and no line leaves one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from secaudit.model.network_map import Line, NetworkMap, Stop
from secaudit.model.text import Language, Text
from secaudit.reporting.network_map.layout import Plan, plan

GAP = 40.0
_SHAPE = 1.3
"""How much wider than high a drawing may be made by one panel more."""

_MOST = 12
_SHARED = Text("Dùng chung, vẽ lại", "Shared, drawn again")


def panels(drawn: NetworkMap, language: Language) -> list[Plan]:
    """Return a map laid out in as many panels as make it about square."""
    found = [plan(drawn.stops, drawn.lines, language)]
    units = list(dict.fromkeys(stop.unit for stop in drawn.stops))
    while len(found) < min(_MOST, len(units)):
        more = _divided(drawn, len(found) + 1, language)
        wide = sum(each.width + GAP for each in more)
        if wide > _SHAPE * max(each.height for each in more):
            break
        found = more
    return found


def sheets(drawn: NetworkMap, language: Language, high: float) -> list[Plan]:
    """Return a map laid out on as few sheets as each can be `high`; a unit is never torn apart for it."""
    units = len({stop.unit for stop in drawn.stops})
    found = [plan(drawn.stops, drawn.lines, language)]
    while max(each.height for each in found) > high and len(found) < units:
        more = _divided(drawn, len(found) + 1, language)
        if len(more) <= len(found):
            break
        found = more
    return found


def _divided(drawn: NetworkMap, count: int, language: Language) -> list[Plan]:
    """Return the map in so many panels of about as many stops each."""
    sizes = Counter(stop.unit for stop in drawn.stops)
    share = len(drawn.stops) / count
    home: dict[str, int] = {}
    filled = 0
    for unit, size in sizes.items():
        home[unit] = min(int((filled + size / 2) / share), count - 1)
        filled += size
    stops = {stop.key: stop for stop in drawn.stops}
    degree = Counter(key for line in drawn.lines for key in (line.source, line.target))
    lines: list[list[Line]] = [[] for _ in range(count)]
    for line in drawn.lines:
        lesser = min((line.source, line.target), key=lambda key: (degree[key], key))
        lines[home[stops[lesser].unit]].append(line)
    return [
        _panel([stop for stop in drawn.stops if home[stop.unit] == number], lines[number], stops, language)
        for number in range(count)
        if any(place == number for place in home.values())
    ]


def _panel(own: Sequence[Stop], lines: Sequence[Line], stops: Mapping[str, Stop], language: Language) -> Plan:
    inside = {stop.key for stop in own}
    needed = {key for line in lines for key in (line.source, line.target)} - inside
    name = _SHARED.to(language)
    copies = [replace(stop, unit=" copies", unit_name=name) for key, stop in stops.items() if key in needed]
    return plan([*copies, *own], lines, language)
