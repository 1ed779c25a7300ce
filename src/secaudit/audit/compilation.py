"""Turns a checked expression into a query over one subject row that means what was written."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from secaudit.audit.grounding import ground
from secaudit.audit.membership import three_valued
from secaudit.catalogue.expression import Parsed
from secaudit.model.table import Table


def compiled(
    parsed: Parsed, subject: Table, given: Mapping[str, exp.Expr], *, on_record: bool = False
) -> exp.Expr:
    """Return an expression over one subject row (joined with `_declared`) that means what was written.

    What the audit gives (`as_of`, a period) becomes a literal, a division by zero NULL, and each subquery
    three-valued; with `on_record`, an aggregate speaks of the rows that certainly belong, also where there
    may be more.
    """
    return compiled_part(parsed, parsed.tree, subject, given, on_record=on_record)


def compiled_part(
    parsed: Parsed,
    part: exp.Expr,
    subject: Table,
    given: Mapping[str, exp.Expr],
    *,
    on_record: bool = False,
) -> exp.Expr:
    """Return one node of an expression's tree, or a node made of copies, compiled as the whole would be."""
    answers = {id(subquery.node): subquery for subquery in parsed.subqueries}
    tree: exp.Expr = part.copy()
    if not answers:
        return ground(tree, given)
    # The copy has the same shape, so the nodes of the original are found by their order.
    for original, node in list(zip(part.walk(), list(tree.walk()), strict=True)):
        if id(original) not in answers:
            continue
        replacement = three_valued(answers[id(original)], subject, on_record=on_record)
        if node is tree:
            tree = replacement
        else:
            node.replace(replacement)
    return ground(tree, given)
