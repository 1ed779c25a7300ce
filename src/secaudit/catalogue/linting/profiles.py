"""What a profile may have wrong: controls that can never apply to the kinds of unit that it is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlglot import exp

from secaudit.catalogue.expression import Parsed, parse
from secaudit.catalogue.linting.reading import problem
from secaudit.catalogue.selection import is_left_out
from secaudit.model.control import Catalogue, Control
from secaudit.model.problem import Problem
from secaudit.model.profile import Profile
from secaudit.model.table import Table
from secaudit.model.tables import SCHEMA
from secaudit.model.text import Text

Truth = bool | None
"""What can be said of a condition before any row is seen: None is "it depends"."""

_UNITS, _KIND = "units", "kind"


def find(catalogue: Catalogue) -> Iterator[Problem]:
    """Find the controls that a profile judges although none of its units can be meant by them."""
    chosen = catalogue.profile
    for profile in catalogue.profiles.values():
        if chosen is not None and profile.id != chosen.id:
            continue
        for control in catalogue.controls:
            if is_left_out(control.id, profile.controls, profile.without):
                continue
            if never_applies(control, profile.kinds):
                yield _never(profile, control)


def never_applies(control: Control, kinds: tuple[str, ...]) -> bool:
    """Whether `applies_when` is false for every row of units of some kinds, as far as can be told.

    That can be told from `kind` where units are judged, and from `EXISTS (SELECT … FROM units u WHERE
    u.id = <subject>.unit AND …)` for the rows that have a unit.
    """
    if control.applies_when is None:
        return False
    subject = SCHEMA[control.subject]
    parsed = parse(control.applies_when.sql, subject, recurring=control.every is not None)
    scope = subject.name if subject.name == _UNITS else None
    return all(_truth(parsed.tree, kind, scope, parsed, subject) is False for kind in kinds)


def _truth(node: exp.Expression, kind: str, scope: str | None, parsed: Parsed, subject: Table) -> Truth:
    """Return what a condition comes to where the unit is of a kind; `scope` is the units' name in it."""
    if isinstance(node, exp.Paren):
        return _truth(node.this, kind, scope, parsed, subject)
    if isinstance(node, exp.Not):
        inner = _truth(node.this, kind, scope, parsed, subject)
        return None if inner is None else not inner
    if isinstance(node, exp.And | exp.Or):
        sides = [_truth(side, kind, scope, parsed, subject) for side in (node.this, node.expression)]
        return _joined(sides, decisive=isinstance(node, exp.Or))
    if isinstance(node, exp.Boolean):
        return bool(node.this)
    if isinstance(node, exp.Exists):
        return _some_unit(node, kind, parsed, subject)
    return None if scope is None else _compared(node, kind, scope)


def _joined(sides: Sequence[Truth], *, decisive: bool) -> Truth:
    """Return what AND or OR makes of its sides: one side that is decisive decides."""
    if decisive in sides:
        return decisive
    return None if None in sides else not decisive


def _compared(node: exp.Expression, kind: str, scope: str) -> Truth:
    if isinstance(node, exp.EQ | exp.NEQ):
        sides = (node.this, node.expression)
        for column, other in (sides, sides[::-1]):
            if _is_kind(column, scope) and isinstance(other, exp.Literal):
                return (other.name == kind) is isinstance(node, exp.EQ)
    if isinstance(node, exp.In) and _is_kind(node.this, scope):
        return kind in [item.name for item in node.expressions]
    return None


def _is_kind(node: exp.Expression, scope: str) -> bool:
    return isinstance(node, exp.Column) and (node.table, node.name) == (scope, _KIND)


def _some_unit(node: exp.Exists, kind: str, parsed: Parsed, subject: Table) -> Truth:
    """Return whether the judged unit can be the one that a subquery looks for: False, or it depends."""
    found = next((item for item in parsed.subqueries if item.node is node), None)
    if found is None or found.table.name != _UNITS or found.residual is None:
        return None
    if len(subject.owner) != 1 or ("id", subject.owner[0]) not in found.keys:
        return None
    inside = _truth(found.residual, kind, found.alias, parsed, subject)
    return False if inside is False else None


def _never(profile: Profile, control: Control) -> Problem:
    kinds = ", ".join(profile.kinds)
    return problem(
        "profile-never",
        profile.location,
        Text(
            f"diện áp dụng {profile.id} xét {control.id}, tiêu chí không thể áp dụng cho loại {kinds}",
            f"the profile {profile.id} judges {control.id}, which can never apply to {kinds}",
        ),
        Text("chỉ các tiêu chí có thể áp dụng", "only controls that can apply"),
        Text(
            f"loại {control.id} trong without và nêu lý do, hoặc bỏ khỏi controls",
            f"leave {control.id} out under without, with the reason, or remove it from controls",
        ),
    )
