"""Which segments, systems and devices data can travel to or from the internet (contract 1, decision 0003)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

Row = dict[str, Any]
Node = tuple[str, str]
Edges = dict[Node, set[Node]]

_INTERNET = ("", "the internet itself")
_PLACES = ("segments", "systems", "devices")


def expose(tables: Mapping[str, list[Row]], declared: Mapping[str, set[str]], day: date) -> None:
    """Give every row of the network its `exposed`: true, false, or None where that is not known."""
    sure = _reached(_ways(tables, day, perhaps=False))
    perhaps = _reached(_ways(tables, day, perhaps=True))
    for table in _PLACES:
        for row in tables[table]:
            if (table, row["id"]) in sure or row.get("observed_internet"):
                row["exposed"] = True
            elif (table, row["id"]) in perhaps or "links" not in declared.get(row["_unit"], ()):
                row["exposed"] = None
            else:
                row["exposed"] = None if table == "devices" and row["internet"] is None else False
            row["exposure_path"] = None


def _ways(tables: Mapping[str, list[Row]], day: date, *, perhaps: bool) -> list[tuple[Node, Node]]:
    """Return the directed ways that are recorded; with `perhaps` also those that may be there."""
    ways: list[tuple[Node, Node]] = []
    for row in tables["segments"]:
        if row["kind"] == "internet":
            ways += _both(("segments", row["id"]), _INTERNET)
    for table in ("systems", "devices"):
        for row in tables[table]:
            ways += _ways_of_machine(table, row, perhaps=perhaps)
    place = {row["id"]: (table, row["id"]) for table in reversed(_PLACES) for row in tables[table]}
    for link in tables["links"]:
        if link["source"] in place and link["target"] in place and _stands(link, day, perhaps=perhaps):
            ends = place[link["source"]], place[link["target"]]
            ways += _both(*ends) if link["both_ways"] and link["kind"] != "data_diode" else (ends,)
    return ways


def _ways_of_machine(table: str, row: Row, *, perhaps: bool) -> Iterator[tuple[Node, Node]]:
    machine = (table, row["id"])
    if row["segment"]:
        yield from _both(machine, ("segments", row["segment"]))
    if row.get("internet") or (perhaps and row["segment"] is None):
        yield from _both(machine, _INTERNET)


def _stands(link: Row, day: date, *, perhaps: bool) -> bool:
    if link["ends_on"] is not None and link["ends_on"] < day:
        return False
    if link["kind"] == "cipher_gateway":
        return perhaps if link["encryption"] is None else link["encryption"] != "government_cipher"
    return True


def _both(a: Node, b: Node) -> tuple[tuple[Node, Node], tuple[Node, Node]]:
    return (a, b), (b, a)


def _reached(ways: list[tuple[Node, Node]]) -> set[Node]:
    """Return what the internet can be reached from, and what can be reached from it."""
    return _closure(ways) | _closure([(b, a) for a, b in ways])


def _closure(ways: list[tuple[Node, Node]]) -> set[Node]:
    following: Edges = {}
    for a, b in ways:
        following.setdefault(a, set()).add(b)
    seen, waiting = {_INTERNET}, [_INTERNET]
    while waiting:
        new = following.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen
