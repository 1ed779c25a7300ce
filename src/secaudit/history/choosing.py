"""Which records of a history belong to one line, and which two to compare."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from secaudit.history.comparing import compared
from secaudit.history.ledger import Ledger, stage_of
from secaudit.history.reading import History
from secaudit.history.trending import trend as trend_of
from secaudit.model.course import HistoryDiff, Trend
from secaudit.model.history import Record
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.text import Text


def diff(
    history: History,
    first: int | None = None,
    second: int | None = None,
    unit: str | None = None,
) -> HistoryDiff:
    """Compare two records, by default the last two days of the line that was recorded last.

    The one of the earlier day always comes first. With one number given, that record is compared with the
    last one of its line.

    Raises:
        InvalidInput: a record or unit does not exist, or there are no two records with a unit in common.
        NotAsClaimed: a record was changed.
    """
    before, after = _pair(history, first, second, unit)
    common = history.unit_ids(before.number) & history.unit_ids(after.number)
    if not common or (unit is not None and unit not in common):
        raise InvalidInput([_nothing_in_common(history.file, before, after, unit)])
    tops = None if first is not None and unit is None else _tops(history, unit)
    ledger = Ledger()
    for record in _line(history, common if tops is None else tops):
        if record.as_of < before.as_of:
            ledger.follow(stage_of(history.snapshot(record.number, roll=False)))
    snapshot = history.snapshot(before.number)
    ledger.follow(stage_of(snapshot))
    return compared(snapshot, history.snapshot(after.number), ledger, tops)


def trend(history: History, unit: str | None = None) -> Trend:
    """Follow the line of a unit, by default that of what was recorded last.

    Raises:
        InvalidInput: there is no record, or none of this unit.
        NotAsClaimed: a record was changed.
    """
    tops = _tops(history, unit)
    line = _line(history, tops)
    taken = {record.number for record in line}
    left_out = [record.number for record in history.records if record.number not in taken]
    return trend_of((history.snapshot(record.number) for record in line), tops, left_out)


def _pair(history: History, first: int | None, second: int | None, unit: str | None) -> tuple[Record, Record]:
    if first is not None and second is not None:
        pair = history.record(first), history.record(second)
    else:
        tops = _tops(history, unit) if first is None else history.record(first).tops
        line = _line(history, tops if unit is None else {unit})
        if first is not None:
            others = [record for record in line if record.number != first]
            line = [*others[-1:], history.record(first)]
        if len(line) < 2:
            raise InvalidInput([_no_pair(history.file)])
        pair = line[-2], line[-1]
    older, newer = sorted(pair, key=lambda record: (record.as_of, record.number))
    return older, newer


def _tops(history: History, unit: str | None) -> Collection[str]:
    """Return the units whose line is asked for: those at the top of the last record, or the one named."""
    if not history.records:
        raise InvalidInput([_no_pair(history.file)])
    if unit is None:
        return history.records[-1].tops
    known = frozenset().union(*(history.unit_ids(record.number) for record in history.records))
    if unit not in known:
        raise InvalidInput([unknown_unit(history.file, unit, known)])
    return {unit}


def _line(history: History, tops: Collection[str]) -> list[Record]:
    """Return the records that judged all of these units, by day; of one day the last that was recorded."""
    wanted = frozenset(tops)
    by_day = {record.as_of: record for record in history.records if wanted <= history.unit_ids(record.number)}
    return [by_day[day] for day in sorted(by_day)]


def _nothing_in_common(file: Path, before: Record, after: Record, unit: str | None) -> Problem:
    what = (
        Text("đơn vị chung nào", "unit in common") if unit is None else Text(f"đơn vị {unit}", f"unit {unit}")
    )
    return Problem(
        "not-comparable",
        Location(str(file)),
        Text(
            f"bản ghi số {before.number} và số {after.number} không có {what.vi}",
            f"records {before.number} and {after.number} have no {what.en}",
        ),
        Text("hai lần kiểm tra cùng đơn vị", "two audits of the same units"),
        Text("chọn hai bản ghi khác; xem secaudit history list", "choose others; see secaudit history list"),
    )


def _no_pair(file: Path) -> Problem:
    return Problem(
        "too-few-records",
        Location(str(file)),
        Text("chưa đủ bản ghi cùng phạm vi để so sánh", "too few records of the same units to compare"),
        Text("ít nhất hai lần kiểm tra, khác ngày xét", "at least two audits, as of different days"),
        Text("ghi thêm bằng secaudit audit --record", "record more with secaudit audit --record"),
    )


def unknown_unit(file: Path, unit: str, known: Collection[str]) -> Problem:
    """Return what is said where there is no such unit; it names units that look like it."""
    from difflib import get_close_matches

    near = get_close_matches(unit, sorted(known), n=3)
    return Problem(
        "unknown-unit",
        Location(str(file)),
        Text(f"không có đơn vị {unit!r} trong lịch sử", f"the history has no unit {unit!r}"),
        Text("mã của một đơn vị đã được kiểm tra", "the id of a unit that was audited"),
        Text(f"có phải là {', '.join(near)}?", f"did you mean {', '.join(near)}?")
        if near
        else Text("xem secaudit history show --format json", "see secaudit history show --format json"),
    )
