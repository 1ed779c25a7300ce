"""From an audit's actions to a plan: when, by whom, at what cost, and which deeds close most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from secaudit.audit.bench import Bench
from secaudit.lazily import dataclass
from secaudit.model.action import Action
from secaudit.model.control import Catalogue, Control
from secaudit.model.lateness import missed_days
from secaudit.model.plan import Choice, CostRule, Crew, Measure, Plan, PlannedAction, Timing
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity
from secaudit.model.text import Text
from secaudit.model.undertaking import Undertaking
from secaudit.remediation import clarity
from secaudit.remediation.costing import costs
from secaudit.remediation.deed import COMPLETION, deeds
from secaudit.remediation.money import money
from secaudit.remediation.schedule import Job, Slot, chain, scheduled
from secaudit.remediation.selection import Item, select
from secaudit.remediation.undertakings import matched
from secaudit.remediation.working_days import WorkingDays

WEIGHTS = {
    Severity.CRITICAL: 16,
    Severity.HIGH: 8,
    Severity.MEDIUM: 4,
    Severity.LOW: 2,
    Severity.INFO: 1,
}
"""What closing a finding is worth when money has to be spread; each severity twice the one below."""

PRESSING = 10
"""How many times its weight a critical finding counts when the order of work is decided."""

_COMPLETION = Text(
    "Bổ sung danh mục kiểm kê (các ô và bảng chưa đủ căn cứ)",
    "Complete the inventory (cells and tables that verdicts wait for)",
)


@dataclass(frozen=True)
class _Draft:
    """What every part of a plan is made from."""

    result: AuditResult
    controls: Mapping[str, Control]
    calendar: WorkingDays
    deeds: Mapping[str, str]
    slots: Mapping[str, Slot]
    costs: Mapping[str, int | None]
    taken: Mapping[str, Undertaking]
    missed: Mapping[str, date]


def planned(
    result: AuditResult,
    catalogue: Catalogue,
    bench: Bench,
    *,
    entries: Iterable[Undertaking] = (),
    budget: int | None = None,
    unit: str | None = None,
) -> Plan:
    """Return the plan for a result over the whole inventory that has its actions.

    `bench` holds the same inventory as it was judged. With `unit`, the plan is that of it and all units below
    it; it is reckoned over all units nonetheless, because they may wait for others. `budget` is in VND.

    Raises:
        LookupError: the result is not of this catalogue.
    """
    controls = {control.id: control for control in catalogue.controls}
    listed = deeds(result.findings, controls)
    people = _people(bench)
    calendar = WorkingDays(result.as_of)
    slots = scheduled(_jobs(result, calendar), _hands(result.actions, people))
    taken, unmatched = matched(entries, result.actions)
    draft = _Draft(
        result=result,
        controls=controls,
        calendar=calendar,
        deeds={deed.id: deed.key.deed for deed in listed},
        slots=slots,
        costs=costs(bench, listed),
        taken=taken,
        missed=missed_days(result.actions, result.findings),
    )
    inside = set(people) if unit is None else set(bench.prepared.tree.members(unit))
    own = [action for action in result.actions if action.unit in inside or (unit is None and not action.unit)]
    crews = _crews(draft, own, people)
    path = {name for crew in crews for name in crew.path}
    own_ids = {action.id for action in own}
    actions = sorted(
        (_placed(draft, action, critical=action.id in path) for action in own),
        key=lambda one: (one.start, one.finish, one.action.unit, one.action.id),
    )
    return Plan(
        as_of=result.as_of,
        scope=unit,
        names=tuple((each.id, each.name) for each in result.units),
        open=sum(len(action.closes) for action in own),
        measures=_measures(draft, actions),
        actions=tuple(actions),
        awaited=tuple(
            _placed(draft, action, critical=True)
            for action in result.actions
            if action.id in path and action.id not in own_ids
        ),
        crews=crews,
        rules=_rules(draft, own),
        money=money(bench.prepared.tables, inside),
        choice=None if budget is None else _choice(draft, own, budget),
        claims=tuple(claim for claim in result.claims if unit is None or claim.unit in inside),
        unmatched=unmatched if unit is None else (),
        inventory=result.inventory,
        catalogue=result.catalogue,
        tool=result.tool,
        undertakings=result.undertakings,
    )


def _people(bench: Bench) -> dict[str, int]:
    """Return how many people each unit has for the work, 0 where nobody is on record.

    Those listed one by one count; where a unit lists none, those that it counts.
    """
    tables = bench.prepared.tables
    listed = Counter(tables["staff"]["unit"].to_pylist())
    units = tables["units"].select(["id", "it_staff", "security_staff"]).to_pylist()
    return {
        row["id"]: listed[row["id"]] or (row["it_staff"] or 0) + (row["security_staff"] or 0) for row in units
    }


def _hands(actions: Iterable[Action], people: Mapping[str, int]) -> dict[str, int]:
    return {action.unit: max(people.get(action.unit, 0), 1) for action in actions}


def _jobs(result: AuditResult, calendar: WorkingDays) -> list[Job]:
    weights = _weights(result)
    return [
        Job(
            id=action.id,
            unit=action.unit,
            days=max(action.effort_days, 1),
            due=0 if action.due is None else calendar.number(action.due),
            weight=weights[action.id] * (PRESSING if action.severity is Severity.CRITICAL else 1),
            after=action.after,
        )
        for action in result.actions
    ]


def _weights(result: AuditResult) -> dict[str, int]:
    """Return what each action's findings weigh together."""
    worth = {finding.fingerprint: WEIGHTS[finding.severity] for finding in result.findings}
    return {action.id: sum(worth[one] for one in action.closes) for action in result.actions}


