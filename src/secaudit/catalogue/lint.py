"""What a catalogue that loads may still have wrong: hidden gaps, missing proofs, uncovered law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlglot import exp

from secaudit.catalogue.expression import Parsed, parse
from secaudit.catalogue.functions import FUNCTIONS
from secaudit.catalogue.placeholders import placeholders
from secaudit.model.column import Column
from secaudit.model.control import Catalogue, Control, Expression
from secaudit.model.law import Obligation
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem
from secaudit.model.status import Status
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.text import LANGUAGES, Text, same

_JUDGED = ("control", "evidence")
_HIDING = (exp.Coalesce, exp.Least, exp.Greatest, exp.ConcatWs)


def lint(catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return every error and warning about a catalogue, in the order of its files.

    Errors: a control without a duty behind it, or without an example that passes and one that fails.
    Warnings: missing data hidden by IS NULL, COALESCE, LEAST, GREATEST or CONCAT_WS; division in a condition;
    no example of an unknown where data can be missing; messages that tell different values in the two
    languages (`lacking_vi` and `lacking_en` are one value in two languages); an obligation that no control
    cites. A control accepts one of the first three by naming it
    under `allow`.
    """
    found = [problem for control in catalogue.controls for problem in _lint_control(control)]
    found += _uncovered(catalogue)
    return tuple(sorted(found, key=_place))


def _place(problem: Problem) -> tuple[str, int, int, str]:
    where = problem.location
    return where.file, where.line or 0, where.column or 0, problem.code


def _lint_control(control: Control) -> Iterator[Problem]:
    subject = SCHEMA[control.subject]
    conditions = [
        (expression, parse(expression.sql, subject, recurring=control.every is not None))
        for expression in (control.applies_when, control.condition)
        if expression is not None
    ]
    if not any(obligation.kind in _JUDGED for obligation in control.cites):
        yield _no_duty(control)
    for expression, parsed in conditions:
        if "is-null" not in control.allow:
            yield from _hidden(control, expression, parsed, subject)
    if "division" not in control.allow:
        yield from _divisions(control, conditions)
    if control.applies_when is not None and control.applies_to is None:
        yield _unsaid_scope(control, control.applies_when)
    yield from _examples(control, [parsed for _, parsed in conditions], subject)
    yield from _messages(control)


def _no_duty(control: Control) -> Problem:
    cited = ", ".join(f"{obligation.id} ({obligation.kind})" for obligation in control.cites)
    return Problem(
        "no-duty",
        control.location,
        Text(f"{control.id} chỉ dẫn {cited}", f"{control.id} cites only {cited}"),
        Text("ít nhất một nghĩa vụ loại control hoặc evidence", "an obligation of kind control or evidence"),
        Text("dẫn nghĩa vụ mà tiêu chí này kiểm tra", "cite the duty that this control checks"),
    )


def _unsaid_scope(control: Control, scope: Expression) -> Problem:
    return Problem(
        "unsaid-scope",
        scope.location,
        Text(f"{control.id} có applies_when mà không có applies_to", f"{control.id} has no applies_to"),
        Text("đối tượng áp dụng nói bằng lời", "words for what applies_when chooses"),
        Text("thêm applies_to: {vi: …, en: …}", "add applies_to: {vi: …, en: …}"),
        Gravity.WARNING,
    )


def _hidden(control: Control, expression: Expression, parsed: Parsed, subject: Table) -> Iterator[Problem]:
    """Find what would turn an empty cell into a verdict.

    A `term` column is left out: no end given is taken as no end, as the contract says of documents.
    """
    for node in parsed.tree.find_all(exp.Is, *_HIDING):
        for column in node.find_all(exp.Column):
            declared = _declared(column, parsed, subject)
            if declared is None or not _nullable(declared) or (isinstance(node, exp.Is) and declared.term):
                continue
            form = "IS NULL" if isinstance(node, exp.Is) else FUNCTIONS[type(node)].name.upper()
            yield Problem(
                "is-null",
                expression.location,
                Text(
                    f"{control.id}: {form} với {column.name}, cột có thể trống",
                    f"{control.id}: {form} of {column.name}, a column that may be empty",
                ),
                Text("điều kiện để trống nghĩa là chưa biết", "a condition in which empty means unknown"),
                Text(
                    "bỏ phép đó để ô trống cho kết quả chưa đủ căn cứ; nếu là chủ ý, thêm allow: [is-null]",
                    "leave it out, so that an empty cell stays unknown; if it is meant, add allow: [is-null]",
                ),
                Gravity.WARNING,
            )


