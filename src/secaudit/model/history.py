"""What a history keeps of an audit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from secaudit.lazily import dataclass
from secaudit.model.finding import fingerprint
from secaudit.model.result import Cell, Counts
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text

HISTORY_VERSION = 1
"""The layout that records are written with. Raised with every change of a history's tables."""

Key = tuple[str, str, str | None]
"""What a verdict is about: control, id of the row judged, and period of a recurring duty."""

OPEN = frozenset({Status.FAIL, Status.UNKNOWN, Status.ERROR})
"""The statuses of an open finding: not met, or not shown to be met, with no exception and no time left."""


@dataclass(frozen=True, slots=True)
class Record:
    """One audit in a history: where it stands in the chain, and what it was an audit of.

    `number` counts from 1 in the order of recording. `hash` covers all of the record and `previous`, the
    hash of the one before (None for the first). `content` and `verdicts` are the hashes of what was found
    and of the roll of every verdict; two records of the same audit have the same `content`. `tops` are the
    units at the top of what was judged. `has_verdicts` is false where the audit gave no roll.
    """

    number: int
    layout: int
    previous: str | None
    hash: str
    content: str
    verdicts: str
    recorded_at: datetime
    generated_at: datetime
    tool: str
    tool_version: str
    engine: str
    paths: tuple[str, ...]
    as_of: date
    scope: str | None
    profile: str | None
    catalogue_version: str
    catalogue_sha256: str
    complete: bool
    rejected: int
    has_verdicts: bool
    tops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A record with what it counted; `names` are those of its tops, `units` how many units it judged."""

    record: Record
    names: tuple[str, ...]
    units: int
    counts: Counts
    score: float | None


@dataclass(frozen=True, slots=True)
class KeptUnit:
    """A unit as it was at the time of an audit."""

    id: str
    name: str
    kind: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class KeptControl:
    """A control as it was at the time of an audit; verdicts compare only where `rule_sha256` is the same."""

    id: str
    title: Text
    severity: Severity
    subject: str
    family: str
    rule_sha256: str | None


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """A finding as a history keeps it; `place` is where the row stood, `waiver` the one that covered it."""

    control: str
    table: str
    subject: str
    name: str
    unit: str | None
    period: str | None
    status: Status
    severity: Severity
    due: date | None
    days_overdue: int | None
    days_left: int | None
    message: Text
    place: str | None
    waiver: str | None

    @property
    def key(self) -> Key:
        """What the verdict is about."""
        return self.control, self.subject, self.period

    @property
    def fingerprint(self) -> str:
        """The mark of the finding, the same in every run and version."""
        return fingerprint(self.control, self.table, self.subject, self.period)

    @property
    def is_open(self) -> bool:
        """Whether something is to be done about it now."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a record holds.

    `statuses` are the verdicts that are no finding: passes, and what did not apply. Together with the
    findings they are every verdict; None where the audit gave no roll.
    """

    record: Record
    units: tuple[KeptUnit, ...]
    controls: Mapping[str, KeptControl]
    cells: tuple[Cell, ...]
    findings: tuple[KeptFinding, ...]
    statuses: Mapping[Key, Status] | None
