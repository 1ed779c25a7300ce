"""`secaudit waiver`: what may be waived and for how long, and where it is written down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from secaudit import inventory
from secaudit.cli.app import app
from secaudit.cli.waiver import adding
from tests.cli.running import secaudit, write

UNITS = "units:\n  - {id: u, name: Phường U, kind: commune, head_name: none}  # hư cấu\n"
SYSTEMS = (
    "systems:\n  - {id: s, unit: u, name: Cổng S, phase: operation, approved_on: none, appraised_on: none}\n"
)
GRANT = (
    "--control", "LVL-01", "--subject", "s", "--reason", "Đang trình", "--approved-by", "Ông A",
    "--from", "2027-01-01",
)  # fmt: skip


@pytest.fixture(autouse=True)
def new_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    monkeypatch.setattr(adding, "today", lambda: date(2027, 1, 1))


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return write(tmp_path / "city", units=UNITS, systems=SYSTEMS)


def run(*arguments: str | Path) -> tuple[int, str]:
    """Run a command in this process and return how it ended and what it said, errors too."""
    done = CliRunner().invoke(app, [str(one) for one in arguments], standalone_mode=False)
    if done.exception is None or isinstance(done.exception, SystemExit):
        return int(done.return_value or 0), done.output
    return 2, str(done.exception)


def waived(folder: Path) -> list[tuple[str, str, str]]:
    rows = inventory.read([folder]).tables["waivers"].rows.to_pylist()
    return [(row["id"], row["control"], row["subject"]) for row in rows]


def test_a_waiver_is_added_and_from_then_on_covers(city: Path) -> None:
    code, told = run("waiver", "add", city, *GRANT, "--until", "2027-03-31", "--post", "Chủ tịch")
    assert code == 0, told
    assert f"Đã thêm ngoại lệ nl-LVL-01-s-2027-01-01 vào {city / 'waivers.yaml'}" in told
    assert waived(city) == [("nl-LVL-01-s-2027-01-01", "LVL-01", "s")]
    code, told = run("waiver", "list", city, "--as-of", "2027-03-15")
    assert code == 0
    assert "đang có hiệu lực" in told
    assert "còn 16" in told
    for day, expected in (("2027-03-31", 0), ("2027-04-01", 0)):
        assert run("waiver", "check", city, "--as-of", day)[0] == expected
    assert run("waiver", "check", city, "--as-of", "2027-04-01", "--strict")[0] == 1


def test_it_goes_into_the_file_that_has_waivers_and_leaves_all_else_alone(city: Path) -> None:
    text = (
        "# ngoại lệ\nwaivers:\n  - {id: w, control: ORG-01, subject: u, reason: r, approved_by: A, "
        "from_on: 2027-01-01, until_on: 2027-02-01}  # cũ\n\nlinks: []\n"
    )
    (city / "more.yaml").write_text(text, encoding="utf-8")
    assert run("waiver", "add", city, *GRANT, "--until", "2027-03-31")[0] == 0
    after = (city / "more.yaml").read_text("utf-8")
    assert [line for line in after.splitlines() if "nl-LVL-01" not in line] == text.splitlines()
    assert [one[0] for one in waived(city)] == ["w", "nl-LVL-01-s-2027-01-01"]
    assert not (city / "waivers.yaml").exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--until", "2027-07-04"), "3 July 2027"),
        (("--until", "2026-12-31"), "before the first"),
        (("--until", "2027-02-01", "--subject", "S9"), "systems has no row S9"),
        (("--until", "2027-02-01", "--control", "LVL-99"), "there is no control LVL-99"),
        (("--until", "2027-02-01", "--control", "SYS-02"), "SYS-02 cannot be waived"),
        (("--until", "2027-02-01", "--reason", "  "), "trống"),
        (("--until", "2027-02-01", "--approved-by", ""), "trống"),
    ],
)
def test_what_may_not_be_waived_is_refused_and_nothing_written(
    city: Path, options: tuple[str, ...], reason: str
) -> None:
    code, told = run("waiver", "add", city, *GRANT, *options)
    assert code == 2
    assert reason in told
    assert sorted(one.name for one in city.iterdir()) == ["systems.yaml", "units.yaml"]


def test_a_waiver_that_is_over_is_refused(city: Path) -> None:
    code, told = run(
        "waiver", "add", city, *GRANT[:-1], "2026-11-01", "--until", "2026-12-31"
    )  # fmt: skip
    assert (code, "over on 31 December 2026" in told) == (2, True)


def test_the_longest_term_is_granted(city: Path) -> None:
    assert run("waiver", "add", city, *GRANT, "--until", "2027-07-03")[0] == 0
    assert run("waiver", "check", city, "--as-of", "2027-07-03")[0] == 0


def test_an_id_that_is_taken_is_refused(city: Path) -> None:
    assert run("waiver", "add", city, *GRANT, "--until", "2027-03-31")[0] == 0
    code, told = run("waiver", "add", city, *GRANT, "--until", "2027-03-30")
    assert (code, "give another id after --id" in told) == (2, True)
    assert run("waiver", "add", city, *GRANT, "--until", "2027-03-30", "--id", "w2")[0] == 0


def test_a_file_outside_the_inventory_is_not_left_behind(city: Path, tmp_path: Path) -> None:
    outside = tmp_path / "else.yaml"
    code, told = run("waiver", "add", city, *GRANT, "--until", "2027-03-31", "--file", outside)
    assert (code, "is no part of this inventory" in told) == (2, True)
    assert not outside.exists()


def test_a_workbook_is_refused_with_advice_and_a_yaml_file_beside_it_does(tmp_path: Path) -> None:
    from secaudit.inventory.writers import Rows, write_tables

    folder = tmp_path / "city"
    rows: Rows = {
        "units": [{"id": "u", "name": "U", "kind": "commune"}],
        "systems": [{"id": "s", "unit": "u", "name": "S", "phase": "operation", "approved_on": "none"}],
        "waivers": [{"id": "w", "control": "LVL-01", "subject": "s", "reason": "r", "approved_by": "a",
                     "from_on": date(2026, 10, 1), "until_on": date(2026, 12, 31)}],
    }  # fmt: skip
    (book,) = write_tables(folder, rows, "xlsx")
    code, told = run("waiver", "add", book, *GRANT, "--until", "2027-03-31")
    assert (code, "enter the row in the sheet yourself" in told) == (2, True)
    assert run("waiver", "add", folder, *GRANT, "--until", "2027-03-31")[0] == 0
    assert [one[0] for one in waived(folder)] == ["w", "nl-LVL-01-s-2027-01-01"]
    assert (folder / "waivers.yaml").exists()


def test_check_fails_on_what_is_refused_or_too_long_and_says_why(city: Path) -> None:
    rest = "subject: s, reason: r, approved_by: A, from_on: 2027-01-01"
    rows = (
        "waivers:\n"
        f"  - {{id: wl, control: LVL-01, {rest}, until_on: 2028-01-01}}\n"
        f"  - {{id: wr, control: SYS-02, {rest}, until_on: 2027-02-01}}\n"
    )
    (city / "waivers.yaml").write_text(rows, encoding="utf-8")
    done = secaudit("waiver", "check", city, "--as-of", "2027-01-15", "--lang", "en", COLUMNS="250")
    assert done.code == 1
    assert "waivers.yaml:2:" in done.err
    assert "184 days at most" in done.err
    assert "longer than the longest term, it counts only through 3 July 2027" in done.out
    assert "refused: the control cannot be waived" in done.out
    assert "2 waivers, 2 to see to." in done.out


def test_a_waiver_of_nothing_makes_the_inventory_invalid(city: Path) -> None:
    (city / "waivers.yaml").write_text(
        "waivers:\n  - {id: w, control: NO-01, subject: s, reason: r, approved_by: A, from_on: 2027-01-01, "
        "until_on: 2027-02-01}\n",
        encoding="utf-8",
    )
    done = secaudit("waiver", "check", city, "--lang", "en")
    assert done.code == 3
    assert "waivers.yaml:2:" in done.err


def test_without_waivers_there_is_nothing_to_list(city: Path) -> None:
    assert run("waiver", "list", city) == (0, "Không có ngoại lệ nào.\n")


def test_an_option_that_is_left_out_is_named(city: Path) -> None:
    done = secaudit("waiver", "add", city, *GRANT)
    assert done.code == 2
    assert "thiếu tham số --until" in done.err
