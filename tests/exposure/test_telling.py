"""What an audit's result says of exposure: the holders, what to undo, and a map of nothing but the ways."""

from __future__ import annotations

from typing import Any

from secaudit import inventory
from secaudit.audit.preparation import prepare
from secaudit.explanation.exposed.telling import exposure_info
from secaudit.model.exposure import ExposureInfo
from tests.exposure.test_survey import DAY, ROWS, vault, zone


def told(scope: str | None = None, **tables: list[dict[str, Any]]) -> ExposureInfo | None:
    read = inventory.from_rows(ROWS | tables)
    return exposure_info(read, prepare(read, DAY), scope)


def test_every_exposed_holder_is_told_unit_by_unit_with_its_way() -> None:
    found = told()
    assert found is not None
    assert [(holder.unit, holder.id) for holder in found.holders] == [
        ("a", "da0"), ("a", "da1"), ("b", "db0"), ("b", "db1"),
    ]  # fmt: skip
    assert found.holders[0].path.en == "da0 → za → VPN la → wan → net"
    assert found.holders[0].degree == "mat"
    assert [one.words.en for one in found.severances] == ["cut the link out (network) between wan and net"]
    assert found.is_least


def test_of_one_unit_its_own_holders_are_told_with_its_own_least() -> None:
    found = told("a")
    assert found is not None
    assert {holder.id for holder in found.holders} == {"da0", "da1"}
    assert len(found.severances) == 1


def test_the_map_has_nothing_but_the_ways_and_what_is_cut() -> None:
    rows = [*ROWS["segments"], zone("aside", "a")]
    links = [*ROWS["links"], {"id": "off", "source": "aside", "target": "za", "kind": "network"}]
    found = told(segments=rows, links=links)
    assert found is not None
    assert {stop.key for stop in found.map.stops} == {
        "segments/net", "segments/wan", "segments/za", "segments/zb", "holders/za", "holders/zb",
    }  # fmt: skip
    assert {line.id for line in found.map.lines if line.cut} == {"out"}
    assert all(line.on_path for line in found.map.lines)


def test_a_machine_seen_on_the_internet_is_drawn_without_a_segment_that_is_on_no_way() -> None:
    devices = [vault("seen", "a", "za", observed_internet_on="2026-11-01", internet=None)]
    found = told(devices=devices, links=[])
    assert found is not None
    assert {stop.key for stop in found.map.stops} == {"devices/seen", "internet/internet"}
    ends = {end for line in found.map.lines for end in (line.source, line.target)}
    assert ends == {"devices/seen", "internet/internet"}


def test_nothing_is_told_where_nothing_is_exposed() -> None:
    assert told(links=[]) is None
    assert told("city", devices=[]) is None
