"""A control: one requirement that rows of a table must meet, written as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any, Literal

from secaudit.lazily import dataclass
from secaudit.model.change import Base, Change
from secaudit.model.law import LegalDocument, Obligation, Recurrence
from secaudit.model.location import Location, Origin
from secaudit.model.period import Period
from secaudit.model.profile import AppliedProfile, Profile
from secaudit.model.status import Severity, Status
from secaudit.model.text import Language, Text
from secaudit.model.waiver import WaiverTerm

MeasureUnit = Literal["ratio", "vnd", "days", "count"]


@dataclass(frozen=True, slots=True)
class Expression:
    """An SQL expression over the columns of a control's subject, and where it was written."""

    sql: str
    location: Location


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that a verdict rests on. Ratios are 0 to 1, money is VND."""

    value: Expression
    target: float
    unit: MeasureUnit


@dataclass(frozen=True, slots=True)
class Cost:
    """What a deed costs for one row, in VND of money that is not there yet, and what that rests on.

    The expression is NULL where the row does not tell. `basis` says in words how it is reckoned; it is an
    assumption for planning unless it names a clause.
    """

    vnd: Expression
    basis: Text


@dataclass(frozen=True, slots=True)
class Remediation:
    """The deed that makes a failed control pass.

    Controls with the same `deed` are closed by the same deed. `per` says how wide one deed reaches: one
    row ("subject"), or every row of the unit ("unit"). `after` names the deeds' controls that come first.
    `effort_days` are working days of one person; `cost` is None where nothing is known to reckon it from.
    """

    text: Text
    product: Text
    authority: Text
    effort_days: int
    deed: str
    per: Literal["subject", "unit"]
    after: tuple[str, ...] = ()
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Rows that prove a control, and the status that its subject must get.

    `given` maps tables to rows as in an inventory file. With several rows in the subject's table,
    `subject` names the judged one, and the others get the same status or `each` names the status of every
    row; `expect` is then None. `declared` lists the tables that are complete; None means all. `period` names
    the judged period of a recurring control; None where only one is judged.

    What else is stated must come out exactly: `missing`, the gaps of an unknown ("systems.backup", or
    "documents" for an undeclared table); `due`, the last day; `message`, the sentence of a failure without
    its deadline, in the languages given. `todo` says why an example is known not to hold yet. `origins`
    finds the place of each row and cell in the control's file.
    """

    given: Mapping[str, tuple[Mapping[str, Any], ...]]
    as_of: date
    expect: Status | None
    subject: str | None
    declared: tuple[str, ...] | None
    location: Location
    period: str | None = None
    name: str | None = None
    each: Mapping[str, Status] = field(default_factory=dict)
    missing: tuple[str, ...] | None = None
    due: date | None = None
    message: Mapping[Language, str] = field(default_factory=dict)
    todo: Text | None = None
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @property
    def statuses(self) -> frozenset[Status]:
        """Every status that the example expects of a row."""
        return frozenset(self.each.values()) if self.expect is None else frozenset((self.expect,))


@dataclass(frozen=True, slots=True)
class Control:
    """A requirement, its place in the law, and what to say and do when it is not met.

    `message` is the sentence of a failure, with `{name}` for the subject's columns and for `figures`,
    which are named SQL expressions; `{name:vnd}`, `{name:percent}`, `{name:change}` and `{name:date}` say how
    to write the value. `key` names the column whose cell a finding points at. `allow` names the warnings of
    the catalogue's lint that the author has weighed and accepts. With `every` the control is judged once for
    each period that was in force; `from_period` is the first one that its clauses ask anything for.
    """

    id: str
    title: Text
    severity: Severity
    subject: str
    cites: tuple[Obligation, ...]
    applies_when: Expression | None
    condition: Expression
    due: Expression | None
    measure: Measure | None
    figures: Mapping[str, Expression]
    message: Text
    waivable: bool
    remediation: Remediation
    examples: tuple[Example, ...]
    key: str | None
    family: str
    location: Location
    allow: tuple[str, ...] = ()
    applies_to: Text | None = None
    every: Recurrence | None = None
    from_period: Period | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Columns of the inventory ("table.column") that no control reads, and why they are kept all the same."""

    columns: tuple[str, ...]
    reason: Text
    location: Location


@dataclass(frozen=True)
class Catalogue:
    """All controls and the law behind them. `sha256` covers every file that was read.

    `unread` lists the columns that are known to be read by no control; empty where nobody keeps the list.
    `off` are controls that are known but not judged: switched off, or left out by `profile`. `base` says
    whether it builds on the released catalogue or stands alone, and `changes` what is no longer as released.
    `waiver_terms` say for how long a failure may be waived; a severity without one has no longest term.
    """

    controls: tuple[Control, ...]
    obligations: Mapping[str, Obligation]
    documents: Mapping[str, LegalDocument]
    sha256: str
    version: str
    unread: tuple[Unread, ...] = ()
    off: tuple[Control, ...] = ()
    base: Base | None = None
    changes: tuple[Change, ...] = ()
    profiles: Mapping[str, Profile] = field(default_factory=dict)
    profile: AppliedProfile | None = None
    waiver_terms: Mapping[Severity, WaiverTerm] = field(default_factory=dict)
