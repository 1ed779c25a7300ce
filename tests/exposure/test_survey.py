"""A survey of a small inventory: who is told of, each unit's own cut, and what a screen leaves out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secaudit import inventory
from secaudit.explanation.exposed import cutting
from secaudit.explanation.exposed.field import field_of
from secaudit.explanation.exposed.survey import Survey
from secaudit.explanation.exposed.surveying import survey
from secaudit.explanation.exposed.text import survey_lines
from secaudit.explanation.exposed.weights import read_weights

DAY = date(2026, 11, 21)


def zone(row: str, unit: str, kind: str = "lan") -> dict[str, Any]:
    return {"id": row, "unit": unit, "kind": kind}


def vault(row: str, unit: str, segment: str, **more: Any) -> dict[str, Any]:
    return {"id": row, "unit": unit, "segment": segment, "internet": False, "state_secrets": "mat"} | more


ROWS: dict[str, list[dict[str, Any]]] = {
    "units": [
        {"id": "city", "name": "Thành phố", "kind": "city"},
        {"id": "a", "name": "Phường A", "kind": "commune", "parent": "city"},
        {"id": "b", "name": "Phường B", "kind": "commune", "parent": "city"},
    ],
    "segments": [zone("net", "city", "internet"), zone("wan", "city"), zone("za", "a"), zone("zb", "b")],
    "links": [
        {"id": "out", "source": "wan", "target": "net", "kind": "network"},
        {"id": "la", "source": "za", "target": "wan", "kind": "vpn"},
        {"id": "lb", "source": "zb", "target": "wan", "kind": "vpn"},
    ],
    "devices": [
        *(vault(f"da{number}", "a", "za") for number in range(2)),
        *(vault(f"db{number}", "b", "zb") for number in range(2)),
        vault("lone", "b", "none"),
        vault("plain", "a", "za", state_secrets="none"),
        vault("silent", "a", "za", state_secrets=None),
    ],
    "declarations": [
        {"id": f"k{unit}", "unit": unit, "tables": ["links", "devices"], "declared_on": "2026-11-01"}
        for unit in ("city", "a", "b")
    ],
}


def surveyed(unit: str | None = None) -> Survey:
    return survey(field_of(inventory.from_rows(ROWS), DAY), unit, read_weights())


def undone(found: Any) -> list[str]:
    return [each.id for each in found.undoings]


def test_holders_are_told_apart_and_what_does_not_say_is_counted() -> None:
    found = surveyed()
    assert [each.id for each in found.exposed] == ["da0", "da1", "db0", "db1"]
    assert (found.unknown, found.safe) == ((), 1)
    assert found.unclassified.total == 1
    assert [cell.row for cell in found.unclassified.cells] == ["silent"]


def test_together_the_shared_link_is_cut_and_each_unit_alone_cuts_its_own() -> None:
    found = surveyed()
    assert undone(found.cut) == ["out"]
    assert {each.unit: undone(each.cut) for each in found.by_unit} == {"a": ["la"], "b": ["lb"]}
    assert found.single is not None
    assert (found.single.undoing.id, len(found.single.ends)) == ("out", 4)


def test_a_unit_asked_for_is_cut_alone_and_one_above_with_all_below() -> None:
    assert undone(surveyed("a").cut) == ["la"]
    assert undone(surveyed("city").cut) == ["out"]
    assert [each.id for each in surveyed("b").exposed] == ["db0", "db1"]


def test_where_each_units_cut_is_too_much_work_the_reader_is_told_how_to_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cutting, "MOST_WORK", 0)
    found = surveyed()
    assert found.by_unit == ()
    assert undone(found.cut) == ["out"]
    assert any("--unit" in line for line in survey_lines(found, "vi", 110))


def test_a_long_list_is_cut_on_a_screen_and_whole_in_a_file() -> None:
    many = {**ROWS, "devices": [vault(f"d{number:03}", "a", "za") for number in range(60)]}
    found = survey(field_of(inventory.from_rows(many), DAY), None, read_weights())
    screen, file = survey_lines(found, "en", 110), survey_lines(found, "en", 110, whole=True)
    assert any("… and 20 more" in line for line in screen)
    assert not any("more;" in line for line in file)
    assert sum("d059" in line for line in file) > 0
