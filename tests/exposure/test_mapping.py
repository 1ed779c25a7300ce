"""What is drawn of a small inventory: which stops and lines, and what is said of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from secaudit import inventory
from secaudit.explanation.exposed.field import field_of
from secaudit.explanation.exposed.mapping import network_map
from secaudit.explanation.exposed.surveying import survey
from secaudit.explanation.exposed.weights import read_weights
from secaudit.model.network_map import Line, LineState, NetworkMap
from secaudit.model.text import Text
from tests.exposure.test_survey import ROWS, vault, zone

DAY = date(2026, 11, 21)


def link(row: str, source: str, target: str, kind: str = "network", **more: Any) -> dict[str, Any]:
    return {"id": row, "source": source, "target": target, "kind": kind} | more


def drawn(unit: str | None = None, **tables: list[dict[str, Any]]) -> NetworkMap:
    more = {name: [*ROWS.get(name, []), *rows] for name, rows in tables.items()}
    field = field_of(inventory.from_rows(ROWS | more), DAY)
    return network_map(field, survey(field, unit, read_weights()))


def lines(found: NetworkMap) -> dict[str, Line]:
    return {line.id: line for line in found.lines}


def test_holders_of_one_segment_are_one_stop_and_the_rest_is_counted() -> None:
    found = {stop.key: stop for stop in drawn().stops}
    assert set(found) == {
        "segments/net", "segments/wan", "segments/za", "segments/zb", "holders/za", "holders/zb",
    }  # fmt: skip
    assert found["holders/za"].ids == ("da0", "da1")
    assert found["holders/za"].name == Text("2 máy chứa BMNN", "2 that hold secrets")
    assert found["segments/za"].note == Text(
        "mạng LAN · 4 máy, 2 chứa BMNN", "LAN · 4 machines, 2 with secrets"
    )
    assert found["segments/net"].internet


def test_lines_on_a_way_and_those_to_cut_are_marked() -> None:
    found = lines(drawn())
    assert {name for name, line in found.items() if line.on_path} == {
        "out", "la", "lb", "place holders/za", "place holders/zb",
    }  # fmt: skip
    assert {name for name, line in found.items() if line.cut} == {"out"}


def test_each_line_says_whether_data_passes() -> None:
    more = [
        link("old", "za", "zb", ends_on="2026-11-20"),
        link("gate", "za", "zb", "cipher_gateway", encryption="government_cipher"),
        link("maybe", "za", "zb", "cipher_gateway"),
        link("diode", "za", "zb", "data_diode"),
    ]
    found = lines(drawn(links=more))
    states = {name: found[name].state for name in ("old", "gate", "maybe", "diode")}
    assert states == {
        "old": LineState.ENDED,
        "gate": LineState.CIPHERED,
        "maybe": LineState.DOUBTFUL,
        "diode": LineState.OPEN,
    }
    assert [found[name].both for name in ("diode", "gate")] == [False, True]
    assert not any(found[name].on_path for name in states)


def test_a_machine_on_the_internet_itself_stands_alone_with_a_line_of_its_own() -> None:
    dual = vault("dual", "b", "zb", internet=True)
    found = drawn(devices=[dual])
    assert "devices/dual" in {stop.key for stop in found.stops}
    own = lines(found)["own_connection devices/dual"]
    assert (own.target, own.on_path, own.cut) == ("internet/internet", True, True)


def test_a_machine_that_is_to_be_taken_off_its_segment_stands_alone() -> None:
    more = [link(f"more{number}", "zc", "net") for number in range(3)]
    found = drawn(segments=[zone("zc", "b")], links=more, devices=[vault("one", "b", "zc")])
    assert lines(found)["place devices/one"].cut
    assert "holders/zc" not in {stop.key for stop in found.stops}


def test_a_units_map_has_its_own_zones_its_ways_and_what_they_touch() -> None:
    found = drawn("a")
    assert {stop.key for stop in found.stops} == {"segments/net", "segments/wan", "segments/za", "holders/za"}
    assert set(lines(found)) == {"out", "la", "place holders/za"}
    assert "Phường A" in found.title.vi
