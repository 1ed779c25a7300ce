"""Every example of every control, as plain YAML, gets from the oracle the status that its author wrote."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from secaudit import inventory
from secaudit.model.tables import READABLE
from tests.oracle.agreement import measured_rows
from tests.oracle.law import Duty, read_duties
from tests.oracle.statuses import judge
from tests.oracle.test_agreement import ROOT, the_catalogue
from tests.oracle.world import Row, World, typed
from tests.plain_yaml import safe_load

FILES = sorted((ROOT / "controls").glob("*.yaml"))


@cache
def the_duties() -> Mapping[str, Duty]:
    return {duty.id: duty for duty in read_duties(ROOT / "controls")}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_examples_come_out_as_written(file: Path) -> None:
    duties = the_duties()
    content = safe_load(file.read_text(encoding="utf-8"))
    wrong = [
        (control["id"], example, found)
        for control in content.get("controls", ())
        for example in control["examples"]
        if "todo" not in example and (found := _amiss(duties[control["id"]], example))
    ]
    assert wrong == []


def _amiss(duty: Duty, example: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return the statuses of the rows that do not get what the example expects of them."""
    found: dict[str, set[str]] = {}
    for (_, row, period), verdict in judge(_world(duty, example), [duty]).items():
        if example.get("period") in (None, period):
            found.setdefault(row, set()).add(verdict.status)
    expect = example["expect"]
    if isinstance(expect, str):
        named = [example["subject"]] if "subject" in example else list(found)
        expect = dict.fromkeys(named, expect)
    assert expect, "an example judges at least one row"
    return {row: found.get(row, set()) for row, status in expect.items() if found.get(row) != {status}}


def _world(duty: Duty, example: Mapping[str, Any]) -> World:
    given, day = example["given"], example["as_of"]
    cells = typed(given)
    tables = tuple(READABLE if example.get("declared") is None else example["declared"])
    cells["declarations"] += [
        {"id": f"all-{unit['id']}", "unit": unit["id"], "tables": tables, "declared_on": day, "by": None}
        for unit in cells["units"]
        if tables
    ]
    return World(cells, day, _measured(given, tables, example) if duty.subject == "data_quality" else None)


def _measured(given: Any, tables: tuple[str, ...], example: Mapping[str, Any]) -> dict[str, list[Row]]:
    units = [unit["id"] for unit in typed(given)["units"]]
    read = inventory.from_rows(given, declared=dict.fromkeys(units, tables))
    return measured_rows(read, the_catalogue(), example["as_of"])
