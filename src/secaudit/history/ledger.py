"""Which findings were open when, over a line of audits: since when, how often, and which were violations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.history import OPEN, Key, Snapshot
from secaudit.model.status import Status


@dataclass(frozen=True, slots=True)
class Stage:
    """What an audit contributes to a line: its rules by control, and its open findings."""

    as_of: date
    rules: Mapping[str, str]
    open: Mapping[Key, Status]


def stage_of(snapshot: Snapshot, units: Collection[str] | None = None) -> Stage:
    """Return the stage of an audit, of the rows of some units only where `units` are given."""
    return Stage(
        snapshot.record.as_of,
        rules_of(snapshot),
        {
            finding.key: finding.status
            for finding in snapshot.findings
            if finding.status in OPEN and (units is None or finding.unit in units)
        },
    )


def rules_of(snapshot: Snapshot) -> Mapping[str, str]:
    """Return for each control what decides its verdicts: its rule, else the whole catalogue."""
    whole = snapshot.record.catalogue_sha256
    return {name: control.rule_sha256 or whole for name, control in snapshot.controls.items()}


class Ledger:
    """Follows findings from audit to audit. A control that asks something else begins anew."""

    def __init__(self) -> None:
        self.since: dict[Key, date] = {}
        """For each finding that is open, the day of the audit that first saw it open this time."""
        self.opened: Counter[Key] = Counter()
        """How often each finding was opened."""
        self.violations: dict[Key, list[date]] = {}
        """For each finding, the days of the audits that first saw it fail, each time it was opened."""
        self._rules: dict[str, str] = {}
        self._failed: set[Key] = set()

    def follow(self, stage: Stage) -> None:
        """Enter the next audit of the line."""
        anew = {name for name, rule in stage.rules.items() if self._rules.get(name, rule) != rule}
        for kept in (self.since, self.opened, self.violations):
            for key in [key for key in kept if key[0] in anew]:
                del kept[key]
        for key in [key for key in self.since if key not in stage.open]:
            del self.since[key]
        self._failed &= self.since.keys()
        for key, status in stage.open.items():
            if key not in self.since:
                self.since[key] = stage.as_of
                self.opened[key] += 1
            if status is Status.FAIL and key not in self._failed:
                self._failed.add(key)
                self.violations.setdefault(key, []).append(stage.as_of)
        self._rules |= stage.rules
