"""The verdicts of two states side by side: which turned, and which way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.comparison import Turn
from secaudit.model.sheet import CODES, STATUS_OF, Sheet
from secaudit.model.status import Status, is_worse

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
    questions = {**base.questions, **head.questions}
    turned: list[Turned] = []
    same: list[Turned] = []
    counted = 0
    for table in dict.fromkeys([*head.tables, *base.tables]):
        before, after = base.tables.get(table), head.tables.get(table)
        ids = _ids(before, after)
        was_at, is_at = _at(before, ids), _at(after, ids)
        for key in [key for key, question in questions.items() if question.table == table]:
            old, new = _codes(before, key, was_at), _codes(after, key, is_at)
            apart = questions[key].control in incomparable
            unchanged = 0 if apart else _same_findings(old, new)
            counted += unchanged
            everything = apart or (list_unchanged and unchanged)
            for at in _places(old, new, everything=bool(everything)):
                one = _turned(key, ids[at].as_py(), _status(old[at].as_py()), _status(new[at].as_py()), apart)
                if one is not None:
                    (same if one.turn is Turn.UNCHANGED else turned).append(one)
    return Turns(tuple(turned), tuple(same), counted)


def _turned(key: str, row: str, before: Status | None, after: Status | None, apart: bool) -> Turned | None:
    if apart:
        told = after is not None and after.is_finding
        return Turned(key, row, Turn.NOT_COMPARABLE, before, after) if told else None
    turn = turn_of(before, after)
    return None if turn is None else Turned(key, row, turn, before, after)


def _ids(before: pa.Table | None, after: pa.Table | None) -> pa.Array:
    """Return the ids of both sides: those of the head in its order, then those that are gone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    sides = [rows["id"].combine_chunks() for rows in (after, before) if rows is not None]
    if len(sides) == 2:
        sides[1] = sides[1].filter(pc.invert(pc.is_in(sides[1], sides[0])))
    return pa.concat_arrays([side.cast(pa.string()) for side in sides])


def _at(rows: pa.Table | None, ids: pa.Array) -> pa.Array:
    """Return where each id stands in a table, NULL where it does not."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if rows is None:
        return pa.nulls(len(ids), pa.int32())
    return pc.index_in(ids, rows["id"].combine_chunks())


def _codes(rows: pa.Table | None, key: str, places: pa.Array) -> pa.Array:
    """Return the codes of a question at some places, `_ABSENT` where it was not asked."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if rows is None or key not in rows.column_names:
        return pa.array([_ABSENT] * len(places), pa.int8())
    # A stored audit lists findings only: of its other rows a question has no code.
    return pc.fill_null(pc.take(rows[key].combine_chunks(), places), _ABSENT).cast(pa.int8())


def _same_findings(old: pa.Array, new: pa.Array) -> int:
    import pyarrow.compute as pc

    return int(pc.sum(pc.and_(pc.equal(old, new), _are_findings(new))).as_py() or 0)


def _places(old: pa.Array, new: pa.Array, *, everything: bool) -> list[int]:
    """Return the places at which verdicts differ; with `everything`, those of all findings too."""
    import pyarrow.compute as pc

    wanted = pc.not_equal(old, new)
    if everything:
        wanted = pc.or_(wanted, _are_findings(new))
    places: list[int] = pc.indices_nonzero(wanted).to_pylist()
    return places


def _are_findings(codes: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(codes, pa.array(_FINDINGS, pa.int8()))


def _status(code: int) -> Status | None:
    return None if code == _ABSENT else STATUS_OF[code]


def counts_of(turns: Turns) -> dict[Turn, int]:
    """Return how many verdicts went which way; all seven are present."""
    found = Counter(one.turn for one in turns.turned)
    found[Turn.UNCHANGED] = turns.unchanged_findings
    return {turn: found[turn] for turn in Turn}
