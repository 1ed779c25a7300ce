"""From a survey to a map of the network: every segment, what holds secrets and is exposed, and its ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from secaudit.explanation.exposed.field import Field
from secaudit.explanation.exposed.survey import Holder, SmallestCut, Survey
from secaudit.exposure import Path, Step, Way
from secaudit.exposure.cutting import OWN_CONNECTION, PLACE
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.network_map import Line, LineState, NetworkMap, Stop
from secaudit.model.tables.choices import choice_label
from secaudit.model.text import Text, counted, same

_INTERNET = Step("internet", "internet")
_INTERNET_STOP = Stop(
    "internet/internet",
    Text("Internet (kết nối riêng)", "Internet (own)"),
    same(""),
    "",
    "",
    (),
    "internet",
    "internet",
    True,
    internet=True,
)


def network_map(field: Field, found: Survey) -> NetworkMap:
    """Return the map of what a survey tells of.

    Of a unit (`found.unit`) it has the segments of that unit and all below it, what they are joined to, and
    every stop of a way from one of its holders. Machines are on it where they hold secrets and are exposed,
    or where a way or a link leads through them; holders that hang on one segment alike are one stop.
    """
    return _Mapper(field, found.unit, _steps(found.exposed), found.cut).map()


def ways_map(field: Field, unit: str | None, exposed: Iterable[Step], cut: SmallestCut) -> NetworkMap:
    """Return a map that has nothing on it but the ways of exposed holders and what is to be cut."""
    return _Mapper(field, unit, exposed, cut, ways_alone=True).map()


def _steps(holders: Iterable[Holder]) -> list[Step]:
    return [Step(each.table, each.id) for each in holders]


class _Mapper:
    def __init__(
        self,
        field: Field,
        unit: str | None,
        exposed: Iterable[Step],
        cut: SmallestCut,
        *,
        ways_alone: bool = False,
    ) -> None:
        self._field = field
        self._unit = unit
        self._ways_alone = ways_alone
        self._paths = [_plain(field.exposures[each.table, each.id].path) for each in exposed]
        self._cut = {(each.table, each.id, each.sort) for each in cut.undoings}
        self._kinds = {node.id: node.kind for node in field.nodes[0]}
        self._tables: dict[str, str] = {}
        for nodes in reversed(field.nodes):
            self._tables |= {node.id: node.table for node in nodes}

    def map(self) -> NetworkMap:
        links = list(self._links())
        inner = {step for path in self._paths for step in path if step.table not in ("links", "internet")}
        linked = {end for _, ends in links for end in ends}
        shown = self._segments_in_scope() | inner | linked
        groups = dict(self._groups(inner, linked))
        lines = [self._link(way, *ends) for way, ends in links]
        lines += self._places(shown - groups.keys(), groups)
        internet = any(_key(_INTERNET) in (line.source, line.target) for line in lines)
        stops = [self._stop(step) for step in sorted(shown - groups.keys())]
        stops += [self._group(key, steps) for key, steps in sorted(_members(groups).items())]
        if internet:
            stops.append(_INTERNET_STOP)
        order = {unit: place for place, unit in enumerate(self._field.unit_names)}
        stops.sort(key=lambda stop: (order.get(stop.unit, -1), stop.key))
        return NetworkMap(self._field.as_of, self._title(), tuple(stops), tuple(_distinct(lines)))

    def _title(self) -> Text:
        if self._unit is None:
            return Text("Đường lộ lọt tới Internet", "Ways to the internet")
        name = self._field.unit_names.get(self._unit, "")
        return Text(f"Đường lộ lọt tới Internet: {name}", f"Ways to the internet: {name}")

    def _scope(self) -> Collection[str]:
        unit = self._unit
        return self._field.unit_names if unit is None else self._field.prepared.tree.members(unit)

    def _segments_in_scope(self) -> set[Step]:
        if self._ways_alone:
            return set()
        rows = self._field.prepared.tables["segments"]
        units = zip(rows["id"].to_pylist(), rows[UNIT_COLUMN].to_pylist(), strict=True)
        wanted = frozenset(self._scope())
        if self._unit is None:
            return {Step("segments", row) for row, _ in units}
        return {Step("segments", row) for row, unit in units if unit in wanted}

    def _links(self) -> Iterator[tuple[Way, tuple[Step, Step]]]:
        """Yield the links between rows that are there, on a way or with an end in scope."""
        on_ways = {step.id for path in self._paths for step in path if step.table == "links"}
        on_ways |= {row for table, row, _ in self._cut if table == "links"}
        scope = frozenset[str]() if self._ways_alone else frozenset(self._scope())
        for way in self._field.links:
            ends = [Step(self._tables[end], end) for end in (way.source, way.target) if end in self._tables]
            if len(ends) == 2 and ends[0] != ends[1]:
                near = any(self._field.unit_of(*end[:2]) in scope for end in ends)
                if near or way.id in on_ways:
                    yield way, (ends[0], ends[1])

    def _groups(self, inner: set[Step], linked: Collection[Step]) -> Iterator[tuple[Step, str]]:
        """Yield the machines that nothing but their segment joins to anything, with the group they are in."""
        alone = {step for path in self._paths for step in (path if len(path) == 2 else path[1:-1])}
        alone |= {step for step in inner if (step.table, step.id, PLACE) in self._cut}
        for step in inner - alone:
            if step.table != "segments" and step not in linked:
                row = self._field.cells.position(step.table, step.id)
                segment = None if row is None else self._field.cells.raw(step.table, row, "segment")
                yield step, f"holders/{segment}"

    def _places(self, shown: Iterable[Step], groups: dict[Step, str]) -> Iterator[Line]:
        """Yield what joins machines to their segments and to the internet."""
        cells, drawn = self._field.cells, {*shown, *groups}
        for step in sorted(drawn):
            row = None if step.table == "segments" else cells.position(step.table, step.id)
            if row is None:
                continue
            segment, here = cells.raw(step.table, row, "segment"), groups.get(step, _key(step))
            if Step("segments", segment) in drawn:
                cut = (step.table, step.id, PLACE) in self._cut
                yield self._line(PLACE, here, _key(Step("segments", segment)), cut)
            if step.table == "devices" and step not in groups and self._online(row):
                cut = (step.table, step.id, OWN_CONNECTION) in self._cut
                yield self._line(OWN_CONNECTION, here, _key(_INTERNET), cut)

    def _online(self, row: int) -> bool:
        cells = self._field.cells
        seen = cells.raw("devices", row, "observed_internet_on")
        return cells.raw("devices", row, "internet") is True or (
            seen is not None and seen <= self._field.as_of
        )

    def _line(self, kind: str, source: str, target: str, cut: bool) -> Line:
        label = Text("Internet riêng", "own internet") if kind == OWN_CONNECTION else same("")
        on_path = bool({(source, target), (target, source)} & self._hops)
        return Line(f"{kind} {source}", source, target, kind, label, True, LineState.OPEN, on_path, cut)

    @cached_property
    def _hops(self) -> set[tuple[str, str]]:
        """Return the pairs of stops between which a way leads without a link, groups under their name."""
        found = set()
        for path in self._paths:
            for here, there in pairwise(path):
                if "links" not in (here.table, there.table):
                    found.add((_key(here), _key(there)))
                    for other in (here, there):
                        if other.table == "segments":
                            found.add((f"holders/{other.id}", _key(other)))
        return found

    def _link(self, way: Way, source: Step, target: Step) -> Line:
        state = LineState.OPEN
        if not way.in_force(self._field.as_of):
            state = LineState.ENDED
        elif way.is_cut:
            state = LineState.CIPHERED
        elif not way.is_certain:
            state = LineState.DOUBTFUL
        label = same("") if way.kind == "network" else choice_label("kind", way.kind)
        on_path = any(step.table == "links" and step.id == way.id for path in self._paths for step in path)
        cut = ("links", way.id, way.kind) in self._cut
        both = len(way.directions) == 2
        return Line(way.id, _key(source), _key(target), way.kind, label, both, state, on_path, cut)

    def _stop(self, step: Step) -> Stop:
        field = self._field
        row = field.cells.position(step.table, step.id)
        if row is None:
            raise LookupError(f"{step.table} {step.id} is not in the inventory")
        unit = str(field.cells.raw(step.table, row, UNIT_COLUMN) or "")
        kind = self._kinds.get(step.id) if step.table == "segments" else step.table
        degree = None if step.table == "segments" else field.cells.raw(step.table, row, "state_secrets")
        holds = degree not in (None, "none")
        return Stop(
            key=_key(step),
            name=same(field.cells.name(step.table, row)),
            note=self._note(step, str(kind), degree),
            unit=unit,
            unit_name=field.unit_names.get(unit, ""),
            ids=(step.id,),
            table=step.table,
            kind=str(kind),
            exposed=field.cells.raw(step.table, row, "exposed"),
            holds=holds,
            internet=kind == "internet",
        )

    def _note(self, step: Step, kind: str, degree: str | None) -> Text:
        if step.table == "segments":
            machines, secret = self._hanging.get(step.id, (0, 0))
            words = same("") if kind == "internet" else choice_label("kind", kind)
            if machines:
                words += Text(f" · {machines} máy", f" · {counted(machines, 'machine')}")
            if secret:
                words += Text(f", {secret} chứa BMNN", f", {secret} with secrets")
            return words
        words = Text("hệ thống", "system") if step.table == "systems" else Text("thiết bị", "device")
        if degree not in (None, "none"):
            words += Text(" · độ ", " · ") + choice_label("state_secrets", str(degree))
        return words

    @cached_property
    def _hanging(self) -> dict[str, tuple[int, int]]:
        """How many systems and devices hang on each segment, and how many of them hold secrets."""
        machines: Counter[str] = Counter()
        secret: Counter[str] = Counter()
        for table in ("systems", "devices"):
            rows = self._field.prepared.tables[table]
            cells = zip(rows["segment"].to_pylist(), rows["state_secrets"].to_pylist(), strict=True)
            for segment, degree in cells:
                if segment:
                    machines[segment] += 1
                    secret[segment] += degree not in (None, "none")
        return {row: (count, secret[row]) for row, count in machines.items()}

    def _group(self, key: str, steps: list[Step]) -> Stop:
        if len(steps) == 1:
            return replace(self._stop(steps[0]), key=key)
        first = self._stop(steps[0])
        ids = tuple(step.id for step in steps)
        return Stop(
            key=key,
            name=Text(f"{len(steps)} máy chứa BMNN", f"{len(steps)} that hold secrets"),
            note=same(", ".join(ids)),
            unit=first.unit,
            unit_name=first.unit_name,
            ids=ids,
            table="holders",
            kind="holders",
            exposed=True,
            holds=True,
        )


def _key(step: Step) -> str:
    return f"{step.table}/{step.id}"


def _plain(path: Path) -> Path:
    """Return a path whose steps compare as rows: a link's without its kind."""
    return tuple(Step(step.table, step.id) for step in path)


def _members(groups: dict[Step, str]) -> dict[str, list[Step]]:
    found: defaultdict[str, list[Step]] = defaultdict(list)
    for step, key in sorted(groups.items()):
        found[key].append(step)
    return found


def _distinct(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines once: all machines of a group hang on its segment alike."""
    seen: dict[tuple[str, str, str], None] = {}
    for line in lines:
        key = (line.id, line.source, line.target)
        if key not in seen:
            seen[key] = None
            yield line
