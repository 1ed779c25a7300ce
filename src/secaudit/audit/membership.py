"""Subqueries that are right about missing data.

SQL's own EXISTS and aggregates are two-valued over rows: a row that does not satisfy a condition and a
row of which nobody knows whether it does are both left out, and a table without rows looks empty even
where nobody has filled it in. Here they become three-valued, as the contract's "Open tables" demands.
"""

from __future__ import annotations

from sqlglot import exp

from secaudit.audit.nodes import DECLARED, any_of, column, number
from secaudit.catalogue.expression import Subquery
from secaudit.catalogue.functions import WorkingDaysAfter
from secaudit.model.column import Kind
from secaudit.model.inventory import UNIT_COLUMN
from secaudit.model.table import Table


def three_valued(subquery: Subquery, subject: Table, *, on_record: bool = False) -> exp.Expr:
    """Return an expression with the value of a subquery, NULL where the inventory does not settle it.

    With `on_record`, an aggregate is that of the rows that certainly belong.
    """
    membership = Membership(subquery, subject)
    if subquery.kind == "exists":
        return exp.Case(
            ifs=[
                exp.If(this=membership.some_certain(), true=exp.true()),
                exp.If(this=membership.some_doubtful(), true=exp.null()),
                exp.If(this=membership.declared(), true=exp.false()),
            ]
        )
    if on_record:
        return membership.aggregate()
    doubtful = any_of([exp.Not(this=membership.declared_for_sure()), membership.some_doubtful()])
    if subquery.argument is not None:
        doubtful = any_of(
            [doubtful, membership.some_certain(exp.Is(this=membership.argument(), expression=exp.null()))]
        )
    return exp.Case(ifs=[exp.If(this=doubtful, true=exp.null())], default=membership.aggregate())


