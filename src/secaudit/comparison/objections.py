"""Which rule objects to a change of a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from datetime import date

from secaudit.comparison import rules
from secaudit.comparison.rows import NONE, RowDifference
from secaudit.lazily import dataclass
from secaudit.model.column import Kind
from secaudit.model.comparison import ChangeRule
from secaudit.model.finding import Value
from secaudit.model.tables import READABLE
from secaudit.model.tables.systems import SECRET_DEGREES

Key = tuple[str, str]
"""A table and a row's id."""

MANY_ROWS, MANY_SHARE = 30, 0.25
"""So many altered or removed rows of one table, and such a share of it, are too many to be looked at."""

_RESPONSIBLE = frozenset({
    "units.head_name", "units.head_post", "units.security_officer", "units.contact", "systems.operator",
    "plan_tasks.who", "plan_tasks.responsibility", "plan_tasks.authority", "documents.signed_by_post",
    "documents.chaired_by_post", "declarations.by", "systems.approved_by", "systems.appraised_by",
})  # fmt: skip
_ONCE = frozenset({
    "systems.went_live_on", "devices.checked_before_use_on", "devices.observed_internet_on",
    "documents.issued_on", "documents.sent_on", "plan_tasks.done_on", "products.warned_on",
    "products.fixed_on", "vulnerabilities.found_on", "vulnerabilities.fixed_on", "incidents.detected_at",
    "incidents.first_notice_at", "incidents.reported_at", "incidents.closed_on", "inspections.inspected_on",
    "inspections.conclusion_done_on", "drills.drilled_on",
})  # fmt: skip
"""Events that happen once: their day never changes. Others (a scan, a review) are done again and move on."""

_DEADLINES = frozenset({
    "vulnerabilities.fix_due_on", "plan_tasks.due_on", "inspections.conclusion_due_on",
    "documents.expires_on",
})  # fmt: skip
_ABOUT = frozenset({
    "documents.type", "documents.period", "documents.system", "inspections.kind", "drills.live",
    "drills.scope", "drills.system", "incidents.system", "vulnerabilities.system",
})  # fmt: skip
"""What a record says of an event beside its day: once it has happened, that does not change."""

_DAYS = {
    "documents": ("issued_on", "sent_on"), "inspections": ("inspected_on",), "drills": ("drilled_on",),
    "incidents": ("detected_at",), "vulnerabilities": ("found_on",),
}  # fmt: skip
_DUTIES = {
    "incidents.serious": (True, False), "vulnerabilities.severity": ("critical", "high", "medium", "low"),
    "products.domestic": (False, True), "products.public_investment": (True, False),
}  # fmt: skip
"""Facts by their values, from the one that brings most duties to the one that brings least."""

_CLOSING = {"kind": ("cipher_gateway", "data_diode"), "both_ways": (False,)}
"""Of a link, what ends a way or one direction of it."""
_RECORDS = frozenset({"incidents", "vulnerabilities", "inspections", "drills", "documents", "plan_tasks"})
_LEVELS = frozenset({"proposed_level", "approved_level"})
_SECRECY = frozenset({"state_secrets", "carries_secrets"})
_FLAGS = frozenset({"national_security", "population_db", "admin_procedures"})
_PEOPLE = frozenset({"data_subjects", "sensitive_subjects"})
_SCOPES = ("unit", "province", "national")
_PHASES = ("planned", "design", "build", "trial", "operation", "retired")
_RUNNING = frozenset({"trial", "operation"})


@dataclass(frozen=True)
class Scene:
    """What a rule has to know beside the change itself.

    `open` are the rows with open findings in the base; `internet` the segments of kind internet on either
    side; `sizes` how many rows each table had; `seen` the last day and value that were observed
    of a cell (table, row, column) in the base.
    """

    as_of: date
    open: Collection[Key]
    internet: Collection[str]
    sizes: Mapping[str, int]
    seen: Mapping[tuple[Value, ...], tuple[str, Value]] = field(default_factory=dict)


