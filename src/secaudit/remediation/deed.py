"""Deeds: findings that the same piece of work closes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from secaudit.lazily import dataclass
from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.status import Status

OPEN = (Status.FAIL, Status.NOT_YET_DUE)
"""What a deed closes: duties that are not met, whether or not their day has come.

A waived failure is accepted as it is, and an error says nothing about the subject.
"""

COMPLETION = ""
"""The deed that settles what is unknown. No control names it, so it has no name to collide with."""


class DeedKey(NamedTuple):
    """What makes two findings one deed.

    `unit` is "" for rows that no unit answers for. `table` and `row` are the subject of a deed done row by
    row, and "" where one deed serves the whole unit. `period` is that of a recurring duty, "" for others:
    the report of one year does not make up for that of another.
    """

    unit: str
    deed: str
    table: str
    row: str
    period: str = ""

    @property
    def is_unit_wide(self) -> bool:
        """Whether one deed serves every row of the unit."""
        return not self.row


@dataclass(frozen=True, slots=True)
class Deed:
    """One piece of work and the findings that it closes, those of the worst control first.

    `id` is the mark by which its action is known in every run: no date, no wording, 12 hex digits.
    """

    id: str
    key: DeedKey
    findings: tuple[Finding, ...]


def deeds(findings: Iterable[Finding], controls: Mapping[str, Control]) -> list[Deed]:
    """Group open findings into deeds, and each unit's unknown ones into one.

    Each such finding is in exactly one deed. The order is that of unit, deed and subject.

    Raises:
        LookupError: a finding's control is not among `controls`: the result is not of this catalogue.
    """
    groups: defaultdict[DeedKey, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.status in OPEN:
            groups[_key(finding, controls)].append(finding)
        elif finding.status is Status.UNKNOWN:
            groups[DeedKey(finding.subject.unit or "", COMPLETION, "", "")].append(finding)
    return [Deed(_mark(key), key, tuple(sorted(groups[key], key=_weight))) for key in sorted(groups)]


def _mark(key: DeedKey) -> str:
    parts = key if key.period else key[:-1]
    return sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def _key(finding: Finding, controls: Mapping[str, Control]) -> DeedKey:
    control = controls.get(finding.control)
    if control is None:
        raise LookupError(f"control {finding.control} of a finding is not in the catalogue")
    subject, deed = finding.subject, control.remediation.deed
    unit = subject.unit or ""
    about_unit = subject.table == "units" and subject.id == unit
    if control.remediation.per == "unit" or about_unit:
        return DeedKey(unit, deed, "", "", finding.period or "")
    return DeedKey(unit, deed, subject.table, subject.id, finding.period or "")


def _weight(finding: Finding) -> tuple[int, str, str, str, str]:
    subject = finding.subject
    return (finding.severity.rank, finding.control, subject.table, subject.id, finding.period or "")
