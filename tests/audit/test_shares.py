"""Half of the controls judged in another process: not a verdict, word or place of it is different."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from secaudit import catalogue, inventory
from secaudit.audit import judge
from secaudit.audit.engines.duckdb import DuckDBEngine
from secaudit.model.control import Catalogue
from secaudit.model.inventory import Inventory
from secaudit.model.status import Status
from tests.audit.factory import GENERATED, TODAY, audit, control, finding, statuses, unit

pytestmark = pytest.mark.usefixtures("in_two_processes")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def controls() -> Catalogue:
    return catalogue.load()


@pytest.fixture(scope="module")
def city() -> Inventory:
    return inventory.read([ROOT / "tests" / "verdicts" / "city"])


@pytest.mark.parametrize(("as_of", "all_verdicts"), [(TODAY, True), (date(2028, 2, 29), False)], ids=str)
def test_two_processes_come_to_the_result_of_one(
    city: Inventory, controls: Catalogue, as_of: date, all_verdicts: bool
) -> None:
    alone = judge(
        city,
        controls,
        as_of,
        generated_at=GENERATED,
        all_verdicts=all_verdicts,
        engine=DuckDBEngine(),
    )
    together = judge(city, controls, as_of, generated_at=GENERATED, all_verdicts=all_verdicts)
    assert together == alone
    assert list(together.counts.by_control) == [control.id for control in controls.controls]


def test_a_unit_alone_and_progress_of_a_share(city: Inventory, controls: Catalogue) -> None:
    unit = next(row["id"] for row in city.tables["units"].rows.to_pylist() if row["parent"])
    told: list[tuple[str, int, int]] = []
    together = judge(
        city,
        controls,
        TODAY,
        generated_at=GENERATED,
        scope=unit,
        progress=lambda *step: told.append(step),
    )
    alone = judge(city, controls, TODAY, generated_at=GENERATED, scope=unit, engine=DuckDBEngine())
    assert together == alone
    assert unit in {item.subject.unit for item in together.findings}
    assert told[-1][1] == told[-1][2] == len(told)


def test_a_control_that_crashes_beside_is_an_error_for_its_rows_alone() -> None:
    rows = {"units": [unit("a", headcount=2026), unit("b", headcount=99_999_999)]}
    crashing = [
        control("make_date(headcount, 12, 31) > DATE '2000-01-01'", id_=f"T-{n:02}") for n in range(16)
    ]
    result = audit(rows, *crashing)
    for item in crashing:
        assert statuses(result, item.id) == {"a": Status.PASS, "b": Status.ERROR}
        assert "99999999" in finding(result, "b", item.id).message.en
