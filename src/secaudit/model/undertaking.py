"""What people say of actions: who took one, by when it is to be done, and that it is done."""

from __future__ import annotations

from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.text import Text

UNDERTAKINGS_FILE = "actions.yaml"
"""The file beside an inventory, or anywhere in its folder, that keeps them; no part of the inventory."""

UNDERTAKINGS_VERSION = 1
"""The layout of `actions.yaml` that this version reads and writes."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One entry of `actions.yaml`.

    It belongs to the action `action`, or else to the one that closes most of the findings in `closes`
    (fingerprints): ids of actions change with a catalogue's deeds, fingerprints never do. `evidence` is the
    paper or path that shows it done. `location` is where the entry stands.
    """

    action: str
    closes: tuple[str, ...]
    taken_by: str | None
    planned_on: date | None
    done_on: date | None
    evidence: str | None
    note: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class UndertakingsFile:
    """A file of undertakings as an audit read it; it is no part of the inventory."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Claim:
    """An action that is said to be done while findings that it was to close are still open.

    `findings` are the fingerprints of those. `what` and `unit` are the action's.
    """

    action: str
    unit: str
    what: Text
    taken_by: str | None
    done_on: date
    evidence: str | None
    findings: tuple[str, ...]
    location: Location
