"""Documents of the law and the obligations in them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.text import Text

ObligationKind = Literal["control", "evidence", "context", "outside"]
"""`control`: an inventory can prove or disprove it; `evidence`: a recorded document proves it;
`context`: no duty of its own; `outside`: a duty, but not one of cybersecurity."""

JUDGED_KINDS: frozenset[ObligationKind] = frozenset({"control", "evidence"})
"""The kinds of obligations that a control must cite."""

Recurrence = Literal["year", "half-year"]


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """A document that obligations come from.

    `issued` is the day from which it is in force here; where the copy at hand does not give the day,
    `issued_assumed` is true and reports say so. `checked` is false for a citation still to be compared
    with the official gazette. One that is not `binding` is of another place or body: it is cited for what
    it says, and no report is based on it.
    """

    id: str
    number: str
    title: Text
    issuer: Text
    issued: date
    issued_assumed: bool = False
    checked: bool = True
    note: Text | None = None
    binding: bool = True


@dataclass(frozen=True, slots=True)
class Obligation:
    """One clause that asks something of an organisation.

    `due` is the last day to fulfil it, if the clause gives one; `every` marks a duty that recurs.
    `reason` says why an obligation of kind `outside` or `context` is not judged; `location` is its place
    in the registry.
    """

    id: str
    document: LegalDocument
    clause: Text
    kind: ObligationKind
    subject: str
    says: Text
    due: date | None = None
    every: Recurrence | None = None
    reason: Text | None = None
    location: Location | None = None
