"""An expression taken apart: every part with its value, and with what made it so."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from secaudit.catalogue.subqueries import SubqueryKind
from secaudit.lazily import dataclass
from secaudit.model.finding import Value
from secaudit.model.location import Location
from secaudit.model.text import Text

PartKind = Literal[
    "and", "or", "not", "comparison", "in", "between", "like", "is_null", "exists", "aggregate",
    "case", "when", "else", "column", "literal", "computed",
]  # fmt: skip

Truth = Literal["true", "false", "unknown"]

TRUTH_WORDS: dict[Truth, Text] = {
    "true": Text("đúng", "true"),
    "false": Text("sai", "false"),
    "unknown": Text("chưa rõ", "unknown"),
}


def truth_of(value: Any) -> Truth:
    """Return the truth value of a condition as the engine gave it."""
    return "unknown" if value is None else "true" if value else "false"


@dataclass(frozen=True, slots=True)
class Observed:
    """The observation that took the place of a declared cell."""

    id: str
    value: Value
    observed_on: date
    method: Text
    by: str | None
    evidence: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class CellValue:
    """One value that a verdict rests on, and where it was written.

    `value` is what was judged (dates in ISO form, `none` for what is known not to be, None for an empty
    cell); `declared` what the unit had written where an observation replaced it. `later` says that an event
    lies after the day of the audit, and so had not happened. `location` is None for computed values.
    """

    table: str
    row: str
    column: str
    label: Text
    value: Value
    shown: Text
    location: Location | None
    later: bool = False
    declared: Value = None
    observed: Observed | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
    """Whether the unit has declared that a table holds everything, and by which declaration.

    `state` is "declared", "undeclared", "always" (a table that needs no declaration), "spoilt" (declared,
    but rows or files of it were rejected) or "no_unit".
    """

    state: Literal["declared", "undeclared", "always", "spoilt", "no_unit"]
    unit: str | None
    declaration: str | None = None
    declared_on: Value = None
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A row that a subquery looked at.

    `conditions` are those that decided about it: the unmet ones of a row that fell out, the open ones of a
    doubtful row; `wanting` are the empty cells behind the latter. `argument` is what the row adds to an
    aggregate.
    """

    id: str
    name: str
    location: Location | None
    cells: tuple[CellValue, ...]
    conditions: tuple[Part, ...] = ()
    wanting: tuple[CellValue, ...] = ()
    argument: Value = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The first rows of a kind, and how many there are in all."""

    total: int
    first: tuple[LookedAt, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a subquery found in its table: a row (`kind` "exists") or a number (count, sum, min, max, avg).

    `ties` are the pairs of columns that tie a row to the subject, with the subject's value. `untied` are
    the subject's own empty cells, which leave it open which rows are tied.
    """

    kind: SubqueryKind
    table: str
    label: Text
    ties: tuple[tuple[str, str, Value], ...]
    untied: tuple[str, ...]
    completeness: Completeness
    found: Rows
    doubtful: Rows
    fell_out: Rows


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an expression: as written, with the values put in, and what it comes to.

    `brief` is the expression with its subqueries cut short. `truth` is None for what is no condition.
    `decisive` says that the part settled the one it stands in: a false part of an AND, a true one of an
    OR, the branch that a CASE took. `error` is the engine's message where the part cannot be computed by
    itself; the whole may still have a value. `rows` tells what a subquery found.
    """

    kind: PartKind
    sql: str
    brief: str
    filled: Text
    value: Value
    shown: Text
    truth: Truth | None
    decisive: bool = False
    parts: tuple[Part, ...] = ()
    rows: Lookup | None = None
    error: str | None = None
