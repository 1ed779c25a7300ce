"""Each rule of exposure by name, on the smallest network that shows it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from secaudit.exposure import Exposure, Node, Step, Way, written
from tests.exposure.network_rows import AS_OF, device, exposed, exposures, link, segment, system

NET = segment("NET", "internet")
LAN = segment("LAN")
SECRET = segment("SECRET", "isolated")


def path(*rows: Node | Way, of: tuple[str, str]) -> str:
    return written(exposures(rows)[of].path)


class TestSegments:
    def test_a_segment_of_kind_internet_is_exposed_by_itself(self) -> None:
        assert exposed(NET) == {"NET": True}
        assert path(NET, of=("segments", "NET")) == "NET"

    @pytest.mark.parametrize(
        "kind", ["dmz", "lan", "independent_lan", "dedicated_wan", "party_wan", "isolated"]
    )
    def test_no_other_kind_is_exposed_by_itself(self, kind: str) -> None:
        assert exposed(NET, segment("Z", kind)) == {"NET": True, "Z": False}

    def test_what_hangs_on_a_segment_shares_its_fate(self) -> None:
        rows = (NET, LAN, SECRET, link("L", "LAN", "NET"), device("PC", "LAN"), system("S", "LAN"))
        far = (device("PC-2", "SECRET"), system("S-2", "SECRET"))
        assert exposed(*rows, *far) == {
            "NET": True, "LAN": True, "SECRET": False, "PC": True, "S": True, "PC-2": False, "S-2": False
        }  # fmt: skip

    def test_a_machine_on_an_unknown_segment_is_unknown(self) -> None:
        assert exposed(SECRET, device("PC", None), system("S", None)) == {
            "SECRET": False,
            "PC": None,
            "S": None,
        }

    def test_a_machine_known_to_hang_on_no_segment_is_not_exposed(self) -> None:
        assert exposed(NET, device("PC", ""), system("S", "")) == {"NET": True, "PC": False, "S": False}

    def test_a_segment_that_nobody_declared_is_unknown(self) -> None:
        assert exposed(SECRET, device("PC", "LOST")) == {"SECRET": False, "PC": None}


class TestLinks:
    @pytest.mark.parametrize("kind", ["network", "vpn", "dedicated_line", "removable_media", "data_diode"])
    def test_every_kind_is_a_way(self, kind: str) -> None:
        assert exposed(NET, LAN, link("L", "LAN", "NET", kind)) == {"NET": True, "LAN": True}

    def test_ways_join_over_many_segments(self) -> None:
        rows = (NET, LAN, SECRET, segment("WAN"), link("L-1", "LAN", "WAN"), link("L-2", "NET", "WAN"))
        assert exposed(*rows, link("L-3", "SECRET", "LAN", "removable_media"), device("PC", "SECRET"))["PC"]

    @pytest.mark.parametrize(
        ("ends_on", "expected"),
        [(None, True), (AS_OF, True), (AS_OF + timedelta(1), True), (AS_OF - timedelta(1), False)],
        ids=["without end", "last day", "still to end", "ended yesterday"],
    )
    def test_a_link_stands_to_its_last_day(self, ends_on: date | None, expected: bool) -> None:
        assert exposed(NET, LAN, link("L", "LAN", "NET", ends_on=ends_on))["LAN"] is expected

    def test_the_day_of_the_audit_decides(self) -> None:
        rows = (NET, LAN, link("L", "LAN", "NET", ends_on=date(2026, 1, 1)))
        assert exposed(*rows, as_of=date(2026, 1, 1))["LAN"] is True
        assert exposed(*rows, as_of=date(2026, 1, 2))["LAN"] is False

    def test_a_link_from_a_row_to_itself_says_nothing(self) -> None:
        assert exposed(NET, LAN, link("L", "LAN", "LAN")) == {"NET": True, "LAN": False}

    def test_of_parallel_links_one_open_way_is_enough(self) -> None:
        cut = link("L-1", "LAN", "NET", "cipher_gateway", encryption="government_cipher")
        assert exposed(NET, LAN, cut, link("L-2", "LAN", "NET"))["LAN"] is True

    def test_a_link_to_what_nobody_declared_may_lead_to_the_internet(self) -> None:
        rows = (LAN, SECRET, link("L", "LAN", "LOST", "vpn"), device("PC", "LAN"))
        assert exposed(*rows) == {"LAN": None, "SECRET": False, "PC": None}
        assert path(*rows, of=("devices", "PC")) == "PC → LAN → L (vpn) → internet ?"

    def test_a_link_between_two_undeclared_rows_says_nothing(self) -> None:
        assert exposed(LAN, link("L", "LOST", "GONE")) == {"LAN": False}

    def test_an_end_that_rows_of_two_tables_have_may_be_either(self) -> None:
        rows = (NET, LAN, SECRET, device("X", "SECRET"), system("X", "LAN"), link("L", "NET", "X"))
        answers = exposures(rows)
        assert {row for row, answer in answers.items() if answer.exposed is None} == {
            ("devices", "X"), ("systems", "X"), ("segments", "LAN"), ("segments", "SECRET")
        }  # fmt: skip
        assert written(answers["systems", "X"].path) == "X → L ? → NET"


class TestDirections:
    def test_a_diode_out_and_a_diode_in_both_expose(self) -> None:
        """Data can leave through the one and arrive through the other."""
        into = (NET, SECRET, link("D", "NET", "SECRET", "data_diode"))
        out = (NET, SECRET, link("D", "SECRET", "NET", "data_diode"))
        assert path(*into, of=("segments", "SECRET")) == "NET → D (data_diode) → SECRET"
        assert path(*out, of=("segments", "SECRET")) == "SECRET → D (data_diode) → NET"

    def test_a_path_never_turns_round(self) -> None:
        """Two senders to one hub do not hear each other, nor do two receivers from it."""
        rows = (NET, SECRET, segment("HUB"))
        meet = (link("D-1", "NET", "HUB", "data_diode"), link("D-2", "SECRET", "HUB", "data_diode"))
        part = (link("D-1", "HUB", "NET", "data_diode"), link("D-2", "HUB", "SECRET", "data_diode"))
        assert exposed(*rows, *meet) == {"NET": True, "HUB": True, "SECRET": False}
        assert exposed(*rows, *part) == {"NET": True, "HUB": True, "SECRET": False}

    def test_a_diode_runs_one_way_whatever_both_ways_says(self) -> None:
        hub = (NET, SECRET, segment("HUB"), link("L", "SECRET", "HUB", both_ways=False))
        assert exposed(*hub, link("D", "NET", "HUB", "data_diode", both_ways=True))["SECRET"] is False
        assert exposed(*hub, link("D", "NET", "HUB", "network", both_ways=True))["SECRET"] is True

    def test_a_link_that_runs_one_way_is_no_way_back(self) -> None:
        rows = (NET, SECRET, segment("HUB"), link("L-1", "NET", "HUB", both_ways=False))
        assert exposed(*rows, link("L-2", "SECRET", "HUB", both_ways=False))["SECRET"] is False
        assert exposed(*rows, link("L-2", "HUB", "SECRET", both_ways=False))["SECRET"] is True


class TestCipherGateways:
    @pytest.mark.parametrize(
        ("encryption", "expected"),
        [("government_cipher", False), ("civil", True), ("none", True), (None, None)],
    )
    def test_only_the_government_cipher_ends_a_way(
        self, encryption: str | None, expected: bool | None
    ) -> None:
        gateway = link("G", "SECRET", "NET", "cipher_gateway", encryption=encryption)
        rows = (NET, SECRET, gateway, device("PC", "SECRET"))
        assert exposed(*rows) == {"NET": True, "SECRET": expected, "PC": expected}

    def test_the_cipher_on_another_kind_of_link_does_not_end_it(self) -> None:
        line = link("L", "SECRET", "NET", "dedicated_line", encryption="government_cipher")
        assert exposed(NET, SECRET, line)["SECRET"] is True

    def test_an_open_gateway_is_marked_where_its_encryption_is_unknown(self) -> None:
        rows = (NET, SECRET, link("G", "SECRET", "NET", "cipher_gateway"), device("PC", "SECRET"))
        assert path(*rows, of=("devices", "PC")) == "PC → SECRET → G (cipher_gateway) ? → NET"

    def test_a_certain_way_outweighs_a_shorter_possible_one(self) -> None:
        rows = (NET, LAN, SECRET, link("G", "SECRET", "NET", "cipher_gateway"))
        detour = (link("L-1", "SECRET", "LAN"), link("L-2", "LAN", "NET"))
        assert path(*rows, *detour, of=("segments", "SECRET")) == "SECRET → L-1 → LAN → L-2 → NET"


class TestMachines:
    def test_a_machine_with_internet_exposes_its_segment_and_what_hangs_there(self) -> None:
        rows = (
            SECRET,
            device("PC", "SECRET"),
            device("DUAL", "SECRET", internet=True),
            system("S", "SECRET"),
        )
        assert exposed(*rows) == {"SECRET": True, "PC": True, "DUAL": True, "S": True}
        assert path(*rows, of=("devices", "PC")) == "PC → SECRET → DUAL → internet"
        assert path(*rows, of=("devices", "DUAL")) == "DUAL → internet"

    def test_a_dual_homed_machine_exposes_what_is_linked_to_its_segment(self) -> None:
        rows = (
            LAN,
            SECRET,
            device("DUAL", "LAN", internet=True),
            link("USB", "SECRET", "LAN", "removable_media"),
        )
        assert (
            path(*rows, of=("segments", "SECRET")) == "SECRET → USB (removable_media) → LAN → DUAL → internet"
        )

    def test_a_machine_seen_on_the_internet_is_exposed_but_not_its_segment(self) -> None:
        rows = (
            SECRET,
            device("PC", "SECRET"),
            device("SEEN", "SECRET", internet=False, observed_internet=True),
        )
        assert exposed(*rows) == {"SECRET": False, "PC": False, "SEEN": True}
        assert path(*rows, of=("devices", "SEEN")) == "SEEN → internet"

    def test_a_machine_seen_on_the_internet_stays_exposed_with_links_of_its_own(self) -> None:
        rows = (SECRET, device("SEEN", "", observed_internet=True), link("L", "SEEN", "SECRET"))
        assert exposed(*rows) == {"SECRET": False, "SEEN": True}

    @pytest.mark.parametrize("on", [None, "", "SECRET", "LOST"])
    def test_a_machine_with_internet_is_exposed_whatever_its_segment_says(self, on: str | None) -> None:
        assert exposed(SECRET, device("PC", on, internet=True))["PC"] is True

    @pytest.mark.parametrize("internet", [False, None])
    def test_only_a_yes_about_internet_says_anything(self, internet: bool | None) -> None:
        """Whether the cell is filled is for the control on that cell to judge."""
        assert exposed(SECRET, device("PC", "SECRET", internet=internet)) == {"SECRET": False, "PC": False}

    def test_a_machine_without_internet_on_an_exposed_segment_is_exposed(self) -> None:
        assert exposed(NET, device("PC", "NET", internet=False))["PC"] is True

    def test_a_link_of_a_machine_joins_its_segment(self) -> None:
        rows = (NET, SECRET, device("PC", "SECRET"), device("PC-2", "SECRET"), link("L", "PC", "NET", "vpn"))
        assert path(*rows, of=("devices", "PC-2")) == "PC-2 → SECRET → PC → L (vpn) → NET"

    def test_a_link_of_a_system_joins_its_segment(self) -> None:
        rows = (NET, SECRET, system("S", "SECRET"), link("D", "NET", "S", "data_diode"))
        assert path(*rows, of=("segments", "SECRET")) == "NET → D (data_diode) → S → SECRET"

    def test_a_shared_stick_joins_two_machines(self) -> None:
        rows = (NET, SECRET, device("OFFICE", "NET"), device("VAULT", ""))
        stick = link("USB", "OFFICE", "VAULT", "removable_media")
        assert path(*rows, stick, of=("devices", "VAULT")) == "VAULT → USB (removable_media) → OFFICE → NET"
        assert exposed(*rows, stick)["SECRET"] is False

    def test_a_linked_machine_on_an_unknown_segment_makes_the_other_end_unknown(self) -> None:
        rows = (NET, SECRET, device("PC", None), link("L", "PC", "SECRET"))
        assert exposed(*rows) == {"NET": True, "SECRET": None, "PC": None}
        assert path(*rows, of=("segments", "SECRET")) == "SECRET → L → PC → internet ?"

    def test_a_linked_machine_on_a_segment_that_nobody_declared_does_so_too(self) -> None:
        rows = (NET, SECRET, device("PC", "LOST"), link("L", "PC", "SECRET"))
        assert exposed(*rows) == {"NET": True, "SECRET": None, "PC": None}

    def test_an_unlinked_machine_on_an_unknown_segment_leaves_others_alone(self) -> None:
        assert exposed(NET, SECRET, device("PC", None, internet=True))["SECRET"] is False


class TestPaths:
    def test_the_shortest_way_is_the_proof(self) -> None:
        rows = (NET, LAN, segment("WAN"), link("L-1", "LAN", "WAN"), link("L-2", "WAN", "NET"))
        assert path(*rows, of=("segments", "LAN")) == "LAN → L-1 → WAN → L-2 → NET"
        assert path(*rows, link("L-3", "NET", "LAN"), of=("segments", "LAN")) == "LAN → L-3 → NET"

    def test_the_way_out_is_shown_where_both_are_as_short(self) -> None:
        rows = (NET, LAN, link("A", "NET", "LAN", both_ways=False), link("B", "LAN", "NET", both_ways=False))
        assert path(*rows, of=("segments", "LAN")) == "LAN → B → NET"

    def test_the_way_in_is_shown_where_it_is_shorter(self) -> None:
        rows = (NET, LAN, segment("A"), link("L-1", "LAN", "A"), link("L-2", "A", "NET"))
        assert path(*rows, link("D", "NET", "LAN", "data_diode"), of=("segments", "LAN")) == (
            "NET → D (data_diode) → LAN"
        )

    def test_the_first_id_wins_among_equal_ways_in_any_order(self) -> None:
        rows = [NET, segment("NET-2", "internet"), LAN, segment("B"), segment("A")]
        ways = [
            link("L-3", "LAN", "B"), link("L-4", "B", "NET"), link("L-2", "LAN", "A"),
            link("L-6", "A", "NET-2"), link("L-5", "A", "NET"), link("L-1", "A", "NET"),
        ]  # fmt: skip
        expected = "LAN → L-2 → A → L-1 → NET"
        assert path(*rows, *ways, of=("segments", "LAN")) == expected
        assert path(*ways[::-1], *rows[::-1], of=("segments", "LAN")) == expected

    def test_the_first_of_several_machines_with_internet_is_shown_in_any_order(self) -> None:
        rows = [SECRET, *(device(name, "SECRET", internet=True) for name in ("PC-3", "PC-1", "PC-2"))]
        assert path(*rows, of=("segments", "SECRET")) == "SECRET → PC-1 → internet"
        assert path(*rows[::-1], of=("segments", "SECRET")) == "SECRET → PC-1 → internet"

    def test_a_row_named_internet_is_not_the_internet(self) -> None:
        assert exposed(segment("internet"), device("PC", "internet")) == {"internet": False, "PC": False}

    def test_nothing_is_said_of_what_is_not_exposed(self) -> None:
        assert exposures([NET, SECRET])["segments", "SECRET"] == Exposure(False, ())

    def test_each_stop_says_what_it_is(self) -> None:
        rows = (NET, LAN, link("L", "LAN", "NET", "vpn"), device("PC", "LAN"))
        assert exposures(rows)["devices", "PC"].path == (
            Step("devices", "PC"), Step("segments", "LAN"), Step("links", "L", "vpn"), Step("segments", "NET")
        )  # fmt: skip


def test_nothing_in_gives_nothing_out() -> None:
    assert exposures([]) == {}


def test_loading_the_room_loads_no_heavy_library() -> None:
    code = (
        "import sys, secaudit.exposure; print(sorted({'networkx', 'duckdb', 'pyarrow'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