def _declared(column: exp.Column, parsed: Parsed, subject: Table) -> Column | None:
    """Return the declaration behind a column of a checked tree; None for `as_of`."""
    if not column.table:
        return None
    table = subject
    if column.table != subject.name:
        inside = {id(subquery.node): subquery.table for subquery in parsed.subqueries}
        around = column.parent
        while id(around) not in inside and around is not None:
            around = around.parent
        table = inside[id(around)]
    return table.by_name[table.sources[column.name]]


def _nullable(column: Column) -> bool:
    return not column.required and column.default is None


def _divisions(control: Control, conditions: Iterable[tuple[Expression, Parsed]]) -> Iterator[Problem]:
    for expression, parsed in conditions:
        if parsed.tree.find(exp.Div) is None:
            continue
        yield Problem(
            "division",
            expression.location,
            Text(f"{control.id}: phép chia trong điều kiện", f"{control.id}: a division in a condition"),
            Text("so sánh không có phép chia", "a comparison without division"),
            Text(
                "nhân chéo, ví dụ a >= 0.15 * b: phép chia làm tròn và có thể chia cho 0; "
                "nếu đúng là chủ ý, thêm allow: [division]",
                "multiply instead, as in a >= 0.15 * b: division rounds, and may be by zero; "
                "if it is meant, add allow: [division]",
            ),
            Gravity.WARNING,
        )


def _examples(control: Control, conditions: Iterable[Parsed], subject: Table) -> Iterator[Problem]:
    shown = {status for example in control.examples for status in example.statuses}
    for status in (Status.PASS, Status.FAIL):
        if status not in shown:
            yield _no_example(control, status, Gravity.ERROR)
    may_miss = any(_may_be_unknown(parsed, subject) for parsed in conditions)
    if Status.UNKNOWN not in shown and may_miss and "unknown-example" not in control.allow:
        yield _no_example(control, Status.UNKNOWN, Gravity.WARNING)


def _no_example(control: Control, status: Status, gravity: Gravity) -> Problem:
    return Problem(
        "unknown-example" if status is Status.UNKNOWN else "no-example",
        control.location,
        Text(
            f"{control.id} không có ví dụ cho kết quả {status.label.vi}",
            f"{control.id} has no example of {status.value}",
        ),
        same(f"examples: - {{given: …, as_of: …, expect: {status.value}}}"),
        Text("thêm ví dụ đó", "add one"),
        gravity,
    )


def _may_be_unknown(parsed: Parsed, subject: Table) -> bool:
    """Whether data behind a condition can be missing: an empty cell, or an undeclared table."""
    used = [subject.by_name[subject.sources[name]] for name in parsed.columns]
    for subquery in parsed.subqueries:
        table = subquery.table
        if not (table.closed or table.derived):
            return True
        used += [table.by_name[table.sources[name]] for name in subquery.columns]
    return any(_nullable(column) for column in used)


def _messages(control: Control) -> Iterator[Problem]:
    values = [
        {found.name.removesuffix(f"_{language}") for found in placeholders(control.message.to(language))}
        for language in LANGUAGES
    ]
    differing = ", ".join(sorted(values[0] ^ values[1]))
    if not differing:
        return
    yield Problem(
        "message-values",
        control.location,
        Text(
            f"{control.id}: chỉ một trong hai ngôn ngữ của message có {differing}",
            f"{control.id}: only one language of the message has {differing}",
        ),
        Text("cùng các giá trị trong cả hai ngôn ngữ", "the same values in both languages"),
        Text("bổ sung vào ngôn ngữ còn thiếu", "add them to the other language"),
        Gravity.WARNING,
    )


def _uncovered(catalogue: Catalogue) -> Iterator[Problem]:
    cited = {obligation.id for control in catalogue.controls for obligation in control.cites}
    for obligation in catalogue.obligations.values():
        if obligation.kind in _JUDGED and obligation.id not in cited:
            yield _not_cited(obligation)


def _not_cited(obligation: Obligation) -> Problem:
    return Problem(
        "uncovered-obligation",
        obligation.location or Location("registry"),
        Text(f"chưa có tiêu chí nào dẫn {obligation.id}", f"no control cites {obligation.id}"),
        Text("một tiêu chí kiểm tra nghĩa vụ này", "a control that checks this duty"),
        Text(
            "viết tiêu chí, hoặc đổi kind và nêu reason nếu không kiểm tra được",
            "write one, or change its kind and give a reason if it cannot be checked",
        ),
        Gravity.WARNING,
    )
