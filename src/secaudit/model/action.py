"""Remediation actions: deeds that close findings."""

from __future__ import annotations

from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.status import Severity
from secaudit.model.text import Text


@dataclass(frozen=True, slots=True)
class Action:
    """One deed, with the six clarities, and the findings that it closes.

    Who (`who`), what (`what`), when (`due`; None is at once), responsibility (`responsibility`), product
    (`product`) and authority (`authority`). Where the inventory names nobody, the text says so instead of
    guessing. `closes` holds fingerprints; `subjects` the ids of the rows that it concerns and `names` their
    names in that order. `task` is `what` without these names, so that the same deed for several rows can be
    told once; files of earlier versions have neither.
    """

    id: str
    unit: str
    who: Text
    what: Text
    due: date | None
    responsibility: Text
    product: Text
    authority: Text
    severity: Severity
    days_overdue: int
    effort_days: int
    controls: tuple[str, ...]
    subjects: tuple[str, ...]
    closes: tuple[str, ...]
    after: tuple[str, ...]
    task: Text = Text("", "")
    names: tuple[str, ...] = ()
