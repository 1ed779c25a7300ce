"""What an expression takes from the day of the audit, and what engines must not do with it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlglot import exp

from secaudit.audit.nodes import CALENDAR, column, number
from secaudit.catalogue.functions import WorkingDaysAfter

_LONG = 5
"""Written whole numbers of as many digits are 64 bits wide, as columns are; an engine would take 32."""


def grounded(tree: exp.Expr, given: Mapping[str, exp.Expr]) -> exp.Expr:
    """Replace `as_of` and its like by their values; guard divisions against zero, sums against 32 bits.

    The tree itself stays as it is.
    """
    return ground(tree.copy(), given)


def ground(tree: exp.Expr, given: Mapping[str, exp.Expr]) -> exp.Expr:
    """Do the same to a tree that nobody else holds, and return its root: copying is what compiling costs."""
    # Innermost first: a call takes what stands in its arguments along.
    nodes = list(tree.walk())
    calls = [node for node in nodes if isinstance(node, WorkingDaysAfter)]
    for call in reversed(calls):
        tree = _put(_counted_forward(call), call, tree)
    for node in list(tree.walk()) if calls else nodes:
        if isinstance(node, exp.Div):
            node.set("expression", exp.Nullif(this=node.expression, expression=number(0)))
        elif isinstance(node, exp.Literal) and node.is_int and len(node.name) >= _LONG:
            tree = _put(exp.cast(node.copy(), exp.DataType.Type.BIGINT), node, tree)
        elif isinstance(node, exp.Column) and not node.table:
            tree = _put(given[node.name].copy(), node, tree)
    return tree


def _put(new: exp.Expr, old: exp.Expr, tree: exp.Expr) -> exp.Expr:
    """Put a node in the place of another one, and return the root of the tree."""
    if old is tree:
        return new
    old.replace(new)
    return tree


def _counted_forward(call: WorkingDaysAfter) -> exp.Expr:
    """Return the first day on which as many more working days have been counted as the call says.

    NULL where the calendar does not reach.
    """
    reached = exp.select(exp.Max(this=column("number", "_from"))).from_(
        exp.alias_(exp.to_table(CALENDAR), "_from", table=True)
    )
    reached = reached.where(exp.EQ(this=column("day", "_from"), expression=exp.Paren(this=call.this.copy())))
    wanted = exp.Add(this=exp.Subquery(this=reached), expression=call.args["days"].copy())
    found = exp.select(exp.Min(this=column("day", "_to"))).from_(
        exp.alias_(exp.to_table(CALENDAR), "_to", table=True)
    )
    return exp.Subquery(this=found.where(exp.EQ(this=column("number", "_to"), expression=wanted)))
