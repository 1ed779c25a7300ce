"""The one joint that ends most: by name, and against undoing one after the other."""

from __future__ import annotations

import pytest

from secaudit.exposure import Step
from secaudit.exposure.cutting import Joint, Single, best_single
from tests.exposure.cut_cases import ALIKE, UNEVEN, random_rows, rows
from tests.exposure.network_rows import device, link, segment

NET = segment("NET", "internet")
LAN = segment("LAN")
SECRET = segment("SECRET", "isolated")


def test_the_link_that_most_ways_share_is_named_with_those_it_frees() -> None:
    vaults = [device("V1", "SECRET"), device("V2", "SECRET"), device("V3", "", internet=True)]
    network = rows(
        NET, LAN, SECRET, link("L", "LAN", "NET"), link("USB", "SECRET", "LAN", "removable_media"), *vaults,
        holders=["V1", "V2", "V3"],
    )  # fmt: skip
    found = best_single(network.wired(UNEVEN), UNEVEN)
    assert found == Single(Joint("network", "links", "L"), (Step("devices", "V1"), Step("devices", "V2")))


def test_two_ways_out_leave_nothing_for_one_joint_but_taking_a_machine_off() -> None:
    network = rows(
        NET, SECRET, link("A", "SECRET", "NET"), link("B", "SECRET", "NET"),
        device("V1", "SECRET"), device("V2", "SECRET"), holders=["V1", "V2"],
    )  # fmt: skip
    assert best_single(network.wired(ALIKE), ALIKE) == Single(
        Joint("place", "devices", "V1"), (Step("devices", "V1"),)
    )


def test_none_parts_a_machine_that_was_seen_online_and_has_a_way() -> None:
    seen = device("V", "SECRET", observed_internet=True)
    network = rows(NET, SECRET, link("L", "SECRET", "NET"), seen, holders=["V"])
    assert best_single(network.wired(ALIKE), ALIKE) is None


def test_nothing_exposed_has_no_best_joint() -> None:
    network = rows(NET, SECRET, device("V", "SECRET"), holders=["V"])
    assert best_single(network.wired(ALIKE), ALIKE) is None


@pytest.mark.parametrize("first", range(0, 300, 60))
def test_no_other_joint_frees_more_when_each_is_undone_in_turn(first: int) -> None:
    for seed in range(first, first + 60):
        network = random_rows(seed)
        exposed = network.exposed()
        frees = {joint: exposed - network.without([joint]).exposed() for joint in network.joints()}
        most = max(map(len, frees.values()), default=0)
        found = best_single(network.wired(UNEVEN), UNEVEN)
        if most == 0:
            assert found is None, seed
        else:
            assert found is not None, seed
            assert frees[found.joint] == set(found.ends), seed
            assert len(found.ends) == most, seed
