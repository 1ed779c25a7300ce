"""Units form a tree: nobody stands above themselves."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from secaudit.inventory.draft import Draft, Ledger
from secaudit.inventory.fault import Fault
from secaudit.model.text import Text


def reject_cycles(draft: Draft, column: str, ledger: Ledger) -> None:
    """Reject the rows that stand above themselves; one problem for each circle names all of it."""
    identities: pa.ChunkedArray = draft.columns["id"]
    row_of = {
        identity: row for row, identity in reversed(list(enumerate(identities.to_pylist()))) if identity
    }
    above = dict(zip(identities.to_pylist(), draft.columns[column].to_pylist(), strict=True))
    settled: set[str] = set()
    for start in row_of:
        path: list[str] = []
        here: str | None = start
        while here and here in row_of and here not in settled:
            settled.add(here)
            path.append(here)
            here = above[here]
        if here in path:
            _reject(draft, column, row_of, path[path.index(here) :], ledger)


def _reject(draft: Draft, column: str, row_of: dict[str, int], circle: list[str], ledger: Ledger) -> None:
    start = circle.index(min(circle))
    circle = circle[start:] + circle[:start]
    shown = " → ".join([*circle, circle[0]])
    fault = Fault(
        "tree-cycle",
        Text(
            f"các đơn vị là cấp trên của nhau: {shown}", f"units stand above one another in a circle: {shown}"
        ),
        Text("một cây đơn vị: không ai là cấp trên của chính mình", "a tree: nobody stands above themselves"),
        Text(f"sửa cột {column} của một đơn vị trong vòng", f"correct the column {column} of one of them"),
    )
    problem = fault.at(draft.locate(row_of[circle[0]], column))
    ledger.add(problem)
    for identity in circle:
        draft.rejected.setdefault(row_of[identity], problem)


def self_references(draft: Draft) -> list[str]:
    """Return the columns by which rows of a table form a tree."""
    return [
        column.name
        for column in draft.table.references()
        if column.references == (draft.table.name,)
        and pc.any(pc.is_valid(draft.columns[column.name])).as_py()
    ]
