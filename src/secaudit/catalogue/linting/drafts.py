"""Placeholders of a draft that nobody has replaced yet."""

from __future__ import annotations

from collections.abc import Iterator

from secaudit.catalogue.linting.reading import Reading, problem
from secaudit.catalogue.rules import PLACEHOLDER
from secaudit.model.control import Control
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.text import Text


def find(reading: Reading) -> Iterator[Problem]:
    """Find what the author of a draft has still to write."""
    control = reading.control
    for key, said, location in _written(control):
        if any(mark in said for mark in PLACEHOLDER):
            yield _unwritten(control, key, said, location)
    if control.remediation.effort_days == 0:
        yield _unwritten(control, "remediation.effort_days", "0", control.location)


def _written(control: Control) -> Iterator[tuple[str, str, Location]]:
    deed = control.remediation
    said = {
        "title": control.title,
        "message": control.message,
        "applies_to": control.applies_to,
        "remediation": deed.text,
        "remediation.product": deed.product,
        "remediation.authority": deed.authority,
    }
    for key, text in said.items():
        if text is not None:
            yield key, f"{text.vi} {text.en}", control.location
    expressions = {"applies_when": control.applies_when, "assert": control.condition, "due": control.due}
    for key, expression in (expressions | dict(control.figures)).items():
        if expression is not None:
            yield key, expression.sql, expression.location
    for example in control.examples:
        yield "examples.name", example.name or "", example.location


def _unwritten(control: Control, key: str, said: str, location: Location) -> Problem:
    return problem(
        "placeholder",
        location,
        Text(
            f"{control.id}: {key} chưa được viết: {said}",
            f"{control.id}: {key} is still to be written: {said}",
        ),
        Text("nội dung thật", "what belongs there"),
        Text("thay phần nháp bằng nội dung thật", "replace the placeholder"),
    )
