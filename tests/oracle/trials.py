"""One trial: random cities on a day, judged by both; and what to say when they disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

from secaudit import catalogue, inventory
from secaudit.model.control import Catalogue
from secaudit.model.problem import CatalogueInvalid, InventoryInvalid
from tests.oracle.agreement import Difference, differences
from tests.oracle.cities import cities
from tests.oracle.controls import random_control, write_controls, write_law
from tests.oracle.inventories import Rows
from tests.oracle.law import Duty, read_duties
from tests.oracle.reducing import reduced
from tests.oracle.world import typed


def disagreements(rows: Rows, judged: Catalogue, duties: Sequence[Duty], day: date) -> list[Difference]:
    """Return where the judges differ on given rows."""
    return differences(inventory.from_rows(rows), typed(rows), judged, duties, day)


def explained(
    found: Sequence[Difference], rows: Rows, judged: Catalogue, duties: Sequence[Duty], day: date
) -> str:
    """Return the first disagreement with the smallest inventory that still shows one of its control."""
    first = found[0]
    alone = replace(judged, controls=tuple(item for item in judged.controls if item.id == first.key[0]))
    duty = [item for item in duties if item.id == first.key[0]]
    waived = [row for row in rows["waivers"] if row["control"] == first.key[0]]

    def disagrees(smaller: Rows) -> bool:
        try:
            return bool(disagreements(smaller, alone, duty, day))
        except InventoryInvalid:
            return False

    small = reduced({**rows, "waivers": waived}, disagrees)
    shown = disagreements(small, alone, duty, day) or found
    lines = [f"{name}: {row}" for name, listed in small.items() for row in listed]
    controls = sorted({item.key[0] for item in found})
    return "\n".join([f"{len(found)} verdicts differ, of {controls}", str(shown[0]), *lines])


def shipped_trial(
    chance: Random, day: date, judged: Catalogue, duties: Sequence[Duty], size: int
) -> str | None:
    """Judge random cities by the shipped controls; return what to say where the judges differ."""
    rows = cities(chance, day, duties, size)
    found = disagreements(rows, judged, duties, day)
    return explained(found, rows, judged, duties, day) if found else None


def invented_trial(chance: Random, day: date, folder: Path, size: int, count: int) -> str | None:
    """Judge random cities by random controls; return what to say where the judges differ.

    An expression that the catalogue refuses is no disagreement, and its control is left out.
    """
    obligations = write_law(folder)
    controls = {
        item["id"]: item for number in range(count) for item in [random_control(chance, number, obligations)]
    }
    write_controls(folder, controls.values())
    try:
        judged = catalogue.load(folder)
    except CatalogueInvalid as refused:
        raise AssertionError("\n".join(problem.describe("en") for problem in refused.problems)) from refused
    duties = read_duties(folder)
    rows = cities(chance, day, duties, size)
    found = disagreements(rows, judged, duties, day)
    return explained(found, rows, judged, duties, day) if found else None
