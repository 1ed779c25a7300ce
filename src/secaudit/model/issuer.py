"""Who issues a document: what stands in its letterhead, under it, and in the record of an inspection.

Everything may be missing: what nobody has said is a dotted line on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import Literal

from secaudit.lazily import dataclass

PageLayout = Literal["state", "party"]
"""The layouts of documents: of state bodies (Decree 30/2020) and of the Party (36-HD/VPTW)."""

PARTY_KINDS = frozenset({"party_committee", "party_agency"})
"""The kinds of units whose documents have the Party's layout unless their issuer says otherwise."""

ISSUER_FILE = "issuer.yaml"
"""What the file is called where it lies beside an inventory."""

DOCUMENT_KINDS = ("audit", "minutes", "order", "yearly", "summary", "checklist")
"""The kinds of official documents: the stems of their files' names."""

EVERY_DOCUMENT = ""
"""The key in `Issuer.numbers` of a number that was given without saying for which document."""


@dataclass(frozen=True, slots=True)
class Attendant:
    """Somebody who takes part in an inspection."""

    name: str | None
    post: str | None


@dataclass(frozen=True, slots=True)
class Inspection:
    """A visit, as its minutes tell it. `basis` are the grounds that the inspector chose or wrote."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    place: str | None = None
    basis: tuple[str, ...] = ()
    inspectors: tuple[Attendant, ...] = ()
    inspected: tuple[Attendant, ...] = ()
    secretary: Attendant | None = None
    documents: tuple[str, ...] = ()
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a document. `unit` is the id of a unit of the inventory, where it is one.

    `parent` and `body` are lines; an empty `parent` says that there is none, None that nobody said.
    `numbers` are by kind of document. `authority` are the lines above the post ("KT. GIÁM ĐỐC").
    `copies` is how many the archive and the drafting unit keep.
    """

    unit: str | None = None
    layout: PageLayout | None = None
    parent: tuple[str, ...] | None = None
    body: tuple[str, ...] | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    symbol: str | None = None
    drafting_unit: str | None = None
    place: str | None = None
    day: date | None = None
    addressees: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    post: str | None = None
    rank: str | None = None
    name: str | None = None
    recipients: tuple[str, ...] = ()
    archive: str | None = None
    copies: int | None = None
    inspection: Inspection = Inspection()

    def number(self, document: str) -> str | None:
        """Return the number of a document of that kind."""
        return self.numbers.get(document, self.numbers.get(EVERY_DOCUMENT))


NOBODY = Issuer()
"""Who issues a document when nothing is said of it."""
