"""Every part of an expression with its value for a row, computed by the audit's own engine.

The parts are compiled and grounded like the whole, and asked for in one query. Nothing is evaluated here:
what is true, false or unknown is what the engine says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, cast

from sqlglot import exp

from secaudit.audit.bench import Bench
from secaudit.audit.engines.interface import EngineError
from secaudit.audit.plans import Plan
from secaudit.audit.verdicts import Verdicts
from secaudit.catalogue.expression import Parsed, Subquery
from secaudit.explanation.part import Lookup, Part, PartKind, truth_of
from secaudit.explanation.wording import Template, in_words, is_money, plain, written
from secaudit.lazily import dataclass
from secaudit.model.column import ValueType
from secaudit.model.status import Status
from secaudit.model.text import Text, same

_KINDS: dict[type[exp.Expr], PartKind] = {
    exp.And: "and",
    exp.Or: "or",
    exp.Not: "not",
    **dict.fromkeys((exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE), "comparison"),
    exp.In: "in",
    exp.Between: "between",
    exp.Like: "like",
    exp.Is: "is_null",
    exp.Exists: "exists",
    exp.Subquery: "aggregate",
    exp.Case: "case",
    exp.Column: "column",
    **dict.fromkeys((exp.Literal, exp.Boolean, exp.Null), "literal"),
}
_CONDITIONS = ("and", "or", "not", "comparison", "in", "between", "like", "is_null", "exists")
_LEAVES = (exp.Column, exp.Subquery, exp.Exists, exp.Case)
_GIVEN = (exp.Literal, exp.Boolean, exp.Null)
_PASSIVE = (exp.DataType, exp.Var, exp.Interval, exp.Identifier)

LookUp = Callable[[int, Subquery, Any], Lookup | None]
"""Tells what a subquery found for the row at a position, given the value that it came to."""


@dataclass(frozen=True, slots=True)
class _Answer:
    value: Any
    error: str | None = None


def trees(
    bench: Bench,
    plan: Plan,
    verdicts: Verdicts,
    parsed: Parsed,
    statuses: Sequence[Status] = tuple(Status),
    look_up: LookUp = lambda row, subquery, value: None,
    target: float | None = None,
) -> dict[int, Part]:
    """Return an expression of a control taken apart, for each judged row, by the row's position.

    Its numbers, and the `target` that a measure is held against, look alike only where they are.
    """
    nodes = list(_asked(parsed.tree))
    questions = {
        f"n{index}": plan.compiled(_only(parsed, node), on_record=parsed is plan.due)
        for index, node in enumerate(nodes)
    }
    answers = _answers(bench, plan, verdicts, nodes, questions, statuses)
    condition = parsed.type is ValueType.BOOLEAN
    words = _Words(plan.table.name, parsed, {id(node) for node in nodes})
    return {
        row: _Builder(words, found, partial(look_up, row), target).part(parsed.tree, condition=condition)
        for row, found in answers.items()
    }


def below(node: exp.Expr) -> list[exp.Expr]:
    """Return the parts right below a node, chains of AND or OR as one and brackets left out."""
    if isinstance(node, exp.And | exp.Or):
        return [part for side in (node.this, node.expression) for part in _chain(side, type(node))]
    if isinstance(node, exp.Exists | exp.Subquery | exp.Column | exp.Literal):
        return []
    if isinstance(node, exp.In | exp.Is):
        return [bare(node.this)]
    if isinstance(node, exp.Case):
        branches = [part for branch in node.args["ifs"] for part in (branch.this, branch.args["true"])]
        ends = [node.args.get("this"), *branches, node.args.get("default")]
        return [bare(part) for part in ends if part is not None]
    children = [
        child
        for value in node.args.values()
        for child in (value if isinstance(value, list) else [value])
        if isinstance(child, exp.Expr) and not isinstance(child, _PASSIVE)
    ]
    return [bare(child) for child in children]


def bare(node: exp.Expr) -> exp.Expr:
    """Return what stands inside the brackets."""
    while isinstance(node, exp.Paren):
        node = node.this
    return node


def _chain(node: exp.Expr, kind: type[exp.Expr]) -> list[exp.Expr]:
    inner = bare(node)
    return below(inner) if type(inner) is kind else [inner]


def _asked(tree: exp.Expr) -> Iterable[exp.Expr]:
    waiting = [bare(tree)]
    for node in waiting:
        yield node
        waiting += below(node)


def _answers(
    bench: Bench,
    plan: Plan,
    verdicts: Verdicts,
    nodes: Sequence[exp.Expr],
    questions: dict[str, exp.Expr],
    statuses: Sequence[Status],
) -> dict[int, dict[int, _Answer]]:
    """Return the value of every node for each row, by the node's identity."""
    try:
        rows = bench.ask(plan, verdicts, questions, statuses)
        return {
            row["row"]: {id(node): _Answer(row[f"n{index}"]) for index, node in enumerate(nodes)}
            for row in rows
        }
    except (EngineError, OverflowError):
        return _one_by_one(bench, plan, verdicts, nodes, questions, statuses)


def _one_by_one(
    bench: Bench,
    plan: Plan,
    verdicts: Verdicts,
    nodes: Sequence[exp.Expr],
    questions: Mapping[str, exp.Expr],
    statuses: Sequence[Status],
) -> dict[int, dict[int, _Answer]]:
    """Ask for each part by itself: some crash, and the others are still known."""
    positions = [row["row"] for row in bench.ask(plan, verdicts, {}, statuses)]
    answers: dict[int, dict[int, _Answer]] = {row: {} for row in positions}
    for node, (name, question) in zip(nodes, questions.items(), strict=True):
        try:
            found = {row["row"]: row[name] for row in bench.ask(plan, verdicts, {name: question}, statuses)}
            for row in positions:
                answers[row][id(node)] = _Answer(found[row])
        except (EngineError, OverflowError) as error:
            for row in positions:
                answers[row][id(node)] = _Answer(None, str(error))
    return answers


