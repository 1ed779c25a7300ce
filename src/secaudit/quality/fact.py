"""Facts that hold whatever a unit declares: no approval before its appraisal, no part above its whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN, TableData
from secaudit.model.tables import READABLE
from secaudit.model.text import Text
from secaudit.quality.check import Check, Row, Words
from secaudit.quality.predicate import Absent, AtMostSum, Condition, Not, Sooner, both
from secaudit.quality.result import Quality

if TYPE_CHECKING:
    import pyarrow as pa

_AGAINST_THE_PAPER = Text(
    "đối chiếu hồ sơ gốc và sửa ô sai", "check it against the original paper and correct the wrong cell"
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known of every row of a table, said as the condition that cannot be.

    `column` is the cell that a fault points at. A row counts as checked where all cells are there that
    tell whether `impossible` holds.
    """

    code: str
    table: str
    column: str
    impossible: Condition
    expected: Text
    advice: Text = _AGAINST_THE_PAPER

    def check(self, data: TableData) -> Check:
        """Return the outcome on the rows of the table."""
        import pyarrow.compute as pc

        wrong = self.impossible.on(data.rows)
        named = tuple(self.impossible.columns())

        def tell(position: int) -> Words:
            return Words(Row(data, position).told(*named), self.expected, self.advice)

        return Check(
            Quality.VALID, self.code, data, self.column, pc.is_valid(wrong), pc.fill_null(wrong, False), tell
        )


def order(table: str, first: str, then: str) -> Fact:
    """Return the fact that one thing happens no sooner than another."""
    columns = READABLE[table].by_name
    before, after = columns[first].label, columns[then].label
    expected = Text(f"{after.vi} không trước {before.vi}", f"{after.en} not before {before.en}")
    return Fact(f"{_word(then)}-before-{_word(first)}", table, then, Sooner(then, first), expected)


def part(table: str, whole: str, *parts: str) -> Fact:
    """Return the fact that some numbers together are at most another."""
    columns = READABLE[table].by_name
    vi = " và ".join(columns[name].label.vi for name in parts)
    en = " and ".join(columns[name].label.en for name in parts)
    together = ("cộng lại ", "together ") if len(parts) > 1 else ("", "")
    expected = Text(
        f"{vi} {together[0]}không lớn hơn {columns[whole].label.vi}",
        f"{en} {together[1]}not above {columns[whole].label.en}",
    )
    code = "-and-".join(_word(name) for name in parts) + f"-above-{_word(whole)}"
    return Fact(code, table, parts[0], Not(AtMostSum(parts, whole)), expected)


def goes_with(table: str, given: Condition, needed: str, why: Text) -> Fact:
    """Return the fact that whoever knows one thing has another: a level approved has a decision's number."""
    label = READABLE[table].by_name[needed].label
    return Fact(
        f"no-{_word(needed)}",
        table,
        needed,
        both(given, Absent(needed)),
        Text(f"có {label.vi} khi {why.vi}", f"{label.en} where {why.en}"),
        Text(f"bổ sung {label.vi} theo văn bản gốc", f"add {label.en} from the original paper"),
    )


def _word(column: str) -> str:
    return column.replace("_", "-")


def not_in_the_future(data: TableData, horizon: Mapping[str, date], as_of: date) -> Iterator[Check]:
    """Yield a check for every event of a table: what is said to have happened lies not in the future.

    The future begins after the day of the audit or, where an audit looks back, after the day on which the
    unit last declared its rows (`horizon`): it may well have written down what happened since.
    """
    import pyarrow.compute as pc

    limits = None
    for column in data.table.events:
        if column.term:
            continue
        limits = _limits(data, horizon, as_of) if limits is None else limits
        days = data.rows[column.name]
        later = pc.greater(_days(days), limits)

        def tell(position: int, name: str = column.name) -> Words:
            return Words(
                Row(data, position).told(name),
                Text("một ngày đã qua", "a day that has passed"),
                Text(
                    "sửa ngày; việc mới dự kiến thì để trống hoặc ghi “chưa”",
                    "correct the day; what is only planned stays empty or says “none”",
                ),
            )

        code = f"{_word(column.name)}-in-the-future"
        yield Check(
            Quality.VALID, code, data, column.name, pc.is_valid(days), pc.fill_null(later, False), tell
        )


def _limits(data: TableData, horizon: Mapping[str, date], as_of: date) -> pa.ChunkedArray:
    import pyarrow as pa

    later = {unit: day for unit, day in horizon.items() if day > as_of}
    if not later:
        return pa.chunked_array([pa.repeat(pa.scalar(as_of, pa.date32()), data.rows.num_rows)])
    units = data.rows[UNIT_COLUMN].to_pylist()
    return pa.chunked_array([pa.array([later.get(unit, as_of) for unit in units], pa.date32())])


def _days(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return cells.cast(pa.date32()) if pa.types.is_timestamp(cells.type) else cells
