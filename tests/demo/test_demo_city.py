"""The fictitious city: its shape, its bytes, and that it is valid in every format."""

from __future__ import annotations

from collections import Counter
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from secaudit.demo import FolderTaken, city, write
from secaudit.demo.body import Row
from secaudit.demo.dice import Dice
from secaudit.demo.output import DemoFormat
from secaudit.inventory import read
from secaudit.inventory.writers import FORMATS
from secaudit.model.inventory import Inventory

SMALL = 25


@cache
def rows() -> dict[str, list[Row]]:
    return city.rows(2026)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "city"
    write(folder)
    return folder


@pytest.fixture(scope="module")
def whole(mixed: Path) -> Inventory:
    return read([mixed], strict=True)


def test_units_are_a_city_with_168_communes() -> None:
    kinds = Counter(unit["kind"] for unit in rows()["units"])
    communes = Counter(str(u["name"]).split()[0] for u in rows()["units"] if u["kind"] == "commune")
    assert kinds == {
        "city": 1, "department": 14, "commune": 168, "party_committee": 3, "party_agency": 5, "front": 2,
        "military": 2, "police": 2, "public_service": 12, "other": 1,
    }  # fmt: skip
    assert communes == {"Phường": 113, "Xã": 54, "Đặc": 1}


def test_size_is_that_of_a_city() -> None:
    size = {name: len(table) for name, table in rows().items()}
    assert (size["units"], size["systems"], size["devices"]) == (210, 1500, 30_000)
    assert 5 <= size["waivers"] <= 8
    assert 20 <= size["observations"] <= 30
    assert all(size.values())


def test_tree_has_one_top_and_at_least_three_levels() -> None:
    parents = {unit["id"]: unit["parent"] for unit in rows()["units"]}

    def depth(unit: object) -> int:
        return 0 if unit is None else 1 + depth(parents[unit])

    assert [unit for unit, parent in parents.items() if parent is None] == ["tp"]
    assert max(map(depth, parents)) == 4


def test_every_unit_says_that_it_is_made_up() -> None:
    marks = ("Mẫu", "Giả Định", "Hư Cấu")
    assert [u["name"] for u in rows()["units"] if not any(mark in str(u["name"]) for mark in marks)] == []


def test_every_table_of_the_city_reads_without_a_problem(whole: Inventory) -> None:
    assert whole.problems == ()
    assert whole.rejected == ()
    assert {name: whole.tables[name].rows.num_rows for name in rows()} == {
        name: len(table) for name, table in rows().items()
    }


def test_the_files_say_that_the_city_is_fictitious(mixed: Path) -> None:
    papers = sorted(mixed.rglob("*.yaml"))
    assert len(papers) == 13
    assert [path.name for path in papers if not path.read_text("utf-8").startswith("# DỮ LIỆU HƯ CẤU")] == []
    assert "FICTITIOUS" in (mixed / "README.txt").read_text("utf-8")
    assert sorted(path.name for path in mixed.glob("*.csv")) == [
        "devices.csv", "documents.csv", "links.csv", "spending.csv", "vulnerabilities.csv",
    ]  # fmt: skip


def test_yaml_of_the_mixed_city_stays_small_enough_to_read_quickly(mixed: Path) -> None:
    assert sum(path.stat().st_size for path in mixed.rglob("*.yaml")) < 1_350_000


@pytest.mark.parametrize("form", ["mixed", *FORMATS])
def test_same_seed_same_bytes(tmp_path: Path, form: DemoFormat) -> None:
    first = write(tmp_path / "a", units=SMALL, format=form)
    second = write(tmp_path / "b", units=SMALL, format=form)
    assert [p.relative_to(tmp_path / "a") for p in first] == [p.relative_to(tmp_path / "b") for p in second]
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_another_seed_is_another_city() -> None:
    assert city.rows(2026, SMALL)["systems"] != city.rows(2027, SMALL)["systems"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_the_same_city(tmp_path: Path, form: DemoFormat) -> None:
    write(tmp_path / "mixed", units=SMALL)
    write(tmp_path / "other", units=SMALL, format=form)
    mixed, other = read([tmp_path / "mixed"], strict=True), read([tmp_path / "other"], strict=True)
    assert other.problems == ()
    for name in mixed.tables:
        expected = mixed.tables[name].rows.sort_by("id").to_pylist()
        assert other.tables[name].rows.sort_by("id").to_pylist() == expected, name


@pytest.mark.parametrize("units", [1, 2, 7, 60, 500])
def test_cities_of_other_sizes_are_valid_too(tmp_path: Path, units: int) -> None:
    write(tmp_path / "city", units=units, seed=7)
    found = read([tmp_path / "city"], strict=True)
    assert found.problems == ()
    assert found.tables["units"].rows.num_rows == units


def test_a_city_of_nothing_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least one unit"):
        write(tmp_path / "city", units=0)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "units.yaml").write_text("mine", "utf-8")
    with pytest.raises(FolderTaken) as refused:
        write(tmp_path, units=1)
    assert refused.value.problem.code == "folder-not-empty"
    assert "units.yaml" in refused.value.text.vi
    assert "Chọn thư mục khác" in refused.value.text.vi
    assert "Name another folder" in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["units.yaml"]
    assert (tmp_path / "units.yaml").read_text("utf-8") == "mine"


def test_progress_is_told_until_all_files_are_written(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    write(tmp_path / "city", units=3, progress=lambda *step: told.append(step))
    assert told[0] == ("demo-rows", 0, 3)
    assert told[-1] == ("demo-files", 1, 1)


def test_dice_fall_the_same_everywhere() -> None:
    dice = Dice(2026, "example")
    assert [dice.below(1000) for _ in range(6)] == [856, 17, 361, 977, 113, 142]


def test_bytes_are_those_of_every_machine_and_python(tmp_path: Path) -> None:
    """Pinned: was the same on Python 3.11, 3.12 and 3.13. A change of the city changes it on purpose."""
    content = sha256()
    for path in write(tmp_path / "city", units=SMALL):
        content.update(path.name.encode() + path.read_bytes())
    assert content.hexdigest() == "d31dbea7b60e90728098293bde9182a4e22f47556fa0d68f388364ea1966927f"
