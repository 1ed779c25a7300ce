"""How two places are compared: rows that meet by an id, and the outcome for each row compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from secaudit.model.inventory import TableData
from secaudit.model.text import Text
from secaudit.quality.check import Check, Words, marked
from secaudit.quality.result import Quality

if TYPE_CHECKING:
    import pyarrow as pa

ALIKE = Text("hai nơi kê khai khớp nhau", "both places to say the same")
MEND = Text("đối chiếu hai nơi và sửa nơi sai", "compare both places and correct the wrong one")


def compared(
    data: TableData, code: str, column: str, outcomes: Mapping[int, bool], tell: Callable[[int], Words]
) -> Check:
    """Return the check of a few rows: `outcomes` says of those compared whether they are at fault."""
    size = data.rows.num_rows
    wrong = (row for row, at_fault in outcomes.items() if at_fault)
    return Check(Quality.CONSISTENT, code, data, column, marked(size, outcomes), marked(size, wrong), tell)


def looked_up(references: pa.ChunkedArray, target: TableData, column: str) -> pa.ChunkedArray:
    """Return a cell of the row that each reference leads to; NULL where it leads nowhere."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.index_in(references, target.rows["id"].combine_chunks())
    return pa.chunked_array([target.rows[column].combine_chunks().take(found.combine_chunks())])


def settled(wrong: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Return which rows could be compared, and which of those are at fault."""
    import pyarrow.compute as pc

    return pc.is_valid(wrong), pc.fill_null(wrong, False)
