"""A line of audits of the same units: scores, open findings, days to fix, and what came back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median_high

from secaudit.history.comparing import compared, inside, top_names
from secaudit.history.ledger import Ledger, stage_of
from secaudit.history.scoring import counts_of
from secaudit.model.course import (
    Course,
    FindingCourse,
    FixTime,
    HistoryDiff,
    Repeat,
    Trend,
    TrendPoint,
    UnitTrend,
)
from secaudit.model.history import KeptControl, KeptFinding, KeptUnit, Key, Snapshot
from secaudit.model.result import Cell, score
from secaudit.model.status import Status
from secaudit.model.text import Text


class Trending:
    """Follows a line of audits, of some units and all below them, in the order of their days."""

    def __init__(self, tops: Collection[str]) -> None:
        self._tops = tops
        self._ledger = Ledger()
        self._before: Snapshot | None = None
        self._points: list[TrendPoint] = []
        self._fixed: list[FindingCourse] = []
        self._violated: dict[Key, KeptFinding] = {}
        self._controls: dict[str, KeptControl] = {}
        self._units: dict[str, KeptUnit] = {}
        self._own: list[Mapping[str, tuple[float | None, int]]] = []
        self._notes: list[Text] = []

    def follow(self, snapshot: Snapshot) -> None:
        """Enter the next audit of the line."""
        here = inside(snapshot, self._tops)
        if self._before is None:
            diff = None
        else:
            diff = compared(self._before, snapshot, self._ledger, self._tops)
            self._fixed += [one for one in diff.courses if one.course is Course.FIXED]
        self._ledger.follow(stage_of(snapshot, here))
        for finding in snapshot.findings:
            if finding.status is Status.FAIL and finding.unit in here:
                self._violated[finding.key] = finding
        self._controls |= snapshot.controls
        self._points.append(_point(snapshot, here, diff))
        self._own.append(_by_unit(snapshot, here))
        self._units |= {unit.id: unit for unit in snapshot.units if unit.id in here}
        self._before = snapshot

    def trend(self, left_out: Sequence[int]) -> Trend:
        """Return the line; `left_out` are the records of the history that are not on it."""
        return Trend(
            names=top_names(self._units.values()),
            points=tuple(self._points),
            units=tuple(
                UnitTrend(
                    unit,
                    tuple(own[name][0] if name in own else None for own in self._own),
                    tuple(own[name][1] if name in own else None for own in self._own),
                )
                for name, unit in sorted(self._units.items())
            ),
            fix_times=_fix_times(self._fixed, self._controls),
            repeats=_repeats(self._ledger, self._violated, self._controls),
            left_out=tuple(left_out),
        )


def trend(snapshots: Iterable[Snapshot], tops: Collection[str], left_out: Sequence[int]) -> Trend:
    """Return the trend of a line of audits, given in the order of their days; none is held for long."""
    line = Trending(tops)
    for snapshot in snapshots:
        line.follow(snapshot)
    return line.trend(left_out)


def _point(snapshot: Snapshot, here: frozenset[str], diff: HistoryDiff | None) -> TrendPoint:
    counts = counts_of(cell for cell in snapshot.cells if cell.unit in here)
    return TrendPoint(
        record=snapshot.record,
        counts=counts,
        score=score(counts),
        open=sum(finding.is_open and finding.unit in here for finding in snapshot.findings),
        scores=None if diff is None else diff.scores,
        courses={} if diff is None else diff.totals,
    )


def _by_unit(snapshot: Snapshot, here: frozenset[str]) -> Mapping[str, tuple[float | None, int]]:
    """Return the score of each unit's own rows, and how many findings it has open."""
    own: dict[str, list[Cell]] = {name: [] for name in here}
    for cell in snapshot.cells:
        if cell.unit in own:
            own[cell.unit].append(cell)
    still = dict.fromkeys(here, 0)
    for finding in snapshot.findings:
        if finding.is_open and finding.unit in still:
            still[finding.unit] += 1
    return {name: (score(counts_of(cells)), still[name]) for name, cells in own.items()}


def _fix_times(fixed: Iterable[FindingCourse], controls: Mapping[str, KeptControl]) -> tuple[FixTime, ...]:
    days: dict[str, list[int]] = {}
    for one in fixed:
        days.setdefault(one.finding.control, []).append(one.days or 0)
    times = [
        FixTime(
            control=name,
            title=controls[name].title,
            severity=controls[name].severity,
            fixed=len(found),
            median=median_high(found),
            longest=max(found),
        )
        for name, found in days.items()
    ]
    return tuple(sorted(times, key=lambda one: (one.severity.rank, -one.median, one.control)))


def _repeats(
    ledger: Ledger, violated: Mapping[Key, KeptFinding], controls: Mapping[str, KeptControl]
) -> tuple[Repeat, ...]:
    """Return the rows that violated a control twice: mended in between, or for two periods."""
    by_row: dict[tuple[str, str], list[Key]] = {}
    for key in ledger.violations:
        by_row.setdefault(key[:2], []).append(key)
    repeats = []
    for (control, subject), keys in by_row.items():
        seen = sorted(day for key in keys for day in ledger.violations[key])
        if len(seen) < 2:
            continue
        finding = violated[keys[-1]]
        repeats.append(
            Repeat(
                control=control,
                title=controls[control].title,
                severity=controls[control].severity,
                subject=subject,
                name=finding.name,
                unit=finding.unit,
                seen=tuple(seen),
                periods=tuple(sorted({key[2] for key in keys if key[2] is not None})),
                still_open=any(key in ledger.since for key in keys),
            )
        )
    return tuple(
        sorted(repeats, key=lambda one: (one.severity.rank, -len(one.seen), one.control, one.subject))
    )
