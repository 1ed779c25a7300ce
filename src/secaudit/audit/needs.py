"""Which cells a catalogue needs: those that its conditions read, in the rows where they decide something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sqlglot import exp

from secaudit.audit.deadlines import in_force_from
from secaudit.audit.evidence import EXPOSURE_CELLS
from secaudit.catalogue.expression import Parsed, Subquery, parse
from secaudit.model.control import Control
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.quality.need import Need, Needs
from secaudit.quality.predicate import Column, Compare, Condition, Holds, Not, Operator, Within, both, either

Found = tuple[str, Need]
"""A table, and a need of it."""


def judges_quality(controls: Iterable[Control]) -> bool:
    """Return whether a control rests on the derived table of data quality."""
    listed = list(controls)
    if any(control.subject == DATA_QUALITY.name for control in listed):
        return True
    return any(
        subquery.table is DATA_QUALITY
        for control in listed
        for parsed in _parsed(control)
        for subquery in parsed.subqueries
    )


def needs_of(controls: Iterable[Control], as_of: date) -> Needs:
    """Return the cells that the controls in force on `as_of` need.

    A cell that decides nothing is not needed: of a device that is no cipher device, the day of its cipher
    inspection; of a domestic product, why it is a foreign one. Where a condition cannot be told from the
    row alone, its cells count as needed. What may be empty because empty says something, is not needed.
    """
    found: dict[str, list[Need]] = {}
    for control in controls:
        subject = SCHEMA[control.subject]
        if in_force_from(control) > as_of:
            continue
        for table, need in _of_control(control, subject):
            if table != DATA_QUALITY.name and not SCHEMA[table].derived:
                found.setdefault(table, []).append(need)
    return {table: tuple(needs) for table, needs in found.items()}


def _parsed(control: Control) -> list[Parsed]:
    expressions = (control.applies_when, control.condition, control.due)
    subject = SCHEMA[control.subject]
    recurring = control.every is not None
    return [parse(item.sql, subject, recurring=recurring) for item in expressions if item is not None]


def _of_control(control: Control, subject: Table) -> Iterator[Found]:
    scope: tuple[Condition, ...] = ()
    for position, parsed in enumerate(_parsed(control)):
        reader = _Reader(
            control.id, subject, subject.name, _meant_to_be_empty(parsed.tree), parsed.subqueries
        )
        yield from reader.read(parsed.tree, scope)
        if control.applies_when is not None and position == 0:
            scope = tuple(reader.known(reader.conjuncts(parsed.tree)))


class _Reader:
    """Reads an expression over one table, from the outside in."""

    def __init__(
        self,
        control: str,
        table: Table,
        alias: str,
        optional: frozenset[str],
        subqueries: tuple[Subquery, ...] = (),
    ) -> None:
        self._control = control
        self._table = table
        self._alias = alias
        self._optional = optional
        self._subqueries = subqueries

    def read(self, node: exp.Expr, when: tuple[Condition, ...]) -> Iterator[Found]:
        """Yield what a node needs where `when` is not certainly false."""
        node = _unwrapped(node)
        if isinstance(node, exp.Not):
            yield from self.read(node.this, when)
        elif isinstance(node, (exp.And, exp.Or)):
            parts = self.parts(node)
            for part in parts:
                others = [other for other in parts if other is not part]
                beside = self.known(others)
                if isinstance(node, exp.Or):
                    beside = [Not(condition) for condition in beside]
                yield from self.read(part, (*when, *beside))
        elif isinstance(node, exp.Case) and node.this is None:
            yield from self._branches(node, when)
        else:
            yield from self._leaf(node, when)

    def parts(self, node: exp.Expr) -> list[exp.Expr]:
        """Return what is joined by AND, or by OR, at the top of a node."""
        node = _unwrapped(node)
        if not isinstance(node, (exp.And, exp.Or)):
            return [node]
        return [_unwrapped(part) for part in node.flatten()]

    def conjuncts(self, node: exp.Expr) -> list[exp.Expr]:
        """Return what has to hold together for a node to hold."""
        return self.parts(node) if isinstance(_unwrapped(node), exp.And) else [_unwrapped(node)]

    def known(self, parts: Iterable[exp.Expr]) -> list[Condition]:
        """Return the conditions that can be told from the row alone."""
        return [condition for part in parts if (condition := self._condition(part)) is not None]

    def _branches(self, case: exp.Case, when: tuple[Condition, ...]) -> Iterator[Found]:
        """Yield what the branches of a CASE need: each where the ones before it were not taken."""
        for branch in case.args["ifs"]:
            yield from self.read(branch.this, when)
            taken = self._condition(branch.this)
            yield from self.read(branch.args["true"], when if taken is None else (*when, taken))
            when = when if taken is None else (*when, Not(taken))
        if case.args.get("default") is not None:
            yield from self.read(case.args["default"], when)

    def _leaf(self, node: exp.Expr, when: tuple[Condition, ...]) -> Iterator[Found]:
        inside: set[int] = set()
        for subquery in self._subqueries:
            if any(around is subquery.node for around in node.walk()):
                inside |= {id(part) for part in subquery.node.walk()}
                yield from self._within(subquery)
                yield from self._needs((outer for _, outer in subquery.keys), when)
        own = [
            column.name
            for column in node.find_all(exp.Column)
            if column.table == self._alias and id(column) not in inside
        ]
        yield from self._needs(own, when)

    def _within(self, subquery: Subquery) -> Iterator[Found]:
        optional = _meant_to_be_empty(subquery.residual)
        reader = _Reader(self._control, subquery.table, subquery.alias, optional)
        residual = subquery.residual
        conditions: tuple[Condition, ...] = ()
        if residual is not None:
            yield from reader.read(residual, ())
            conditions = tuple(reader.known(reader.conjuncts(residual)))
        yield from reader._needs((inner for inner, _ in subquery.keys), conditions)
        if subquery.argument is not None:
            yield from reader.read(subquery.argument, conditions)

    def _needs(self, names: Iterable[str], when: tuple[Condition, ...]) -> Iterator[Found]:
        for name in names:
            for source in self._filled(name):
                column = self._table.by_name[source]
                if source in self._optional or column.required or column.default is not None:
                    continue
                need = Need(source, (both(*when),) if when else (), (self._control,))
                yield self._table.name, need

    def _filled(self, name: str) -> tuple[str, ...]:
        """Return the cells that a person fills for a name of an expression."""
        source = self._table.sources.get(name)
        if source == "exposed":
            return tuple(cell for cell in EXPOSURE_CELLS if cell in self._table.by_name)
        return (source,) if source in self._table.readable else ()

    def _condition(self, node: exp.Expr) -> Condition | None:
        """Return a node as a condition on the row, None where it is more than that."""
        node = _unwrapped(node)
        if isinstance(node, (exp.And, exp.Or)):
            parts = [self._condition(part) for part in self.parts(node)]
            known = [part for part in parts if part is not None]
            join = both if isinstance(node, exp.And) else either
            return join(*known) if len(known) == len(parts) else None
        if isinstance(node, exp.Not):
            inner = self._condition(node.this)
            return None if inner is None else Not(inner)
        if isinstance(node, exp.Column):
            return Holds(node.name) if self._has(node) else None
        if isinstance(node, exp.In) and self._has(node.this):
            values = [_literal(item) for item in node.expressions]
            known_values = tuple(value for value in values if isinstance(value, (str, int)))
            return Within(node.this.name, known_values) if len(known_values) == len(values) else None
        if isinstance(node, exp.Case):
            return self._unless(node)
        return self._comparison(node)

    def _unless(self, case: exp.Case) -> Condition | None:
        """Return `CASE WHEN a THEN FALSE ELSE b END` as what it asks for: not a, and b."""
        branches = case.args["ifs"]
        refused = branches[0].args["true"]
        if case.this is not None or len(branches) > 1 or not isinstance(refused, exp.Boolean) or refused.this:
            return None
        first = self._condition(branches[0].this)
        second = self._condition(case.args.get("default") or exp.null())
        return None if first is None or second is None else both(Not(first), second)

    def _comparison(self, node: exp.Expr) -> Condition | None:
        operator = _OPERATORS.get(type(node))
        if operator is None or not self._has(node.this):
            return None
        if self._has(node.expression):
            return Compare(node.this.name, operator, Column(node.expression.name))
        value = _literal(node.expression)
        return None if value is None else Compare(node.this.name, operator, value)

    def _has(self, node: exp.Expr) -> bool:
        """Return whether a node is a cell of the row as it was read."""
        if not (isinstance(node, exp.Column) and node.table == self._alias):
            return False
        return self._table.sources.get(node.name) in self._table.readable


_OPERATORS: dict[type[exp.Expr], Operator] = {
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.EQ: "=",
    exp.NEQ: "<>",
}


def _unwrapped(node: exp.Expr) -> exp.Expr:
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def _literal(node: exp.Expr) -> str | int | float | bool | None:
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if not isinstance(node, exp.Literal):
        return None
    if node.is_string:
        return str(node.name)
    return float(node.name) if "." in node.name else int(node.name)


def _meant_to_be_empty(tree: exp.Expr | None) -> frozenset[str]:
    """Return the columns of which an expression asks whether they are empty."""
    if tree is None:
        return frozenset()
    return frozenset(
        test.this.name
        for test in tree.find_all(exp.Is)
        if isinstance(test.this, exp.Column) and isinstance(test.expression, exp.Null)
    )
