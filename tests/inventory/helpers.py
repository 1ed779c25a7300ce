"""Small inventories in real files, and what is said of them when they are wrong."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from secaudit.inventory import read
from secaudit.model.inventory import Inventory
from secaudit.model.problem import Gravity, InventoryInvalid, Problem

CITY = """\
units:
  - {id: tp, name: Thành phố mẫu, kind: city}
  - {id: p1, name: Phường mẫu 1, kind: commune, parent: tp}
"""
"""Two units that everything else may refer to."""


def put(folder: Path, **files: str | bytes) -> Path:
    """Write files into a folder; in a name, `__` stands for the dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(dedent(content), encoding="utf-8", newline="")
    return folder


def problems(*paths: Path, **options: Any) -> tuple[Problem, ...]:
    """Return what is wrong with an inventory that must be refused."""
    with pytest.raises(InventoryInvalid) as refusal:
        read(list(paths), **options)
    assert any(problem.gravity is Gravity.ERROR for problem in refusal.value.problems)
    return refusal.value.problems


def only(*paths: Path, **options: Any) -> Problem:
    """Return the one thing that is wrong with an inventory that must be refused."""
    (problem,) = problems(*paths, **options)
    return problem


def rows(inventory: Inventory, table: str) -> list[dict[str, Any]]:
    """Return a table's rows, without the empty cells."""
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in inventory.tables[table].rows.to_pylist()
    ]


def local(written: str) -> datetime:
    """Return a moment in local time."""
    return datetime.fromisoformat(written)
