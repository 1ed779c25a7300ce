"""A control as lint reads it: its conditions parsed, and what stands behind each name in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from sqlglot import exp

from secaudit.catalogue.expression import Parsed, parse
from secaudit.catalogue.rules import BY_CODE
from secaudit.lazily import dataclass
from secaudit.model.column import Column
from secaudit.model.control import Control, Expression
from secaudit.model.location import Location
from secaudit.model.problem import Problem
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text


@dataclass(frozen=True)
class Reading:
    """One control with its expressions parsed."""

    control: Control

    @property
    def subject(self) -> Table:
        """The table whose rows are judged."""
        return SCHEMA[self.control.subject]

    @cached_property
    def scope(self) -> Parsed | None:
        """What `applies_when` says."""
        return None if self.control.applies_when is None else self.parsed(self.control.applies_when)

    @cached_property
    def condition(self) -> Parsed:
        """What `assert` says."""
        return self.parsed(self.control.condition)

    @property
    def conditions(self) -> Iterator[tuple[Expression, Parsed]]:
        """The expressions that decide whether a row is judged, and how."""
        if self.control.applies_when is not None and self.scope is not None:
            yield self.control.applies_when, self.scope
        yield self.control.condition, self.condition

    @property
    def expressions(self) -> Iterator[Parsed]:
        """Every expression of the control."""
        yield from (parsed for _, parsed in self.conditions)
        control = self.control
        cost = control.remediation.cost
        further = [
            control.due,
            control.measure.value if control.measure else None,
            *control.figures.values(),
            cost.vnd if cost else None,
        ]
        yield from (self.parsed(item) for item in further if item is not None)

    @cached_property
    def columns(self) -> Mapping[tuple[str, str], Column]:
        """The columns that its expressions read, by table and name; the subject's come first."""
        subject, inner = self.subject, {}
        own: set[str] = set()
        for parsed in self.expressions:
            own |= {subject.sources[name] for name in parsed.columns}
            for subquery in parsed.subqueries:
                table = subquery.table
                for name in subquery.columns | {key for key, _ in subquery.keys}:
                    source = table.sources[name]
                    inner[table.name, source] = table.by_name[source]
        return {(subject.name, name): subject.by_name[name] for name in subject.by_name if name in own} | {
            key: inner[key] for key in sorted(inner)
        }

    def parsed(self, expression: Expression) -> Parsed:
        """Return an expression of the control, parsed."""
        return parse(expression.sql, self.subject, recurring=self.control.every is not None)

    def declared(self, column: exp.Column, parsed: Parsed) -> Column | None:
        """Return the declaration behind a column of a checked tree; None for a name such as `as_of`."""
        if not column.table:
            return None
        table = self.subject
        if column.table != self.subject.name:
            inside = {id(subquery.node): subquery.table for subquery in parsed.subqueries}
            around = column.parent
            while id(around) not in inside and around is not None:
                around = around.parent
            table = inside[id(around)]
        return table.by_name[table.sources[column.name]]


def nullable(column: Column) -> bool:
    """Whether a cell of the column may be empty and then says nothing."""
    return not column.required and column.default is None


def problem(code: str, location: Location, found: Text, expected: Text, advice: Text) -> Problem:
    """Return a problem of one of lint's rules, as grave as the rule says."""
    return Problem(code, location, found, expected, advice, BY_CODE[code].gravity)
