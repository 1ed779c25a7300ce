"""Finding the row that is asked about, and saying what was perhaps meant where it is not there."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from secaudit.audit.bench import Bench
from secaudit.audit.plans import Plan
from secaudit.explanation.cells import Cells
from secaudit.explanation.faults import UnknownSubject
from secaudit.model.control import Control
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text, same

_SHOWN = 5


def row_of(bench: Bench, cells: Cells, control: Control, subject: str) -> int:
    """Return where the row that a control judges stands in its table.

    Raises:
        UnknownSubject: there is no such row; the message says where the id is, or which ids are like it.
    """
    row = cells.position(control.subject, subject)
    if row is not None:
        return row
    table = SCHEMA[control.subject]
    head = Text(
        f"{control.id} đánh giá các dòng của bảng {table.name} ({table.label.vi}), "
        f"trong đó không có {subject!r}",
        f"{control.id} judges the rows of {table.name} ({table.label.en}), which has no {subject!r}",
    )
    raise UnknownSubject(head + same(". → ") + _advice(bench, cells, control, subject))


_GRAVITY = (
    Status.PASS, Status.NOT_APPLICABLE, Status.NOT_YET_DUE, Status.WAIVED, Status.UNKNOWN, Status.FAIL,
    Status.ERROR,
)  # fmt: skip
"""From the best verdict to the worst, as `check` has it (contract, section 5)."""


def of_period(
    control: Control, judged: Sequence[tuple[Plan, Status]], period: str | None
) -> tuple[Plan, Status]:
    """Return the plan for a period, with its status; without one the worst, and of several the latest.

    Raises:
        UnknownSubject: the control does not recur, or is not judged for that period.
    """
    if period is None:
        return max(reversed(judged), key=lambda each: _GRAVITY.index(each[1]))
    by_name = {each[0].period.name: each for each in judged if each[0].period is not None}
    wanted = period.strip().upper()
    if wanted in by_name:
        return by_name[wanted]
    if not by_name:
        raise UnknownSubject(
            Text(
                f"tiêu chí {control.id} không định kỳ nên không có kỳ {period!r}. → bỏ --period",
                f"the control {control.id} does not recur, so it has no period {period!r}. → drop --period",
            )
        )
    listed = ", ".join(by_name)
    raise UnknownSubject(
        Text(
            f"tiêu chí {control.id} không được đánh giá cho kỳ {period!r}. → các kỳ: {listed}",
            f"the control {control.id} is not judged for the period {period!r}. → its periods: {listed}",
        )
    )


def _advice(bench: Bench, cells: Cells, control: Control, subject: str) -> Text:
    rejected = _rejected(bench, control.subject, subject)
    if rejected is not None:
        return rejected
    for name in SCHEMA:
        row = cells.position(name, subject) if name in bench.prepared.tables else None
        if row is not None:
            return _elsewhere(bench, cells, control, name, row)
    ids = bench.prepared.tables[control.subject]["id"].to_pylist()
    near = get_close_matches(subject, ids, n=3) or [
        each for each in ids if subject.casefold() in each.casefold()
    ]
    if near:
        listed = ", ".join(near[:_SHOWN])
        return Text(f"có phải là {listed}?", f"did you mean {listed}?")
    if not ids:
        return Text("bảng này không có dòng nào", "that table has no rows")
    listed = ", ".join(ids[:_SHOWN])
    more = len(ids) - _SHOWN
    tail = Text(f" và {more} dòng khác", f" and {more} more") if more > 0 else same("")
    return Text("các dòng: ", "its rows: ") + same(listed) + tail


def _rejected(bench: Bench, table: str, subject: str) -> Text | None:
    """Return that the row was rejected, and why, where it was."""
    for row in bench.inventory.rejected:
        if row.table == table and (row.id or "").casefold() == subject.casefold():
            return Text(
                f"dòng này đã bị loại: {row.problem.describe('vi')}",
                f"that row was rejected: {row.problem.describe('en')}",
            )
    return None


def _elsewhere(bench: Bench, cells: Cells, control: Control, table: str, row: int) -> Text:
    """Return which table's row the id is, and which rows of the right one belong to it or its unit."""
    held = SCHEMA[table]
    row_id = str(cells.raw(table, row, "id"))
    here = Text(
        f"{row_id} là một dòng của bảng {table} ({held.label.vi})",
        f"{row_id} is a row of {table} ({held.label.en})",
    )
    unit = row_id if table == "units" else cells.raw(table, row, UNIT_COLUMN)
    rows = bench.prepared.tables[control.subject]
    of_unit = [
        each
        for each, owner in zip(rows["id"].to_pylist(), rows[UNIT_COLUMN].to_pylist(), strict=True)
        if unit is not None and owner == unit
    ]
    if not of_unit:
        return here
    listed = ", ".join(of_unit[:_SHOWN]) + (", …" if len(of_unit) > _SHOWN else "")
    return here + Text(
        f"; các dòng của bảng {control.subject} thuộc đơn vị {unit}: {listed}",
        f"; the rows of {control.subject} of unit {unit}: {listed}",
    )