class Membership:
    """Which rows of a subquery's table belong to a subject: certainly, doubtfully, or not."""

    def __init__(self, subquery: Subquery, subject: Table) -> None:
        self._subquery = subquery
        self._subject = subject
        self.open_keys = [key for key in subquery.keys if _may_be_null(subquery.table, key[0])]
        self.open_outer = sorted({key[1] for key in subquery.keys if _may_be_null(subject, key[1])})

    def some_certain(self, also: exp.Expr | None = None) -> exp.Expr:
        """Some row satisfies the whole condition (and `also`)."""
        conditions = [self.key_equals(key) for key in self._subquery.keys] + self._residual()
        return self._exists(conditions + ([also] if also is not None else []))

    def some_doubtful(self) -> exp.Expr:
        """Nobody knows whether some row satisfies the condition, for want of a value."""
        parts: list[exp.Expr] = [
            exp.Is(this=self._outer(name), expression=exp.null()) for name in self.open_outer
        ]
        residual = self._residual()
        if residual and self._residual_may_be_null():
            keys = [self.key_equals(key) for key in self._subquery.keys]
            parts.append(
                self._exists([*keys, exp.Is(this=exp.Paren(this=residual[0]), expression=exp.null())])
            )
        if self.open_keys:
            parts.append(self._exists(self._doubtful_key_conditions()))
        return any_of(parts)

    def tied(self) -> exp.Expr:
        """A row of the table is tied to the subject by every key."""
        return exp.and_(*(self.key_equals(key) for key in self._subquery.keys), copy=False)

    def perhaps_tied(self) -> exp.Expr:
        """A row of the subject's unit may be tied to it, for want of a correlating cell, and belong."""
        if not self.open_keys:
            return exp.false()
        return exp.Paren(this=exp.and_(*self._doubtful_key_conditions(), copy=False))

    def declared(self) -> exp.Expr:
        """The subject's unit has declared the table complete (NULL for a row without a unit)."""
        if self._subquery.table.closed or self._subquery.table.derived:
            return exp.true()
        return column(self._subquery.table.name, DECLARED)

    def declared_for_sure(self) -> exp.Expr:
        """The same, and false where it is not known."""
        return exp.Is(this=self.declared(), expression=exp.true())

    def argument(self) -> exp.Expr:
        """What is aggregated."""
        assert self._subquery.argument is not None
        argument: exp.Expr = self._subquery.argument.copy()
        return argument

    def aggregate(self) -> exp.Expr:
        """The plain aggregate over the rows that belong."""
        kind = self._subquery.kind
        if self._subquery.argument is None:
            value: exp.Expr = exp.Count(this=exp.Star())
        else:
            value = _AGGREGATES[kind](this=self.argument())
        if kind == "sum":
            # No rows of a complete table: nothing was spent, which is zero and not unknown.
            value = exp.Coalesce(this=value, expressions=[number(0)])
        conditions = [self.key_equals(key) for key in self._subquery.keys] + self._residual()
        return exp.Subquery(this=self._select(value, conditions))

    def _doubtful_key_conditions(self) -> list[exp.Expr]:
        """A row whose correlating cell is empty may belong to any subject of its own unit."""
        conditions: list[exp.Expr] = [
            exp.EQ(this=self._inner(UNIT_COLUMN), expression=column(UNIT_COLUMN, self._subject.name))
        ]
        conditions += [self.key_equals(key) for key in self._subquery.keys if key not in self.open_keys]
        nulls = []
        for key in self.open_keys:
            null = exp.Is(this=self._inner(key[0]), expression=exp.null())
            nulls.append(null)
            conditions.append(any_of([self.key_equals(key), null.copy()]))
        conditions.append(any_of(nulls))
        conditions += [
            exp.NullSafeNEQ(this=exp.Paren(this=part), expression=exp.false()) for part in self._residual()
        ]
        return conditions

    def _residual(self) -> list[exp.Expr]:
        residual = self._subquery.residual
        return [] if residual is None else [exp.Paren(this=residual.copy())]

    def _residual_may_be_null(self) -> bool:
        assert self._subquery.residual is not None
        if self._subquery.residual.find(exp.Div, exp.Null, WorkingDaysAfter):
            return True
        if any(case.args.get("default") is None for case in self._subquery.residual.find_all(exp.Case)):
            return True
        for node in self._subquery.residual.find_all(exp.Column):
            if not node.table:
                continue
            table = self._subquery.table if node.table == self._subquery.alias else self._subject
            if _may_be_null(table, node.name):
                return True
        return False

    def key_equals(self, key: tuple[str, str]) -> exp.Expr:
        """The row's cell equals the subject's."""
        equal = exp.EQ(this=self._inner(key[0]), expression=self._outer(key[1]))
        declared = self._subquery.table.by_name.get(key[0])
        if declared is None or declared.kind is not Kind.REFERENCE or declared.required:
            return equal
        # Two rows that are known to refer to nothing do not refer to the same thing.
        something = exp.NEQ(this=self._inner(key[0]), expression=exp.Literal.string(""))
        return exp.And(this=equal, expression=something)

    def _inner(self, name: str) -> exp.Column:
        return column(name, self._subquery.alias)

    def _outer(self, name: str) -> exp.Column:
        return column(name, self._subject.name)

    def _exists(self, conditions: list[exp.Expr]) -> exp.Expr:
        return exp.Exists(this=self._select(number(1), conditions))

    def _select(self, value: exp.Expr, conditions: list[exp.Expr]) -> exp.Select:
        return exp.select(value, copy=False).from_(self.source(), copy=False).where(*conditions, copy=False)

    def source(self) -> exp.Expr:
        """The table under the name that the condition knows it by."""
        return exp.alias_(
            exp.to_table(self._subquery.table.name), self._subquery.alias, table=True, quoted=True
        )


_AGGREGATES: dict[str, type[exp.Expr]] = {
    "count": exp.Count,
    "sum": exp.Sum,
    "min": exp.Min,
    "max": exp.Max,
    "avg": exp.Avg,
}


def _may_be_null(table: Table, name: str) -> bool:
    """Whether a name of a table can be NULL: an optional cell, or an event that was said not to be."""
    declared = table.by_name.get(name)
    return declared is None or not declared.required or declared.kind in (Kind.EVENT, Kind.MOMENT)
