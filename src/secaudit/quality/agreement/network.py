"""What segments, links, devices and systems say of the same wires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from secaudit.model.inventory import TableData
from secaudit.model.tables.systems import SECRET_DEGREES
from secaudit.model.text import Text
from secaudit.quality.agreement.comparing import ALIKE, MEND, compared, looked_up, settled
from secaudit.quality.check import Check, Row, Words, value_words
from secaudit.quality.result import Quality

_WIRED = ("network", "vpn", "dedicated_line")
"""Links that join two zones for good; a zone that has one is not isolated."""

_ONE_WAY = ("data_diode", "removable_media")
"""Links of which the way back may well be another one."""

_TWINS_SHARE = ("kind", "both_ways", "carries_secrets", "encryption")


def checks(tables: Mapping[str, TableData], as_of: date) -> Iterator[Check]:
    """Yield the checks of the network."""
    if tables["links"].rows.num_rows:
        yield from _twins(tables["links"], as_of)
        yield _isolated(tables["segments"], tables["links"], as_of)
    if tables["devices"].rows.num_rows:
        yield _offline(tables["devices"], tables["segments"])
        yield _degrees(tables["devices"], tables["systems"])


def _in_force(links: TableData, as_of: date) -> list[int]:
    ends = links.rows["ends_on"].to_pylist()
    return [row for row, end in enumerate(ends) if end is None or end >= as_of]


def _twins(links: TableData, as_of: date) -> Iterator[Check]:
    """Two links that each tell of one direction between the same ends are the two ends' tales of one link."""
    ends = list(zip(links.rows["source"].to_pylist(), links.rows["target"].to_pylist(), strict=True))
    by_ends: dict[tuple[str, str], list[int]] = {}
    for row in _in_force(links, as_of):
        by_ends.setdefault(ends[row], []).append(row)
    twins = {
        rows[0]: back[0]
        for (source, target), rows in by_ends.items()
        if len(rows) == 1 and len(back := by_ends.get((target, source), [])) == 1 and source != target
    }
    kinds = links.rows["kind"].to_pylist() if twins else []
    twins = {row: back for row, back in twins.items() if not {kinds[row], kinds[back]} & set(_ONE_WAY)}
    for name in _TWINS_SHARE if twins else ():
        cells = links.rows[name].to_pylist()
        outcomes = {
            row: cells[row] != cells[back]
            for row, back in twins.items()
            if cells[row] is not None and cells[back] is not None
        }

        def tell(row: int, name: str = name) -> Words:
            back = Row(links, twins[row])
            other = back.told(name)
            return Words(
                Row(links, row).told(name)
                + Text(
                    f"; chiều ngược lại ({back.cells['id']}) ghi {other.vi}",
                    f"; the link back ({back.cells['id']}) says {other.en}",
                ),
                ALIKE,
                MEND,
            )

        yield compared(links, f"ends-differ-in-{name.replace('_', '-')}", name, outcomes, tell)


def _isolated(segments: TableData, links: TableData, as_of: date) -> Check:
    joined: dict[str, int] = {}
    kinds = links.rows["kind"].to_pylist()
    sources, targets = links.rows["source"].to_pylist(), links.rows["target"].to_pylist()
    for row in _in_force(links, as_of):
        if kinds[row] in _WIRED:
            joined.setdefault(sources[row], row)
            joined.setdefault(targets[row], row)
    ids = segments.rows["id"].to_pylist()
    outcomes = {
        row: ids[row] in joined
        for row, kind in enumerate(segments.rows["kind"].to_pylist())
        if kind == "isolated"
    }

    def tell(row: int) -> Words:
        link = Row(links, joined[ids[row]])
        return Words(
            Text(
                f"vùng cô lập nhưng có kết nối {link.cells['id']} ({links.locate(link.position)})",
                f"an isolated zone with the link {link.cells['id']} ({links.locate(link.position)})",
            ),
            Text("vùng cô lập không có kết nối mạng", "an isolated zone without a network link"),
            Text(
                "sửa loại vùng mạng, hoặc ghi ngày kết thúc kết nối",
                "correct the kind of the zone, or write down when the link ended",
            ),
        )

    return compared(segments, "isolated-but-linked", "kind", outcomes, tell)


def _offline(devices: TableData, segments: TableData) -> Check:
    """A device in a zone of kind internet is on the internet."""
    import pyarrow.compute as pc

    there = pc.equal(looked_up(devices.rows["segment"], segments, "kind"), "internet")
    known = devices.rows["internet"]
    wrong = pc.if_else(pc.is_valid(known), pc.and_(there, pc.invert(pc.fill_null(known, True))), None)

    def tell(row: int) -> Words:
        return Words(Row(devices, row).told("internet", "segment"), ALIKE, MEND)

    checked, faulty = settled(wrong)
    return Check(Quality.CONSISTENT, "offline-on-the-internet", devices, "internet", checked, faulty, tell)


def _degrees(devices: TableData, systems: TableData) -> Check:
    """A device of a system handles secrets of no higher degree than the system does."""
    import pyarrow as pa
    import pyarrow.compute as pc

    degrees = pa.array(SECRET_DEGREES, pa.string())
    own = pc.index_in(devices.rows["state_secrets"], degrees)
    its = pc.index_in(looked_up(devices.rows["system"], systems, "state_secrets"), degrees)

    def tell(row: int) -> Words:
        system = devices.rows["system"][row].as_py()
        held = looked_up(devices.rows["system"].slice(row, 1), systems, "state_secrets")[0].as_py()
        said = value_words("state_secrets", held)
        return Words(
            Row(devices, row).told("state_secrets")
            + Text(f"; hệ thống {system} ghi {said.vi}", f"; the system {system} says {said.en}"),
            Text(
                "độ mật của thiết bị không cao hơn của hệ thống",
                "a device of no higher degree than its system",
            ),
            MEND,
        )

    checked, faulty = settled(pc.greater(own, its))
    return Check(Quality.CONSISTENT, "above-its-system", devices, "state_secrets", checked, faulty, tell)
