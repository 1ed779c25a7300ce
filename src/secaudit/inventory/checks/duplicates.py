"""Ids that two rows of a table share."""

from __future__ import annotations

import pyarrow.compute as pc

from secaudit.inventory.draft import Draft, Ledger
from secaudit.inventory.fault import Fault, quoted
from secaudit.model.text import Text


def reject_duplicates(draft: Draft, ledger: Ledger) -> None:
    """Reject every row whose id an earlier row has, in any file and whatever the capitals."""
    folded = pc.utf8_lower(draft.columns["id"])
    if pc.count_distinct(folded, mode="only_valid").as_py() == len(folded) - folded.null_count:
        return
    first: dict[str, int] = {}
    for row, key in enumerate(folded.to_pylist()):
        if key is None:
            continue
        earlier = first.setdefault(key, row)
        if earlier != row:
            draft.reject(row, _fault(draft, row, earlier).at(draft.locate(row, "id")), ledger)


def _fault(draft: Draft, row: int, earlier: int) -> Fault:
    mine, other = draft.identity(row), draft.identity(earlier)
    place = draft.locate(earlier, "id")
    differs = mine != other
    return Fault(
        "duplicate-id",
        Text(
            f"mã {quoted(mine)} trùng với mã {quoted(other)} tại {place}"
            + (" (chỉ khác chữ hoa, chữ thường)" if differs else ""),
            f"the id {quoted(mine)} is that of {quoted(other)} at {place}"
            + (" (only the capitals differ)" if differs else ""),
        ),
        Text(
            f"mã chỉ dùng một lần trong bảng {draft.table.name}, kể cả giữa các tệp",
            f"an id used once in the table {draft.table.name}, in all files together",
        ),
        Text("xóa dòng thừa hoặc đặt mã khác", "remove the extra row or give it another id"),
    )
