"""What got worse since an earlier result: findings by their fingerprint, of units that both results have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from secaudit.lazily import dataclass
from secaudit.model.day import day_told
from secaudit.model.finding import Finding
from secaudit.model.location import Location
from secaudit.model.problem import InvalidInput, Problem
from secaudit.model.result import AuditResult, ControlInfo
from secaudit.model.status import Status, is_worse
from secaudit.model.text import Text, counted
from secaudit.reporting.standing import head_of

OPEN = (Status.FAIL, Status.UNKNOWN, Status.ERROR)
"""What is left to be done, or to be found out."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What is new or worse by one control, and in how many units; `finding` is one of them."""

    finding: Finding
    new: int
    worse: int
    units: int


@dataclass(frozen=True, slots=True)
class Since:
    """Two results side by side.

    `new` are findings that were not listed then (their rows passed, were exempt or not there), `worse` those
    that were listed with a better status, `ended` how many that were open are no more. What cannot be
    compared, because its control has changed, is counted as `apart`. `units` are those that have most of
    both, `controls` those that ask for it, the gravest first.
    """

    before: date
    after: date
    score_before: float | None
    score_after: float | None
    open_before: int
    open_after: int
    new: tuple[Finding, ...]
    worse: tuple[tuple[Finding, Status], ...]
    ended: int
    apart: int
    units: tuple[tuple[str, int], ...]
    controls: tuple[Moved, ...]
    units_apart: int


def since(before: AuditResult, after: AuditResult) -> Since:
    """Return what became of an earlier result.

    Raises:
        InvalidInput: it is not an earlier one, or has no unit in common with this one.
    """
    common = {unit.id for unit in before.units} & {unit.id for unit in after.units}
    if before.as_of >= after.as_of or not common:
        raise InvalidInput([_no_comparison(before, after)])
    rules = {control.id: control for control in before.controls}
    alike = {control.id for control in after.controls if _alike(rules.get(control.id), control)}
    then = {one.fingerprint: one for one in before.findings if one.subject.unit in common}
    now = [one for one in after.findings if one.subject.unit in common]
    new, worse = [], []
    for finding in now:
        if finding.status not in OPEN or finding.control not in alike:
            continue
        known = then.get(finding.fingerprint)
        if known is None:
            new.append(finding)
        elif is_worse(known.status, finding.status):
            worse.append((finding, known.status))
    open_now = {one.fingerprint for one in now if one.status in OPEN}
    open_then = [one for one in then.values() if one.status in OPEN]
    ended = sum(one.control in alike and one.fingerprint not in open_now for one in open_then)
    moved = Counter(one.subject.unit or "" for one in (*new, *(one for one, _ in worse)))
    return Since(
        before=before.as_of,
        after=after.as_of,
        score_before=_score(before),
        score_after=_score(after),
        open_before=len(open_then),
        open_after=len(open_now),
        new=tuple(new),
        worse=tuple(worse),
        ended=ended,
        apart=sum(one.control not in alike for one in (*now, *then.values()) if one.status in OPEN),
        units=tuple(sorted(moved.items(), key=lambda item: (-item[1], item[0]))),
        controls=_by_control(new, [one for one, _ in worse]),
        units_apart=len({unit.id for unit in (*before.units, *after.units)} - common),
    )


def _by_control(new: Sequence[Finding], worse: Sequence[Finding]) -> tuple[Moved, ...]:
    by: dict[str, list[Finding]] = {}
    for finding in (*new, *worse):
        by.setdefault(finding.control, []).append(finding)
    fresh = Counter(finding.control for finding in new)
    found = [
        Moved(all_[0], fresh[name], len(all_) - fresh[name], len({one.subject.unit for one in all_}))
        for name, all_ in by.items()
    ]
    found.sort(key=lambda one: (one.finding.severity.rank, -one.new - one.worse, one.finding.control))
    return tuple(found)


def _alike(before: ControlInfo | None, after: ControlInfo) -> bool:
    return before is not None and before.rule_sha256 is not None and before.rule_sha256 == after.rule_sha256


def _score(result: AuditResult) -> float | None:
    head = head_of(result)
    return head.score if head else None


def _no_comparison(before: AuditResult, after: AuditResult) -> Problem:
    return Problem(
        code="not-an-earlier-result",
        location=Location("--since"),
        found=Text(
            f"kết quả tính đến ngày {day_told(before.as_of).vi}, {len(before.units)} đơn vị",
            f"a result as of {day_told(before.as_of).en}, {counted(len(before.units), 'unit')}",
        ),
        expected=Text(
            f"kết quả trước ngày {day_told(after.as_of).vi} của cùng các đơn vị",
            f"a result before {day_told(after.as_of).en} of the same units",
        ),
        advice=Text("chọn audit.json của kỳ trước", "give the audit.json of the period before"),
    )
