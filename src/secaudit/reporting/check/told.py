"""What the forms for programs tell: one item for each thing that is new, worse or objected to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.comparison import CheckResult, RowChange, Turn, VerdictChange, YardstickChange
from secaudit.model.day import day_told
from secaudit.model.finding import Finding
from secaudit.model.location import Location
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text, same

Level = Literal["error", "warning", "note"]
"""How loud an item is told: what blocks is an error, what does not a warning or a note."""

_SERIOUS = (Severity.CRITICAL, Severity.HIGH)
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_TURNS = (Turn.NEW, Turn.WORSE)
_BASELINE = Text("Phát hiện đã biết, tạm chấp nhận", "A known finding, listed in the baseline")


@dataclass(frozen=True, slots=True)
class Place:
    """A place as programs want it: `file` from the top of the repository, line and column from 1.

    A cell of a sheet has its row as line and the number of its column; `cell` is then "systems!C7".
    """

    file: str
    line: int
    column: int
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What an item was judged by: a control, or a rule about changes."""

    id: str
    title: Text
    severity: Severity
    help: Text
    advice: Text


@dataclass(frozen=True, slots=True)
class Told:
    """One item. `excuse` says why it is left out unless asked for: it is waived, or known."""

    rule: Rule
    severity: Severity
    subject: str
    turn: Turn
    message: Text
    place: Place
    fingerprint: str
    blocking: bool
    excuse: Text | None = None
    in_base: bool = False

    @property
    def level(self) -> Level:
        """How loud it is."""
        if self.blocking:
            return "error"
        serious = self.severity in _SERIOUS and self.turn in _TURNS and self.excuse is None
        return "warning" if serious else "note"


def told(result: CheckResult, *, with_waived: bool = False) -> tuple[Told, ...]:
    """Return what is to be told, what blocks first, then by severity and place.

    Verdicts that are new or worse and findings, unchanged ones where the result lists them, changes of rows
    that a rule objects to, and changes of what is judged by. What is waived or known is told only
    `with_waived`.
    """
    items = [*_verdicts(result), *_rows(result), *_yardstick(result)]
    shown = (item for item in items if with_waived or item.excuse is None)
    return tuple(sorted(shown, key=_order))


def _order(item: Told) -> tuple[object, ...]:
    place = item.place
    return not item.blocking, item.severity.rank, item.rule.id, place.file, place.line, item.fingerprint


def _verdicts(result: CheckResult) -> Iterator[Told]:
    places = _Places(result)
    rules: dict[str, Rule] = {}
    turns = (*_TURNS, Turn.UNCHANGED) if result.lists_unchanged else _TURNS
    for change in result.verdicts:
        if change.turn not in turns or change.after is None or not change.after.is_finding:
            continue
        finding = change.finding
        rule = rules.setdefault(finding.control, _rule_of(finding))
        yield Told(
            rule,
            finding.severity,
            finding.subject.name or finding.subject.id,
            change.turn,
            _moved(change),
            places.of(change),
            finding.fingerprint,
            change.blocking,
            _excuse(change),
            change.in_base,
        )


def _rule_of(finding: Finding) -> Rule:
    clauses = [(source.obligation, source.clause) for source in finding.sources]
    vi = "; ".join(f"{obligation} ({clause.vi})" for obligation, clause in clauses)
    en = "; ".join(f"{obligation} ({clause.en})" for obligation, clause in clauses)
    basis = Text(f"Căn cứ: {vi}.", f"Sources: {en}.") if clauses else finding.title
    return Rule(finding.control, finding.title, finding.severity, basis, finding.remediation.text)


def _moved(change: VerdictChange) -> Text:
    steps = [status.label for status in (change.before, change.after) if status is not None]
    path = Text(" → ".join(step.vi for step in steps), " → ".join(step.en for step in steps))
    message = change.finding.message
    return Text(f"{message.vi} [{path.vi}]", f"{message.en} [{path.en}]")


def _excuse(change: VerdictChange) -> Text | None:
    waiver = change.finding.waiver
    if change.after is Status.WAIVED and waiver is not None:
        day = day_told(waiver.last_day)
        return Text(
            f"Ngoại lệ {waiver.id} đến hết {day.vi}, {waiver.approved_by}: {waiver.reason}",
            f"Waiver {waiver.id} until {day.en}, {waiver.approved_by}: {waiver.reason}",
        )
    return _BASELINE if change.known else None


def _rows(result: CheckResult) -> Iterator[Told]:
    rules = _rules(result)
    for change in result.rows:
        if change.rule is not None:
            yield _changed(change, rules, result, change.rule, change.name or change.row)


def _yardstick(result: CheckResult) -> Iterator[Told]:
    rules = _rules(result)
    for change in result.yardstick:
        yield _changed(change, rules, result, change.rule, change.id)


def _changed(
    change: RowChange | YardstickChange,
    rules: Mapping[str, Rule],
    result: CheckResult,
    rule: str,
    subject: str,
) -> Told:
    unknown = Rule(
        rule, same(rule), change.severity, same(rule), Text("Xem xét thay đổi", "Review the change")
    )
    return Told(
        rules.get(rule, unknown),
        change.severity,
        subject,
        Turn.NEW,
        change.sentence,
        place_of(change.location, result.head.prefix),
        change.fingerprint,
        change.blocking,
        None,
        change.in_base,
    )


def _rules(result: CheckResult) -> dict[str, Rule]:
    return {
        rule.id: Rule(rule.id, rule.title, rule.severity, rule.help, rule.advice) for rule in result.rules
    }


class _Places:
    """Finds a place for every verdict: a figure of many rows has none of its own."""

    def __init__(self, result: CheckResult) -> None:
        self._prefix = result.head.prefix
        self._rows = {change.fingerprint: change.location for change in result.rows}
        self._units: dict[str | None, Location] = {}
        for change in result.rows:
            self._note(change.unit, change.location)
        for verdict in result.verdicts:
            self._note(verdict.finding.subject.unit, verdict.finding.location)

    def _note(self, unit: str | None, location: Location | None) -> None:
        if location is not None:
            self._units.setdefault(unit, location)
            self._units.setdefault(None, location)

    def of(self, change: VerdictChange) -> Place:
        """Return where a verdict stands: its own cell, else what changed it, else a row of its unit."""
        finding = change.finding
        causes: Iterable[Location | None] = (self._rows.get(cause) for cause in change.causes)
        unit = self._units.get(finding.subject.unit) or self._units.get(None)
        found = finding.location or next((place for place in causes if place is not None), None) or unit
        return place_of(found, self._prefix)


def place_of(location: Location | None, prefix: str) -> Place:
    """Return a location as programs want it; what has none stands at the beginning of the folder."""
    if location is None:
        return Place(prefix.rstrip("/") or ".", 1, 1)
    file = prefix + location.file
    if location.sheet is not None:
        row, column = _of_cell(location.cell)
        cell = f"{location.sheet}!{location.cell}" if location.cell else location.sheet
        return Place(file, row, column, cell)
    return Place(file, location.line or location.row or 1, location.column or 1)


def _of_cell(cell: str | None) -> tuple[int, int]:
    found = _CELL.fullmatch(cell or "")
    if found is None:
        return 1, 1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def one_line(text: str) -> str:
    """Return a text on one line, without the letters that nobody sees: controls, and marks of direction.

    Names come from files that anybody may have written; one of them could turn the rest of a line around, or
    begin a line of its own.
    """
    return "".join(letter if letter.isprintable() else " " if letter.isspace() else "" for letter in text)
