"""The remediation order: a letter that asks for what is to be done, and a sheet for each who answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.lateness import missed_days
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity
from secaudit.model.text import Text
from secaudit.reporting.assignments import Assignment, assignments
from secaudit.reporting.listing import Part, even_quotas
from secaudit.reporting.papers.letterhead import letterhead
from secaudit.reporting.papers.writing import Contents
from secaudit.reporting.standing import head_of
from secaudit.reporting.voice import Voice

MOST_ROWS = 2_000
"""How many rows a sheet has at most; beyond that, the rest is in the spreadsheet."""

MOST_IN_ALL = 6_000
"""How many rows all sheets have together: those of a city of two hundred units, whole."""

MOST_SUBJECTS = 6


@dataclass(frozen=True, slots=True)
class Share:
    """What one person or role answers for in one unit, the first days first.

    `actions` is how many deeds that is: a row may stand for several. `who` does all of it, None where
    several do. `first` is the first day, None where something has to be done at once.
    """

    responsible: Text
    who: Text | None
    unit: str
    rows: Part[Assignment]
    actions: int
    overdue: int
    first: date | None


def contents(result: AuditResult, voice: Voice) -> Contents:
    """Return what the order tells of a result."""
    head = head_of(result)
    unit = head.unit.name if head else voice("screen.all_units")
    shares = shares_of(result)
    missed = missed_days(result.actions, result.findings)
    addressee = unit if len(result.units) == 1 or not shares else voice("order.addressees", unit=unit)
    return Contents(
        head=letterhead("order", result, voice, about=voice("order.about")),
        title=None,
        name=voice("order.document", unit=unit, day=result.as_of),
        values={
            "unit": unit,
            "addressees": voice.issuer.addressees or (addressee,),
            "shares": shares,
            "rows": sum(share.rows.total for share in shares),
            "shown": sum(len(share.rows.shown) for share in shares),
            "severities": _severities(result),
            "overdue": len(missed),
            "missed": lambda each: _missed(each, missed),
            "most_subjects": MOST_SUBJECTS,
        },
    )


def shares_of(result: AuditResult) -> tuple[Share, ...]:
    """Return everybody's share of the deeds, in the order of the units and of the names."""
    held: defaultdict[tuple[str, Text], list[Assignment]] = defaultdict(list)
    for one in assignments(result.actions):
        held[one.action.unit, one.action.responsibility].append(one)
    order = {unit.id: place for place, unit in enumerate(result.units)}
    keys = sorted(held, key=lambda key: (order.get(key[0], len(order)), key[1].vi))
    quotas = even_quotas([min(len(held[key]), MOST_ROWS) for key in keys], MOST_IN_ALL)
    missed = missed_days(result.actions, result.findings)
    return tuple(_share(key, held[key], quota, missed) for key, quota in zip(keys, quotas, strict=True))


def _share(
    key: tuple[str, Text], deeds: Sequence[Assignment], quota: int, missed: Mapping[str, date]
) -> Share:
    ordered = sorted(deeds, key=_by_day)
    doers = {one.action.who for one in ordered}
    return Share(
        responsible=key[1],
        who=doers.pop() if len(doers) == 1 else None,
        unit=key[0],
        rows=Part(tuple(ordered[:quota]), len(ordered)),
        actions=sum(len(one.actions) for one in ordered),
        overdue=sum(action.id in missed for one in ordered for action in one.actions),
        first=ordered[0].action.due,
    )


def _missed(each: Assignment, missed: Mapping[str, date]) -> date | None:
    """Return the day that a row due at once has missed; one with a day of its own shows that."""
    if each.action.due is not None:
        return None
    return min((missed[action.id] for action in each.actions if action.id in missed), default=None)


def _by_day(one: Assignment) -> tuple[date, int, str]:
    return (one.action.due or date.min, one.action.severity.rank, one.action.id)


def _severities(result: AuditResult) -> tuple[tuple[Severity, int], ...]:
    counted = [(one, sum(action.severity is one for action in result.actions)) for one in Severity]
    return tuple((severity, count) for severity, count in counted if count)