def _only(parsed: Parsed, node: exp.Expr) -> Parsed:
    """Return one part of an expression as an expression of its own."""
    inside = {id(each) for each in node.walk()}
    kept = tuple(subquery for subquery in parsed.subqueries if id(subquery.node) in inside)
    return replace(parsed, tree=cast(exp.Expression, node), subqueries=kept)


class _Words:
    """How the nodes of one expression are written, alike for every row."""

    def __init__(self, subject: str, parsed: Parsed, asked: set[int]) -> None:
        self._subject = subject
        self._asked = asked
        self.subqueries = {id(subquery.node): subquery for subquery in parsed.subqueries}
        self._sql: dict[int, tuple[str, str]] = {}
        self._templates: dict[int, Template] = {}

    def sql(self, node: exp.Expr) -> tuple[str, str]:
        """Return a node as its author wrote it, and with its subqueries cut short."""
        if id(node) not in self._sql:
            self._sql[id(node)] = written(node, self._subject), written(node, self._subject, self._short)
        return self._sql[id(node)]

    def template(self, node: exp.Expr, kind: PartKind) -> Template:
        """Return a node with places for the values that it is made of, one step down."""
        if id(node) not in self._templates:
            steps = {id(child) for child in below(node)}

            def chosen(part: exp.Expr) -> bool:
                here = isinstance(part, _LEAVES) if kind == "computed" else id(part) in steps
                return here and not isinstance(part, _GIVEN) and id(part) in self._asked

            self._templates[id(node)] = Template.of(node, self._subject, chosen)
        return self._templates[id(node)]

    def _short(self, part: exp.Expr) -> str | None:
        subquery = self.subqueries.get(id(part))
        if subquery is None:
            return None
        asked = "EXISTS" if subquery.kind == "exists" else subquery.kind
        return f"{asked}(… {subquery.table.name} …)"


class _Builder:
    """Puts the parts of one expression together for one row."""

    def __init__(
        self,
        words: _Words,
        answers: Mapping[int, _Answer],
        look_up: Callable[[Subquery, Any], Lookup | None],
        target: float | None,
    ) -> None:
        self._words = words
        self._apart = [*(answer.value for answer in answers.values()), target]
        self._answers = answers
        self._look_up = look_up

    def part(self, node: exp.Expr, *, condition: bool, decisive: bool = False) -> Part:
        """Return a part with everything below it; `condition` says that it is asked whether it holds."""
        node = bare(node)
        answer = self._answers[id(node)]
        kind = _KINDS.get(type(node), "computed")
        is_condition = condition or kind in _CONDITIONS or isinstance(answer.value, bool)
        subquery = self._words.subqueries.get(id(node))
        sql, brief = self._words.sql(node)
        return Part(
            kind=kind,
            sql=sql,
            brief=brief,
            filled=self._filled(node, kind),
            value=plain(answer.value),
            shown=self._shown(node),
            truth=truth_of(answer.value) if is_condition and answer.error is None else None,
            decisive=decisive,
            parts=self._parts(node, kind, condition=condition),
            rows=None if subquery is None else self._look_up(subquery, answer.value),
            error=answer.error,
        )

    def _parts(self, node: exp.Expr, kind: PartKind, *, condition: bool) -> tuple[Part, ...]:
        if isinstance(node, exp.Case):
            return self._branches(node, condition=condition)
        whole = self._answers[id(node)].value
        settled = kind in ("and", "or")
        return tuple(
            self.part(
                child,
                condition=kind in ("and", "or", "not"),
                decisive=settled and self._answers[id(child)].value is whole,
            )
            for child in below(node)
        )

    def _branches(self, node: exp.Case, *, condition: bool) -> tuple[Part, ...]:
        """Return the branches; the first whose condition is true was taken, else the last one."""
        operand = node.args.get("this")
        branches: list[Part] = [] if operand is None else [self.part(operand, condition=False)]
        taken = False
        for branch in node.args["ifs"]:
            test, result = bare(branch.this), branch.args["true"]
            takes = operand is None and not taken and self._answers[id(test)].value is True
            taken = taken or takes
            branches.append(
                self._branch("when", [self.part(test, condition=operand is None)], result, condition, takes)
            )
        default = node.args.get("default")
        if default is not None:
            takes = operand is None and not taken
            branches.append(self._branch("else", [], default, condition, takes))
        return tuple(branches)

    def _branch(
        self, kind: PartKind, tests: list[Part], result: exp.Expr, condition: bool, takes: bool
    ) -> Part:
        given = self.part(result, condition=condition)
        sql = f"WHEN {tests[0].sql} THEN {given.sql}" if tests else f"ELSE {given.sql}"
        brief = f"WHEN {tests[0].brief} THEN {given.brief}" if tests else f"ELSE {given.brief}"
        parts = (*tests, given)
        return replace(given, kind=kind, sql=sql, brief=brief, decisive=takes, parts=parts, rows=None)

    def _shown(self, node: exp.Expr) -> Text:
        answer = self._answers[id(bare(node))]
        if answer.error is not None:
            return Text("không tính được", "cannot be computed")
        return in_words(answer.value, money=is_money(node), apart=self._apart)

    def _filled(self, node: exp.Expr, kind: PartKind) -> Text:
        """Return a part with values in place of what it is made of, one step down."""
        if kind in ("exists", "aggregate", "case", "column"):
            return self._shown(node)
        if kind == "literal":
            return same(self._words.sql(node)[0])
        return self._words.template(node, kind).filled(self._shown)
