"""Two judged states go in, the result of a check comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from secaudit.comparison.causes import Causes
from secaudit.comparison.changes import Effects, mark_of, objections_to, refuses, row_changes
from secaudit.comparison.objections import Key, Scene
from secaudit.comparison.rows import RowDifference
from secaudit.comparison.rules import MANY_AT_ONCE, RULES
from secaudit.comparison.verdicts import Turned, compared, counts_of
from secaudit.lazily import dataclass
from secaudit.model.baseline import Baseline
from secaudit.model.comparison import (
    CHECK_SCHEMA_VERSION,
    ChangeRule,
    CheckResult,
    RowChange,
    State,
    Turn,
    UnitTurns,
    VerdictChange,
    YardstickChange,
)
from secaudit.model.finding import Finding, Value
from secaudit.model.inventory import UNIT_COLUMN, Inventory
from secaudit.model.problem import Problem
from secaudit.model.result import CatalogueInfo, Tool, UnitInfo
from secaudit.model.sheet import Reads, Sheet
from secaudit.model.status import WORSENING, Severity, Status
from secaudit.model.text import Text

Wanted = Mapping[str, Collection[str]]
"""Ids of rows by the key of the question."""

_OPEN = frozenset({Status.FAIL, Status.UNKNOWN, Status.WAIVED, Status.NOT_YET_DUE, Status.ERROR})
_OBJECTED = frozenset({Status.FAIL, Status.UNKNOWN, Status.ERROR})


@dataclass(frozen=True)
class Side:
    """One state that has been judged.

    `inventory` is None for a stored audit, which has no rows. `tells_passes` is false where a verdict that
    the sheet lacks may have been a pass, something that did not apply, or of a row that was not there.
    """

    state: State
    sheet: Sheet
    findings: Callable[[Wanted], Mapping[tuple[str, str], Finding]]
    inventory: Inventory | None
    tells_passes: bool = True


@dataclass(frozen=True)
class Terms:
    """By what a check goes.

    `baseline` is that of the base, `incomparable` the ids of controls that ask something else in the base.
    """

    as_of: date
    generated_at: datetime
    tool: Tool
    catalogue: CatalogueInfo
    fail_on: Severity | None
    unknown_fails: bool
    reads: Mapping[str, Reads]
    baseline: Baseline | None = None
    incomparable: Collection[str] = ()
    list_unchanged: bool = False


def check(
    base: Side,
    head: Side,
    terms: Terms,
    changes: Sequence[RowDifference] = (),
    yardstick: Sequence[YardstickChange] = (),
    notes: Sequence[Text] = (),
    problems: Sequence[Problem] = (),
) -> CheckResult:
    """Compare two states; `head` must have its inventory, `changes` are those of its rows."""
    assert head.inventory is not None
    turns = compared(base.sheet, head.sheet, terms.incomparable, list_unchanged=terms.list_unchanged)
    listed = (*turns.turned, *turns.unchanged)
    findings = _written(listed, base, head)
    changes, objections = _judged(changes, base, head, terms)
    marks = [mark_of(change, rule) for change, rule in zip(changes, objections, strict=True)]
    told, effects = _told(listed, findings, _causes(changes, base, head, terms), marks, terms, base)
    rows = row_changes(changes, objections, effects, terms.fail_on)
    units = _units(head.inventory, base.inventory)
    return CheckResult(
        schema_version=CHECK_SCHEMA_VERSION,
        as_of=terms.as_of,
        generated_at=terms.generated_at,
        tool=terms.tool,
        base=base.state,
        head=head.state,
        fail_on=terms.fail_on,
        unknown_fails=terms.unknown_fails,
        catalogue=terms.catalogue,
        units=units,
        verdicts=tuple(sorted(told, key=_worst_first)),
        rows=tuple(rows),
        yardstick=tuple(sorted(yardstick, key=lambda one: (one.severity.rank, one.rule, one.id))),
        rules=RULES,
        turns=counts_of(turns),
        unit_turns=_by_unit(told, rows, units),
        notes=tuple(notes),
        problems=tuple(problems),
        lists_unchanged=terms.list_unchanged,
        incomplete=_incomplete(head, told, terms),
    )


def blocks(
    turn: Turn, before: Status | None, after: Status | None, *, unknown_fails: bool, tells_passes: bool
) -> bool:
    """Whether a verdict that turned refuses the change, if it is severe enough.

    A failure that is new or was not one before does. So does an unknown where there was a better verdict: a
    cell was emptied; of a new row only with `unknown_fails`. What was met and now waits for its day was
    undone; that a duty begins which is not due yet refuses nothing, and neither does an accepted exception.
    """
    if turn not in (Turn.NEW, Turn.WORSE):
        return False
    if after is Status.UNKNOWN:
        return unknown_fails or turn is Turn.WORSE or not tells_passes
    if after is Status.NOT_YET_DUE:
        return before is Status.PASS
    return after in (Status.FAIL, Status.ERROR)


def _written(listed: Iterable[Turned], base: Side, head: Side) -> dict[tuple[str, str], tuple[Finding, bool]]:
    """Return the finding of each verdict, and whether it is the base's: where the head has none."""
    here: dict[str, list[str]] = {}
    there: dict[str, list[str]] = {}
    for one in listed:
        was_open = one.before is not None and one.before.is_finding
        from_base = one.after is None or (was_open and not one.after.is_finding)
        (there if from_base else here).setdefault(one.key, []).append(one.row)
    found = {place: (finding, False) for place, finding in head.findings(here).items()}
    return found | {place: (finding, True) for place, finding in base.findings(there).items()}


