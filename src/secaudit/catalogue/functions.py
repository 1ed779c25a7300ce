"""The functions that an expression may call. Small on purpose: every engine means the same by them.

`least`, `greatest` and `concat_ws` pass over NULL, as both engines do; `lint` warns where that hides missing
data. `concat_ws(', ', a, b)` joins texts; of none that is known it makes the empty text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar

from sqlglot import exp

from secaudit.lazily import dataclass
from secaudit.model.column import ValueType


class WorkingDaysAfter(exp.Expression, exp.Func):
    """`working_days_after(date, n)`: the n-th working day after a day, which itself does not count.

    Working days are Monday to Friday but for Vietnam's public holidays, and the weekend days worked in
    exchange for one.
    """

    arg_types: ClassVar[dict[str, bool]] = {"this": True, "days": True}


_T, _N, _B = ValueType.TEXT, frozenset({ValueType.NUMBER}), ValueType.BOOLEAN
_DAY = frozenset({ValueType.DATE, ValueType.TIMESTAMP})
_ORDERED = frozenset({ValueType.TEXT, ValueType.NUMBER, ValueType.DATE, ValueType.TIMESTAMP})


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and gives.

    `parameters` maps the node's arguments to the types that they may have; an argument that holds
    several values has each checked. `returns` None means: the common type of its arguments.
    `literal` names arguments that must be a whole number written out, and which; `least` is how many
    arguments there must be.
    """

    name: str
    parameters: dict[str, frozenset[ValueType]]
    returns: ValueType | None
    literal: Mapping[str, range] = field(default_factory=dict)
    least: int = 1


FUNCTIONS: dict[type[exp.Expression], Signature] = {
    exp.Lower: Signature("lower", {"this": frozenset({_T})}, _T),
    exp.Upper: Signature("upper", {"this": frozenset({_T})}, _T),
    exp.Trim: Signature("trim", {"this": frozenset({_T})}, _T),
    exp.ConcatWs: Signature("concat_ws", {"expressions": frozenset({_T})}, _T, least=2),
    exp.Length: Signature("length", {"this": frozenset({_T})}, ValueType.INTEGER),
    exp.Abs: Signature("abs", {"this": _N}, None),
    exp.Round: Signature("round", {"this": _N, "decimals": _N}, ValueType.NUMBER, {"decimals": range(10)}),
    exp.Least: Signature("least", {"this": _ORDERED, "expressions": _ORDERED}, None, least=2),
    exp.Greatest: Signature("greatest", {"this": _ORDERED, "expressions": _ORDERED}, None, least=2),
    exp.Coalesce: Signature(
        "coalesce", {"this": _ORDERED | {_B}, "expressions": _ORDERED | {_B}}, None, least=2
    ),
    exp.Year: Signature("year", {"this": _DAY}, ValueType.INTEGER),
    exp.Month: Signature("month", {"this": _DAY}, ValueType.INTEGER),
    exp.Day: Signature("day", {"this": _DAY}, ValueType.INTEGER),
    exp.LastDay: Signature("last_day", {"this": _DAY}, ValueType.DATE),
    WorkingDaysAfter: Signature(
        "working_days_after",
        {"this": frozenset({ValueType.DATE}), "days": _N},
        ValueType.DATE,
        {"days": range(1, 251)},
        least=2,
    ),
    exp.DateFromParts: Signature(
        "make_date",
        dict.fromkeys(("year", "month", "day"), frozenset({ValueType.INTEGER})),
        ValueType.DATE,
        least=3,
    ),
}

FUNCTION_NAMES = tuple(sorted(signature.name for signature in FUNCTIONS.values()))
"""Names of all functions, for messages and documentation."""

AGGREGATES: dict[type[exp.Expression], frozenset[ValueType] | None] = {
    exp.Count: None,
    exp.Sum: _N,
    exp.Avg: _N,
    exp.Min: _ORDERED,
    exp.Max: _ORDERED,
}
"""What may be aggregated in a scalar subquery: the types it takes, None for any."""
