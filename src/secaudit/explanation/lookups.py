"""What a subquery found: the rows that belong, those that may, and those that fell out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlglot import exp

from secaudit.audit.bench import Bench
from secaudit.audit.engines.interface import EngineError
from secaudit.audit.grounding import grounded
from secaudit.audit.membership import Membership
from secaudit.audit.nodes import ROW, column
from secaudit.audit.plans import Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.catalogue.expression import Subquery
from secaudit.explanation.cells import Cells
from secaudit.explanation.faults import Disagreement
from secaudit.explanation.part import CellValue, LookedAt, Lookup, Part, Rows, truth_of
from secaudit.explanation.trees import bare, below
from secaudit.explanation.wording import Template, in_words, is_money, plain, written
from secaudit.lazily import dataclass
from secaudit.model.text import Text

SHOWN = 10
"""How many rows of each kind are listed; how many there are is always said."""


class Lookups:
    """Tells, for one judged row, what each subquery of an expression looked at."""

    def __init__(self, bench: Bench, cells: Cells, plan: Plan, verdicts: Verdicts, unit: str | None) -> None:
        self._bench, self._cells, self._plan = bench, cells, plan
        self._verdicts, self._unit = verdicts, unit

    def tell(self, row: int, subquery: Subquery, value: Any) -> Lookup | None:
        """Return what a subquery found, None where its rows cannot be read one by one for an error.

        Raises:
            Disagreement: the rows found do not fit the value that the subquery came to.
        """
        asked = _Asked(subquery, self._plan)
        membership = Membership(subquery, self._plan.table)
        tied_or_not = exp.Or(this=membership.tied(), expression=membership.perhaps_tied())
        beside = (membership.source(), exp.Paren(this=grounded(tied_or_not, self._plan.given)))
        questions = {
            name: grounded(question.copy(), self._plan.given)
            for name, question in asked.questions(membership).items()
        }
        try:
            rows = self._bench.ask(self._plan, self._verdicts, questions, beside=beside)
        except (EngineError, OverflowError):
            return None
        return self._sorted(asked, rows, row, value)

    def _sorted(self, asked: _Asked, rows: Sequence[dict[str, Any]], row: int, value: Any) -> Lookup:
        subquery = asked.subquery
        found = [each for each in rows if each["tied"] and each["whole"]]
        doubtful = [each for each in rows if each["perhaps"] or (each["tied"] and each["whole"] is None)]
        fallen = [each for each in rows if each["tied"] and each["whole"] is False]
        fallen.sort(key=lambda each: sum(1 for name in asked.conjuncts if each[name] is False))
        _agree(subquery, value, len(found))
        subject = self._plan.table.name
        ties = tuple(
            (
                f"{subquery.table.name}.{inner}",
                f"{subject}.{outer}",
                plain(self._cells.raw(subject, row, outer)),
            )
            for inner, outer in subquery.keys
        )
        return Lookup(
            kind=subquery.kind,
            table=subquery.table.name,
            label=subquery.table.label,
            ties=ties,
            untied=tuple(outer.split(".")[1] for _, outer, held in ties if held is None),
            completeness=self._cells.completeness(subquery.table.name, self._unit),
            found=self._rows(asked, found, lambda answer: False),
            doubtful=self._rows(asked, doubtful, lambda answer: answer is None),
            fell_out=self._rows(asked, fallen, lambda answer: answer is False),
        )

    def _rows(self, asked: _Asked, rows: Sequence[dict[str, Any]], deciding: Any) -> Rows:
        first = tuple(self._looked_at(asked, row, deciding) for row in rows[:SHOWN])
        return Rows(len(rows), first)

    def _looked_at(self, asked: _Asked, row: dict[str, Any], deciding: Any) -> LookedAt:
        table, position = asked.subquery.table.name, row["inner"]
        deciders = [name for name in asked.conjuncts if deciding(row[name])]
        return LookedAt(
            id=str(self._cells.raw(table, position, "id")),
            name=self._cells.name(table, position),
            location=self._cells.place(table, position),
            cells=self._cells.of(table, position, asked.names),
            conditions=tuple(asked.part(name, row) for name in deciders),
            wanting=tuple(self._wanting(asked, row, deciders)),
            argument=plain(row.get("argument")),
        )

    def _wanting(self, asked: _Asked, row: dict[str, Any], deciders: Sequence[str]) -> Iterator[CellValue]:
        """Yield the empty cells for want of which a row is doubtful."""
        table, position = asked.subquery.table, row["inner"]
        open_names = dict.fromkeys(
            name
            for decider in deciders
            if row[decider] is None
            for name in asked.inner_columns(asked.conjuncts[decider])
        )
        if row["perhaps"]:
            open_names |= dict.fromkeys(inner for inner, _ in asked.subquery.keys)
        for name in dict.fromkeys(table.sources[each] for each in open_names):
            cell = self._cells.cell(table.name, position, name)
            if cell.value is None:
                yield cell


@dataclass(frozen=True)
class _Asked:
    """What is asked about each row of one subquery, and by which names the answers come."""

    subquery: Subquery
    plan: Plan

    @property
    def conjuncts(self) -> dict[str, exp.Expr]:
        """The conditions of the subquery but for its ties, one by one."""
        residual = self.subquery.residual
        if residual is None:
            return {}
        inner = bare(residual)
        parts = below(inner) if isinstance(inner, exp.And) else [inner]
        return {f"c{index}": part for index, part in enumerate(parts)}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the inner table that the subquery uses, in the table's order."""
        return tuple(name for name in self.subquery.table.types if name in self.subquery.columns)

    def inner_columns(self, node: exp.Expr) -> list[str]:
        """Return the names of the inner table in a condition."""
        alias = self.subquery.alias
        return [each.name for each in node.find_all(exp.Column) if each.table == alias]

    def questions(self, membership: Membership) -> dict[str, exp.Expr]:
        """Return what to ask of every row that is tied to the subject, or may be."""
        residual = self.subquery.residual
        asked: dict[str, exp.Expr] = {
            "inner": column(ROW, self.subquery.alias),
            "tied": membership.tied(),
            "perhaps": membership.perhaps_tied(),
            "whole": exp.true() if residual is None else residual,
            **self.conjuncts,
        }
        if self.subquery.argument is not None:
            asked["argument"] = self.subquery.argument
        for node in self.conjuncts.values():
            for each in node.find_all(exp.Column):
                asked[_value_of(each)] = each
        return asked

    def part(self, name: str, row: dict[str, Any]) -> Part:
        """Return one condition with the row's values put in."""
        node, subject = self.conjuncts[name], self.plan.table.name

        def value(part: exp.Expr) -> Text:
            assert isinstance(part, exp.Column)
            return in_words(row[_value_of(part)], money=is_money(part), apart=row.values())

        template = Template.of(node, subject, lambda part: isinstance(part, exp.Column))
        return Part(
            kind="computed",
            sql=written(node, subject),
            brief=written(node, subject),
            filled=template.filled(value),
            value=plain(row[name]),
            shown=in_words(row[name]),
            truth=truth_of(row[name]),
        )


def _value_of(node: exp.Column) -> str:
    return f"v:{node.table}.{node.name}"


def _agree(subquery: Subquery, value: Any, found: int) -> None:
    """Make sure that the rows told are those that the engine's value rests on."""
    if subquery.kind == "exists":
        fits = (value is True) == bool(found)
    else:
        fits = subquery.kind != "count" or subquery.argument is not None or value is None or value == found
    if not fits:
        raise Disagreement(f"{subquery.table.name}: {found} rows found, and the subquery is {value}")