def objection(change: RowDifference, scene: Scene) -> ChangeRule | None:
    """Return the rule that objects to a change, None where none does."""
    if change.kind == "removed":
        return _removed(change, scene)
    if change.kind == "added":
        return _added(change, scene)
    return next((rule for judge in _JUDGES if (rule := judge(change, scene)) is not None), None)


def crowds(changes: Iterable[RowDifference], scene: Scene) -> dict[str, int]:
    """Return the tables of which too many rows were altered or removed at once, with how many they are.

    Rows added and empty cells filled in are no such thing: that is how an inventory grows.
    """
    rows = {(one.table, one.row) for one in changes if one.kind != "added" and not one.fills}
    counted = Counter(table for table, _ in rows)
    return {
        table: count
        for table, count in counted.items()
        if count >= MANY_ROWS and count >= MANY_SHARE * scene.sizes.get(table, 0)
    }


def _removed(change: RowDifference, scene: Scene) -> ChangeRule | None:
    table = change.table
    if table in ("links", "segments"):
        return rules.LINK_REMOVED
    if table in ("budgets", "spending"):
        return rules.MONEY_REMOVED
    if table == "observations":
        return rules.OBSERVATION_REMOVED
    if table == "declarations":
        return rules.DECLARATION_REMOVED
    if table in _RECORDS:
        return rules.RECORD_REMOVED
    if (table, change.row) in scene.open:
        return rules.REMOVED_WITH_FINDINGS
    return rules.RUNNING_REMOVED if change.cells.get("phase") in _RUNNING else None


