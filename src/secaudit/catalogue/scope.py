"""Which column a name in an expression means."""

from __future__ import annotations

from dataclasses import field

from sqlglot import exp

from secaudit.catalogue.errors import ExpressionError, did_you_mean
from secaudit.catalogue.syntax import Source
from secaudit.catalogue.values import Value
from secaudit.lazily import dataclass
from secaudit.model.column import ValueType
from secaudit.model.table import Table
from secaudit.model.text import Text, same

AS_OF = "as_of"
"""The name of the audit's date in an expression."""

PERIOD_NAMES = {
    "this_period": ValueType.TEXT,
    "period_start": ValueType.DATE,
    "period_end": ValueType.DATE,
}
"""The names that an expression of a recurring control has besides: the judged period and its two days."""

GIVEN_NAMES = (AS_OF, *PERIOD_NAMES)
"""Every name that the audit itself gives, and that no column or figure may have."""


@dataclass
class Scope:
    """The names that can be used at one place, and a record of those that were.

    At the top only the subject's columns are known. In a subquery also those of its table, under
    `alias`; the subject's must then be written with its name.
    """

    source: Source
    subject: Table
    inner: Table | None = None
    alias: str = ""
    outer_used: set[str] = field(default_factory=set)
    inner_used: set[str] = field(default_factory=set)
    recurring: bool = False
    given_used: set[str] = field(default_factory=set)

    def resolve(self, column: exp.Column) -> Value:
        """Say what a column holds, and write its full name into the node.

        Raises:
            ExpressionError: there is no such column, or it cannot be used.
        """
        name, qualifier = column.name, column.table
        if not qualifier and name in GIVEN_NAMES:
            return self._given(column)
        table = self._table(column, name, qualifier)
        kind = table.types.get(name)
        if kind is None:
            raise self._unknown(column, table)
        if kind is ValueType.LIST:
            raise ExpressionError(
                Text(f"cột danh sách {name}", f"the list column {name}"),
                Text("cột chứa một giá trị", "a column that holds one value"),
                Text(
                    "cột danh sách không dùng được trong biểu thức", "lists cannot be used in an expression"
                ),
                self.source.offset(column),
                code="list-column",
            )
        inner = table is self.inner and qualifier != self.subject.name
        (self.inner_used if inner else self.outer_used).add(name)
        _qualify(column, self.alias if inner else self.subject.name)
        known = table.by_name.get(name)
        return Value(kind, column, self.source, known.choices if known else ())

    def _given(self, column: exp.Column) -> Value:
        name = column.name
        if name in PERIOD_NAMES and not self.recurring:
            raise ExpressionError(
                Text(f"{name} khi tiêu chí không định kỳ", f"{name} in a control that does not recur"),
                Text("tiêu chí có every: year hoặc half-year", "a control with every: year or half-year"),
                Text("thêm every, hoặc dùng as_of", "add every, or use as_of"),
                self.source.offset(column),
                code="no-period",
            )
        self.given_used.add(name)
        return Value(PERIOD_NAMES.get(name, ValueType.DATE), column, self.source)

    def _table(self, column: exp.Column, name: str, qualifier: str) -> Table:
        if qualifier:
            if self.inner is not None and qualifier == self.alias:
                return self.inner
            if qualifier == self.subject.name:
                return self.subject
            raise self._unknown_table(column, qualifier)
        if self.inner is None:
            return self.subject
        if name not in self.inner.types and name in self.subject.types:
            full = f"{self.subject.name}.{name}"
            raise ExpressionError(
                Text(f"{self.inner.name} không có cột {name}", f"{self.inner.name} has no column {name}"),
                same(full),
                Text(
                    f"trong truy vấn con, cột của {self.subject.name} viết đầy đủ là {full}",
                    f"inside a subquery write a column of {self.subject.name} in full: {full}",
                ),
                self.source.offset(column),
                code="unknown-column",
            )
        return self.inner

    def _unknown(self, column: exp.Column, table: Table) -> ExpressionError:
        listed = ", ".join(sorted(table.types))
        return ExpressionError(
            Text(f"{table.name} không có cột {column.name}", f"{table.name} has no column {column.name}"),
            Text(f"một cột của {table.name}", f"a column of {table.name}"),
            did_you_mean(
                column.name,
                [*table.types, *GIVEN_NAMES],
                Text(f"các cột của {table.name}: {listed}", f"columns of {table.name}: {listed}"),
            ),
            self.source.offset(column),
            code="unknown-column",
        )

    def _unknown_table(self, column: exp.Column, qualifier: str) -> ExpressionError:
        known = [self.subject.name, *([self.alias] if self.inner else [])]
        listed = ", ".join(known)
        return ExpressionError(
            Text(f"không có bảng {qualifier} ở đây", f"there is no table {qualifier} here"),
            same(listed),
            did_you_mean(
                qualifier,
                known,
                Text(
                    f"cột của {qualifier} chỉ dùng được trong truy vấn con (EXISTS) trên bảng đó",
                    f"columns of {qualifier} are for a subquery (EXISTS) on that table only",
                ),
            ),
            self.source.word(qualifier),
            code="unknown-table",
        )


def _qualify(column: exp.Column, table: str) -> None:
    """Write the table's name before a column's, both quoted: `by`, `row` and `table` are SQL words too."""
    column.this.set("quoted", True)
    column.set("table", exp.to_identifier(table, quoted=True))
