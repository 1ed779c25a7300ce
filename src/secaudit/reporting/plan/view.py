"""What every form of the plan shows: the first deeds, what they close, the money, and who does what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate

from secaudit.lazily import dataclass
from secaudit.model.money import Gap
from secaudit.model.plan import Crew, Measure, Plan, PlannedAction, Timing
from secaudit.model.status import Severity
from secaudit.model.text import Text
from secaudit.reporting.listing import Part, first

MOST_MEASURES = 30
"""A chief's ten minutes: thirty deeds on one page."""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A deed with its place in the list, and the share of all findings closed by it and those before."""

    number: int
    measure: Measure
    closed: float


@dataclass(frozen=True, slots=True)
class Purse:
    """A unit's money of one year, its stages on record side by side: estimate, allocated, spent."""

    unit: str
    subtree: bool
    year: int
    stages: Mapping[str, Gap]

    @property
    def judged(self) -> Gap | None:
        """What the 15% are judged on: the money allocated (CTHD13/II.2.3)."""
        return self.stages.get("allocated")

    @property
    def missing(self) -> int:
        """How much of the money allocated is missing, if it is moved within the total; VND."""
        return (self.judged.moved or 0) if self.judged else 0


@dataclass(frozen=True, slots=True)
class Assignee:
    """Everything that one person answers for, in the order of the days by which it is to be done."""

    who: Text
    unit: str
    actions: tuple[PlannedAction, ...]

    @property
    def closes(self) -> int:
        """How many findings the actions close."""
        return sum(one.closes for one in self.actions)

    @property
    def is_named(self) -> bool:
        """Whether it is somebody, and no words for nobody yet."""
        return is_name(self.who)


def is_name(who: Text) -> bool:
    """Return whether words name somebody: a name is the same in both languages."""
    return who.vi == who.en


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a sum of money does: how many actions and findings it closes, and what stays open.

    `free` of the actions need no money.
    """

    actions: int
    free: int
    closes: int
    left: int
    left_closes: int
    uncosted: int
    uncosted_closes: int


@dataclass(frozen=True)
class PlanView:
    """A plan ready to be shown. `severe` are deeds of critical findings that are not among the first."""

    plan: Plan
    names: Mapping[str, str]
    lines: Part[MeasureLine]
    closed: int
    severe: tuple[Measure, ...]
    timings: Mapping[Timing, int]
    cost: int
    uncosted: int
    assumed: tuple[Crew, ...]
    last: Crew | None
    purses: tuple[Purse, ...]
    whole: Purse | None
    short: tuple[Purse, ...]
    people: tuple[Assignee, ...]
    chosen: Chosen | None

    @property
    def share(self) -> float | None:
        """The share of all open findings that the shown deeds close, None of nothing."""
        return self.closed / self.plan.open if self.plan.open else None

    def name(self, unit: str) -> str:
        """Return what a unit is called; a dash for rows that no unit answers for."""
        return self.names.get(unit, unit) or "–"


def plan_view(plan: Plan) -> PlanView:
    """Return the view of a plan. It counts what the plan lists, and judges nothing."""
    shown = first(plan.measures, MOST_MEASURES)
    sums = list(accumulate(measure.closes for measure in shown.shown))
    purses = _purses(plan)
    return PlanView(
        plan=plan,
        names=dict(plan.names),
        lines=Part(
            tuple(
                MeasureLine(number, measure, sum_ / plan.open)
                for number, (measure, sum_) in enumerate(zip(shown.shown, sums, strict=True), start=1)
            ),
            shown.total,
        ),
        closed=sums[-1] if sums else 0,
        severe=tuple(
            measure for measure in plan.measures[MOST_MEASURES:] if measure.severity is Severity.CRITICAL
        ),
        timings=Counter(one.timing for one in plan.actions),
        cost=sum(one.cost or 0 for one in plan.actions),
        uncosted=sum(one.cost is None for one in plan.actions),
        assumed=tuple(crew for crew in plan.crews if crew.assumed),
        last=max(plan.crews, key=lambda crew: crew.finish, default=None),
        purses=purses,
        whole=_whole(plan, purses),
        short=tuple(
            sorted(
                (purse for purse in purses if not purse.subtree and purse.missing),
                key=lambda purse: (-purse.missing, purse.unit, purse.year),
            )
        ),
        people=_people(plan),
        chosen=_chosen(plan),
    )


def _purses(plan: Plan) -> tuple[Purse, ...]:
    grouped: defaultdict[tuple[str, bool, int], dict[str, Gap]] = defaultdict(dict)
    for gap in plan.money.gaps:
        grouped[gap.unit, gap.subtree, gap.year].setdefault(gap.stage, gap)
    return tuple(Purse(*key, stages) for key, stages in grouped.items())


def _whole(plan: Plan, purses: Iterable[Purse]) -> Purse | None:
    """Return the money of the whole: of the top unit's subtree, in the latest year up to the plan's."""
    told = [purse for purse in purses if purse.year <= plan.as_of.year and purse.judged is not None]
    subtrees = [purse for purse in told if purse.subtree]
    members = {purse.unit: purse.judged.members for purse in subtrees if purse.judged}
    return max(
        subtrees or [purse for purse in told if plan.scope is None or purse.unit == plan.scope],
        key=lambda purse: (members.get(purse.unit, 1), purse.year),
        default=None,
    )


def _people(plan: Plan) -> tuple[Assignee, ...]:
    held: defaultdict[tuple[str, Text], list[PlannedAction]] = defaultdict(list)
    for one in plan.actions:
        held[one.action.unit, one.responsible].append(one)
    order = {unit: place for place, (unit, _) in enumerate(plan.names)}
    return tuple(
        Assignee(who, unit, tuple(sorted(held[unit, who], key=_by_day)))
        for unit, who in sorted(held, key=lambda key: (order.get(key[0], len(order)), key[1].vi))
    )


def _by_day(one: PlannedAction) -> tuple[date, date, str]:
    return (one.by, one.start, one.action.id)


def _chosen(plan: Plan) -> Chosen | None:
    if plan.choice is None:
        return None
    closes = {one.action.id: one.closes for one in plan.actions}
    cost = {one.action.id: one.cost for one in plan.actions}
    choice = plan.choice
    return Chosen(
        actions=len(choice.chosen),
        free=sum(not cost[name] for name in choice.chosen),
        closes=sum(closes[name] for name in choice.chosen),
        left=len(choice.left),
        left_closes=sum(closes[name] for name in choice.left),
        uncosted=len(choice.uncosted),
        uncosted_closes=sum(closes[name] for name in choice.uncosted),
    )
