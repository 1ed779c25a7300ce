"""With keep_going the rest is kept, what is left out is listed, and the sums add up."""

from hashlib import sha256
from pathlib import Path

import pytest

from secaudit.inventory import read
from secaudit.model.problem import Gravity, InventoryInvalid
from tests.inventory.helpers import CITY, put, rows


def test_a_rejected_row_takes_those_with_it_that_refer_to_it(tmp_path: Path) -> None:
    put(
        tmp_path,
        units__yaml="""\
            units:
              - {id: tp, name: Thành phố, kind: city}
              - {id: p1, name: Phường, kind: village, parent: tp}
              - {id: p2, name: Phường 2, kind: commune, parent: tp}
            systems:
              - {id: h1, unit: p1, name: A, phase: trial}
              - {id: h2, unit: p2, name: B, phase: trial}
            vulnerabilities:
              - {id: v1, system: h1, found_on: 2026-01-01}
              - {id: v2, system: h2, found_on: 2026-01-01}
            observations:
              - {id: o1, table: vulnerabilities, row: v1, column: source, value: x,
                 observed_on: 2026-01-02, method: scan}
            """,
    )
    inventory = read([tmp_path], keep_going=True)
    assert {
        name: [row["id"] for row in rows(inventory, name)] for name in ("units", "systems", "vulnerabilities")
    } == {
        "units": ["tp", "p2"],
        "systems": ["h2"],
        "vulnerabilities": ["v2"],
    }
    assert rows(inventory, "observations") == []
    assert [(row.table, row.id, row.problem.code) for row in inventory.rejected] == [
        ("units", "p1", "unknown-choice"),
        ("systems", "h1", "refers-to-rejected"),
        ("vulnerabilities", "v1", "refers-to-rejected"),
        ("observations", "o1", "refers-to-rejected"),
    ]
    assert "rejected at units.yaml:3:34" in inventory.rejected[1].problem.describe("en")
    assert "mend the rejected row first" in inventory.rejected[1].problem.describe("en")


def test_without_keep_going_only_the_causes_are_told(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name,kind\np1,A,village\n", devices__csv="id,unit\nm1,p1\n")
    with pytest.raises(InventoryInvalid) as refusal:
        read([tmp_path])
    assert [problem.code for problem in refusal.value.problems] == ["unknown-choice"]


def test_of_two_rows_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    put(tmp_path, a__yaml=CITY, b__yaml="units:\n  - {id: P1, name: Khác, kind: commune}\n")
    inventory = read([tmp_path], keep_going=True)
    assert [row["id"] for row in rows(inventory, "units")] == ["tp", "p1"]
    assert [(row.id, row.problem.code) for row in inventory.rejected] == [("P1", "duplicate-id")]


def test_a_circle_of_units_is_left_out_with_all_below_it(tmp_path: Path) -> None:
    put(tmp_path, units__csv="id,name,kind,parent\na,A,other,b\nb,B,other,a\nc,C,other,b\nd,D,other,\n")
    inventory = read([tmp_path], keep_going=True)
    assert [row["id"] for row in rows(inventory, "units")] == ["d"]
    assert [(row.id, row.problem.code) for row in inventory.rejected] == [
        ("a", "tree-cycle"),
        ("b", "tree-cycle"),
        ("c", "refers-to-rejected"),
    ]


def test_an_unreadable_file_is_left_out_and_listed(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, hong__yaml="units: [", trong__csv="")
    inventory = read([tmp_path], keep_going=True)
    assert [account.path for account in inventory.files] == ["units.yaml"]
    assert [(problem.code, problem.location.file) for problem in inventory.problems] == [
        ("yaml-syntax", "hong.yaml"),
        ("file-not-read", "trong.csv"),
    ]


def test_when_nothing_can_be_read_there_is_nothing_to_go_on_with(tmp_path: Path) -> None:
    put(tmp_path, hong__yaml="units: [")
    with pytest.raises(InventoryInvalid):
        read([tmp_path], keep_going=True)


def test_the_account_of_each_file(tmp_path: Path) -> None:
    put(
        tmp_path,
        a__yaml=CITY + "device:\n  - {id: x}\n  - {id: y}\n",
        devices__csv="id,unit\nm1,p1\nm2,p9\n\nm3,p1,\n,p1\n",
    )
    inventory = read([tmp_path], keep_going=True)
    accounts = {account.path: account for account in inventory.files}
    city, devices = accounts["a.yaml"], accounts["devices.csv"]
    assert (city.rows_in, city.rows_kept, city.rows_rejected) == (4, 2, 2)
    assert (devices.rows_in, devices.rows_kept, devices.rows_rejected) == (4, 2, 2)
    assert [(row.table, row.id, str(row.location)) for row in inventory.rejected] == [
        ("device", None, "a.yaml:5:5"),
        ("device", None, "a.yaml:6:5"),
        ("devices", "m2", "devices.csv:3:1"),
        ("devices", None, "devices.csv:6:1"),
    ]
    content = (tmp_path / "devices.csv").read_bytes()
    assert (devices.sha256, devices.size) == (sha256(content).hexdigest(), len(content))


def test_a_sound_inventory_has_nothing_rejected(tmp_path: Path) -> None:
    inventory = read([put(tmp_path, units__yaml=CITY)])
    assert (inventory.rejected, inventory.problems) == ((), ())
    (account,) = inventory.files
    assert (account.rows_in, account.rows_kept, account.rows_rejected) == (2, 2, 0)


def test_a_warning_rejects_nothing(tmp_path: Path) -> None:
    inventory = read([put(tmp_path, units__csv="id,name,kind,ghi_chu\na,A,city,x\n")])
    assert [problem.gravity for problem in inventory.problems] == [Gravity.WARNING]
    assert [row["id"] for row in rows(inventory, "units")] == ["a"]


def test_progress_is_told(tmp_path: Path) -> None:
    put(tmp_path, units__yaml=CITY, devices__csv="id,unit\n")
    steps: list[tuple[str, int, int]] = []
    read([tmp_path], progress=lambda *step: steps.append(step))
    assert steps == [("read", 0, 2), ("read", 1, 2), ("read", 2, 2)]
