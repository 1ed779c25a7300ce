"""What a change reaches: what asks for the cell or row; everything, where it stands behind every verdict."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from secaudit import catalogue
from secaudit.audit.reads import reads_of
from secaudit.checking.reach import reached
from secaudit.comparison.rows import RowDifference
from secaudit.model.sheet import Reads


@cache
def reads() -> dict[str, Reads]:
    return reads_of(catalogue.load(()).controls)


def change(kind: Any, cell: str) -> RowDifference:
    table, _, column = cell.partition(".")
    return RowDifference(kind, table, "r", "u", column or None, None, None, {}, None)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("added", "declarations"),
        ("removed", "declarations"),
        ("changed", "declarations.tables"),
        ("added", "observations"),
        ("removed", "observations"),
        ("changed", "observations.value"),
        ("added", "units"),
        ("removed", "units"),
        ("changed", "units.parent"),
        ("changed", "units.kind"),
        ("changed", "systems.unit"),
        ("changed", "devices.unit"),
        ("changed", "vulnerabilities.system"),
        ("changed", "plan_tasks.document"),
    ],
)
def test_what_stands_behind_every_verdict_reaches_every_control(kind: str, cell: str) -> None:
    """Declarations and observations are read by no control, and yet decide what each can know."""
    assert reached([change(kind, cell)], reads()) is None
    assert reached([change("changed", "budgets.security_vnd"), change(kind, cell)], reads()) is None


@pytest.mark.parametrize(
    ("kind", "cell", "touched", "spared"),
    [
        ("changed", "budgets.security_vnd", {"BUD-01", "BUD-02"}, {"SEC-01", "VUL-01"}),
        ("changed", "systems.mfa", {"SAF-01", "IMP-01"}, {"BUD-01", "SEC-01"}),
        ("changed", "systems.log_months", {"SAF-02", "IMP-01"}, {"SAF-01", "BUD-01"}),
        ("changed", "devices.internet", {"SEC-01", "SEC-02"}, {"BUD-01", "INC-01"}),
        ("added", "links", {"SEC-02"}, {"BUD-01", "INC-01"}),
        ("changed", "segments.kind", {"SEC-02"}, {"BUD-01", "INC-01"}),
        ("added", "vulnerabilities", {"VUL-01", "IMP-01"}, {"BUD-01", "SEC-01"}),
        ("removed", "documents", {"DOC-01", "RPT-01"}, {"VUL-01", "SEC-01"}),
    ],
)
def test_a_cell_or_row_reaches_the_controls_that_ask_for_it_and_no_others(
    kind: str, cell: str, touched: set[str], spared: set[str]
) -> None:
    found = reached([change(kind, cell)], reads())
    assert found is not None
    assert touched <= found
    assert not spared & found


def test_a_name_alone_reaches_no_control_that_reads_no_name() -> None:
    found = reached([change("changed", "systems.name")], reads())
    assert found is not None
    assert not found & {"BUD-01", "SAF-01", "LVL-01"}
