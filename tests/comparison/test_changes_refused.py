"""Twelve kinds of bad change are refused, and twelve harmless ones are let through, in a real repository."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from secaudit.keeping import Shelf
from secaudit.model.comparison import CheckResult
from tests.comparison.repository import DEVICES, SYSTEMS, Repository, repository
from tests.plain_yaml import safe_load

Change = Callable[[Repository], None]


def lower_the_level(repo: Repository) -> None:
    repo.replace("systems.yaml", "approved_level: 3", "approved_level: 1")


def delete_a_system(repo: Repository) -> None:
    repo.write("systems.yaml", SYSTEMS[: SYSTEMS.index("  - id: S-13")])
    repo.replace("events.yaml", "observations:\n", "observations: []\n#")
    repo.write("events.yaml", re.sub(r"\n  - \{id: o1.*", "", repo.read("events.yaml")))


def delete_an_embarrassing_device(repo: Repository) -> None:
    repo.write("devices.csv", DEVICES[: DEVICES.index("mat,p1")])


def blank_the_owner(repo: Repository) -> None:
    repo.replace("units.yaml", "head_name: C, ", "")


def blank_a_date(repo: Repository) -> None:
    repo.replace("systems.yaml", "    restore_tested_on: 2026-05-01\n", "")


def delete_a_link(repo: Repository) -> None:
    repo.write("network.yaml", re.sub(r"links:\n.*\n", "", repo.read("network.yaml")))


def delete_a_budget_line(repo: Repository) -> None:
    repo.write("money.yaml", re.sub(r"  - \{id: b2.*\n", "", repo.read("money.yaml")))


def delete_an_observation(repo: Repository) -> None:
    repo.write("events.yaml", re.sub(r"observations:\n.*\n", "", repo.read("events.yaml")))


def move_a_past_event(repo: Repository) -> None:
    repo.replace("events.yaml", "2026-07-03T09:00", "2026-07-01T09:00")


def alter_many_rows(repo: Repository) -> None:
    repo.write("devices.csv", DEVICES.replace(",true,\n", ",false,\n"))


def retire_what_has_findings(repo: Repository) -> None:
    repo.write("systems.yaml", "phase: retired".join(SYSTEMS.rsplit("phase: operation", 1)))


def withdraw_a_declaration(repo: Repository) -> None:
    repo.replace("events.yaml", ", incidents, documents]", "]")


BAD: dict[str, tuple[Change, str]] = {
    "level lowered": (lower_the_level, "CHG-01"),
    "system removed": (delete_a_system, "CHG-02"),
    "device removed": (delete_an_embarrassing_device, "CHG-02"),
    "owner blanked": (blank_the_owner, "CHG-03"),
    "date blanked": (blank_a_date, "CHG-04"),
    "link removed": (delete_a_link, "CHG-06"),
    "budget line removed": (delete_a_budget_line, "CHG-07"),
    "observation removed": (delete_an_observation, "CHG-08"),
    "history rewritten": (move_a_past_event, "CHG-09"),
    "many rows altered": (alter_many_rows, "CHG-20"),
    "retired with findings": (retire_what_has_findings, "CHG-14"),
    "declaration withdrawn": (withdraw_a_declaration, "CHG-11"),
}


def reorder_rows(repo: Repository) -> None:
    head, *rows = DEVICES.splitlines(keepends=True)
    repo.write("devices.csv", head + "".join(reversed(rows)))
    first, second = SYSTEMS[: SYSTEMS.index("  - id: S-13")], SYSTEMS[SYSTEMS.index("  - id: S-13") :]
    repo.write("systems.yaml", "systems:\n" + second + first.removeprefix("systems:\n"))


def reformat(repo: Repository) -> None:
    import yaml

    plain = safe_load(repo.read("units.yaml"))
    repo.write("units.yaml", yaml.safe_dump(plain, allow_unicode=True, default_flow_style=False, width=40))


def rename_a_file(repo: Repository) -> None:
    repo.git("mv", "kê khai/devices.csv", "kê khai/devices-phường.csv")


def move_into_a_folder(repo: Repository) -> None:
    (repo.inventory / "đơn vị").mkdir()
    repo.git("mv", "kê khai/systems.yaml", "kê khai/đơn vị/hệ thống.yaml")


def comment(repo: Repository) -> None:
    repo.write("systems.yaml", "# Rà soát quý IV\n" + SYSTEMS.replace("mfa: true", "mfa: true  # đã thử"))


def split_a_file(repo: Repository) -> None:
    at = SYSTEMS.index("  - id: S-13")
    repo.write("systems.yaml", SYSTEMS[:at])
    repo.write("systems-2.yaml", "systems:\n" + SYSTEMS[at:])


def change_line_ends(repo: Repository) -> None:
    for name in ("systems.yaml", "devices.csv"):
        repo.write(name, repo.read(name).replace("\n", "\r\n"))


def write_values_in_another_way(repo: Repository) -> None:
    repo.replace("systems.yaml", "restore_tested_on: 2026-05-01", "restore_tested_on: 01/05/2026")
    repo.replace("systems.yaml", "backup: true", "backup: có")
    repo.replace("money.yaml", "1000000000", "1.000.000.000")


def keep_it_in_another_format(repo: Repository) -> None:
    (repo.inventory / "money.yaml").unlink()
    rows = ["id,unit,year,stage,it_dt_total_vnd,security_vnd"]
    rows += ["b1,p1,2026,allocated,1000000000,200000000", "b2,p1,2026,estimate,1000000000,100000000"]
    repo.write("budgets.csv", "\n".join(rows) + "\n")


def add_what_passes(repo: Repository) -> None:
    repo.write("devices.csv", DEVICES + "moi,p1,Máy mới (mẫu),workstation,lan,false,none,true,2026-10-01\n")


def fill_in_a_blank(repo: Repository) -> None:
    repo.write("devices.csv", DEVICES.replace("none,,\n", "none,true,\n"))
    repo.replace("units.yaml", "name: Phường Thử (hư cấu)", "it_staff: 1, name: Phường Thử (hư cấu)")


def put_something_right(repo: Repository) -> None:
    repo.replace("systems.yaml", "scanned_on: 2026-04-01", "scanned_on: 2026-11-02")
    repo.replace("systems.yaml", "    mfa: false\n", "    mfa: true\n")


HARMLESS: dict[str, Change] = {
    "rows reordered": reorder_rows,
    "file reformatted": reformat,
    "file renamed": rename_a_file,
    "file moved": move_into_a_folder,
    "comments": comment,
    "file split": split_a_file,
    "line ends": change_line_ends,
    "values written differently": write_values_in_another_way,
    "another format": keep_it_in_another_format,
    "more data that passes": add_what_passes,
    "blanks filled in": fill_in_a_blank,
    "put right": put_something_right,
}
SAME_ROWS = tuple(HARMLESS)[:9]


@pytest.fixture
def repo(tmp_path: Path, shelf: Shelf) -> Repository:
    return repository(tmp_path / "kho", shelf)


def rules_of(result: CheckResult) -> set[str | None]:
    return {one.rule for one in result.rows if one.blocking}


def test_there_are_twelve_of_each() -> None:
    assert (len(BAD), len(HARMLESS)) == (12, 12)


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_change_is_refused(repo: Repository, kind: str) -> None:
    change, rule = BAD[kind]
    change(repo)
    repo.commit(kind)
    result = repo.check()
    assert result.refused
    assert not result.incomplete
    assert rule in rules_of(result)
    assert repo.check(shelf=None) == result


@pytest.mark.parametrize("kind", HARMLESS)
def test_a_harmless_change_is_let_through(repo: Repository, kind: str) -> None:
    HARMLESS[kind](repo)
    repo.commit(kind)
    result = repo.check()
    assert not result.refused, [one.sentence.en for one in result.rows if one.blocking]
    assert not result.incomplete
    if kind in SAME_ROWS:
        assert (result.verdicts, result.rows, result.yardstick) == ((), (), ())