def _judged(
    every: Sequence[RowDifference], base: Side, head: Side, terms: Terms
) -> tuple[list[RowDifference], list[ChangeRule | None]]:
    """Return the changes of rows, each with the rule that objects to it; waivers are told elsewhere."""
    if base.inventory is None or head.inventory is None:
        return [], []
    changes = [one for one in every if one.table != "waivers"]
    sides = (base.inventory, head.inventory)
    internet = {
        row
        for side in sides
        for row, kind in zip(
            *(side.tables["segments"].rows[name].to_pylist() for name in ("id", "kind")), strict=True
        )
        if kind == "internet"
    }
    sizes = {name: data.rows.num_rows for name, data in base.inventory.tables.items()}
    scene = Scene(terms.as_of, _open(base.sheet), internet, sizes, _seen(base.inventory))
    found, bulk = objections_to(changes, scene)
    return [*changes, *bulk], [*found, *(MANY_AT_ONCE for _ in bulk)]


def _seen(inventory: Inventory) -> dict[tuple[Value, ...], tuple[str, Value]]:
    """Return the last observation of each cell, its day and value, by table, row and column."""
    rows = [row for row in inventory.tables["observations"].rows.to_pylist() if row["observed_on"]]
    rows.sort(key=lambda row: row["observed_on"])
    return {
        (row["table"], row["row"], row["column"]): (row["observed_on"].isoformat(), row["value"])
        for row in rows
    }


