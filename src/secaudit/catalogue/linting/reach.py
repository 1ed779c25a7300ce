"""Conditions that can come to one thing only: controls that judge nothing, or always alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlglot import exp

from secaudit.catalogue.linting.possibilities import outcomes
from secaudit.catalogue.linting.reading import Reading, problem
from secaudit.model.control import Expression
from secaudit.model.problem import Problem
from secaudit.model.table import Table
from secaudit.model.text import Text

_MEND = Text("sửa điều kiện", "mend the condition")


def find(reading: Reading) -> Iterator[Problem]:
    """Find scopes that no row or every row matches, requirements that decide nothing, and dead subqueries."""
    control, scope = reading.control, reading.scope
    tables = {control.subject: reading.subject}
    yield from _dead_subqueries(reading)
    if scope is not None and control.applies_when is not None:
        reached = outcomes([scope.tree], tables)
        if reached is not None and (True,) not in reached:
            yield _said(
                "dead-control",
                reading,
                control.applies_when,
                Text("applies_when không bao giờ đúng", "its applies_when is never true"),
                Text("điều kiện mà một dòng nào đó thỏa mãn", "a condition that some row can match"),
            )
            return
        if reached is not None and all(truth for (truth,) in reached):
            yield _said(
                "constant-scope",
                reading,
                control.applies_when,
                Text("applies_when luôn đúng", "its applies_when is always true"),
                Text("điều kiện loại được một dòng nào đó", "a condition that leaves some row out"),
                Text("bỏ applies_when, hoặc sửa điều kiện", "leave applies_when out, or mend it"),
            )
    yield from _decided(reading, tables)


def _decided(reading: Reading, tables: Mapping[str, Table]) -> Iterator[Problem]:
    """Find a requirement that comes to the same wherever the control applies."""
    condition = reading.condition.tree
    scope: exp.Expression = exp.true() if reading.scope is None else reading.scope.tree
    reached = outcomes([scope, condition], tables)
    if reached is None:
        return
    truths = {truth for applies, truth in reached if applies}
    if True not in truths:
        yield _said(
            "never-passes",
            reading,
            reading.control.condition,
            Text("assert không bao giờ đúng", "its assert is never true"),
            Text("điều kiện mà một dòng nào đó đạt được", "a condition that some row can meet"),
        )
    elif False not in truths:
        yield _said(
            "never-fails",
            reading,
            reading.control.condition,
            Text("assert không bao giờ sai", "its assert is never false"),
            Text("điều kiện mà một dòng nào đó không đạt", "a condition that some row can fail"),
        )


def _dead_subqueries(reading: Reading) -> Iterator[Problem]:
    for expression, parsed in reading.conditions:
        for subquery in parsed.subqueries:
            inner = subquery.table
            tables = {reading.subject.name: reading.subject, subquery.alias: inner}
            reached = None if subquery.residual is None else outcomes([subquery.residual], tables)
            if reached is not None and (True,) not in reached:
                yield _said(
                    "dead-subquery",
                    reading,
                    expression,
                    Text(
                        f"WHERE của truy vấn con trên {inner.name} không bao giờ đúng",
                        f"the WHERE of its subquery on {inner.name} is never true",
                    ),
                    Text(
                        f"điều kiện mà một dòng {inner.name} thỏa mãn",
                        f"a condition that some row of {inner.name} can match",
                    ),
                )


def _said(
    code: str, reading: Reading, where: Expression, found: Text, expected: Text, advice: Text = _MEND
) -> Problem:
    name = reading.control.id
    return problem(code, where.location, Text(f"{name}: {found.vi}", f"{name}: {found.en}"), expected, advice)
