"""The smallest cut: by name on the smallest networks, against trying everything, and against networkx."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from functools import cache

import networkx as nx
import pytest

from secaudit.exposure import Step
from secaudit.exposure.cutting import SORTS, Cut, Joint, Weights, smallest_cut
from tests.exposure.cut_cases import ALIKE, UNEVEN, Rows, cheapest_by_trying, random_rows, rows
from tests.exposure.network_rows import AS_OF, device, link, segment, system

NET = segment("NET", "internet")
LAN = segment("LAN")
SECRET = segment("SECRET", "isolated")
VAULT = device("VAULT", "SECRET")


def cut(network: Rows, weights: Weights = ALIKE) -> Cut:
    found = smallest_cut(network.wired(weights), weights)
    assert network.without(found.joints).exposed() == set()
    return found


def names(network: Rows, weights: Weights = ALIKE) -> list[str]:
    found = cut(network, weights)
    assert found.proven
    return [f"{joint.sort} {joint.id}" for joint in found.joints]


class TestByName:
    def test_a_forgotten_stick_is_cut_and_the_office_stays_online(self) -> None:
        stick = link("USB", "SECRET", "LAN", "removable_media")
        others = [device(f"VAULT-{number}", "SECRET") for number in range(3)]
        network = rows(
            NET, LAN, SECRET, link("L", "LAN", "NET"), stick, VAULT, *others, holders=["VAULT", "VAULT-2"]
        )
        assert names(network) == ["removable_media USB"]

    def test_of_equal_cuts_the_one_nearest_to_the_holders_is_taken(self) -> None:
        chain = [segment(f"Z{number}") for number in range(5)]
        links = [link(f"L{number}", f"Z{number}", f"Z{number + 1}") for number in range(4)]
        vaults = [device(row, "Z4") for row in ("V1", "V2")]
        network = rows(NET, *chain, link("OUT", "Z0", "NET"), *links, *vaults, holders=["V1", "V2"])
        assert names(network) == ["network L3"]

    def test_a_lighter_link_further_off_is_preferred(self) -> None:
        network = rows(
            NET, LAN, SECRET, link("L", "LAN", "NET"), link("IN", "SECRET", "LAN"), VAULT, holders=["VAULT"]
        )
        heavy = Weights(dict.fromkeys(SORTS, 9), {"L": 2})
        assert names(network, heavy) == ["network L"]

    def test_one_classified_machine_in_an_office_is_taken_off_its_network(self) -> None:
        online = [device(f"PC-{number}", "LAN", internet=True) for number in range(5)]
        network = rows(LAN, *online, device("V", "LAN"), holders=["V"])
        assert names(network) == ["place V"]

    def test_a_machine_with_internet_of_its_own_is_cut_off_itself(self) -> None:
        network = rows(SECRET, device("V", "SECRET", internet=True), VAULT, holders=["V", "VAULT"])
        assert names(network) == ["own_connection V"]

    def test_a_dual_homed_machine_without_secrets_is_cut_off_for_the_others(self) -> None:
        dual = device("DUAL", "SECRET", internet=True)
        network = rows(SECRET, dual, VAULT, device("V", "SECRET"), holders=["VAULT", "V"])
        assert names(network) == ["own_connection DUAL"]

    def test_a_sighting_is_cut_even_where_the_way_through_the_network_is(self) -> None:
        seen = device("SEEN", "SECRET", observed_internet=True)
        network = rows(NET, SECRET, link("L", "SECRET", "NET"), seen, VAULT, holders=["SEEN", "VAULT"])
        assert names(network) == ["network L", "own_connection SEEN"]

    def test_a_machine_on_an_internet_segment_is_taken_off_it(self) -> None:
        assert names(rows(NET, system("S", "NET"), holders=["S"])) == ["place S"]

    def test_parallel_links_are_cut_together(self) -> None:
        network = rows(
            NET, SECRET, link("A", "SECRET", "NET"), link("B", "NET", "SECRET"), VAULT,
            device("V", "SECRET"), device("W", "SECRET"), holders=["VAULT", "V", "W"],
        )  # fmt: skip
        assert names(network) == ["network A", "network B"]

    def test_of_cuts_that_weigh_the_same_the_one_with_fewer_joints_is_taken(self) -> None:
        """The two links that weigh one each are nearer to the holders, and still two."""
        network = rows(
            NET, LAN, SECRET, link("L", "LAN", "NET"), link("A", "SECRET", "LAN"), link("B", "SECRET", "LAN"),
            VAULT, device("V", "SECRET"), device("W", "SECRET"), holders=["VAULT", "V", "W"],
        )  # fmt: skip
        assert names(network, Weights(dict.fromkeys(SORTS, 1), {"L": 2})) == ["network L"]

    def test_a_link_that_has_ended_needs_no_cutting(self) -> None:
        old = link("OLD", "SECRET", "NET", ends_on=AS_OF - timedelta(1))
        network = rows(
            NET, SECRET, link("L", "SECRET", "NET"), old, VAULT, device("V", "SECRET"),
            device("W", "SECRET"), holders=["VAULT", "V", "W"],
        )  # fmt: skip
        assert names(network) == ["network L"]

    def test_links_from_a_row_to_itself_or_to_nobody_matter_not(self) -> None:
        network = rows(
            NET, SECRET, link("L", "SECRET", "NET"), link("SELF", "SECRET", "SECRET"),
            link("LOST", "SECRET", "NOBODY"), VAULT, device("V", "SECRET"), holders=["VAULT", "V"],
        )  # fmt: skip
        assert names(network) == ["network L"]

    def test_a_government_cipher_needs_no_cutting_and_an_unknown_one_cannot_be_judged(self) -> None:
        for encryption in ("government_cipher", None):
            gateway = link("G", "SECRET", "NET", "cipher_gateway", encryption=encryption)
            assert names(rows(NET, SECRET, gateway, VAULT, holders=["VAULT"])) == []

    def test_a_diode_in_and_another_out_are_both_cut(self) -> None:
        network = rows(
            NET, LAN, segment("HUB"), SECRET, link("IN", "NET", "SECRET", "data_diode"),
            link("OUT", "SECRET", "HUB", "data_diode"), link("L", "HUB", "NET"),
            VAULT, device("V", "SECRET"), device("W", "SECRET"), holders=["VAULT", "V", "W"],
        )  # fmt: skip
        assert names(network) == ["data_diode IN", "data_diode OUT"]

    def test_one_link_both_ways_is_better_than_a_diode_each_way(self) -> None:
        """Each direction alone is parted as cheaply by its diode; together only the shared link is."""
        zones = [segment("A"), segment("B")]
        links = [
            link("BOTH", "NET", "A"),
            link("IN", "A", "B", "data_diode"),
            link("OUT", "B", "A", "data_diode"),
        ]
        vaults = [device(row, "B") for row in ("V1", "V2", "V3")]
        assert names(rows(NET, *zones, *links, *vaults, holders=["V1", "V2", "V3"])) == ["network BOTH"]

    def test_nothing_exposed_needs_nothing_cut(self) -> None:
        assert cut(rows(NET, SECRET, VAULT, holders=["VAULT"])) == Cut((), 0, 0)

    def test_only_the_holders_asked_for_are_parted(self) -> None:
        network = rows(
            NET, device("A", "", internet=True), device("B", "", internet=True), holders=["A", "B"]
        )
        wired = network.wired(ALIKE).among({Step("devices", "B")})
        assert smallest_cut(wired, ALIKE).joints == (Joint("own_connection", "devices", "B"),)


@pytest.mark.parametrize("weights", [ALIKE, UNEVEN], ids=["alike", "uneven"])
@pytest.mark.parametrize("first", range(0, 240, 40))
def test_no_cut_found_by_trying_everything_is_smaller(weights: Weights, first: int) -> None:
    for seed in range(first, first + 40):
        network = random_rows(seed)
        found = cut(network, weights)
        assert found.proven, seed
        best = cheapest_by_trying(network, weights, min(found.weight, 4))
        if found.weight <= 4:
            assert best == (found.weight, len(found.joints)), seed
        else:
            assert best == (5, 0), seed


@cache
def reference_graphs() -> list[nx.Graph]:
    seeds = range(30)
    return [
        *(nx.gnm_random_graph(30, 55, seed=seed) for seed in seeds),
        *(nx.barabasi_albert_graph(40, 2, seed=seed) for seed in seeds),
        *(nx.watts_strogatz_graph(30, 4, 0.2, seed=seed) for seed in seeds),
        *(nx.random_regular_graph(3, 24, seed=seed) for seed in seeds),
        nx.karate_club_graph(),
        nx.les_miserables_graph(),
        nx.florentine_families_graph(),
        nx.davis_southern_women_graph(),
        nx.petersen_graph(),
        nx.dodecahedral_graph(),
        nx.frucht_graph(),
        nx.tutte_graph(),
        nx.grid_2d_graph(6, 7),
        nx.balanced_tree(3, 4),
        nx.barbell_graph(6, 3),
        nx.circular_ladder_graph(9),
    ]


def as_rows(graph: nx.Graph) -> tuple[Rows, list[int], list[int]]:
    """Return segments and links shaped like a graph; of every seven nodes one is the internet, one holds."""
    plain = nx.convert_node_labels_to_integers(graph)
    internet = [node for node in plain if node % 7 == 3]
    secret = [node for node in plain if node % 7 == 5]
    zones = [segment(f"{node}", "internet" if node in internet else "lan") for node in plain]
    links = [link(f"L{a}-{b}", f"{a}", f"{b}") for a, b in plain.edges if a != b]
    vaults = [device(f"V{node}", f"{node}") for node in secret]
    return rows(*zones, *links, *vaults, holders=[vault.id for vault in vaults]), internet, secret


@pytest.mark.parametrize("part", range(6))
def test_links_are_as_few_as_networkx_finds_them(part: int) -> None:
    """Taking machines off their segment is made too dear, so that links alone are left to cut."""
    weights = Weights(dict.fromkeys(SORTS, 1) | {"place": 1000})
    for graph in reference_graphs()[part::6]:
        network, internet, secret = as_rows(graph)
        found = cut(network, weights)
        flow = nx.DiGraph(nx.convert_node_labels_to_integers(graph))
        nx.set_edge_attributes(flow, 1, "capacity")
        flow.add_edges_from(("net", node) for node in internet)
        flow.add_edges_from((node, "holders") for node in secret)
        assert found.proven
        assert found.weight == len(found.joints) == nx.minimum_cut_value(flow, "net", "holders")


def test_an_audit_needs_no_networkx() -> None:
    code = "import sys, secaudit.audit, secaudit.exposure.cutting; print('networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
