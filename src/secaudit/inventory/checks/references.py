"""References: the rows that they name must exist, in one table only."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from secaudit.inventory.draft import Draft, Ledger
from secaudit.inventory.fault import Fault, closest, quoted
from secaudit.model.column import Column
from secaudit.model.text import Text

_FUZZY = 2000
"""Above so many ids, a misspelt one is compared by capitals only: closeness would take too long."""


def reject_dangling(drafts: Mapping[str, Draft], ledger: Ledger) -> None:
    """Reject rows that refer to nothing, or to an id that two of the possible tables have."""
    for draft in drafts.values():
        for column in draft.table.references():
            values = draft.columns[column.name]
            given = pc.fill_null(pc.not_equal(values, ""), False)
            hits = [pc.is_in(values, ids(drafts[name])) for name in column.references]
            found = hits[0]
            for hit in hits[1:]:
                _reject(draft, column, pc.and_(given, pc.and_(found, hit)), drafts, ledger)
                found = pc.or_(found, hit)
            _reject(draft, column, pc.and_(given, pc.invert(found)), drafts, ledger)


def ids(draft: Draft) -> pa.Array:
    """Return all ids of a table, those of rejected rows too."""
    return draft.columns["id"].combine_chunks()


def _reject(
    draft: Draft, column: Column, wrong: pa.ChunkedArray, drafts: Mapping[str, Draft], ledger: Ledger
) -> None:
    faults: dict[str, Fault] = {}
    values = draft.columns[column.name]
    for row in pc.indices_nonzero(wrong).to_pylist():
        value = values[row].as_py()
        if value not in faults:
            faults[value] = _fault(column, value, drafts)
        draft.reject(row, faults[value].at(draft.locate(row, column.name)), ledger)


def _fault(column: Column, value: str, drafts: Mapping[str, Draft]) -> Fault:
    holders = [name for name, draft in drafts.items() if pc.index(draft.columns["id"], value).as_py() >= 0]
    wanted = [name for name in holders if name in column.references]
    tables = ", ".join(column.references)
    if wanted:
        both = ", ".join(wanted)
        return Fault(
            "ambiguous-reference",
            Text(
                f"mã {quoted(value)} có trong các bảng {both}",
                f"the id {quoted(value)} is in the tables {both}",
            ),
            Text("mã của đúng một dòng", "the id of exactly one row"),
            Text("đổi mã của một trong các dòng đó", "give one of those rows another id"),
        )
    return Fault(
        "reference-to-nothing",
        Text(
            f"cột {column.name} ghi mã {quoted(value)}, không có dòng nào mang mã đó",
            f"the column {column.name} names {quoted(value)}, and no row has that id",
        ),
        Text(f"mã của một dòng trong bảng {tables}", f"the id of a row of {tables}"),
        _advice(column, value, drafts, holders),
    )


def _advice(column: Column, value: str, drafts: Mapping[str, Draft], holders: list[str]) -> Text:
    known: list[str] = []
    for name in column.references:
        known.extend(identity for identity in drafts[name].columns["id"].to_pylist() if identity)
    folded = value.casefold()
    match = next((identity for identity in known if identity.casefold() == folded), None)
    if match is None and len(known) <= _FUZZY:
        match = closest(value, known)
    if match is not None:
        return Text(f"có phải ý là “{match}”?", f"did you mean “{match}”?")
    if holders:
        return Text(
            f"mã này thuộc bảng {holders[0]}; ghi mã của dòng đúng bảng",
            f"this id belongs to {holders[0]}; write the id of a row of the right table",
        )
    return Text("thêm dòng đó vào danh mục, hoặc sửa mã", "add that row to the inventory, or correct the id")
