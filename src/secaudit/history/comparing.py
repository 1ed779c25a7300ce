"""Two audits side by side: like with like, and what cannot be compared said to be so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from secaudit.history.courses import Courses
from secaudit.history.ledger import Ledger, rules_of
from secaudit.history.notes import notes_of
from secaudit.history.scoring import counts_of, scores_of
from secaudit.model.course import CLOSED, Course, FindingCourse, HistoryDiff, Scores, Tally
from secaudit.model.history import KeptUnit, Snapshot
from secaudit.model.result import Cell
from secaudit.model.status import Status
from secaudit.model.text import Text, same

_ORDER = {course: place for place, course in enumerate(Course)}


def compared(
    before: Snapshot, after: Snapshot, ledger: Ledger, tops: Collection[str] | None = None
) -> HistoryDiff:
    """Return what changed from one audit to a later one, of the units that both judged.

    `ledger` has followed the line of audits up to and including `before`. `tops` narrows it down to these
    units and all below them in the later audit.
    """
    wanted = inside(after, tops)
    known = {one.id: one for one in before.units}
    later = {one.id: one for one in after.units if one.id in wanted}
    common = frozenset(later) & frozenset(known)
    rules_before, rules_after = rules_of(before), rules_of(after)
    alike = {name for name, rule in rules_after.items() if rules_before.get(name) == rule}
    cells = _cells(before, common), _cells(after, common)
    applied = [{cell.control for cell in side if cell.status is not Status.NOT_APPLICABLE} for side in cells]
    weighed = alike - (applied[0] ^ applied[1])
    courses = sorted(Courses(before, after, ledger, common, alike), key=_place)
    return HistoryDiff(
        before=before.record,
        after=after.record,
        names=top_names(later[name] for name in common),
        units=len(common),
        units_added=_names(later, common),
        units_removed=_names(known, common | (known.keys() - inside(before, tops))),
        counts_before=counts_of(cells[0]),
        counts_after=counts_of(cells[1]),
        scores=scores_of(cells[0], cells[1], weighed),
        courses=tuple(courses),
        totals=_totals(courses),
        by_unit=_by_unit(courses, cells, [later[name] for name in sorted(common)], weighed),
        by_control=_by_control(courses, before, after),
        controls_changed=tuple(sorted((rules_before.keys() & rules_after.keys()) - alike)),
        controls_added=tuple(sorted(rules_after.keys() - rules_before.keys())),
        controls_begun=tuple(sorted(alike - weighed)),
        controls_removed=tuple(sorted(rules_before.keys() - rules_after.keys())),
        notes=notes_of(before, after, courses),
    )


def top_names(units: Iterable[KeptUnit]) -> tuple[str, ...]:
    """Return the names of those units that stand below none of the others."""
    known = {one.id: one for one in units}
    return tuple(sorted(one.name for one in known.values() if one.parent not in known))


def inside(snapshot: Snapshot, tops: Collection[str] | None) -> frozenset[str]:
    """Return the units that an audit judged, or of these some and all below them."""
    if tops is None:
        return frozenset(one.id for one in snapshot.units)
    children: dict[str | None, list[str]] = {}
    for one in snapshot.units:
        children.setdefault(one.parent, []).append(one.id)
    found, waiting = set(tops), list(tops)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def _cells(snapshot: Snapshot, units: Collection[str]) -> list[Cell]:
    return [cell for cell in snapshot.cells if cell.unit in units]


def _names(units: Mapping[str, KeptUnit], common: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(unit.name for name, unit in units.items() if name not in common))


def _place(course: FindingCourse) -> tuple[object, ...]:
    finding = course.finding
    return (
        _ORDER[course.course],
        finding.severity.rank,
        -(course.days or 0),
        finding.unit or "",
        finding.control,
        finding.subject,
        finding.period or "",
    )


def _totals(courses: Iterable[FindingCourse]) -> Mapping[Course, int]:
    counted = Counter(one.course for one in courses)
    return {course: counted[course] for course in Course}


def _by_unit(
    courses: Iterable[FindingCourse],
    cells: tuple[list[Cell], list[Cell]],
    units: Iterable[KeptUnit],
    alike: Collection[str],
) -> tuple[Tally, ...]:
    own: dict[str | None, list[FindingCourse]] = {}
    for one in courses:
        own.setdefault(one.finding.unit, []).append(one)
    sides: list[dict[str | None, list[Cell]]] = [{}, {}]
    for side, given in zip(sides, cells, strict=True):
        for cell in given:
            side.setdefault(cell.unit, []).append(cell)
    tallies = [
        _tally(
            unit.id,
            same(unit.name),
            own.get(unit.id, ()),
            scores_of(sides[0].get(unit.id, ()), sides[1].get(unit.id, ()), alike),
        )
        for unit in units
    ]
    return tuple(sorted(tallies, key=_worst))


def _by_control(courses: Iterable[FindingCourse], before: Snapshot, after: Snapshot) -> tuple[Tally, ...]:
    titles = {**before.controls, **after.controls}
    own: dict[str, list[FindingCourse]] = {}
    for one in courses:
        own.setdefault(one.finding.control, []).append(one)
    tallies = [_tally(name, titles[name].title, found, None) for name, found in own.items()]
    return tuple(sorted(tallies, key=_worst))


def _tally(id_: str, name: Text, courses: Collection[FindingCourse], scores: Scores | None) -> Tally:
    return Tally(
        id=id_,
        name=name,
        open_before=sum(one.was_open for one in courses),
        open_after=sum(one.is_open for one in courses),
        courses=_totals(courses),
        scores=scores,
    )


def _worst(tally: Tally) -> tuple[object, ...]:
    """Sort by what was opened, then by what is open, then by what was closed."""
    opened = tally.courses[Course.NEW] + tally.courses[Course.REOPENED]
    closed = sum(tally.courses[course] for course in CLOSED)
    return -opened, -tally.open_after, -closed, tally.name.vi, tally.id or ""
