"""Where everything stands: stops in columns by their distance from the internet, units as bands across.

Lines run in the gutters between columns and nowhere else. All lines of one stop towards a gutter share a
trunk there, from which each goes to its other end, so that a hub with two hundred links is one vertical line.
A stop's row decides nothing but its height; no line ever crosses a stop, no two lines lie on each other
unless they belong to one trunk, and no words lie on anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from secaudit.lazily import dataclass
from secaudit.model.network_map import Line, Stop
from secaudit.model.text import Language
from secaudit.reporting.network_map.lettering import width
from secaudit.reporting.network_map.naming import STOP_WIDTH, TITLE_WIDTH, note_lines, stop_lines

GRID = 13.0
LANE = 9.0
MARK = 16.0
"""Room for an arrow or a mark where a line meets a stop, in units of the drawing."""

LABEL_SIZE = 9.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles share an area."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


@dataclass(frozen=True, slots=True)
class Wire:
    """A line as drawn: from its trunk's stop (`start`) along the trunk (`lane`) to its other end (`end`).

    `end` is where it meets the stop whose own it is; `rightwards` says that it leaves that stop to the right.
    `towards` says that its arrow, where it has one, points to that stop. `label` is the words' place.
    """

    line: Line
    start: tuple[float, float]
    lane: float
    end: tuple[float, float]
    rightwards: bool
    towards: bool
    label: Box | None


@dataclass(frozen=True, slots=True)
class Band:
    """A unit's part of a panel."""

    name: str
    box: Box


@dataclass(frozen=True, slots=True)
class Plan:
    """A panel laid out: where its stops, bands and wires are, from its own upper left corner."""

    stops: tuple[tuple[Stop, Box], ...]
    bands: tuple[Band, ...]
    wires: tuple[Wire, ...]
    width: float
    height: float


Port = tuple[str, bool]
"""The side of a stop: its key, and whether it is the right one."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A line in its gutter: the port whose trunk it takes, and the port of its own."""

    line: Line
    gutter: int
    trunk: Port
    own: Port


def plan(stops: Sequence[Stop], lines: Sequence[Line], language: Language) -> Plan:
    """Return where everything of a panel stands. Stops of one unit follow one another."""
    columns = columns_of(stops, lines)
    runs = _runs(lines, columns)
    trunks = {run.trunk for run in runs}
    ports = Counter(trunks) + Counter(run.own for run in runs)
    heights = {
        stop.key: max(
            worded_height(stop, language), GRID * (1 + max(ports[stop.key, False], ports[stop.key, True]))
        )
        for stop in stops
    }
    tops, bands, height = _rows(stops, columns, heights)
    places = _ports(runs, tops)
    lefts, gutters, total = _columns(columns, runs, places, language)
    boxes = {
        stop.key: Box(lefts[columns[stop.key]], tops[stop.key], STOP_WIDTH, heights[stop.key])
        for stop in stops
    }
    wires = tuple(_wire(run, boxes, places, gutters[run.gutter], language) for run in runs)
    framed = tuple(Band(name, Box(0, top, total, bottom - top)) for name, top, bottom in bands)
    return Plan(tuple((stop, boxes[stop.key]) for stop in stops), framed, wires, total, height)


def worded_height(stop: Stop, language: Language) -> float:
    """Return how high the words of a stop are: the lines of its name, and those of its note."""
    return GRID * (1 + len(stop_lines(stop, language)) + len(note_lines(stop, language)))


def columns_of(stops: Iterable[Stop], lines: Iterable[Line]) -> dict[str, int]:
    """Return how many lines each stop is from the internet; the ends of a line are at most one apart.

    What nothing joins to the internet, not even a line that ended, begins at 1.
    """
    near: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        near[line.source].append(line.target)
        near[line.target].append(line.source)
    given = list(stops)
    order = sorted(given, key=lambda stop: (not stop.internet, -len(near[stop.key]), stop.key))
    found: dict[str, int] = {stop.key: 0 for stop in order if stop.internet}
    level = list(found)
    for stop in order:
        if stop.key not in found and not level:
            found[stop.key], level = 1, [stop.key]
        while level:
            following = []
            for here in level:
                for other in near[here]:
                    if other not in found:
                        found[other] = found[here] + 1
                        following.append(other)
            level = following
    return found


def _runs(lines: Iterable[Line], columns: Mapping[str, int]) -> list[_Run]:
    ends: list[tuple[Line, int, Port, Port]] = []
    for line in lines:
        one, other = sorted((line.source, line.target), key=lambda key: (columns[key], key))
        gutter = columns[one]
        ends.append((line, gutter, (one, True), (other, columns[other] == gutter)))
    busy = Counter(port for _, _, one, other in ends for port in (one, other))
    return [
        _Run(line, gutter, one, other) if busy[one] >= busy[other] else _Run(line, gutter, other, one)
        for line, gutter, one, other in ends
    ]


