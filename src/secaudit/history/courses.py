"""What became of each finding from one audit to a later one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from secaudit.history.ledger import Ledger
from secaudit.model.course import Course, FindingCourse
from secaudit.model.history import KeptFinding, Key, Snapshot
from secaudit.model.status import Status


class Courses:
    """Follows findings from one audit to a later one; `ledger` has followed all up to the earlier.

    `units` are those that both judged (None for all), `alike` the controls that ask the same in both.
    """

    def __init__(
        self,
        before: Snapshot,
        after: Snapshot,
        ledger: Ledger,
        units: Collection[str] | None,
        alike: Collection[str],
    ) -> None:
        self._before, self._after, self._ledger = before, after, ledger
        self._alike = alike
        self._was, self._is = _listed(before, units), _listed(after, units)

    def __iter__(self) -> Iterator[FindingCourse]:
        """Yield what became of every finding that is open in one of the two audits."""
        for key, finding in self._is.items():
            if finding.is_open:
                yield self._open(key, finding)
        for key, finding in self._was.items():
            if finding.is_open and not (key in self._is and self._is[key].is_open):
                yield self._closed(key, finding)

    def _open(self, key: Key, finding: KeptFinding) -> FindingCourse:
        earlier = self._was.get(key)
        before = earlier.status if earlier is not None else self._not_listed(self._before, key)
        if finding.control not in self._alike:
            return FindingCourse(Course.NOT_COMPARABLE, finding, before, finding.status, None, None, 1)
        times = self._ledger.opened[key]
        if earlier is not None and earlier.is_open:
            since = self._ledger.since[key]
            days = (self._after.record.as_of - since).days
            return FindingCourse(Course.STILL, finding, before, finding.status, since, days, times)
        return FindingCourse(
            Course.REOPENED if times else Course.NEW,
            finding,
            before,
            finding.status,
            self._after.record.as_of,
            0,
            times + 1,
            self._is_new_row(key),
        )

    def _closed(self, key: Key, finding: KeptFinding) -> FindingCourse:
        later = self._is.get(key)
        after = later.status if later is not None else self._not_listed(self._after, key)
        told = finding if later is None else later
        if finding.control not in self._alike:
            return FindingCourse(Course.NOT_COMPARABLE, told, finding.status, after, None, None, 1)
        since = self._ledger.since[key]
        days = (self._after.record.as_of - since).days
        return FindingCourse(
            self._ending(after), told, finding.status, after, since, days, self._ledger.opened[key]
        )

    def _ending(self, after: Status | None) -> Course:
        if after is None:
            return Course.UNTOLD if self._after.statuses is None else Course.GONE
        if after is Status.PASS:
            return Course.FIXED
        return Course.EXEMPT if after is Status.NOT_APPLICABLE else Course.EXCUSED

    def _not_listed(self, snapshot: Snapshot, key: Key) -> Status | None:
        return None if snapshot.statuses is None else snapshot.statuses.get(key)

    def _is_new_row(self, key: Key) -> bool | None:
        if self._before.statuses is None:
            return None
        return key[:2] not in self._rows_before

    @cached_property
    def _rows_before(self) -> frozenset[tuple[str, str]]:
        """The rows that each control judged in the earlier audit."""
        findings = (finding.key for finding in self._before.findings)
        return frozenset(key[:2] for key in (*(self._before.statuses or ()), *findings))


def _listed(snapshot: Snapshot, units: Collection[str] | None) -> Mapping[Key, KeptFinding]:
    return {finding.key: finding for finding in snapshot.findings if units is None or finding.unit in units}
