"""The plan: which deeds close most, when and by whom each can be done, and what it costs."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from secaudit.lazily import dataclass
from secaudit.model.action import Action
from secaudit.model.money import Money
from secaudit.model.result import CatalogueInfo, InventoryInfo, Tool
from secaudit.model.status import Severity
from secaudit.model.text import Text
from secaudit.model.undertaking import Claim, Undertaking, UndertakingsFile

PLAN_VERSION = 1
"""Raised when the layout of a plan's JSON changes in a way that an older reader cannot follow."""


class Timing(StrEnum):
    """How the planned end of an action stands to its legal date.

    `now`: it is due at once. `passed`: its date, or one of what it closes, has passed already. `in_time`: it
    ends by then. `chain`: it cannot, however many people there are, for what has to come first. `people`: it
    could with more people. `promised`: whoever took it has set a day after the legal one.
    """

    NOW = "now"
    PASSED = "passed"
    IN_TIME = "in_time"
    CHAIN = "chain"
    PEOPLE = "people"
    PROMISED = "promised"

    @property
    def is_late(self) -> bool:
        """Whether the legal date cannot be kept, or has not been."""
        return self not in (Timing.NOW, Timing.IN_TIME)

    @property
    def label(self) -> Text:
        """The words for it in both languages."""
        return _TIMINGS[self]


_TIMINGS = {
    Timing.NOW: Text("phải làm ngay", "due at once"),
    Timing.PASSED: Text("đã quá hạn", "its date has passed"),
    Timing.IN_TIME: Text("kịp hạn", "in time"),
    Timing.CHAIN: Text(
        "không thể kịp hạn dù thêm người (còn việc phải làm trước)",
        "cannot be in time, with any number of people",
    ),
    Timing.PEOPLE: Text("không kịp hạn nếu không thêm người", "cannot be in time without more people"),
    Timing.PROMISED: Text("ngày đã nhận muộn hơn hạn", "promised for a day after the legal one"),
}


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action with its place in the plan.

    `deed` groups actions of different units that are the same deed, "" for completing the inventory. `start`
    and `finish` are working days, `earliest` is when it could be finished with any number of people. `person`
    numbers the unit's people from 1. `cost` is VND of new money, None where nothing is known to reckon it
    from. `critical` says that it is on the chain that decides when its unit is done. `promised` is the day
    that somebody has set for it and that has not passed.
    """

    action: Action
    deed: str
    start: date
    finish: date
    earliest: date
    person: int
    critical: bool
    timing: Timing
    cost: int | None
    taken: Undertaking | None = None
    promised: date | None = None

    @property
    def closes(self) -> int:
        """How many findings it closes."""
        return len(self.action.closes)

    @property
    def by(self) -> date:
        """The day by which it is to be done: the one that somebody has promised, else the reckoned one."""
        return self.promised or self.finish

    @property
    def responsible(self) -> Text:
        """Who does it: whoever took it, else whom the inventory names."""
        if self.taken is None or not self.taken.taken_by:
            return self.action.who
        return Text(self.taken.taken_by, self.taken.taken_by)


@dataclass(frozen=True, slots=True)
class Measure:
    """One deed as a chief orders it: the same work for one or many units.

    `what` is the work in the controls' words, `authority` who decides. `due` is the earliest legal date, None
    where something is due at once; `finish` the last planned day. `cost` sums the `costed` actions, VND.
    `late` counts actions that are not or cannot be in time, and those due at once that have to wait.
    """

    deed: str
    what: Text
    authority: Text
    controls: tuple[str, ...]
    severity: Severity
    actions: tuple[PlannedAction, ...]
    units: tuple[str, ...]
    closes: int
    due: date | None
    start: date
    finish: date
    effort_days: int
    cost: int
    costed: int
    late: int


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of one unit and what waits for them.

    `assumed` says that the inventory names nobody, so that one person is taken. `path` are the actions that
    decide when the unit is done, in order; some may be another unit's.
    """

    unit: str
    people: int
    assumed: bool
    effort_days: int
    finish: date
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a sum of money closes best.

    `exact` says that no other choice closes more by weight; else the best found by weight for money. `chosen`
    and `left` are ids of actions, `uncosted` those whose cost is not known or that wait for such a one, which
    no sum can be said to pay for. `spent` is what the chosen cost, VND.
    """

    budget: int
    spent: int
    exact: bool
    chosen: tuple[str, ...]
    left: tuple[str, ...]
    uncosted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CostRule:
    """How a control's deed is costed."""

    control: str
    basis: Text


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a whole inventory, or of one unit and all below it (`scope`).

    `open` counts the findings that the actions close: failures, what is not yet due, and unknowns. Measures
    come in the order of how many they close, actions in that of their planned start. `awaited` are actions of
    units outside `scope` that stand on a crew's path. `inventory`, `catalogue`, `tool` and
    `undertakings` are those of the audit that it was made from.
    """

    as_of: date
    scope: str | None
    names: tuple[tuple[str, str], ...]
    open: int
    measures: tuple[Measure, ...]
    actions: tuple[PlannedAction, ...]
    awaited: tuple[PlannedAction, ...]
    crews: tuple[Crew, ...]
    rules: tuple[CostRule, ...]
    money: Money
    choice: Choice | None
    claims: tuple[Claim, ...]
    unmatched: tuple[Undertaking, ...]
    inventory: InventoryInfo
    catalogue: CatalogueInfo
    tool: Tool
    undertakings: tuple[UndertakingsFile, ...] | None = None
