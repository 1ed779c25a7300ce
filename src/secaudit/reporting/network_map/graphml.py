"""A network as GraphML, for programs that lay out and analyse graphs."""

from __future__ import annotations

from secaudit.model.network_map import NetworkMap
from secaudit.model.text import Language
from secaudit.reporting.network_map.lettering import clean


def graphml(drawn: NetworkMap, language: Language) -> str:
    """Return a map as a GraphML document: a directed graph, in which a line both ways is two edges.

    Nodes carry `name`, `note`, `unit`, `unit_name`, `kind`, `ids`, `exposed` (yes, no, unknown), `holds` and
    `internet`; edges `link`, `kind`, `label`, `state`, `on_path` and `cut`.
    """
    import networkx as nx

    graph = nx.MultiDiGraph(as_of=drawn.as_of.isoformat(), title=clean(drawn.title.to(language)))
    for stop in drawn.stops:
        graph.add_node(
            stop.key,
            name=clean(stop.name.to(language)),
            note=clean(stop.note.to(language)),
            unit=stop.unit,
            unit_name=clean(stop.unit_name),
            kind=stop.kind,
            ids=" ".join(stop.ids),
            exposed="unknown" if stop.exposed is None else "yes" if stop.exposed else "no",
            holds=stop.holds,
            internet=stop.internet,
        )
    for line in drawn.lines:
        ends = [(line.source, line.target), (line.target, line.source)]
        for start, end in ends if line.both else ends[:1]:
            graph.add_edge(
                start,
                end,
                key=f"{line.id} {start}",
                link=line.id,
                kind=line.kind,
                label=clean(line.label.to(language)),
                state=line.state.value,
                on_path=line.on_path,
                cut=line.cut,
            )
    return "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', *nx.generate_graphml(graph), ""))
