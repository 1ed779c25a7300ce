"""The roll of an audit: every verdict, also those that are no finding."""

from __future__ import annotations

from secaudit.lazily import dataclass
from secaudit.model.status import Status


@dataclass(frozen=True, slots=True)
class Roll:
    """What a control said of each row it judged, of a recurring control for one period.

    `subjects` are the ids of the rows and `statuses` what each got, in the same order.
    """

    control: str
    period: str | None
    subjects: tuple[str, ...]
    statuses: tuple[Status, ...]
