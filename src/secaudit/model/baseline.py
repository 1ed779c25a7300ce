"""A baseline: the findings that are known and accepted for the time being, so that only others are new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from secaudit.lazily import dataclass
from secaudit.model.status import Status, is_worse

if TYPE_CHECKING:
    from secaudit.model.finding import Finding

BASELINE_FILE = "secaudit-baseline.yaml"
"""The file in an inventory's folder that keeps it; no part of the inventory."""

BASELINE_VERSION = 1
"""The layout of the file that this version writes."""

KNOWABLE = (Status.FAIL, Status.UNKNOWN)
"""The statuses of findings that a baseline holds: an error is never accepted, nothing else needs to be."""


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """One finding of a baseline. `unit` and `subject` are ids; the fingerprint is what counts."""

    fingerprint: str
    control: str
    table: str
    subject: str
    period: str | None
    status: Status
    unit: str | None

    @property
    def order(self) -> tuple[str, str, str, str, str]:
        """What a file is sorted by: the unit first, so that changes of two units stand apart."""
        return self.unit or "", self.control, self.table, self.subject, self.period or ""


@dataclass(frozen=True)
class Baseline:
    """Known findings by their fingerprint, and the catalogue that found them (version and hash)."""

    catalogue_version: str
    catalogue_sha256: str
    findings: Mapping[str, KnownFinding]

    def knows(self, finding: Finding) -> bool:
        """Whether a finding is known, and no worse than when it became so.

        A finding that was unknown and now fails is not the one that was accepted.
        """
        entry = self.findings.get(finding.fingerprint)
        return entry is not None and finding.status in KNOWABLE and not is_worse(entry.status, finding.status)

    def of_no_control(self, controls: Iterable[str]) -> tuple[KnownFinding, ...]:
        """Return the entries whose control is none of these: nothing can match them."""
        known = frozenset(controls)
        return tuple(entry for entry in self.findings.values() if entry.control not in known)
