"""The personal list of duties of one unit: which controls apply to it and its rows, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Literal

from secaudit.audit.bench import Bench
from secaudit.audit.plans import Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.explanation.cells import Cells
from secaudit.explanation.changes import OFF, changes
from secaudit.explanation.faults import UnknownSubject
from secaudit.explanation.law import Clause, law
from secaudit.explanation.part import CellValue, Completeness, Part, Truth
from secaudit.explanation.remedy import Wanted, wanted_by
from secaudit.explanation.trees import trees
from secaudit.lazily import dataclass
from secaudit.model.change import Change
from secaudit.model.control import Catalogue, Control
from secaudit.model.finding import Finding
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.status import Status
from secaudit.model.text import Text

Bearing = Literal["applies", "unknown", "not"]
"""Whether a control applies to rows of the unit, nobody knows, or it does not."""

SHOWN = 10
"""How many rows of a group are named; how many there are is always said."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A condition that made a control apply, or not, or left it open: with its values for a row."""

    sql: str
    filled: Text
    truth: Truth
    cells: tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows on which a control bears for the same facts; `facts` is empty where it asks for nothing.

    `rows` are the ids of the first of `total` rows, `missing` what would settle an open question, and
    `error` why the control could not be evaluated on them.
    """

    total: int
    rows: tuple[str, ...]
    facts: tuple[Fact, ...]
    missing: tuple[Wanted, ...] = ()
    error: Text | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """One control as it bears on a unit.

    `due` is the earliest effective date among the rows to which it applies, None where it is due at once;
    `period` the one that is open, of a control that recurs. `statuses` counts the verdicts on these rows.
    `completeness` says, for a table of which the unit has no row, whether it has declared that.
    """

    control: Control
    bearing: Bearing
    in_force: bool
    in_force_from: date
    clauses: tuple[Clause, ...]
    due: date | None
    period: str | None
    groups: tuple[Group, ...]
    statuses: Mapping[Status, int]
    completeness: Completeness | None = None

    @property
    def rows(self) -> int:
        """How many rows it bears on."""
        return sum(group.total for group in self.groups)


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties of a unit on a day, and what does not bind it.

    `off` are the controls that were not judged at all: switched off, or left out by the chosen profile.
    """

    as_of: date
    unit: str
    name: str
    kind: CellValue
    duties: tuple[Duty, ...]
    off: tuple[Change, ...]

    def bearing(self, bearing: Bearing) -> tuple[Duty, ...]:
        """Return those with one bearing, in the order of the catalogue."""
        return tuple(duty for duty in self.duties if duty.bearing == bearing)


def why_applies(bench: Bench, catalogue: Catalogue, unit: str) -> Duties:
    """Return the duties of a unit, from its own rows alone.

    A control is listed once for each bearing that it has on some row. Of one that recurs, the latest
    period counts.

    Raises:
        UnknownSubject: there is no such unit.
    """
    cells = Cells(bench)
    row = cells.position("units", unit)
    if row is None:
        raise _unknown(bench, unit)
    unit_id = str(cells.raw("units", row, "id"))
    plans = [bench.plans(control)[-1] for control in catalogue.controls]
    verdicts = bench.judge(plans, [unit_id])
    lister = _Lister(bench, cells, verdicts, unit_id)
    duties = tuple(duty for plan in plans for duty in lister.duties(plan))
    kind = cells.cell("units", row, "kind")
    off = tuple(change for change in changes(catalogue) if change.change in OFF)
    return Duties(bench.as_of, unit_id, cells.name("units", row), kind, duties, off)


def _unknown(bench: Bench, unit: str) -> UnknownSubject:
    near = ", ".join(get_close_matches(unit, list(bench.prepared.unit_rows), n=3))
    hint = Text(f"; có phải là {near}?", f"; did you mean {near}?") if near else Text("", "")
    return UnknownSubject(Text(f"không có đơn vị {unit!r}", f"there is no unit {unit!r}") + hint)