def _added(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if change.table == "links":
        ends = {change.cells.get("source"), change.cells.get("target")}
        return rules.INTERNET_ADDED if ends & set(scene.internet) else None
    if change.table == "observations":
        cell = tuple(change.cells.get(name) for name in ("table", "row", "column"))
        day, value = scene.seen.get(cell, ("", change.cells.get("value")))
        other = value != change.cells.get("value") and str(change.cells.get("observed_on")) >= day
        return rules.OBSERVATION_OVERRULED if other else None
    return None


def _observation(change: RowDifference, scene: Scene) -> ChangeRule | None:
    return rules.OBSERVATION_REMOVED if change.table == "observations" and not change.fills else None


def _level(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if change.table != "systems" or change.column not in _LEVELS or change.before is None:
        return None
    lowered = change.after is None or int(str(change.after)) < int(str(change.before))
    return rules.LEVEL_LOWERED if lowered else None


def _secrecy(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if change.column not in _SECRECY or change.before in (None, NONE):
        return None
    after = -1 if change.after is None else SECRET_DEGREES.index(str(change.after))
    return rules.SECRECY_LOWERED if after < SECRET_DEGREES.index(str(change.before)) else None


def _importance(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if change.table != "systems" or change.before is None:
        return None
    before, after = change.before, change.after
    lowered = False
    if change.column in _FLAGS:
        lowered = before is True and after is not True
    elif change.column in _PEOPLE:
        lowered = after is None or _halved(change)
    elif change.column == "scope":
        lowered = after is None or _SCOPES.index(str(after)) < _SCOPES.index(str(before))
    return rules.IMPORTANCE_LOWERED if lowered else None


def _halved(change: RowDifference) -> bool:
    """Whether fewer than half are left: numbers of people move all the time, half do not go by themselves."""
    both = change.before is not None and change.after is not None
    return both and int(str(change.after)) * 2 <= int(str(change.before)) - 1


def _phase(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if change.table != "systems" or change.column != "phase":
        return None
    if change.after == "retired":
        return rules.PHASE_SET_BACK if ("systems", change.row) in scene.open else None
    back = _PHASES.index(str(change.after)) < _PHASES.index(str(change.before))
    return rules.PHASE_SET_BACK if back and change.before in _RUNNING else None


def _belonging(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if (change.table, change.column) == ("units", "kind"):
        return rules.BELONGING_CHANGED
    if change.column == "unit" or (change.table, change.column) == ("units", "parent"):
        return rules.OWNER_CHANGED
    return None


def _declared(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if change.table != "declarations":
        return None
    if change.column == "tables":
        lost = set(str(change.before).split("; ")) - set(str(change.after or "").split("; "))
        return rules.DECLARATION_REMOVED if lost else None
    withdrawn = change.column == "unit" or (change.column == "declared_on" and change.after in (None, NONE))
    return rules.DECLARATION_REMOVED if withdrawn else None


def _network(change: RowDifference, scene: Scene) -> ChangeRule | None:
    cell = f"{change.table}.{change.column}"
    if cell == "segments.kind":
        return rules.ZONE_CHANGED if "internet" in (change.before, change.after) else None
    if cell in ("links.kind", "links.both_ways", "links.encryption") and not change.fills:
        ends = {change.cells.get("source"), change.cells.get("target")}
        closes = change.after in _CLOSING.get(str(change.column), ())
        return rules.ZONE_CHANGED if closes or ends & set(scene.internet) else None
    if cell in ("links.source", "links.target"):
        if change.after in scene.internet:
            return rules.INTERNET_ADDED
        return rules.LINK_REMOVED if change.before in scene.internet else None
    if cell == "devices.internet":
        return rules.INTERNET_ADDED if change.after is True and change.before is False else None
    return None


def _duties(change: RowDifference, scene: Scene) -> ChangeRule | None:
    order = _DUTIES.get(f"{change.table}.{change.column}", ())
    if change.before not in order or change.after not in order:
        return None
    return rules.DUTY_TAKEN_BACK if order.index(change.after) > order.index(change.before) else None


def _responsible(change: RowDifference, scene: Scene) -> ChangeRule | None:
    named = f"{change.table}.{change.column}" in _RESPONSIBLE and change.before not in (None, NONE)
    return rules.OWNER_BLANKED if named and change.after in (None, NONE) else None


def _deadline(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if f"{change.table}.{change.column}" not in _DEADLINES or change.before in (None, NONE):
        return None
    later = change.after in (None, NONE) or str(change.after) > str(change.before)
    return rules.DEADLINE_MOVED if later else None


def _history(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if f"{change.table}.{change.column}" in _ABOUT:
        days = [change.cells.get(name) for name in _DAYS[change.table]]
        past = any(day not in (None, NONE) and str(day)[:10] <= scene.as_of.isoformat() for day in days)
        return rules.HISTORY_REWRITTEN if past and not (change.fills or change.blanks) else None
    column = READABLE[change.table].by_name[str(change.column)]
    before, after = change.before, change.after
    past = column.is_event and not column.term and before not in (None, NONE)
    if not past or after is None or str(before)[:10] > scene.as_of.isoformat():
        return None
    again = f"{change.table}.{change.column}" not in _ONCE and after != NONE and str(after) > str(before)
    return None if again else rules.HISTORY_REWRITTEN


def _figures(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if (change.table, change.column) == ("units", "headcount"):
        return rules.FIGURES_CHANGED if _halved(change) else None
    if change.table not in ("budgets", "spending") or not change.before:
        return None
    kind = READABLE[change.table].by_name[str(change.column)].kind
    if change.column in ("year", "stage"):
        return rules.MONEY_REMOVED
    if kind is not Kind.MONEY and change.column != "security":
        return None
    settled = change.cells.get("stage") in ("allocated", "spent")
    return rules.FIGURES_CHANGED if settled and change.after is not None else None


def _blanked(change: RowDifference, scene: Scene) -> ChangeRule | None:
    if not change.blanks:
        return None
    kind = READABLE[change.table].by_name[str(change.column)].kind
    if kind in (Kind.DATE, Kind.EVENT, Kind.MOMENT):
        return rules.DATE_BLANKED
    return None if kind in (Kind.TEXT, Kind.PATH) else rules.ANSWER_BLANKED


_JUDGES: tuple[Callable[[RowDifference, Scene], ChangeRule | None], ...] = (
    _observation, _level, _secrecy, _importance, _duties, _phase, _belonging, _declared, _network,
    _responsible, _deadline, _history, _figures, _blanked,
)  # fmt: skip
"""Tried in this order: the first that objects says most about what was done."""
