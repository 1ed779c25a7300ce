"""One status for every control and every row of its subject table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import reduce

from sqlglot import exp

from secaudit.audit.engines.interface import Engine, EngineError
from secaudit.audit.nodes import DECLARED, ROW, column, named, number
from secaudit.audit.plans import STATUS_CODES, STATUS_OF_CODE, Plan, by_subject
from secaudit.lazily import dataclass
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.result import Cell
from secaudit.model.status import Status

_EVALUATED = "_evaluated"

_PROBES = 256
"""How many extra queries may be spent on finding the very rows at which a crashing control crashes.

Beyond that, every row of a range that could not be evaluated is an error: never silence, only less exact.
"""

_SUBQUERIES_A_QUERY = 10
"""How many subqueries the plans that share a query may bring. An engine's planning grows faster than the
number of joins in a query: 100 periods of recurring duties took 10 s in one query, under 1 s in queries of
16; one half-yearly duty with three subqueries took over a minute for its eleven periods."""


@dataclass
class Verdicts:
    """The statuses as the engine holds them: for each plan, by its key, a table and a column of it."""

    stored: dict[str, str] = field(default_factory=dict)
    errors: dict[str, list[tuple[range, str]]] = field(default_factory=dict)
    """For a plan that crashed: the ranges of rows that could not be judged, and the engine's message."""

    given: dict[str, set[Status]] = field(default_factory=dict)
    """The statuses that each plan gave to some row, once they are counted."""

    def error_of(self, key: str, row: int) -> str:
        """Return why a row could not be judged by a plan."""
        return next((text for rows, text in self.errors.get(key, ()) if row in rows), "")


def judge_all(
    engine: Engine, plans: Sequence[Plan], scope: Iterable[str] | None, rows: Mapping[str, int]
) -> Verdicts:
    """Evaluate every plan on every row of its table that belongs to `scope` (unit ids; None for all).

    Each subject table is passed over once, or once for each portion of its plans. Where that fails, its
    controls are evaluated one by one, and a control that fails alone is narrowed down to the rows that make
    it fail.
    """
    verdicts = Verdicts()
    within = None if scope is None else sorted(scope)
    for subject, every in by_subject(plans).items():
        for start, group in enumerate(_portions(every)):
            name = f"_verdicts_{subject}_{start}"
            try:
                engine.store(name, _query(subject, group, within))
                verdicts.stored |= {plan.key: name for plan in group}
            except EngineError:
                for plan in group:
                    _judge_alone(engine, plan, within, rows[subject], verdicts)
    return verdicts


def _portions(plans: Sequence[Plan]) -> Iterator[list[Plan]]:
    """Yield the plans in portions of so many subqueries at most, or of one plan that has more."""
    portion: list[Plan] = []
    weight = 0
    for plan in plans:
        if portion and weight + plan.subqueries > _SUBQUERIES_A_QUERY:
            yield portion
            portion, weight = [], 0
        portion.append(plan)
        weight += plan.subqueries
    if portion:
        yield portion


def _query(
    subject: str, plans: Sequence[Plan], scope: Sequence[str] | None, rows: range | None = None
) -> exp.Select:
    """Return the query of the status codes of some controls on the rows of their table.

    What each control says is evaluated once, in an inner query; the outer one only sorts the answers
    into statuses.
    """
    evaluated = [named(item, name) for plan in plans for name, item in plan.evaluated().items()]
    inner = (
        exp.select(*(column(name, subject) for name in (ROW, UNIT_COLUMN, "id")), *evaluated, copy=False)
        .from_(exp.to_table(subject), copy=False)
        .join(
            exp.to_table(DECLARED),
            on=exp.EQ(this=column("unit", DECLARED), expression=column(UNIT_COLUMN, subject)),
            join_type="left",
            copy=False,
        )
    )
    for condition in _restrictions(subject, scope, rows):
        inner.where(condition, copy=False)
    statuses = [named(plan.status(_EVALUATED), plan.key) for plan in plans]
    keys = [column(ROW, _EVALUATED), column(UNIT_COLUMN, _EVALUATED)]
    return exp.select(*keys, *statuses, copy=False).from_(inner.subquery(_EVALUATED, copy=False), copy=False)