class _Lister:
    """Sorts the rows of one unit by what a control has to do with them."""

    def __init__(self, bench: Bench, cells: Cells, verdicts: Verdicts, unit: str) -> None:
        self._bench, self._cells, self._verdicts, self._unit = bench, cells, verdicts, unit

    def duties(self, plan: Plan) -> Iterator[Duty]:
        """Yield a control once for each bearing that it has on the unit."""
        table = plan.table.name
        owners = self._bench.prepared.tables[table][UNIT_COLUMN].to_pylist()
        rows = [row for row, owner in enumerate(owners) if owner == self._unit]
        if not plan.deadline.in_force:
            yield self._duty(plan, "not", (), ())
        elif not rows:
            completeness = self._cells.completeness(table, self._unit)
            settled = completeness.state in ("always", "declared")
            yield self._duty(plan, "not" if settled else "unknown", (), (), completeness)
        else:
            yield from self._sorted(plan, rows)

    def _sorted(self, plan: Plan, rows: Sequence[int]) -> Iterator[Duty]:
        ids = {str(self._cells.raw(plan.table.name, row, "id")): row for row in rows}
        asked = {} if plan.applies is None else trees(self._bench, plan, self._verdicts, plan.applies)
        by_bearing: dict[Bearing, list[tuple[int, Finding, Part | None]]] = {}
        for finding in self._bench.findings(plan, self._verdicts):
            row = ids[finding.subject.id]
            part = asked.get(row)
            by_bearing.setdefault(_bearing(finding, part), []).append((row, finding, part))
        for bearing in ("applies", "unknown", "not"):
            found = by_bearing.get(bearing, [])
            if found and (bearing != "not" or len(by_bearing) == 1):
                groups = tuple(self._groups(plan, found))
                yield self._duty(plan, bearing, groups, [finding for _, finding, _ in found])

    def _duty(
        self,
        plan: Plan,
        bearing: Bearing,
        groups: tuple[Group, ...],
        findings: Sequence[Finding],
        completeness: Completeness | None = None,
    ) -> Duty:
        days = [finding.due for finding in findings if finding.due is not None]
        due = min(days, default=plan.deadline.due)
        told = law(plan, due, None)
        return Duty(
            control=plan.control,
            bearing=bearing,
            in_force=told.in_force,
            in_force_from=told.in_force_from,
            clauses=told.clauses,
            due=due,
            period=None if plan.period is None else plan.period.name,
            groups=groups,
            statuses=Counter(finding.status for finding in findings),
            completeness=completeness,
        )

    def _groups(self, plan: Plan, found: Sequence[tuple[int, Finding, Part | None]]) -> Iterator[Group]:
        """Yield the rows in groups of the same facts; each row that misses something stands alone."""
        same: dict[object, list[tuple[int, Finding, Part | None]]] = {}
        for row, finding, part in found:
            facts = () if part is None else tuple((each.sql, each.filled) for each in deciding(part))
            alone = finding.missing or finding.status is Status.ERROR
            same.setdefault((facts, row if alone and _is_open(finding, part) else None), []).append(
                (row, finding, part)
            )
        for members in same.values():
            row, finding, part = members[0]
            yield Group(
                total=len(members),
                rows=tuple(each.subject.id for _, each, _ in members[:SHOWN]),
                facts=() if part is None else tuple(self._facts(plan, row, part)),
                missing=wanted_by(finding.missing) if _is_open(finding, part) else (),
                error=finding.message if finding.status is Status.ERROR else None,
            )

    def _facts(self, plan: Plan, row: int, part: Part) -> Iterator[Fact]:
        table = plan.table
        for each in deciding(part):
            names = [name for name in _columns(each) if name in table.sources]
            cells = self._cells.of(table.name, row, names)
            yield Fact(each.brief, each.filled, each.truth or "unknown", cells)


def _bearing(finding: Finding, part: Part | None) -> Bearing:
    if finding.status is Status.NOT_APPLICABLE:
        return "not"
    return "unknown" if _is_open(finding, part) else "applies"


def _is_open(finding: Finding, part: Part | None) -> bool:
    """Whether nobody knows if the control applies to the row."""
    if finding.status is Status.ERROR:
        return True
    return finding.status is Status.UNKNOWN and part is not None and part.truth == "unknown"


def deciding(part: Part) -> list[Part]:
    """Return the conditions, as small as can be, that made an expression true, false or unknown."""
    if part.kind in ("and", "or"):
        return [each for child in part.parts if child.decisive for each in deciding(child)]
    if part.kind == "not":
        return [part] if part.parts[0].kind in ("column", "exists") else deciding(part.parts[0])
    if part.kind == "case":
        found: list[Part] = []
        for branch in part.parts:
            if branch.kind in ("when", "else"):
                found += [each for test in branch.parts[:-1] for each in deciding(test)]
            if branch.decisive:
                return found + [each for each in deciding(branch.parts[-1]) if each.kind != "literal"]
        return found
    return [part]


def _columns(part: Part) -> Iterator[str]:
    """Yield the names of the subject's columns in a part."""
    if part.kind == "column":
        yield part.sql
    for child in part.parts:
        yield from _columns(child)
