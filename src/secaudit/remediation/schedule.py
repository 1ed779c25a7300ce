"""When each action can be done: prerequisites first, and each unit's people one action at a time.

Days are numbers of working days after the day of the audit; see `working_days`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from heapq import heappop, heappush
from math import exp2

from secaudit.lazily import dataclass


@dataclass(frozen=True, slots=True)
class Job:
    """An action to be scheduled: one person of `unit` is on it for `days` working days on end.

    `due` is the last day's number, 0 where it is due at once or its day has passed. `weight` is what closing
    its findings is worth; `after` names the jobs that come first.
    """

    id: str
    unit: str
    days: int
    due: int
    weight: int
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """When a job is done: from day `start` to day `finish`, both included, by the unit's `person` (from 1).

    `earliest` is the day on which it could be finished if there were any number of people. `held_by` is the
    job that it directly waits for, a prerequisite or the same person's job before it; None for a first one.
    """

    start: int
    finish: int
    person: int
    earliest: int
    held_by: str | None


HALVING = 60
"""Working days of slack after which a job counts half as much: what is due later can wait."""

_Key = tuple[float, float, int, str]
"""What a job stands by among those that can be begun; the least goes first. Its id comes last."""


def scheduled(jobs: Sequence[Job], people: Mapping[str, int]) -> dict[str, Slot]:
    """Return when each job is done; `people` says how many each unit has.

    No person is idle while something can be begun. Two orders are tried, by the latest day to begin on and by
    weight for each day of work, halved for every `HALVING` days of slack and counting all that waits for it;
    the one with less weighted delay is taken.

    Raises:
        graphlib.CycleError: jobs wait for themselves. A catalogue whose deeds did is refused when it loads.
    """
    task = _Task(jobs)
    ways = [_Scheduling(task, people, keys).run() for keys in (task.by_latest(), task.by_worth())]
    return min(
        ways, key=lambda slots: sum(job.weight * max(slots[job.id].finish - job.due, 0) for job in jobs)
    )


def chain(slots: Mapping[str, Slot], ids: Iterable[str]) -> tuple[str, ...]:
    """Return the jobs that decide when the last of some is done, each held by the one before it."""
    last = max(ids, key=lambda name: (slots[name].finish, name), default=None)
    way = []
    while last is not None:
        way.append(last)
        last = slots[last].held_by
    return tuple(reversed(way))


class _Task:
    """Jobs with what each waits for and what waits for it."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = {job.id: job for job in jobs}
        self.after = {job.id: [name for name in job.after if name in self.jobs] for job in jobs}
        self.before: defaultdict[str, list[str]] = defaultdict(list)
        for name, needed in self.after.items():
            for each in needed:
                self.before[each].append(name)
        self.order = list(TopologicalSorter(self.after).static_order())
        self.earliest = self._earliest()
        self._latest, self._weight = self._pulled()

    def by_latest(self) -> dict[str, _Key]:
        """Return the keys by which what has to begin soonest to be in time goes first."""
        return {
            name: (max(self._latest[name], 0), -self._worth(name), job.days, name)
            for name, job in self.jobs.items()
        }

    def by_worth(self) -> dict[str, _Key]:
        """Return the keys by which what closes most for a day of work goes first."""
        return {
            name: (-self._discounted(name), self._latest[name], job.days, name)
            for name, job in self.jobs.items()
        }

    def _worth(self, name: str) -> float:
        return self._weight[name] / self.jobs[name].days

    def _discounted(self, name: str) -> float:
        return self._worth(name) * exp2(-min(max(self._latest[name], 0) / HALVING, 1000.0))

    def _earliest(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for name in self.order:
            begin = max((found[each] for each in self.after[name]), default=0)
            found[name] = begin + self.jobs[name].days
        return found

    def _pulled(self) -> tuple[dict[str, int], dict[str, int]]:
        """Return the last day before each job has to begin, and its weight, with all that waits for it."""
        latest: dict[str, int] = {}
        weights: dict[str, int] = {}
        for name in reversed(self.order):
            job, later = self.jobs[name], self.before[name]
            latest[name] = min([job.due, *(latest[each] for each in later)]) - job.days
            weights[name] = job.weight + sum(weights[each] for each in later)
        return latest, weights


class _Scheduling:
    """One run through the days, from one end of a job to the next."""

    def __init__(self, task: _Task, people: Mapping[str, int], keys: Mapping[str, _Key]) -> None:
        self._task = task
        self._keys = keys
        self._free = {job.unit: list(range(1, people[job.unit] + 1)) for job in task.jobs.values()}
        self._ready: defaultdict[str, list[_Key]] = defaultdict(list)
        self._running: list[tuple[int, str]] = []
        self._last: dict[tuple[str, int], str] = {}
        self._slots: dict[str, Slot] = {}

    def run(self) -> dict[str, Slot]:
        """Return when each job is done."""
        jobs = self._task.jobs
        waiting = {name: len(needed) for name, needed in self._task.after.items()}
        units = {job.unit for job in jobs.values()}
        for name, left in waiting.items():
            if not left:
                heappush(self._ready[jobs[name].unit], self._keys[name])
        now = 0
        while True:
            for unit in sorted(units):
                self._begin(unit, now)
            if not self._running:
                return self._slots
            now = self._running[0][0]
            units = set()
            while self._running and self._running[0][0] == now:
                _, name = heappop(self._running)
                heappush(self._free[jobs[name].unit], self._slots[name].person)
                units.add(jobs[name].unit)
                for later in self._task.before[name]:
                    waiting[later] -= 1
                    if not waiting[later]:
                        heappush(self._ready[jobs[later].unit], self._keys[later])
                        units.add(jobs[later].unit)

    def _begin(self, unit: str, now: int) -> None:
        ready, free = self._ready[unit], self._free[unit]
        while ready and free:
            name = heappop(ready)[-1]
            person = heappop(free)
            finish = now + self._task.jobs[name].days
            held = self._holder(name, person, now)
            self._slots[name] = Slot(now + 1, finish, person, self._task.earliest[name], held)
            self._last[unit, person] = name
            heappush(self._running, (finish, name))

    def _holder(self, name: str, person: int, now: int) -> str | None:
        needed = [each for each in self._task.after[name] if self._slots[each].finish == now]
        return min(needed) if needed else self._last.get((self._task.jobs[name].unit, person))
