"""Measures of given rows, for the tests of the quality of data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from secaudit import inventory
from secaudit.audit import quality_of
from secaudit.model.control import Control
from secaudit.quality import Fault, Quality, Subject

TODAY = date(2026, 11, 21)

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def subject(
    rows: Rows, controls: Sequence[Control] = (), *, as_of: date = TODAY, declared: Any = None
) -> Subject:
    given = inventory.from_rows(rows, declared=declared)
    return quality_of(given, controls, as_of)


def faults(rows: Rows, quality: Quality, **options: Any) -> list[Fault]:
    return [fault for fault in subject(rows, **options).faults() if fault.quality is quality]


def codes(rows: Rows, quality: Quality, **options: Any) -> set[tuple[str, str | None]]:
    """The codes of the faults of one quality, each with the row at fault."""
    return {(fault.code, fault.row) for fault in faults(rows, quality, **options)}