def _placed(draft: _Draft, action: Action, *, critical: bool) -> PlannedAction:
    slot, taken = draft.slots[action.id], draft.taken.get(action.id)
    promised = taken.planned_on if taken is not None else None
    if promised is not None and promised < draft.result.as_of:
        promised = None
    return PlannedAction(
        action=action,
        deed=draft.deeds[action.id],
        start=draft.calendar.day(slot.start),
        finish=draft.calendar.day(slot.finish),
        earliest=draft.calendar.day(slot.earliest),
        person=slot.person,
        critical=critical,
        timing=_timing(draft, action, slot, promised),
        cost=draft.costs[action.id],
        taken=taken,
        promised=promised,
    )


def _timing(draft: _Draft, action: Action, slot: Slot, promised: date | None) -> Timing:
    if action.id in draft.missed:
        return Timing.PASSED
    if action.due is None:
        return Timing.NOW
    last = draft.calendar.number(action.due)
    if slot.earliest > last:
        return Timing.CHAIN
    if promised is not None:
        return Timing.PROMISED if promised > action.due else Timing.IN_TIME
    return Timing.PEOPLE if slot.finish > last else Timing.IN_TIME


def _crews(draft: _Draft, own: Iterable[Action], people: Mapping[str, int]) -> tuple[Crew, ...]:
    """Return the people of each unit that has something to do, in the order of the units."""
    held: defaultdict[str, list[Action]] = defaultdict(list)
    for action in own:
        held[action.unit].append(action)
    order = {unit.id: place for place, unit in enumerate(draft.result.units)}
    return tuple(
        Crew(
            unit=unit,
            people=max(people.get(unit, 0), 1),
            assumed=not people.get(unit, 0),
            effort_days=sum(action.effort_days for action in held[unit]),
            finish=draft.calendar.day(max(draft.slots[action.id].finish for action in held[unit])),
            path=chain(draft.slots, [action.id for action in held[unit]]),
        )
        for unit in sorted(held, key=lambda name: (order.get(name, len(order)), name))
    )


def _measures(draft: _Draft, actions: Iterable[PlannedAction]) -> tuple[Measure, ...]:
    """Return the deeds, those that close most first, among equals the worse and then the sooner due."""
    grouped: defaultdict[str, list[PlannedAction]] = defaultdict(list)
    for action in actions:
        grouped[action.deed].append(action)
    measures = (_measure(draft, deed, tuple(group)) for deed, group in grouped.items())
    return tuple(
        sorted(measures, key=lambda one: (-one.closes, one.severity.rank, one.due or one.start, one.deed))
    )


def _measure(draft: _Draft, deed: str, actions: tuple[PlannedAction, ...]) -> Measure:
    names = sorted({name for one in actions for name in one.action.controls})
    told = [draft.controls[name].remediation for name in names]
    completing = deed == COMPLETION
    days = [one.action.due for one in actions]
    dated = [day for day in days if day is not None]
    known = [one.cost for one in actions if one.cost is not None]
    return Measure(
        deed=deed,
        what=_COMPLETION if completing else clarity.joined([each.text for each in told]),
        authority=clarity.COMPLETION_AUTHORITY
        if completing
        else clarity.joined([each.authority for each in told]),
        controls=tuple(names),
        severity=min((one.action.severity for one in actions), key=lambda severity: severity.rank),
        actions=actions,
        units=tuple(dict.fromkeys(one.action.unit for one in actions)),
        closes=sum(one.closes for one in actions),
        due=min(dated) if len(dated) == len(days) else None,
        start=min(one.start for one in actions),
        finish=max(one.by for one in actions),
        effort_days=sum(one.action.effort_days for one in actions),
        cost=sum(known),
        costed=len(known),
        late=sum(one.timing.is_late or _waits(draft, one) for one in actions),
    )


def _waits(draft: _Draft, one: PlannedAction) -> bool:
    """Return whether what is due at once cannot be begun on the first working day."""
    return one.timing is Timing.NOW and draft.slots[one.action.id].held_by is not None


def _rules(draft: _Draft, own: Iterable[Action]) -> tuple[CostRule, ...]:
    """Return what the costs above nothing rest on, control by control."""
    names = sorted({name for action in own if draft.costs[action.id] for name in action.controls})
    rules = ((name, draft.controls[name].remediation.cost) for name in names)
    return tuple(CostRule(name, cost.basis) for name, cost in rules if cost and cost.vnd.sql != "0")


def _choice(draft: _Draft, own: Sequence[Action], budget: int) -> Choice:
    weights = _weights(draft.result)
    inside: Collection[str] = {action.id for action in own}
    items = [
        Item(
            action.id,
            draft.costs[action.id],
            weights[action.id],
            tuple(name for name in action.after if name in inside),
        )
        for action in own
    ]
    found = select(items, budget)
    return Choice(
        budget=budget,
        spent=sum(draft.costs[name] or 0 for name in found.chosen),
        exact=found.exact,
        chosen=tuple(action.id for action in own if action.id in found.chosen),
        left=tuple(
            action.id for action in own if action.id not in found.chosen and action.id not in found.uncosted
        ),
        uncosted=tuple(action.id for action in own if action.id in found.uncosted),
    )