def _restrictions(subject: str, scope: Sequence[str] | None, rows: range | None) -> list[exp.Expr]:
    conditions: list[exp.Expr] = []
    if scope is not None:
        units = [exp.Literal.string(unit) for unit in scope]
        conditions.append(exp.In(this=column(UNIT_COLUMN, subject), expressions=units))
    if rows is not None:
        low, high = number(rows.start), number(rows.stop - 1)
        conditions.append(exp.Between(this=column(ROW, subject), low=low, high=high))
    return conditions


def _judge_alone(
    engine: Engine, plan: Plan, scope: Sequence[str] | None, rows: int, verdicts: Verdicts
) -> None:
    """Judge one control by itself, and mark the rows at which it crashes."""
    subject, key = plan.control.subject, plan.key
    name = f"_verdicts_{key}"
    good: list[range] = []
    bad: list[tuple[range, str]] = []
    open_ranges = [range(rows)]
    probes = _PROBES
    while open_ranges:
        part = open_ranges.pop()
        try:
            engine.fetch(_query(subject, [plan], scope, part))
            good.append(part)
        except EngineError as error:
            probes -= 1
            if len(part) <= 1 or probes <= 0:
                bad.append((part, str(error)))
            else:
                middle = part.start + len(part) // 2
                open_ranges += [range(middle, part.stop), range(part.start, middle)]
    pieces = [_query(subject, [plan], scope, part) for part in good]
    pieces += [_error_query(subject, key, scope, part) for part, _ in bad]
    if not pieces:
        pieces = [_error_query(subject, key, scope, range(0))]
    engine.store(name, _all_of(pieces))
    verdicts.stored[key] = name
    verdicts.errors[key] = bad


def _error_query(subject: str, key: str, scope: Sequence[str] | None, rows: range) -> exp.Select:
    code = named(number(STATUS_CODES[Status.ERROR]), key)
    query = exp.select(column(ROW, subject), column(UNIT_COLUMN, subject), code).from_(exp.to_table(subject))
    return query.where(*_restrictions(subject, scope, rows))


def cells(engine: Engine, verdicts: Verdicts, plans: Sequence[Plan]) -> list[Cell]:
    """Count the statuses of every control and unit; those of a recurring control over all its periods.

    Which statuses each plan gave at all is noted in the verdicts.
    """
    by_cell: Counter[tuple[str | None, str, Status]] = Counter()
    stored: dict[str, list[Plan]] = {}
    for plan in plans:
        stored.setdefault(verdicts.stored[plan.key], []).append(plan)
    for table, group in stored.items():
        counted = engine.fetch(_count_query(table, [plan.key for plan in group])).to_pydict()
        for unit, index, code, count in zip(*(counted[name] for name in _COUNTED), strict=True):
            plan, status = group[index], STATUS_OF_CODE[code]
            by_cell[unit, plan.control.id, status] += count
            verdicts.given.setdefault(plan.key, set()).add(status)
    return [Cell(unit, control, status, count) for (unit, control, status), count in by_cell.items()]


_COUNTED = ("unit", "control", "status", "n")


def _count_query(table: str, keys: Sequence[str]) -> exp.Query:
    """Return one query that groups the statuses of every plan of a stored table."""
    parts: list[exp.Query] = []
    for index, key in enumerate(keys):
        unit, status = column(UNIT_COLUMN, table), column(key, table)
        values = (unit, number(index), status, exp.Count(this=exp.Star()))
        select = [named(value, name) for value, name in zip(values, _COUNTED, strict=True)]
        query = exp.select(*select, copy=False).from_(exp.to_table(table, quoted=True), copy=False)
        parts.append(query.group_by(unit.copy(), status.copy(), copy=False))
    return _all_of(parts)


def _all_of(parts: Sequence[exp.Query]) -> exp.Query:
    return reduce(lambda left, right: exp.union(left, right, distinct=False, copy=False), parts)


def expected_rows(engine: Engine, plans: Sequence[Plan], scope: Iterable[str] | None) -> dict[str, int]:
    """Return how many verdicts each control has to give: the rows of its subject table, times its periods."""
    within = None if scope is None else sorted(scope)
    sizes: dict[str, int] = {}
    for subject in {plan.control.subject for plan in plans}:
        query = exp.select(named(exp.Count(this=exp.Star()), "n")).from_(exp.to_table(subject))
        query = query.where(*_restrictions(subject, within, None))
        sizes[subject] = engine.fetch(query)["n"][0].as_py()
    expected: Counter[str] = Counter()
    for plan in plans:
        expected[plan.control.id] += sizes[plan.control.subject]
    return expected
