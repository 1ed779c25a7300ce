"""What would settle an unknown: the empty cells and undeclared tables behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from secaudit.audit.compilation import ROW, Membership, column, grounded, named
from secaudit.audit.engines.interface import Engine, EngineError
from secaudit.audit.evidence import EXPOSURE_CELLS, Detail, joined
from secaudit.audit.plans import Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.catalogue.expression import Parsed, Subquery
from secaudit.model.finding import Missing
from secaudit.model.status import Status
from secaudit.model.tables import SCHEMA
from secaudit.model.tables.quality import DATA_QUALITY
from secaudit.model.text import Text

_FIGURES_BEHIND = {"subtree_budgets": "budgets", "subtree_training": "units"}
"""The table whose rows are summed in a derived one."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of the engine about one subquery, and by which names the answers come.

    `settled` says that the subquery found what it looks for, so that nothing is missing there; each of
    `gaps` that a row which might belong has a certain cell empty.
    """

    subquery: Subquery
    settled: str | None
    gaps: Mapping[str, Missing]


class MissingFinder:
    """Names, for each unknown row of a control, what is missing."""

    def __init__(
        self, engine: Engine, plan: Plan, verdicts: Verdicts, declared: Mapping[str, frozenset[str]]
    ) -> None:
        self._plan = plan
        self._declared = declared
        self._tests: dict[str, exp.Expr] = {}
        self._read = {False: _cells_read(plan, plan.condition), True: _cells_read(plan, plan.applies)}
        self._scope_questions = self._questions(plan.applies)
        self._condition_questions = self._questions(plan.condition)
        self._answers = self._ask(engine, verdicts)

    def of(self, detail: Detail) -> tuple[Missing, ...]:
        """Return what is missing for one unknown row."""
        if self._plan.table is DATA_QUALITY:
            return (self._unmeasured(detail),)
        found = self._empty_cells(detail)
        for question in self._scope_questions if detail.scope_unknown else self._condition_questions:
            found += self._behind_subquery(question, detail)
        if not found and self._plan.table.derived:
            found = [self._silent_units(detail)]
        return tuple(dict.fromkeys(found))

    def _questions(self, parsed: Parsed | None) -> list[_Question]:
        return [] if parsed is None else [self._question(subquery) for subquery in parsed.subqueries]

    def _question(self, subquery: Subquery) -> _Question:
        membership = Membership(subquery, self._plan.table)
        settled = self._test(membership.some_certain()) if subquery.kind == "exists" else None
        table, meant = subquery.table, _meant_to_be_empty(subquery.residual)
        gaps: dict[str, Missing] = {}
        for name in sorted(subquery.columns):
            source = table.by_name.get(table.sources.get(name, ""))
            if source is None or name in meant or (source.required and not source.is_event):
                continue
            gaps[self._test(membership.doubtful_for_want_of(name))] = Missing(
                table.name, source.name, source.label
            )
        return _Question(subquery, settled, gaps)

    def _test(self, test: exp.Expr) -> str:
        name = f"test {len(self._tests)}"
        self._tests[name] = grounded(test, self._plan.given)
        return name

    def _ask(self, engine: Engine, verdicts: Verdicts) -> dict[int, dict[str, Any]]:
        if not self._tests:
            return {}
        select = [named(column(ROW, self._plan.table.name), "row")]
        select += [named(test, name) for name, test in self._tests.items()]
        try:
            rows = engine.fetch(joined(self._plan, verdicts, [Status.UNKNOWN], select)).to_pylist()
        except EngineError:
            # A control that crashes on some rows: the empty cells of the subject are still named.
            return {}
        return {row["row"]: row for row in rows}

    def _behind_subquery(self, question: _Question, detail: Detail) -> list[Missing]:
        answers: Mapping[str, Any] = self._answers.get(detail.row, {})
        if question.settled is not None and answers.get(question.settled):
            return []
        table = question.subquery.table
        complete = table.closed or table.derived or table.name in self._declared.get(detail.unit or "", ())
        found = [] if complete else [Missing(table.name, None, table.label)]
        return found + [missing for test, missing in question.gaps.items() if answers.get(test)]

    def _empty_cells(self, detail: Detail) -> list[Missing]:
        table = self._plan.table
        found: list[Missing] = []
        for name in self._read[detail.scope_unknown]:
            if detail.values[name] is not None:
                continue
            source = table.by_name[table.sources[name]]
            if name == "exposed":
                found.append(self._behind_exposure(detail))
            # An event said not to have happened has no date either, but nothing is missing there.
            elif not (source.is_event and detail.values.get(source.happened) is not None):
                found.append(Missing(table.name, source.name, source.label))
        return found

    def _behind_exposure(self, detail: Detail) -> Missing:
        """Exposure is unknown for want of the row's own cells, its unit's links, or one link's cipher."""
        table, links = self._plan.table, SCHEMA["links"]
        for name in EXPOSURE_CELLS:
            if name in table.by_name and detail.values[name] is None:
                return Missing(table.name, name, table.by_name[name].label)
        if "links" not in self._declared.get(detail.unit or "", frozenset()):
            return Missing("links", None, links.label)
        return Missing("links", "encryption", links.by_name["encryption"].label)

    def _unmeasured(self, detail: Detail) -> Missing:
        """Of data that is not there the quality is unknown, of data never declared the age."""
        if detail.values.get("days_since_declared", 0) is None:
            words = Text("lần xác nhận kê khai đầu tiên của đơn vị", "a first declaration by the unit")
            return Missing("declarations", None, words)
        return Missing("units", None, Text("dữ liệu của đơn vị để kiểm tra", "data of the unit to check"))

    def _silent_units(self, detail: Detail) -> Missing:
        behind = SCHEMA[_FIGURES_BEHIND[self._plan.table.name]]
        silent = detail.values["members"] - detail.values["reported"]
        return Missing(
            behind.name,
            None,
            Text(
                f"số liệu của {silent} đơn vị chưa báo cáo",
                f"figures of {silent} {'unit' if silent == 1 else 'units'} yet to report",
            ),
        )


def _cells_read(plan: Plan, parsed: Parsed | None) -> tuple[str, ...]:
    """Return the subject's names whose emptiness can be what is missing, in the order of the table."""
    if parsed is None:
        return ()
    used = parsed.columns - _meant_to_be_empty(parsed.tree)
    return tuple(name for name in plan.table.types if name in used)


def _meant_to_be_empty(tree: exp.Expr | None) -> frozenset[str]:
    """Return the columns that an expression tests for being empty: there, an empty cell says something."""
    if tree is None:
        return frozenset()
    return frozenset(
        test.this.name
        for test in tree.find_all(exp.Is)
        if isinstance(test.this, exp.Column) and isinstance(test.expression, exp.Null)
    )
