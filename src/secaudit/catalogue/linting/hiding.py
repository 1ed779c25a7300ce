"""Conditions that would hide missing data, or compute what a division cannot."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from secaudit.catalogue.expression import Parsed
from secaudit.catalogue.functions import FUNCTIONS
from secaudit.catalogue.linting.reading import Reading, nullable, problem
from secaudit.model.control import Expression
from secaudit.model.problem import Problem
from secaudit.model.text import Text

_HIDING = (exp.Coalesce, exp.Least, exp.Greatest, exp.ConcatWs)

_NO_END = frozenset({"expires_on", "ends_on"})
"""Terms whose empty cell means "without end": those of papers and links, and no others."""

_EMPTY_IS_UNKNOWN = Text("điều kiện để trống nghĩa là chưa biết", "a condition in which empty means unknown")


def find(reading: Reading) -> Iterator[Problem]:
    """Find what would turn an empty cell into a verdict, and divisions."""
    for expression, parsed in (*reading.conditions, *_deadline(reading)):
        yield from _hidden(reading, expression, parsed)
    for expression, parsed in reading.conditions:
        yield from _passed_over(reading, expression, parsed)
        if parsed.tree.find(exp.Div) is not None:
            yield _division(reading, expression)


def _deadline(reading: Reading) -> Iterator[tuple[Expression, Parsed]]:
    """Yield what `due` says, if anything: a day made up for an empty cell puts a failure off."""
    due = reading.control.due
    if due is not None:
        yield due, reading.parsed(due)


def _hidden(reading: Reading, expression: Expression, parsed: Parsed) -> Iterator[Problem]:
    """Find IS NULL and functions that pass over NULL.

    The end of a paper or a link is left out: none given is none. A deadline not written down is unknown.
    """
    for node in parsed.tree.find_all(exp.Is, *_HIDING):
        for column in node.find_all(exp.Column):
            declared = reading.declared(column, parsed)
            if (
                declared is None
                or not nullable(declared)
                or (isinstance(node, exp.Is) and declared.name in _NO_END)
            ):
                continue
            form = "IS NULL" if isinstance(node, exp.Is) else FUNCTIONS[type(node)].name.upper()
            yield problem(
                "is-null",
                expression.location,
                Text(
                    f"{reading.control.id}: {form} với {column.name}, cột có thể trống",
                    f"{reading.control.id}: {form} of {column.name}, a column that may be empty",
                ),
                _EMPTY_IS_UNKNOWN,
                Text(
                    "bỏ phép đó để ô trống cho kết quả chưa đủ căn cứ; nếu là chủ ý, thêm allow: [is-null]",
                    "leave it out, so that an empty cell stays unknown; if it is meant, add allow: [is-null]",
                ),
            )


def _passed_over(reading: Reading, expression: Expression, parsed: Parsed) -> Iterator[Problem]:
    """Find tests of a CASE that are passed over for want of a value, so that a later branch decides."""
    for case in parsed.tree.find_all(exp.Case):
        for test in _tests_with_a_branch_behind(case):
            names = [
                column.name
                for column in test.find_all(exp.Column)
                if (declared := reading.declared(column, parsed)) is not None and nullable(declared)
            ]
            if names:
                yield problem(
                    "case-else",
                    expression.location,
                    Text(
                        f"{reading.control.id}: nhánh CASE bị bỏ qua khi {names[0]} để trống",
                        f"{reading.control.id}: a CASE passes over its WHEN where {names[0]} is empty",
                    ),
                    _EMPTY_IS_UNKNOWN,
                    Text(
                        "bỏ ELSE, hoặc viết bằng AND và OR; nếu là chủ ý, thêm allow: [case-else]",
                        "leave ELSE out, or write it with AND and OR; if it is meant, add allow: [case-else]",
                    ),
                )
                break


def _tests_with_a_branch_behind(case: exp.Case) -> Iterator[exp.Expression]:
    """Yield the tests of a CASE after which something other than NULL can still come."""
    default = case.args.get("default")
    ends = default is not None and not isinstance(default, exp.Null)
    operand = case.this
    if operand is not None:
        # Without a value the operand equals nothing: only ELSE can follow.
        if ends:
            yield operand
        return
    tests = [branch.this for branch in case.args["ifs"]]
    yield from tests if ends else tests[:-1]


def _division(reading: Reading, expression: Expression) -> Problem:
    return problem(
        "division",
        expression.location,
        Text(
            f"{reading.control.id}: phép chia trong điều kiện",
            f"{reading.control.id}: a division in a condition",
        ),
        Text("so sánh không có phép chia", "a comparison without division"),
        Text(
            "nhân chéo, ví dụ a >= 0.15 * b: phép chia làm tròn và có thể chia cho 0; "
            "nếu đúng là chủ ý, thêm allow: [division]",
            "multiply instead, as in a >= 0.15 * b: division rounds, and may be by zero; "
            "if it is meant, add allow: [division]",
        ),
    )