def _rows(
    stops: Sequence[Stop], columns: Mapping[str, int], heights: Mapping[str, float]
) -> tuple[dict[str, float], list[tuple[str, float, float]], float]:
    """Return the top of each stop, and each unit's band."""
    tops: dict[str, float] = {}
    bands: list[tuple[str, float, float]] = []
    top = 0.0
    units: dict[tuple[str, str], list[Stop]] = {}
    for stop in stops:
        units.setdefault((stop.unit, stop.unit_name), []).append(stop)
    for (unit, name), own in units.items():
        free: defaultdict[int, float] = defaultdict(lambda: top + GRID)  # noqa: B023  # used in this round only
        for stop in sorted(own, key=lambda stop: (stop.exposed is not True, not stop.holds, stop.key)):
            column = columns[stop.key]
            tops[stop.key] = free[column]
            free[column] += heights[stop.key] + GRID
        bottom = max(*free.values(), top + 4 * GRID)
        bands.append((name or unit, top, bottom))
        top = bottom + GRID
    return tops, bands, top


def _ports(runs: Iterable[_Run], tops: Mapping[str, float]) -> dict[tuple[Port, str], float]:
    """Return where lines meet each side of a stop: a trunk once (under ""), every other line by itself.

    Right sides and left ones lie half a step apart, so that no two lines of a gutter share a height.
    """
    wanted: defaultdict[Port, dict[str, float]] = defaultdict(dict)
    for run in runs:
        wanted[run.own][_name(run.line)] = tops[run.trunk[0]]
        wanted[run.trunk].setdefault("", tops[run.own[0]])
    places: dict[tuple[Port, str], float] = {}
    for port, names in wanted.items():
        for number, name in enumerate(sorted(names, key=lambda name: (names[name], name)), start=1):
            places[port, name] = tops[port[0]] + GRID * number - (0 if port[1] else GRID / 2)
    return places


def _name(line: Line) -> str:
    return f"{line.id} {line.source} {line.target}"


def _columns(
    columns: Mapping[str, int],
    runs: Sequence[_Run],
    places: Mapping[tuple[Port, str], float],
    language: Language,
) -> tuple[dict[int, float], dict[int, dict[Port, float]], float]:
    """Return where each column begins, where each trunk runs, and how wide everything is."""
    by_gutter: defaultdict[int, list[_Run]] = defaultdict(list)
    for run in runs:
        by_gutter[run.gutter].append(run)
    lefts: dict[int, float] = {}
    trunks: dict[int, dict[Port, float]] = {}
    left = TITLE_WIDTH + GRID
    for column in range(max(columns.values(), default=0) + 1):
        lefts[column] = left
        left += STOP_WIDTH
        inside = by_gutter.get(column, [])
        room = {side: _room(inside, language, right=side) for side in (True, False)}
        lanes = _lanes(inside, places)
        first = left + room[True]
        trunks[column] = {port: first + LANE * lane for port, lane in lanes.items()}
        if inside:
            left = first + LANE * (1 + max(lanes.values())) + room[False]
    return lefts, trunks, left + GRID


def _room(runs: Iterable[_Run], language: Language, *, right: bool) -> float:
    """Return the room for marks and words beside the stops on one side of a gutter."""
    widths = [width(run.line.label.to(language), LABEL_SIZE) for run in runs if run.own[1] is right]
    return MARK + 6 + max(widths, default=0.0)


def _lanes(runs: Iterable[_Run], places: Mapping[tuple[Port, str], float]) -> dict[Port, int]:
    """Return a lane for each trunk of a gutter; those that share one do not meet."""
    spans: dict[Port, list[float]] = {}
    for run in runs:
        spans.setdefault(run.trunk, [places[run.trunk, ""]]).append(places[run.own, _name(run.line)])
    ends: list[float] = []
    lanes: dict[Port, int] = {}
    for port in sorted(spans, key=lambda port: (min(spans[port]), port)):
        top, bottom = min(spans[port]), max(spans[port])
        lane = next((number for number, end in enumerate(ends) if end + 4 < top), len(ends))
        if lane == len(ends):
            ends.append(bottom)
        ends[lane] = bottom
        lanes[port] = lane
    return lanes


def _wire(
    run: _Run,
    boxes: Mapping[str, Box],
    places: Mapping[tuple[Port, str], float],
    trunks: Mapping[Port, float],
    language: Language,
) -> Wire:
    def meets(port: Port, name: str) -> tuple[float, float]:
        box = boxes[port[0]]
        return (box.x + box.width if port[1] else box.x), places[port, name]

    end = meets(run.own, _name(run.line))
    words = run.line.label.to(language)
    label = None
    if words:
        wide = width(words, LABEL_SIZE)
        left = end[0] + MARK if run.own[1] else end[0] - MARK - wide
        label = Box(left, end[1] - LABEL_SIZE - 2.5, wide, LABEL_SIZE)
    towards = run.line.target == run.own[0]
    return Wire(run.line, meets(run.trunk, ""), trunks[run.trunk], end, run.own[1], towards, label)
