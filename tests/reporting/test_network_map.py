"""The drawing of a network: nothing lies on anything else, whatever the network, and nothing is left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

import networkx as nx
import pytest

from secaudit.model.network_map import LineState, NetworkMap
from secaudit.model.text import same
from secaudit.reporting.network_map import graphml, svg
from secaudit.reporting.network_map.layout import Box, Plan, Wire, columns_of, worded_height
from secaudit.reporting.network_map.lettering import broken, fitted, width
from secaudit.reporting.network_map.naming import NAME_SIZE, STOP_WIDTH, stop_lines
from secaudit.reporting.network_map.panels import panels
from tests.reporting.network_maps import KINDS, line, random_map, stop

SVG = "{http://www.w3.org/2000/svg}"
SIZES = [(5, seed) for seed in range(8)] + [(50, seed) for seed in range(4)] + [(500, 1)]


def pieces(wire: Wire) -> list[Box]:
    """Return the straight pieces of a wire as rectangles without an area."""
    (x, y), (end_x, end_y), lane = wire.start, wire.end, wire.lane
    return [
        Box(min(x, lane), y, abs(x - lane), 0),
        Box(lane, min(y, end_y), 0, abs(y - end_y)),
        Box(min(end_x, lane), end_y, abs(end_x - lane), 0),
    ]


def cuts_through(piece: Box, box: Box) -> bool:
    inside = Box(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1)
    return piece.overlaps(Box(inside.x, inside.y, inside.width, inside.height))


@pytest.mark.parametrize(("size", "seed"), SIZES)
def test_no_stop_word_or_line_lies_on_another(size: int, seed: int) -> None:
    for laid in panels(random_map(size, seed), "vi"):
        boxes = [box for _, box in laid.stops]
        labels = [wire.label for wire in laid.wires if wire.label is not None]
        solid = sorted(boxes + labels, key=lambda box: box.y)
        for index, one in enumerate(solid):
            for other in solid[index + 1 :]:
                if other.y >= one.y + one.height:
                    break
                assert not one.overlaps(other)
        for one, other in combinations((band.box for band in laid.bands), 2):
            assert not one.overlaps(other)
        for wire in laid.wires:
            for piece in pieces(wire):
                assert not any(cuts_through(piece, box) for box in boxes)
                assert not any(cuts_through(piece, box) for box in labels)


@pytest.mark.parametrize(("size", "seed"), SIZES)
def test_lines_share_a_stretch_only_where_they_share_a_trunk(size: int, seed: int) -> None:
    for laid in panels(random_map(size, seed), "vi"):
        level: defaultdict[float, list[tuple[float, float, object]]] = defaultdict(list)
        upright: defaultdict[float, list[tuple[float, float, object]]] = defaultdict(list)
        for wire in laid.wires:
            trunk = (wire.start, wire.lane)
            for index, piece in enumerate(pieces(wire)):
                own: object = trunk if index < 2 else (wire.line.id, wire.end)
                if index == 1:
                    upright[piece.x].append((piece.y, piece.y + piece.height, own))
                else:
                    level[piece.y].append((piece.x, piece.x + piece.width, own))
        for stretches in (*level.values(), *upright.values()):
            for (first, last, owner), (begin, end, other) in combinations(stretches, 2):
                assert owner == other or last <= begin or end <= first


@pytest.mark.parametrize(("size", "seed"), [(5, 0), (50, 1), (500, 1)])
def test_everything_is_drawn_and_every_line_meets_its_stops(size: int, seed: int) -> None:
    drawn = random_map(size, seed)
    laid = panels(drawn, "vi")
    assert {each.key for plan in laid for each, _ in plan.stops} == {each.key for each in drawn.stops}
    assert sorted(wire.line.id for plan in laid for wire in plan.wires) == sorted(
        each.id for each in drawn.lines
    )
    for plan in laid:
        boxes = {each.key: box for each, box in plan.stops}
        for wire in plan.wires:
            ends = {touched(plan, point) for point in (wire.start, wire.end)}
            assert ends == {wire.line.source, wire.line.target}
            assert wire.towards is (touched(plan, wire.end) == wire.line.target)
        assert all(box.x + box.width <= plan.width for box in boxes.values())


def touched(plan: Plan, point: tuple[float, float]) -> str:
    """Return the stop on whose edge a point lies."""
    x, y = point
    return next(
        each.key
        for each, box in plan.stops
        if x in (box.x, box.x + box.width) and box.y <= y <= box.y + box.height
    )


def test_large_drawings_are_about_square() -> None:
    laid = panels(random_map(500, 1), "vi")
    wide, high = sum(plan.width for plan in laid), max(plan.height for plan in laid)
    assert len(laid) > 1
    assert 0.3 < wide / high < 1.5


def test_columns_are_the_distance_from_the_internet() -> None:
    stops = [stop("net", "0", internet=True), stop("lan", "1"), stop("vault", "1"), stop("alone", "1")]
    lines = [
        line(1, "lan", "net", KINDS[0], LineState.OPEN, both=True, on_path=True),
        line(2, "vault", "lan", KINDS[1], LineState.ENDED, both=True, on_path=False),
    ]
    assert columns_of(stops, lines) == {"net": 0, "lan": 1, "vault": 2, "alone": 1}


class TestSvg:
    def test_the_way_is_told_by_colour_and_by_dash_and_the_legend_says_so(self) -> None:
        root = ElementTree.fromstring(svg(random_map(5, 1), "vi"))
        dashed = [
            path for path in root.iter(f"{SVG}path")
            if path.get("stroke") == "#b3001b" and path.get("stroke-dasharray") == "9 4"
        ]  # fmt: skip
        on_path = [each for each in random_map(5, 1).lines if each.on_path]
        assert on_path
        assert len(dashed) == len(on_path) + 1
        words = {text.text for text in root.iter(f"{SVG}text")}
        assert "đường lộ lọt: thông giữa nơi chứa BMNN và Internet" in words
        assert "Bản vẽ, 21/11/2026" in words

    def test_each_language_has_its_own_words(self) -> None:
        english = svg(random_map(5, 1), "en")
        assert "Drawing, 21 November 2026" in english
        assert "đường" not in english

    def test_names_cannot_break_out_of_the_drawing(self) -> None:
        drawn = random_map(5, 1)
        evil = '<script>alert("1")</script>&\x00\x1b'
        stops = tuple(replace(each, name=same(evil), unit_name=evil) for each in drawn.stops)
        root = ElementTree.fromstring(svg(replace(drawn, stops=stops), "vi"))
        assert not list(root.iter(f"{SVG}script"))

    def test_an_empty_map_is_a_drawing_too(self) -> None:
        empty = replace(random_map(5, 1), stops=(), lines=())
        assert "Bản vẽ" in svg(empty, "vi")

    def test_the_same_map_gives_the_same_bytes(self) -> None:
        assert svg(random_map(50, 2), "vi") == svg(random_map(50, 2), "vi")


class TestGraphml:
    def read(self, drawn: NetworkMap) -> nx.MultiDiGraph:
        return nx.read_graphml(BytesIO(graphml(drawn, "vi").encode()), force_multigraph=True)

    def test_it_holds_every_stop_and_a_line_both_ways_twice(self) -> None:
        drawn = random_map(50, 3)
        graph = self.read(drawn)
        assert set(graph) == {each.key for each in drawn.stops}
        edges = sorted((start, end, data["link"]) for start, end, data in graph.edges(data=True))
        expected = [(each.source, each.target, each.id) for each in drawn.lines]
        expected += [(each.target, each.source, each.id) for each in drawn.lines if each.both]
        assert edges == sorted(expected)

    def test_it_says_what_is_exposed_and_what_is_on_a_way(self) -> None:
        drawn = random_map(50, 3)
        graph = self.read(drawn)
        words = {True: "yes", False: "no", None: "unknown"}
        assert {key: graph.nodes[key]["exposed"] for key in graph} == {
            each.key: words[each.exposed] for each in drawn.stops
        }
        marked = {data["link"] for _, _, data in graph.edges(data=True) if data["on_path"]}
        assert marked == {each.id for each in drawn.lines if each.on_path}


def test_words_are_cut_to_their_room() -> None:
    assert fitted("Mạng văn phòng", 10, 500) == "Mạng văn phòng"
    cut = fitted("Mạng văn phòng Ủy ban nhân dân", 10, 90)
    assert cut.endswith("…")
    assert width(cut, 10) <= 90
    assert broken("Ủy ban nhân dân phường An Mẫu", 10, 80, 2)[-1].endswith("…")
    assert broken("một hai", 10, 500, 2) == ["một hai"]


LONG = "Hệthốngquảnlývănbảnđiềuhànhđiệntửdùngchung"


@pytest.mark.parametrize("letters", [8, 40, 80, 300])
@pytest.mark.parametrize("space", ["", " "])
def test_a_long_name_goes_on_in_the_next_line_and_is_whole_in_the_tip(letters: int, space: str) -> None:
    name = (space.join([LONG[:6], LONG[6:]]) * 9)[:letters].strip()
    drawn = replace(random_map(3, 1), stops=(stop("s", "u", name),), lines=())
    lines = stop_lines(drawn.stops[0], "vi")
    assert len(lines) <= 2
    assert all(width(line, NAME_SIZE, bold=True) <= STOP_WIDTH - 22 for line in lines)
    cut = letters > 40
    assert lines[-1].endswith("…") == cut
    if not cut:
        assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    root = ElementTree.fromstring(svg(drawn, "vi"))
    assert any(f"{name} (s)" in (each.text or "") for each in root.iter(f"{SVG}title"))
    assert (name in root.attrib["aria-label"]) == cut
    (box,) = (box for _, box in panels(drawn, "vi")[0].stops)
    assert box.height == worded_height(drawn.stops[0], "vi")


def test_a_word_longer_than_a_line_is_broken_and_none_is_lost() -> None:
    lines = broken(f"Mạng {LONG} cũ", 10, 100, 9)
    assert "".join(lines).replace(" ", "") == f"Mạng{LONG}cũ"
    assert all(width(line, 10) <= 100 for line in lines)
