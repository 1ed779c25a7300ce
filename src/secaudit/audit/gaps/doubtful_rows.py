"""The rows of a subquery's table of which nobody knows whether they belong, for all unknown subjects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from secaudit.audit.engines.interface import Engine
from secaudit.audit.evidence import joined
from secaudit.audit.gaps.hinges import Hinges, hinges
from secaudit.audit.gaps.parts import How, Part, PartReader
from secaudit.audit.gaps.patterns import letters, pattern_of
from secaudit.audit.grounding import grounded
from secaudit.audit.membership import Membership
from secaudit.audit.nodes import ROW, any_of, column, named
from secaudit.audit.plans import Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.catalogue.expression import Subquery
from secaudit.lazily import dataclass
from secaudit.model.status import Status


@dataclass(frozen=True, slots=True)
class DoubtfulRow:
    """A row of the subquery's table, by its position, and what it hangs on whether it counts."""

    row: int
    hinges: Hinges


class DoubtfulRows:
    """Finds, in two queries for all subjects, the rows that leave a subquery open and what they lack."""

    def __init__(self, subquery: Subquery, plan: Plan) -> None:
        self._subquery = subquery
        self._plan = plan
        self._membership = Membership(subquery, plan.table)
        reader = PartReader(plan.table, inner=(subquery.table, subquery.alias))
        belongs = [
            reader.read_as(self._membership.key_equals(key), key) for key in self._membership.open_keys
        ]
        if subquery.residual is not None:
            belongs.append(reader.read(subquery.residual))
        belonging = Part(How.AND, tuple(belongs), truth=True)
        if subquery.argument is None:
            self._root = belonging
        else:
            self._root = Part(How.GIVEN, (belonging, reader.read(subquery.argument)))
        self._asked = reader.asked
        self._memo: dict[str, Hinges] = {}

    def of_all(self, engine: Engine, verdicts: Verdicts) -> dict[int, list[DoubtfulRow]]:
        """Return the doubtful rows of each unknown subject, by its position. Raises EngineError."""
        found: defaultdict[int, list[DoubtfulRow]] = defaultdict(list)
        for condition, restriction in self._ties():
            for subject, row, pattern in self._fetch(engine, verdicts, condition, restriction):
                if pattern not in self._memo:
                    self._memo[pattern] = hinges(self._root, letters(pattern))
                hanging = self._memo[pattern]
                if hanging.leaves or not hanging.enough:
                    found[subject].append(DoubtfulRow(row, hanging))
        return found

    def _ties(self) -> Iterator[tuple[exp.Expr, exp.Expr]]:
        """Yield how rows hang together with a subject, and which of them are doubtful."""
        residual, argument = self._subquery.residual, self._subquery.argument
        doubtful: list[exp.Expr] = []
        if residual is not None:
            doubtful.append(_empty(residual))
        if argument is not None:
            counted = exp.true() if residual is None else exp.Paren(this=residual.copy())
            doubtful.append(exp.And(this=counted, expression=_empty(argument)))
        if doubtful:
            yield self._membership.tied(), any_of(doubtful)
        if self._membership.open_keys:
            yield self._membership.perhaps_tied(), exp.true()

    def _fetch(
        self, engine: Engine, verdicts: Verdicts, tie: exp.Expr, doubtful: exp.Expr
    ) -> Iterator[tuple[int, int, str]]:
        plan, alias = self._plan, self._subquery.alias
        select = [
            named(column(ROW, plan.table.name), "subject"),
            named(column(ROW, alias), "row"),
            named(grounded(pattern_of(self._asked), plan.given), "pattern"),
        ]
        query = joined(plan, verdicts, [Status.UNKNOWN], select)
        query = query.join(self._membership.source(), on=grounded(tie, plan.given), copy=False)
        query = query.where(grounded(doubtful, plan.given), copy=False).order_by(
            column(ROW, alias), copy=False
        )
        rows: dict[str, list[Any]] = engine.fetch(query).to_pydict()
        return zip(rows["subject"], rows["row"], rows["pattern"], strict=True)


def _empty(node: exp.Expr) -> exp.Expr:
    return exp.Is(this=exp.Paren(this=node.copy()), expression=exp.null())
