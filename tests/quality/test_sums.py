"""What checks of many rows add up to, unit by unit."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from secaudit.model.inventory import UNIT_COLUMN, TableData
from secaudit.model.tables import READABLE
from secaudit.quality import Quality
from secaudit.quality.check import Check, Sums, Words
from secaudit.quality.result import Tally

QUALITIES = (Quality.VALID, Quality.COMPLETE)

# For each row its unit, and for each check whether it was looked at and whether it is at fault.
Row = tuple[str | None, list[tuple[bool, bool]]]
ROWS = st.integers(0, 4).flatmap(
    lambda checks: st.lists(
        st.tuples(
            st.sampled_from(["a", "b", None]),
            st.lists(st.tuples(st.booleans(), st.booleans()), min_size=checks, max_size=checks),
        ),
        max_size=12,
    )
)


def no_words(row: int) -> Words:
    raise AssertionError("counting needs no words")


def column(values: list[bool]) -> pa.ChunkedArray:
    half = len(values) // 2
    return pa.chunked_array([pa.array(values[:half], pa.bool_()), pa.array(values[half:], pa.bool_())])


@given(ROWS)
def test_tallies_are_what_counting_row_by_row_gives(rows: list[Row]) -> None:
    units = pa.table({UNIT_COLUMN: pa.array([unit for unit, _ in rows], pa.string())})
    data = TableData(READABLE["devices"], units)
    sums = Sums(data)
    expected: dict[tuple[str | None, Quality], list[int]] = {}
    for at in range(len(rows[0][1]) if rows else 0):
        quality = QUALITIES[at % 2]
        checked = [looked for _, checks in rows for looked, _ in [checks[at]]]
        faulty = [fault for _, checks in rows for _, fault in [checks[at]]]
        sums.add(Check(quality, "code", data, None, column(checked), column(faulty), no_words))
        for (unit, _), looked, fault in zip(rows, checked, faulty, strict=True):
            counts = expected.setdefault((unit, quality), [0, 0])
            counts[0] += looked
            counts[1] += fault
    first = list(dict.fromkeys(unit for unit, _ in rows))
    tallies = [
        Tally(unit, "devices", quality, *expected[unit, quality])
        for unit in first
        for quality in QUALITIES
        if expected.get((unit, quality), [0])[0]
    ]
    assert list(sums.tallies()) == tallies
