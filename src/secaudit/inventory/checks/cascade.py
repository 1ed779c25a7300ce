"""Rows that refer to a rejected row are rejected with it, and so on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from secaudit.inventory.checks.observations import observed_cells
from secaudit.inventory.draft import Draft, Ledger
from secaudit.inventory.fault import Fault, quoted
from secaudit.model.problem import Problem
from secaudit.model.text import Text


def cascade(drafts: Mapping[str, Draft], ledger: Ledger) -> None:
    """Reject every row that refers to a rejected one, until none is left that does.

    The reason names the rejected row and its own reason's place.
    """
    changed = {name for name, draft in drafts.items() if draft.rejected}
    while changed:
        gone = {name: _gone(drafts[name]) for name in changed}
        changed = set()
        for name, draft in drafts.items():
            for row, column, identity, reason in list(_victims(draft, gone)):
                if row not in draft.rejected:
                    draft.reject(row, _fault(column, identity, reason).at(draft.locate(row, column)), ledger)
                    changed.add(name)


def _gone(draft: Draft) -> dict[str, Problem]:
    """Return the ids that no kept row has, each with the reason."""
    identities = draft.columns["id"].to_pylist()
    kept = {identity for row, identity in enumerate(identities) if row not in draft.rejected}
    return {
        identities[row]: problem
        for row, problem in sorted(draft.rejected.items())
        if identities[row] and identities[row] not in kept
    }


def _victims(
    draft: Draft, gone: Mapping[str, Mapping[str, Problem]]
) -> Iterator[tuple[int, str, str, Problem]]:
    for column in draft.table.references():
        values = draft.columns[column.name]
        for table in column.references:
            if lost := gone.get(table):
                hits = pc.is_in(values, pa.array(list(lost), pa.string()))
                for row in pc.indices_nonzero(hits).to_pylist():
                    identity = values[row].as_py()
                    yield row, column.name, identity, lost[identity]
    if draft.table.name == "observations" and draft.count:
        for row, table, _ in observed_cells(draft):
            identity = draft.columns["row"][row].as_py()
            if identity in gone.get(table, {}):
                yield row, "row", identity, gone[table][identity]


def _fault(column: str, identity: str, reason: Problem) -> Fault:
    return Fault(
        "refers-to-rejected",
        Text(
            f"cột {column} ghi mã {quoted(identity)}, đã bị loại tại {reason.location}: {reason.found.vi}",
            f"the column {column} names {quoted(identity)}, rejected at {reason.location}: {reason.found.en}",
        ),
        Text("mã của một dòng được giữ lại", "the id of a row that was kept"),
        Text("sửa dòng bị loại trước", "mend the rejected row first"),
    )
