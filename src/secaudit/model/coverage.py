"""Which clause of the law is checked by which control, and what proves that the control works."""

from __future__ import annotations

from collections.abc import Mapping

from secaudit.lazily import dataclass
from secaudit.model.law import JUDGED_KINDS, LegalDocument, Obligation
from secaudit.model.location import Location
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Check:
    """A control that checks an obligation; `proofs` counts its examples by the status that they must get."""

    control: str
    title: Text
    severity: Severity
    subject: str
    proofs: Mapping[Status, int]
    location: Location


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation and the controls that cite it."""

    obligation: Obligation
    checks: tuple[Check, ...]

    @property
    def is_judged(self) -> bool:
        """Whether the obligation is of a kind that a control must cite."""
        return self.obligation.kind in JUDGED_KINDS

    @property
    def is_open(self) -> bool:
        """Whether a control should cite the obligation and none does."""
        return self.is_judged and not self.checks


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix of a catalogue: every document with its clauses, in the order of the registry."""

    sections: tuple[tuple[LegalDocument, tuple[Clause, ...]], ...]
    controls: int

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every document."""
        return tuple(clause for _, clauses in self.sections for clause in clauses)

    @property
    def judged(self) -> int:
        """How many obligations are of a kind that a control must cite."""
        return sum(clause.is_judged for clause in self.clauses)

    @property
    def covered(self) -> int:
        """How many of those are cited by a control."""
        return self.judged - sum(clause.is_open for clause in self.clauses)
