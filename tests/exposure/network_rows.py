"""Rows of a fictitious network in few words, and their exposure by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from secaudit.exposure import Exposure, Node, Way, expose

AS_OF = date(2026, 11, 21)


def segment(row: str, kind: str = "lan") -> Node:
    return Node("segments", row, None, kind=kind)


def device(
    row: str, on: str | None, *, internet: bool | None = None, observed_internet: bool | None = None
) -> Node:
    return Node("devices", row, on, internet, observed_internet)


def system(row: str, on: str | None) -> Node:
    return Node("systems", row, on)


def link(
    row: str,
    source: str,
    target: str,
    kind: str = "network",
    *,
    both_ways: bool = True,
    encryption: str | None = None,
    ends_on: date | None = None,
) -> Way:
    return Way(row, source, target, kind, both_ways, encryption, ends_on)


def exposures(rows: Iterable[Node | Way], as_of: date = AS_OF) -> Mapping[tuple[str, str], Exposure]:
    """Return what `expose` says of rows given in any mixture."""
    nodes: dict[str, list[Node]] = {"segments": [], "systems": [], "devices": []}
    ways = []
    for row in rows:
        if isinstance(row, Way):
            ways.append(row)
        else:
            nodes[row.table].append(row)
    return expose(nodes["segments"], nodes["systems"], nodes["devices"], ways, as_of)


def exposed(*rows: Node | Way, as_of: date = AS_OF) -> dict[str, bool | None]:
    """Return the verdict of each row, by its id."""
    return {row: answer.exposed for (_, row), answer in exposures(rows, as_of).items()}
