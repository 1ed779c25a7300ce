"""Explanations of verdicts for tests: of the sample inventory, of the verdict table's city, of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from secaudit import catalogue, inventory
from secaudit.audit.bench import Bench
from secaudit.explanation.explaining import Explanation, Stated, explain
from secaudit.explanation.part import Part
from secaudit.explanation.text import explanation_lines
from secaudit.model.control import Catalogue, Control
from secaudit.model.inventory import Inventory
from secaudit.model.text import Language
from tests.audit import factory

ROOT = Path(__file__).resolve().parents[2]
SAMPLE, CITY = ROOT / "inventory", ROOT / "tests" / "verdicts" / "city"
DAY = date(2026, 11, 21)


@cache
def read(folder: Path) -> Inventory:
    return inventory.read([folder])


@cache
def controls() -> Catalogue:
    return catalogue.load()


@contextmanager
def bench_of(folder: Path = SAMPLE, as_of: date = DAY) -> Iterator[Bench]:
    with Bench(read(folder), controls(), as_of) as bench:
        yield bench


@cache
def shared_bench(as_of: date, folder: Path) -> Bench:
    """Return a bench that stays open for all explanations of a day."""
    return Bench(read(folder), controls(), as_of)


@cache
def shipped(control: str, subject: str, as_of: date = DAY, folder: Path = SAMPLE) -> Explanation:
    """Explain a verdict of a shipped control."""
    return explain(shared_bench(as_of, folder), catalogue.find(controls(), control), subject)


def of_rows(
    rows: Mapping[str, Any],
    control: Control,
    subject: str = "u",
    *,
    as_of: date = DAY,
    declared: Any = None,
    period: str | None = None,
) -> Explanation:
    """Explain a verdict of a control made for a test on rows given by it."""
    given = inventory.from_rows(rows, declared=declared)
    with Bench(given, factory.catalogue(control), as_of) as bench:
        return explain(bench, control, subject, period)


def stated(explanation: Explanation, name: str) -> Stated:
    return next(each for each in explanation.expressions if each.name == name)


def tree(explanation: Explanation, name: str = "assert") -> Part:
    found = stated(explanation, name).tree
    assert found is not None
    return found


def text(explanation: Explanation, language: Language = "vi") -> str:
    """Return the text on one line, so that what is wrapped can be looked for."""
    return " ".join(" ".join(explanation_lines(explanation, language)).split())
