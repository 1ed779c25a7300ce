"""What a catalogue says of waivers: for how long a failure may be accepted at most."""

from __future__ import annotations

from secaudit.lazily import dataclass
from secaudit.model.location import Location
from secaudit.model.status import Severity
from secaudit.model.text import Text

ENDING_SOON_DAYS = 30
"""A waiver with so many days left, or fewer, is told in every audit."""


@dataclass(frozen=True, slots=True)
class WaiverTerm:
    """The longest term of a waiver of a control of one severity: days, the first and the last counted."""

    severity: Severity
    days: int
    reason: Text
    location: Location