def _open(sheet: Sheet) -> set[Key]:
    """Return the rows with a finding that somebody has yet to settle."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found: set[Key] = set()
    for key, question in sheet.questions.items():
        rows = sheet.tables[question.table]
        wanted = pa.array([code for code, status in enumerate(Status) if status in _OPEN], pa.int8())
        ids = rows["id"].filter(pc.is_in(rows[key], wanted)).to_pylist()
        found |= {(question.table, row) for row in ids}
    return found


def _causes(changes: Sequence[RowDifference], base: Side, head: Side, terms: Terms) -> Causes | None:
    if base.inventory is None or head.inventory is None:
        return None
    return Causes(changes, terms.reads, base.inventory, head.inventory)


def _told(
    listed: Iterable[Turned],
    findings: Mapping[tuple[str, str], tuple[Finding, bool]],
    causes: Causes | None,
    marks: Sequence[str],
    terms: Terms,
    base: Side,
) -> tuple[list[VerdictChange], dict[int, Effects]]:
    """Return the verdicts as they are told, and what each row change did to them."""
    told: list[VerdictChange] = []
    effects: dict[int, Effects] = {}
    for one in listed:
        finding, in_base = findings[one.key, one.row]
        behind: tuple[int, ...] = ()
        if causes is not None and one.turn not in (Turn.UNCHANGED, Turn.NOT_COMPARABLE):
            subject = finding.subject
            behind = causes.of(finding.control, subject.table, subject.id, subject.unit)
        for number in behind:
            effect = effects.setdefault(number, Effects())
            effect.add(finding.fingerprint, one.turn, one.after, alone=len(behind) == 1)
        known = not in_base and terms.baseline is not None and terms.baseline.knows(finding)
        refused = refuses(finding.severity, terms.fail_on) and blocks(
            one.turn, one.before, one.after,
            unknown_fails=terms.unknown_fails, tells_passes=base.tells_passes,
        )  # fmt: skip
        reasons = tuple(marks[number] for number in behind)
        told.append(
            VerdictChange(
                one.turn, finding, one.before, one.after, refused and not known, known, in_base, reasons
            )
        )
    return told, effects


_TURNS = (Turn.NEW, Turn.WORSE, Turn.NOT_COMPARABLE, Turn.GONE, Turn.BETTER, Turn.FIXED, Turn.UNCHANGED)


def _worst_first(one: VerdictChange) -> tuple[object, ...]:
    after = 0 if one.after is None else -WORSENING.index(one.after)
    subject = one.finding.subject
    place = (one.finding.control, subject.unit or "", subject.id, one.finding.period or "")
    return (not one.blocking, _TURNS.index(one.turn), one.severity.rank, after, *place)


def _units(head: Inventory, base: Inventory | None) -> tuple[UnitInfo, ...]:
    """Return the units of the head in their order, then those that only the base had."""
    found: dict[str, UnitInfo] = {}
    for side in (head, base):
        if side is None:
            continue
        for row in side.tables["units"].rows.drop_columns([UNIT_COLUMN]).to_pylist():
            about = [row[name] or None for name in ("parent", "head_name", "head_post", "security_officer")]
            found.setdefault(row["id"], UnitInfo(row["id"], row["name"], row["kind"], *about))
    return tuple(found.values())


def _by_unit(
    told: Iterable[VerdictChange], rows: Iterable[RowChange], units: Sequence[UnitInfo]
) -> tuple[UnitTurns, ...]:
    """Return the units in which something turned, in the order of the inventory, rows of nobody last."""
    turns: dict[str | None, Counter[Turn]] = {}
    blocking: Counter[str | None] = Counter()
    for verdict in told:
        unit = verdict.finding.subject.unit
        turns.setdefault(unit, Counter())[verdict.turn] += 1
        blocking[unit] += verdict.blocking
    for row in rows:
        turns.setdefault(row.unit, Counter())
        blocking[row.unit] += row.blocking
    names = {unit.id: unit.name for unit in units}
    order = [*(unit.id for unit in units if unit.id in turns), *(unit for unit in turns if unit not in names)]
    return tuple(
        UnitTurns(
            unit,
            names.get(unit or "", unit or ""),
            {turn: turns[unit][turn] for turn in Turn},
            blocking[unit],
        )
        for unit in order
    )


def _incomplete(head: Side, told: Iterable[VerdictChange], terms: Terms) -> bool:
    """Whether something could not be judged, or not be compared though it might have refused the change."""
    assert head.inventory is not None
    if not head.inventory.is_whole or head.sheet.counts[Status.ERROR]:
        return True
    return any(
        one.turn is Turn.NOT_COMPARABLE and one.after in _OBJECTED and refuses(one.severity, terms.fail_on)
        for one in told
    )
