"""The verdicts of two states side by side: which turned, and which way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from secaudit.model.comparison import Turn, is_worse
from secaudit.model.sheet import CODES, STATUS_OF, Sheet
from secaudit.model.status import Status

if TYPE_CHECKING:
    import pyarrow as pa

_FINDINGS = tuple(CODES[status] for status in Status if status.is_finding)
_ABSENT = -1


@dataclass(frozen=True, slots=True)
class Turned:
    """A verdict that is not as it was: `key` is its question's in the sheets, `row` its subject's id."""

    key: str
    row: str
    turn: Turn
    before: Status | None
    after: Status | None


@dataclass(frozen=True)
class Turns:
    """All verdicts that turned, and how many findings did not."""

    turned: tuple[Turned, ...]
    unchanged: tuple[Turned, ...]
    unchanged_findings: int


def turn_of(before: Status | None, after: Status | None) -> Turn | None:
    """Return which way one verdict went; None where nobody has to be told.

    `before` is None where the subject was not there, `after` where it no longer is: a pass of such a subject
    is nothing to tell of, and neither is what does not apply to it.
    """
    if before is None:
        return Turn.NEW if after is not None and after.is_finding else None
    if after is None:
        return Turn.GONE if before.is_finding else None
    if before is after:
        return Turn.UNCHANGED if after.is_finding else None
    if is_worse(before, after):
        return Turn.WORSE
    return Turn.FIXED if before.is_finding and after is Status.PASS else Turn.BETTER


def compared(
    base: Sheet, head: Sheet, incomparable: Collection[str] = (), *, list_unchanged: bool = False
) -> Turns:
    """Compare two sheets verdict by verdict.

    `incomparable` are the ids of controls that ask something else in one of them: their findings in the
    head are told as such. With `list_unchanged`, findings that stayed are listed and not only counted.
    """
    turned: list[Turned] = []
    same: list[Turned] = []
    counted = 0
    for key, row, before, after in _pairs(base, head):
        apart = (head if key in head.questions else base).questions[key].control in incomparable
        turn = turn_of(before, after)
        if apart and turn is not None:
            turn = Turn.NOT_COMPARABLE if after is not None and after.is_finding else None
        if turn is Turn.UNCHANGED:
            counted += 1
            if list_unchanged:
                same.append(Turned(key, row, turn, before, after))
        elif turn is not None:
            turned.append(Turned(key, row, turn, before, after))
    return Turns(tuple(turned), tuple(same), counted)


def _pairs(base: Sheet, head: Sheet) -> Iterator[tuple[str, str, Status | None, Status | None]]:
    """Yield every verdict that a finding is on either side of, or that differs."""
    tables = dict.fromkeys([*head.tables, *base.tables])
    for table in tables:
        before, after = _rows(base, table), _rows(head, table)
        ids = list(after) + [row for row in before if row not in after]
        keys = [
            key for key, question in {**base.questions, **head.questions}.items() if question.table == table
        ]
        for key in keys:
            old, new = _codes(base, table, key, before, ids), _codes(head, table, key, after, ids)
            for at, (was, now) in enumerate(zip(old, new, strict=True)):
                if was != now or now in _FINDINGS:
                    yield key, ids[at], _status(was), _status(now)


def _rows(sheet: Sheet, table: str) -> dict[str, int]:
    rows = sheet.tables.get(table)
    return {} if rows is None else {row: at for at, row in enumerate(rows["id"].to_pylist())}


def _codes(sheet: Sheet, table: str, key: str, rows: Mapping[str, int], ids: Collection[str]) -> list[int]:
    """Return the codes of a question for the ids of both sides, `_ABSENT` where it was not asked."""
    if key not in sheet.questions or table not in sheet.tables:
        return [_ABSENT] * len(ids)
    codes: pa.ChunkedArray = sheet.tables[table][key]
    # A stored audit lists findings only: of its other rows a question has no code.
    listed = [_ABSENT if code is None else code for code in codes.to_pylist()]
    return [listed[rows[row]] if row in rows else _ABSENT for row in ids]


def _status(code: int) -> Status | None:
    return None if code == _ABSENT else STATUS_OF[code]


def counts_of(turns: Turns) -> dict[Turn, int]:
    """Return how many verdicts went which way; all seven are present."""
    found = Counter(one.turn for one in turns.turned)
    found[Turn.UNCHANGED] = turns.unchanged_findings
    return {turn: found[turn] for turn in Turn}
