"""Laws of exposure on random networks, against a search that shares nothing with the tool's.

The oracle does not build paths: it closes the relation "data can go from a to b" over all rows and asks
whether a row and something of the internet are in it. Lengths are compared with networkx.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.exposure import Node, Way
from tests.exposure.network_rows import AS_OF, exposures, link, segment

Row = tuple[str, str]
NET: Row = ("", "the internet")

SEGMENTS = ("s0", "s1", "s2", "s3")
HOSTS = ("h0", "h1", "h2", "h3")


@dataclass(frozen=True)
class Rows:
    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]


@st.composite
def networks(draw: st.DrawFn) -> Rows:
    kind = st.sampled_from(["lan", "lan", "isolated", "internet"])
    nodes = [Node("segments", row, None, kind=draw(kind)) for row in SEGMENTS]
    maybe = st.sampled_from([None, False, False, False, True])
    for row in HOSTS:
        on = draw(st.sampled_from([*SEGMENTS, *SEGMENTS, "", None]))
        table = draw(st.sampled_from(["devices", "systems"]))
        nodes.append(Node(table, row, on, draw(maybe), draw(maybe)))
    end = st.sampled_from([*SEGMENTS, *HOSTS, *SEGMENTS, *HOSTS, "nobody"])
    way = st.builds(
        Way,
        id=st.just(""),
        source=end,
        target=end,
        kind=st.sampled_from(["network", "data_diode", "cipher_gateway", "removable_media"]),
        both_ways=st.booleans(),
        encryption=st.sampled_from(["none", "civil", "government_cipher", None]),
        ends_on=st.sampled_from([None, None, AS_OF, AS_OF - timedelta(1)]),
    )
    drawn = draw(st.lists(way, max_size=7))
    return Rows(tuple(nodes), tuple(replace(way, id=f"L{number}") for number, way in enumerate(drawn)))


def moves(rows: Rows, *, possible: bool) -> dict[tuple[Row, Row], set[str]]:
    """Return every single hop that data can take, with the ids of the links that allow it."""
    by_id = {node.id: (node.table, node.id) for node in rows.nodes}
    hops: dict[tuple[Row, Row], set[str]] = {}

    def allow(start: Row, end: Row, via: str = "") -> None:
        hops.setdefault((start, end), set()).add(via)

    for node in rows.nodes:
        for other in hung_on(node, by_id, possible=possible):
            allow((node.table, node.id), other)
            allow(other, (node.table, node.id))
    for way in rows.ways:
        source, target = by_id.get(way.source, NET), by_id.get(way.target, NET)
        if is_open(way, possible=possible) and (possible or NET not in (source, target)):
            allow(source, target, way.id)
            if way.both_ways and way.kind != "data_diode":
                allow(target, source, way.id)
    return hops


def hung_on(node: Node, by_id: dict[str, Row], *, possible: bool) -> set[Row]:
    if node.table == "segments":
        return {NET} if node.kind == "internet" else set()
    joined = {NET} if node.internet or (possible and node.segment is None) else set()
    return joined | ({by_id[node.segment]} if node.segment else set())


def is_open(way: Way, *, possible: bool) -> bool:
    if way.ends_on is not None and way.ends_on < AS_OF:
        return False
    if way.kind != "cipher_gateway":
        return True
    return possible if way.encryption is None else way.encryption != "government_cipher"


def touching(hops: dict[tuple[Row, Row], set[str]]) -> set[Row]:
    """Return the rows that reach the internet or are reached from it: closure until nothing is new."""
    out, back = {NET}, {NET}
    while True:
        more_out = {start for start, end in hops if end in out} - out
        more_back = {end for start, end in hops if start in back} - back
        if not more_out and not more_back:
            return out | back
        out |= more_out
        back |= more_back


def verdicts(rows: Rows) -> dict[Row, bool | None]:
    return {row: answer.exposed for row, answer in exposures([*rows.nodes, *rows.ways]).items()}


@settings(max_examples=400, deadline=None)
@given(networks())
def test_every_row_is_judged_as_brute_force_judges_it(rows: Rows) -> None:
    certain, possible = touching(moves(rows, possible=False)), touching(moves(rows, possible=True))
    judged = verdicts(rows)
    for node in rows.nodes:
        row = (node.table, node.id)
        expected = True if row in certain or node.observed_internet else None if row in possible else False
        assert judged[row] is expected, row


@settings(max_examples=300, deadline=None)
@given(networks())
def test_every_path_can_be_followed_hop_by_hop_in_the_inventory(rows: Rows) -> None:
    for (table, row), answer in exposures([*rows.nodes, *rows.ways]).items():
        node = next(node for node in rows.nodes if node.id == row)
        if answer.exposed is False:
            assert answer.path == ()
            continue
        if node.observed_internet:
            continue
        hops = moves(rows, possible=answer.exposed is None)
        assert (table, row) in (answer.path[0][:2], answer.path[-1][:2])
        stops = [
            (NET if step.table == "internet" else step[:2]) for step in answer.path if step.table != "links"
        ]
        vias = {
            (before.id, after.id): step.id
            for before, step, after in zip(answer.path, answer.path[1:], answer.path[2:], strict=False)
            if step.table == "links"
        }
        shown = [step.id for step in answer.path if step.table != "links"]
        for (start, end), names in zip(pairwise(stops), pairwise(shown), strict=True):
            assert vias.get(names, "") in hops[start, end], answer.path
        ends = {stops[0], stops[-1]} | {NET for stop in stops if is_internet(rows, stop)}
        assert NET in ends
        assert all(step.certain for step in answer.path) is (answer.exposed is True)


def is_internet(rows: Rows, stop: Row) -> bool:
    return any((node.table, node.id) == stop and node.kind == "internet" for node in rows.nodes)


@settings(max_examples=200, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(rows: Rows, order: random.Random) -> None:
    shuffled: list[Node | Way] = [*rows.nodes, *rows.ways]
    order.shuffle(shuffled)
    assert exposures(shuffled) == exposures([*rows.nodes, *rows.ways])


def unknown_segment(node: Node) -> bool:
    return node.table != "segments" and node.segment is None


@settings(max_examples=200, deadline=None)
@given(networks(), st.data())
def test_learning_an_encryption_never_turns_an_answer_round(rows: Rows, data: st.DataObject) -> None:
    known = st.sampled_from(["none", "civil", "government_cipher"])
    ways = [replace(way, encryption=data.draw(known)) if not way.encryption else way for way in rows.ways]
    after = verdicts(replace(rows, ways=tuple(ways)))
    for row, answer in verdicts(rows).items():
        assert answer in (None, after[row]), row


@settings(max_examples=300, deadline=None)
@given(networks(), st.data())
def test_learning_a_segment_never_turns_an_answer_round_without_cause(
    rows: Rows, data: st.DataObject
) -> None:
    """Exposed stays exposed; not exposed turns only where the machine that was adrift is on the way."""
    known = st.sampled_from([*SEGMENTS, ""])
    nodes = [
        replace(node, segment=data.draw(known)) if unknown_segment(node) else node for node in rows.nodes
    ]
    adrift = {node.id for node in rows.nodes if unknown_segment(node)}
    after = exposures([*nodes, *rows.ways])
    for row, answer in verdicts(rows).items():
        if answer is False and after[row].exposed is not False:
            assert adrift & {step.id for step in after[row].path}, row
        else:
            assert answer in (None, after[row].exposed), row


@settings(max_examples=200, deadline=None)
@given(networks(), st.sampled_from(SEGMENTS + HOSTS), st.sampled_from(SEGMENTS + HOSTS))
def test_one_link_more_never_makes_anything_safer(rows: Rows, source: str, target: str) -> None:
    rank = {False: 0, None: 1, True: 2}
    more = replace(rows, ways=(*rows.ways, link("new", source, target)))
    after = verdicts(more)
    for row, answer in verdicts(rows).items():
        assert rank[after[row]] >= rank[answer], row


@cache
def reference_graphs() -> list[nx.DiGraph]:
    seeds = range(12)
    return [
        *(nx.gnp_random_graph(40, 0.03, seed=seed, directed=True) for seed in seeds),
        *(nx.random_k_out_graph(60, 1, 0.5, seed=seed) for seed in seeds),
        *(nx.gn_graph(80, seed=seed) for seed in seeds),
        nx.DiGraph(nx.karate_club_graph()),
        nx.DiGraph(nx.les_miserables_graph()),
        nx.DiGraph(nx.grid_2d_graph(6, 7)),
        nx.path_graph(50, create_using=nx.DiGraph),
    ]


@pytest.mark.parametrize("number", range(len(reference_graphs())))
def test_shortest_ways_are_as_long_as_networkx_finds_them(number: int) -> None:
    """Segments and one-way links shaped like reference graphs; every seventh segment is the internet."""
    graph = nx.DiGraph(nx.convert_node_labels_to_integers(reference_graphs()[number]))
    internet = {node for node in graph if node % 7 == 3}
    rows = [segment(f"{node:02}", "internet" if node in internet else "lan") for node in graph]
    ways = [link(f"{a:02}-{b:02}", f"{a:02}", f"{b:02}", both_ways=False) for a, b in graph.edges]
    out = nx.multi_source_dijkstra_path_length(graph.reverse(), internet, weight=None)
    back = nx.multi_source_dijkstra_path_length(graph, internet, weight=None)
    answers = exposures([*rows, *ways], date(2026, 1, 1))
    for node in graph:
        hops = min(out.get(node, 99), back.get(node, 99))
        answer = answers["segments", f"{node:02}"]
        assert answer.exposed is (hops < 99)
        assert sum(step.table == "links" for step in answer.path) == (hops if hops < 99 else 0)
