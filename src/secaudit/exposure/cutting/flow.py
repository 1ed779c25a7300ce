"""Minimum cuts, by networkx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

Arcs = Mapping[tuple[int, int], int]
"""From, to, and what it costs to undo the arc: whole numbers above 0."""


def separator(arcs: Arcs, source: int, sink: int, *, pruned: bool = False) -> set[tuple[int, int]]:
    """Return the arcs of a minimum cut, of all minimum ones the one nearest to the sink.

    It does not depend on the order of the arcs. `pruned` says that all of them are on a way from the source
    to the sink, so that there is nothing to leave out first.
    """
    joining = arcs if pruned else _joining(arcs, source, sink)
    if not joining:
        return set()
    from networkx.algorithms.flow import boykov_kolmogorov

    residual = _residual(joining)
    boykov_kolmogorov(residual, source, sink, residual=residual)
    far, open_ = {sink}, [sink]
    while open_:
        here = open_.pop()
        for before, there in residual.pred[here].items():
            if before not in far and there["flow"] < there["capacity"]:
                far.add(before)
                open_.append(before)
    return {(start, end) for start, end in joining if start not in far and end in far}


def _joining(arcs: Arcs, source: int, sink: int) -> dict[tuple[int, int], int]:
    """Return the arcs on a way from the source to the sink."""
    after: defaultdict[int, list[int]] = defaultdict(list)
    before: defaultdict[int, list[int]] = defaultdict(list)
    for start, end in arcs:
        after[start].append(end)
        before[end].append(start)
    forth = reached(source, after, sink)
    if sink not in forth:
        return {}
    between = forth & reached(sink, before, source)
    return {
        (start, end): worth for (start, end), worth in arcs.items() if start in between and end in between
    }


def reached(start: int, neighbours: Mapping[int, Sequence[int]], end: int) -> set[int]:
    """Return all stops that can be reached, going on from every one but `end`."""
    found, open_ = {start}, [start]
    while open_:
        here = open_.pop()
        for stop in neighbours.get(here, ()) if here != end else ():
            if stop not in found:
                found.add(stop)
                open_.append(stop)
    return found


def _residual(arcs: Arcs) -> Any:
    """Return networkx's residual network of the arcs: each beside its reverse, which may hold nothing.

    It is what the library would build from a graph; made at once, the graph need not be.
    """
    import networkx as nx

    residual = nx.DiGraph()
    residual.add_edges_from(
        (start, end, {"capacity": worth, "flow": 0}) for (start, end), worth in arcs.items()
    )
    residual.add_edges_from(
        (end, start, {"capacity": 0, "flow": 0}) for start, end in arcs if (end, start) not in arcs
    )
    residual.graph["inf"] = 1 + 3 * sum(arcs.values())
    residual.graph["flow_value"] = 0
    return residual
