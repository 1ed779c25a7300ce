"""Two judges that share no code must give every control, row and period the same verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from secaudit import catalogue, inventory
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from tests.oracle.agreement import cells_of, differences
from tests.oracle.cities import cities
from tests.oracle.evaluate import compiled
from tests.oracle.inventories import DAYS
from tests.oracle.law import Duty, read_duties
from tests.oracle.statuses import judge
from tests.oracle.trials import disagreements, invented_trial, shipped_trial
from tests.oracle.world import World
from tests.plain_yaml import safe_load

ROOT = Path(__file__).parents[2]
VERDICTS = ROOT / "tests" / "verdicts"

CHANCES = st.randoms(use_true_random=True)
SAME_EACH_TIME = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
"""Disagreements are made small by the trials themselves: a smaller seed is no smaller inventory."""


@cache
def the_catalogue() -> Catalogue:
    return catalogue.load()


@cache
def the_duties() -> tuple[Duty, ...]:
    return read_duties(ROOT / "controls")


@cache
def read(folder: Path) -> Inventory:
    return inventory.read([folder])


def test_every_control_of_the_catalogue_is_compared() -> None:
    assert [duty.id for duty in the_duties()] == sorted(
        (control.id for control in the_catalogue().controls), key=[duty.id for duty in the_duties()].index
    )


@settings(SAME_EACH_TIME, max_examples=4)
@given(CHANCES, DAYS)
def test_random_inventories_get_the_same_verdicts(chance: Random, day: date) -> None:
    assert shipped_trial(chance, day, the_catalogue(), the_duties(), size=20) is None


@settings(SAME_EACH_TIME, max_examples=4)
@given(chance=CHANCES, day=st.dates(date(2025, 12, 1), date(2028, 3, 31)))
def test_random_controls_get_the_same_verdicts(
    tmp_path_factory: pytest.TempPathFactory, chance: Random, day: date
) -> None:
    folder = tmp_path_factory.mktemp("catalogue")
    assert invented_trial(chance, day, folder, size=6, count=12) is None


def test_a_judge_that_errs_is_noticed() -> None:
    """Half of a condition left out is enough, and so is a due date that is a day late."""
    day = date(2027, 1, 1)
    rows = cities(Random(1), day, the_duties(), 12)
    wrong = [
        replace(duty, condition=compiled("head_name <> ''"))
        if duty.id == "ORG-02"
        else replace(duty, due=compiled("DATE '2027-01-01'"))
        if duty.id == "DOC-01"
        else duty
        for duty in the_duties()
    ]
    found = disagreements(rows, the_catalogue(), wrong, day)
    assert {difference.key[0] for difference in found} == {"DOC-01", "ORG-02"}


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2027, 1, 1)], ids=str)
@pytest.mark.parametrize("folder", [VERDICTS / "city", ROOT / "inventory"], ids=["city", "sample"])
def test_written_inventories_get_the_same_verdicts(folder: Path, day: date) -> None:
    found = differences(read(folder), cells_of(read(folder)), the_catalogue(), the_duties(), day)
    assert [str(difference) for difference in found] == []


def test_the_oracle_gives_the_verdicts_that_were_written_from_the_law() -> None:
    with (VERDICTS / "verdicts.yaml").open(encoding="utf-8") as file:
        table = safe_load(file.read())["verdicts"]
    cells = cells_of(read(VERDICTS / "city"))
    asked: dict[date, set[str]] = {}
    for row in table:
        asked.setdefault(row["as_of"], set()).add(row["control"])
    judged = {
        day: judge(World(cells, day), [duty for duty in the_duties() if duty.id in controls])
        for day, controls in asked.items()
    }
    wrong = [row for row in table if _statuses(judged[row["as_of"]], row) != {row["expect"]}]
    assert wrong == []


def _statuses(judged: object, row: dict[str, str]) -> set[str]:
    assert isinstance(judged, dict)
    return {
        verdict.status
        for (control, subject, period), verdict in judged.items()
        if (control, subject) == (row["control"], row["subject"]) and row.get("period") in (None, period)
    }
