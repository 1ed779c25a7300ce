"""A large made-up result: one city, many units, thousands of findings. Same arguments, same result."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from secaudit.model.action import Action
from secaudit.model.finding import (
    Finding,
    FindingRemediation,
    Missing,
    Source,
    Subject,
    fingerprint,
)
from secaudit.model.inventory import FileAccount
from secaudit.model.location import Location
from secaudit.model.result import (
    AuditResult,
    Cell,
    ControlInfo,
    CountTable,
    InventoryInfo,
    Score,
    UnitInfo,
)
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text
from tests.reporting.canonical import canonical, counts
from tests.reporting.canonical_findings import AS_OF, PROGRAMME

_SEVERITIES = tuple(Severity)
_STATUSES = (Status.PASS, Status.FAIL, Status.UNKNOWN, Status.PASS, Status.NOT_APPLICABLE, Status.FAIL)
_NO_PLAN = Missing("systems", "plan_full_on", Text("ngày triển khai đầy đủ", "plan fully deployed on"))
_NO_TABLE = Missing("vulnerabilities", None, Text("điểm yếu", "vulnerabilities"))


def big_city(units: int = 210, controls: int = 24, rows: int = 3) -> AuditResult:
    """Return a result of units × controls × rows verdicts, about two thirds of them findings."""
    people = _units(units)
    rules = tuple(_control(number) for number in range(controls))
    judged = [
        (unit, rule, row, _STATUSES[(place * 7 + number * 5 + row * 3) % len(_STATUSES)])
        for place, unit in enumerate(people)
        for number, rule in enumerate(rules)
        for row in range(rows)
    ]
    findings = tuple(
        _finding(unit, rule, row, status) for unit, rule, row, status in judged if status.is_finding
    )
    return replace(
        canonical(),
        inventory=InventoryInfo(("kiem-ke",), _files(units), (), ()),
        units=people,
        controls=rules,
        counts=_count(judged, rules),
        scores=_scores(judged, people),
        findings=findings,
        not_applicable=(),
        contradictions=(),
        waivers=(),
        actions=tuple(_action(finding) for finding in findings if finding.status is Status.FAIL),
        documents=(PROGRAMME,),
    )


def _units(number: int) -> tuple[UnitInfo, ...]:
    city = UnitInfo("tp", "Thành phố Giả Định", "city", None, None, None, None)
    rest = (
        UnitInfo(
            f"dv-{index:03}", f"Phường Giả Định số {index} (hư cấu)", "commune", "tp", "Ông A", None, None
        )
        for index in range(1, number)
    )
    return (city, *rest)


def _control(number: int) -> ControlInfo:
    source = Source(
        obligation=f"CTHD13/{number}",
        document="CTHD13",
        clause=Text(f"mục {number}", f"section {number}"),
        due=date(2026, 12, 31) if number % 2 else None,
        passed=bool(number % 2),
        in_force=True,
        date_assumed=False,
        checked=True,
    )
    title = Text(
        f"Hệ thống thông tin đáp ứng yêu cầu bảo đảm an ninh mạng thứ {number}",
        f"The information system meets requirement {number} of cybersecurity",
    )
    severity = _SEVERITIES[number % len(_SEVERITIES)]
    return ControlInfo(f"REQ-{number:02}", title, severity, "systems", "REQ", (source,), source.due, True)


def _finding(unit: UnitInfo, rule: ControlInfo, row: int, status: Status) -> Finding:
    subject = Subject("systems", f"{unit.id}-ht-{row}", f"Hệ thống quản lý văn bản {row}", unit.id)
    missing = (_NO_PLAN, _NO_TABLE) if status is Status.UNKNOWN else ()
    return Finding(
        control=rule.id,
        title=rule.title,
        severity=rule.severity,
        status=status,
        subject=subject,
        message=Text(
            f"Hệ thống quản lý văn bản {row} mới triển khai một phần phương án (3/5 nội dung), còn thiếu 2.",
            f"System {row} has deployed its plan only in part (3 of 5 measures), 2 are missing.",
        ),
        evidence={"plan_status": "partial", "approved_level": 3, "plan_full_on": None},
        missing=missing,
        measure=None,
        due=rule.due,
        days_overdue=(AS_OF - rule.due).days if rule.due else 281,
        days_left=None,
        sources=rule.sources,
        location=Location(f"don-vi/{unit.id}.yaml", line=12 + row, column=5),
        waiver=None,
        remediation=FindingRemediation(rule.title, rule.title, rule.title, 5, rule.id),
        fingerprint=fingerprint(rule.id, "systems", subject.id),
    )


def _action(finding: Finding) -> Action:
    unit = finding.subject.unit or ""
    return Action(
        id=f"{finding.control}:{finding.subject.id}",
        unit=unit,
        who=Text("Ông A, Chủ tịch Ủy ban nhân dân phường", "Mr A, chair of the people's committee"),
        what=Text("Triển khai đầy đủ phương án bảo đảm an ninh mạng", "Deploy the security plan in full"),
        due=finding.due,
        responsibility=Text("Người đứng đầu đơn vị chịu trách nhiệm toàn diện", "The head answers in full"),
        product=Text("Biên bản nghiệm thu phương án", "A record of acceptance of the plan"),
        authority=Text("Chủ tịch Ủy ban nhân dân phường", "The chair of the people's committee"),
        severity=finding.severity,
        days_overdue=finding.days_overdue or 0,
        effort_days=5,
        controls=(finding.control,),
        subjects=(finding.subject.id,),
        closes=(finding.fingerprint,),
        after=(),
    )


Judged = tuple[UnitInfo, ControlInfo, int, Status]


def _count(judged: list[Judged], rules: tuple[ControlInfo, ...]) -> CountTable:
    cells = Counter((unit.id, rule.id, status) for unit, rule, _, status in judged)
    by_control = Counter((rule.id, status) for _, rule, _, status in judged)
    total = Counter(status for *_, status in judged)
    return CountTable(
        expected=len(judged),
        total=counts() | total,
        by_control={rule.id: {status: by_control[rule.id, status] for status in Status} for rule in rules},
        by_cell=tuple(Cell(*key, count) for key, count in sorted(cells.items())),
    )


def _scores(judged: list[Judged], units: tuple[UnitInfo, ...]) -> tuple[Score, ...]:
    own = Counter((unit.id, status) for unit, _, _, status in judged)
    total = counts() | Counter(status for *_, status in judged)
    scores = []
    for unit in units:
        mine = {status: own[unit.id, status] for status in Status}
        whole = total if unit.parent is None else mine
        scores.append(Score(unit.id, mine, _ratio(mine), whole, _ratio(whole)))
    return tuple(scores)


def _ratio(table: dict[Status, int]) -> float | None:
    base = sum(count for status, count in table.items() if status.in_score)
    return table[Status.PASS] / base if base else None


def _files(units: int) -> tuple[FileAccount, ...]:
    return tuple(
        FileAccount(f"don-vi/dv-{index:03}.yaml", f"{index:064x}", 2000, 30, 30, 0) for index in range(units)
    )
