"""Adds `exposed` and `exposure_path` to the tables that have them (contract, "Exposure")."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from secaudit.exposure import Doubts, Exposure, Node, Way, expose, written
from secaudit.model.inventory import UNIT_COLUMN

if TYPE_CHECKING:
    import pyarrow as pa


def exposed_tables(
    tables: Mapping[str, pa.Table],
    found: Mapping[tuple[str, str], Exposure],
    knows_links: Collection[str],
) -> dict[str, pa.Table]:
    """Return segments, systems and devices with their exposure, as far as it can be known.

    That something is not exposed is only known in the units that `knows_links` names (they declared their
    links complete, and nothing that might be part of a way was rejected), and of a device only where its
    own connection to the internet is known: one link that nobody wrote down would undo it.
    """
    return {
        name: _with_exposure(tables[name], name, found, knows_links)
        for name in ("segments", "systems", "devices")
    }


def unexposed_tables(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return segments, systems and devices with their exposure left open, for verdicts that do not ask."""
    import pyarrow as pa

    left = {name: tables[name] for name in ("segments", "systems", "devices")}
    for column, kind in (("exposed", pa.bool_()), ("exposure_path", pa.string())):
        left = {
            name: rows.append_column(column, pa.nulls(rows.num_rows, kind)) for name, rows in left.items()
        }
    return left


def exposures(
    tables: Mapping[str, pa.Table], links: Iterable[Way], as_of: date
) -> dict[tuple[str, str], Exposure]:
    """Return the exposure of every row that can have one, by table and id, as far as the rows tell it."""
    segments, systems, devices = nodes(tables, as_of)
    return expose(segments, systems, devices, links, as_of)


def nodes(tables: Mapping[str, pa.Table], as_of: date) -> tuple[list[Node], list[Node], list[Node]]:
    """Return segments, systems and devices as what hangs on the network."""
    devices = [
        Node("devices", row_id, segment, internet, seen is not None and seen <= as_of)
        for row_id, segment, internet, seen in _rows(tables["devices"], *_DEVICE)
    ]
    return _segments(tables), _systems(tables), devices


def doubts(tables: Mapping[str, pa.Table], as_of: date) -> Doubts:
    """Return what tells of each row which empty cells leave its exposure open.

    Of the machines only those matter that data can travel through: those with links, and one with an
    internet connection of its own for each segment.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    links = ways(tables["links"])
    ends = pa.array(sorted({end for way in links for end in (way.source, way.target)}), pa.string())
    devices = tables["devices"]
    linked = devices.filter(pc.is_in(devices["id"], ends))
    online = devices.filter(devices["internet"]).group_by("segment").aggregate([("id", "min")])
    machines = [Node("devices", *row) for row in _rows(linked, "id", "segment", "internet")]
    machines += [
        Node("devices", row_id, segment, internet=True)
        for row_id, segment in _rows(online, "id_min", "segment")
    ]
    return Doubts(_segments(tables), _systems(tables), machines, links, as_of)


def _segments(tables: Mapping[str, pa.Table]) -> list[Node]:
    return [Node("segments", row[0], None, kind=row[1]) for row in _rows(tables["segments"], "id", "kind")]


def _systems(tables: Mapping[str, pa.Table]) -> list[Node]:
    return [Node("systems", *row) for row in _rows(tables["systems"], "id", "segment")]


def ways(links: pa.Table) -> list[Way]:
    """Return the links as ways that data can take."""
    return [Way(*row) for row in _rows(links, *_LINK)]


_DEVICE = ("id", "segment", "internet", "observed_internet_on")
_LINK = ("id", "source", "target", "kind", "both_ways", "encryption", "ends_on")


def _rows(rows: pa.Table, *names: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(rows[name].to_pylist() for name in names), strict=True)


def _with_exposure(
    rows: pa.Table,
    name: str,
    found: Mapping[tuple[str, str], Exposure],
    knows_links: Collection[str],
) -> pa.Table:
    import pyarrow as pa

    connections = rows["internet"].to_pylist() if "internet" in rows.column_names else None
    exposed: list[bool | None] = []
    paths: list[str | None] = []
    for position, (row_id, unit) in enumerate(_rows(rows, "id", UNIT_COLUMN)):
        exposure = found[(name, row_id)]
        knows_itself = connections is None or connections[position] is not None
        safe = exposure.exposed is False and knows_itself and unit in knows_links
        exposed.append(True if exposure.exposed else False if safe else None)
        paths.append(written(exposure.path) if exposure.exposed else None)
    rows = rows.append_column("exposed", pa.array(exposed, pa.bool_()))
    return rows.append_column("exposure_path", pa.array(paths, pa.string()))
