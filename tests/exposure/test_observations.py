"""What should be looked at across links: each rule on the smallest inventory that shows it, and beside it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pytest

from secaudit import inventory
from secaudit.explanation.exposed.field import field_of
from secaudit.explanation.exposed.survey import Observation
from secaudit.explanation.exposed.surveying import survey
from secaudit.explanation.exposed.weights import read_weights

Rows = dict[str, list[dict[str, Any]]]
DAY = date(2026, 11, 21)


def found(rows: Rows, unit: str | None = None) -> list[Observation]:
    units = [{"id": name, "name": name.upper(), "kind": "commune"} for name in ("u", "v")]
    field = field_of(inventory.from_rows({"units": units} | rows), DAY)
    return list(survey(field, unit, read_weights()).observations)


def codes(rows: Rows, unit: str | None = None) -> list[tuple[str, str]]:
    return [(each.code, each.id) for each in found(rows, unit)]


def zone(row: str, kind: str = "lan", unit: str = "u") -> dict[str, Any]:
    return {"id": row, "unit": unit, "kind": kind}


def system(row: str, segment: str, level: int | None, **more: Any) -> dict[str, Any]:
    cells = {"id": row, "unit": "u", "name": row, "phase": "operation", "segment": segment}
    return cells | {"approved_level": level} | more


def link(row: str, source: str, target: str, kind: str = "network", **more: Any) -> dict[str, Any]:
    return {"id": row, "source": source, "target": target, "kind": kind} | more


class TestLevels:
    def test_systems_of_different_levels_in_one_segment(self) -> None:
        rows = {"segments": [zone("a")], "systems": [system("s", "a", 2), system("t", "a", 3)]}
        assert codes(rows) == [("levels-share-a-segment", "a")]
        assert (
            found(rows)[0].words.vi == "vùng mạng a đặt chung hệ thống khác cấp độ (cấp độ 2: 1, cấp độ 3: 1)"
        )

    def test_one_level_retired_systems_and_unknown_levels_say_nothing(self) -> None:
        others = [system("t", "a", 2), system("r", "a", 3, phase="retired"), system("x", "a", None)]
        assert codes({"segments": [zone("a")], "systems": [system("s", "a", 2), *others]}) == []

    def test_the_proposed_level_counts_until_one_is_approved(self) -> None:
        systems = [system("s", "a", 2), system("t", "a", None, proposed_level=3)]
        assert codes({"segments": [zone("a")], "systems": systems}) == [("levels-share-a-segment", "a")]
        systems[1]["approved_level"] = 2
        assert codes({"segments": [zone("a")], "systems": systems}) == []

    @pytest.mark.parametrize("kind", ["network", "vpn", "dedicated_line", "removable_media"])
    def test_segments_of_different_levels_joined_without_a_boundary(self, kind: str) -> None:
        rows = {"segments": [zone("a"), zone("b")], "systems": [system("s", "a", 1), system("t", "b", 3)]}
        assert codes(rows | {"links": [link("l", "a", "b", kind)]}) == [("levels-joined", "l")]

    @pytest.mark.parametrize(
        ("kinds", "joined"),
        [
            (("lan", "lan"), link("l", "a", "b", "data_diode")),
            (("lan", "lan"), link("l", "a", "b", "cipher_gateway", encryption="civil")),
            (("lan", "dmz"), link("l", "a", "b")),
            (("dmz", "lan"), link("l", "a", "b")),
            (("lan", "lan"), link("l", "a", "b", ends_on="2026-11-20")),
        ],
        ids=["diode", "gateway", "to a dmz", "from a dmz", "ended"],
    )
    def test_a_boundary_or_an_ended_link_is_nothing_to_look_at(
        self, kinds: tuple[str, str], joined: dict[str, Any]
    ) -> None:
        rows: Rows = {
            "segments": [zone("a", kinds[0]), zone("b", kinds[1])],
            "systems": [system("s", "a", 1), system("t", "b", 3)],
            "links": [joined],
        }
        assert codes(rows) == []


class TestReaching:
    ROWS: ClassVar[Rows] = {
        "segments": [zone("a"), zone("w", "dedicated_wan"), zone("b")],
        "systems": [system("low", "a", 2), system("high", "b", 4)],
        "links": [link("l", "a", "w"), link("m", "w", "b", "vpn")],
    }

    def test_a_high_system_that_a_lower_one_can_reach_is_told_with_the_way(self) -> None:
        assert codes(self.ROWS) == [("lower-reaches-higher", "high")]
        assert "low → a → w → kênh VPN m → b → high" in found(self.ROWS)[0].words.vi

    def test_data_has_to_travel_towards_the_high_one(self) -> None:
        away = {"links": [link("l", "a", "w"), link("m", "b", "w", "data_diode")]}
        towards = {"links": [link("l", "a", "w"), link("m", "w", "b", "data_diode")]}
        assert codes(self.ROWS | away) == []
        assert codes(self.ROWS | towards) == [("lower-reaches-higher", "high")]

    def test_a_way_over_the_internet_is_exposure_and_no_reaching(self) -> None:
        over = {"segments": [zone("a"), zone("w", "internet"), zone("b")]}
        assert codes(self.ROWS | over) == []

    def test_level_three_is_high_only_with_the_population_database(self) -> None:
        three = {"systems": [system("low", "a", 2), system("high", "b", 3)]}
        people = {"systems": [system("low", "a", 2), system("high", "b", 3, population_db=True)]}
        assert codes(self.ROWS | three) == []
        assert codes(self.ROWS | people) == [("lower-reaches-higher", "high")]

    def test_the_government_cipher_ends_the_way(self) -> None:
        gateway = link("m", "w", "b", "cipher_gateway", encryption="government_cipher")
        assert codes(self.ROWS | {"links": [link("l", "a", "w"), gateway]}) == []


class TestSides:
    ZONES: ClassVar[Rows] = {"segments": [zone("a"), zone("b", unit="v"), zone("net", "internet", unit="v")]}

    def test_a_link_to_another_unit_that_only_one_declares_without_an_agreement(self) -> None:
        assert codes(self.ZONES | {"links": [link("l", "a", "b")]}) == [("one-sided-link", "l")]

    def test_an_agreement_a_link_back_or_a_shared_zone_is_enough(self) -> None:
        assert codes(self.ZONES | {"links": [link("l", "a", "b", agreement="1/TT")]}) == []
        assert codes(self.ZONES | {"links": [link("l", "a", "b"), link("m", "b", "a")]}) == []
        assert codes(self.ZONES | {"links": [link("l", "a", "net")]}) == []

    def test_only_the_units_asked_for_are_told_of(self) -> None:
        rows = self.ZONES | {"links": [link("l", "a", "b")]}
        assert codes(rows, "u") == [("one-sided-link", "l")]
        assert codes(rows, "v") == []


class TestMedia:
    ZONES: ClassVar[Rows] = {"segments": [zone("a"), zone("b")]}

    @pytest.mark.parametrize(
        ("secrets", "encryption", "told"),
        [
            ("mat", None, True),
            ("mat", "civil", True),
            ("mat", "government_cipher", False),
            ("none", None, False),
            (None, None, False),
        ],
    )
    def test_secrets_on_a_stick_without_the_government_cipher(
        self, secrets: str | None, encryption: str | None, told: bool
    ) -> None:
        stick = link("l", "a", "b", "removable_media", carries_secrets=secrets, encryption=encryption)
        assert codes(self.ZONES | {"links": [stick]}) == ([("secrets-on-media", "l")] if told else [])
