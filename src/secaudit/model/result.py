"""The result of an audit: the one thing that every report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from secaudit.lazily import dataclass
from secaudit.model.action import Action
from secaudit.model.change import Base, Change
from secaudit.model.control import Catalogue
from secaudit.model.exposure import ExposureInfo
from secaudit.model.finding import Contradiction, Finding, Source, WaiverUse
from secaudit.model.inventory import FileAccount, RejectedRow
from secaudit.model.law import LegalDocument
from secaudit.model.problem import Gravity, Problem
from secaudit.model.profile import AppliedProfile
from secaudit.model.proportion import Proportion
from secaudit.model.register import Register
from secaudit.model.roll import Roll
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text
from secaudit.model.undertaking import Claim, UndertakingsFile

SCHEMA_VERSION = 1
"""Raised when the layout of audit.json changes in a way that an older reader cannot follow."""

Counts = Mapping[Status, int]
"""How many verdicts there are of each status; all seven are always present."""


def score(counts: Mapping[Status, int]) -> float | None:
    """Return passes / (passes + fails + waived + unknown) as a ratio; None where nothing counts."""
    whole = sum(count for status, count in counts.items() if status.in_score)
    return counts.get(Status.PASS, 0) / whole if whole else None


@dataclass(frozen=True, slots=True)
class Tool:
    """The program that judged."""

    name: str
    version: str
    engine: str


@dataclass(frozen=True, slots=True)
class InventoryInfo:
    """Which inputs were judged, with the hash of each, and what was not."""

    paths: tuple[str, ...]
    files: tuple[FileAccount, ...]
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[Problem, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything was read: no row was rejected, no file, sheet or column left out."""
        return not self.rejected and all(one.gravity is not Gravity.ERROR for one in self.warnings)

    @property
    def unread(self) -> tuple[Problem, ...]:
        """The errors that no rejected row tells: of files and sheets left out, and further ones of a row."""
        told = {row.problem for row in self.rejected}
        return tuple(one for one in self.warnings if one.gravity is Gravity.ERROR and one not in told)


@dataclass(frozen=True, slots=True)
class CatalogueInfo:
    """Which controls were judged.

    `base` says whether they build on the released catalogue ("shipped") or stand alone ("none"); it is None
    in results that do not tell. `changes` are the differences from the catalogue below, `profile` what was
    left out for the kind of unit.
    """

    sha256: str
    version: str
    base: Base | None = None
    changes: tuple[Change, ...] = ()
    profile: AppliedProfile | None = None


def catalogue_info(catalogue: Catalogue) -> CatalogueInfo:
    """Return what a result tells of the catalogue that it was judged by."""
    return CatalogueInfo(
        catalogue.sha256, catalogue.version, catalogue.base, catalogue.changes, catalogue.profile
    )


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """A unit of the audited tree, for headings and addresses of reports.

    `declared` are the tables that it has declared complete; None in results that do not tell.
    """

    id: str
    name: str
    kind: str
    parent: str | None
    head_name: str | None
    head_post: str | None
    security_officer: str | None
    contact: str | None = None
    declared: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How a unit stands: passes / (passes + fails + waived + unknown), None where that is 0 / 0.

    `own` counts the rows that the unit itself answers for, `subtree` those of all units below it too.
    """

    unit: str
    own: Counts
    own_score: float | None
    subtree: Counts
    subtree_score: float | None


@dataclass(frozen=True, slots=True)
class ControlInfo:
    """A judged control, for tables and headings of reports.

    `rule_sha256` marks what decides its verdicts: those of two audits compare only where it is the same.
    Results of earlier versions do not have it.
    """

    id: str
    title: Text
    severity: Severity
    subject: str
    family: str
    sources: tuple[Source, ...]
    due: date | None
    waivable: bool
    rule_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """How many rows of one unit got one status from one control."""

    unit: str | None
    control: str
    status: Status
    count: int


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Why a control did not apply to rows of a unit."""

    control: str
    unit: str | None
    count: int
    reason: Text


@dataclass(frozen=True, slots=True)
class CountTable:
    """Every verdict, counted three ways; `expected` is the number of rows that had to be judged.

    Total, by control and by cell always add up to `expected`: asserted when an audit ends.
    """

    expected: int
    total: Counts
    by_control: Mapping[str, Counts]
    by_cell: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """Everything that an audit found. Nothing that reads it counts or judges anything itself.

    `scope` is the unit that was asked for (it and all below it), None for the whole inventory. `claims` are
    actions said to be done whose findings are still open. `documents` are those that the sources of the
    judged controls name by id, for lists of sources. `register` are the systems as the yearly report tells
    them, `proportions` the shares that the programme sets targets for; None and empty in results of earlier
    versions and where nobody asked for them. `pseudonyms` is the mark of the key under whose pseudonyms the
    result stands, None where names are names. `undertakings` are the files that the claims were read from,
    None in results that do not tell. `rolls` are all verdicts, None unless they were asked for; they
    are no part of audit.json.
    """

    schema_version: int
    as_of: date
    generated_at: datetime
    tool: Tool
    scope: str | None
    inventory: InventoryInfo
    catalogue: CatalogueInfo
    units: tuple[UnitInfo, ...]
    controls: tuple[ControlInfo, ...]
    counts: CountTable
    scores: tuple[Score, ...]
    findings: tuple[Finding, ...]
    not_applicable: tuple[NotApplicable, ...]
    contradictions: tuple[Contradiction, ...]
    waivers: tuple[WaiverUse, ...]
    actions: tuple[Action, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[LegalDocument, ...] = ()
    exposure: ExposureInfo | None = None
    register: Register | None = None
    proportions: tuple[Proportion, ...] = ()
    pseudonyms: str | None = None
    undertakings: tuple[UndertakingsFile, ...] | None = None
    rolls: tuple[Roll, ...] | None = None

    @property
    def is_complete(self) -> bool:
        """Whether everything was read and every control could be evaluated on every row."""
        return self.inventory.is_whole and not self.counts.total[Status.ERROR]
