"""One result of a check that every form is tested with: fictitious, with names that nobody gives.

NEW        LVL-01  s-1    fail     high      blocks; hostile name and message; inventory/he thong.yaml:12:5
WORSE      SAF-01  s-2    unknown  medium    blocks; a cell of a workbook
NEW        DOC-01  u-b    fail     low       does not block; a figure without a place of its own
WORSE      LVL-02  s-3    waived   high      left out unless asked for
NEW        BUD-01  b-1    fail     critical  known to the baseline: left out unless asked for
FIXED      ORG-01  u-a    pass     high      told by Markdown alone
CHG-01     s-1            high     blocks    a level lowered
CHG-20     w-9            info     does not  a waiver added
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from secaudit.model.comparison import (
    CHECK_SCHEMA_VERSION,
    ChangeRule,
    CheckResult,
    RowChange,
    State,
    Turn,
    VerdictChange,
    YardstickChange,
)
from secaudit.model.finding import Finding, FindingRemediation, Source, Subject, WaiverUse, fingerprint
from secaudit.model.location import Location
from secaudit.model.problem import Gravity, Problem
from secaudit.model.result import CatalogueInfo, Tool
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text, same

HOSTILE = 'Cổng "<b>|`x`|</b>" [a](http://x) {0} @all\n::error ::x%0Ay\u202eevil\x07, $(id) \\'
"""Quotes, brackets, pipes, ticks, a link, a placeholder, a mention, an order to a runner, a reversed end."""

WAIVER = WaiverUse(
    "w-1", "LVL-02", "s-3", "Chờ thẩm định", "Ông A", None, date(2026, 10, 1), date(2026, 12, 31), None,
    "in_force", Location("w.yaml", 2, 5), "u-a", date(2026, 12, 31), 40,
)  # fmt: skip


def finding(
    control: str,
    subject: str,
    status: Status,
    severity: Severity,
    location: Location | None,
    *,
    name: str | None = None,
    waiver: WaiverUse | None = None,
) -> Finding:
    name = name or f"Đối tượng {subject}"
    return Finding(
        control=control,
        title=Text(f"Tiêu chí {control}", f"Control {control}"),
        severity=severity,
        status=status,
        subject=Subject("systems", subject, name, "u-a"),
        message=Text(f"{name} chưa đạt", f"{name} fails"),
        evidence={},
        missing=(),
        measure=None,
        due=None,
        days_overdue=None,
        days_left=None,
        sources=(Source("KH01/1", "KH01", Text("mục 1", "section 1"), None, True, True, False, True),),
        location=location,
        waiver=waiver,
        remediation=FindingRemediation(
            Text("Trình thẩm định", "Have it appraised"), same("p"), same("a"), 1, "deed"
        ),
        fingerprint=fingerprint(control, "systems", subject),
    )


def change(
    turn: Turn, one: Finding, before: Status | None, *, blocking: bool = False, known: bool = False
) -> VerdictChange:
    return VerdictChange(turn, one, before, one.status, blocking, known)


BLOCKING = change(
    Turn.NEW,
    finding("LVL-01", "s-1", Status.FAIL, Severity.HIGH, Location("he thong.yaml", 12, 5), name=HOSTILE),
    None,
    blocking=True,
)
IN_A_CELL = change(
    Turn.WORSE,
    finding(
        "SAF-01", "s-2", Status.UNKNOWN, Severity.MEDIUM, Location("p.xlsx", sheet="systems", cell="AB7")
    ),
    Status.PASS,
    blocking=True,
)
NOWHERE = change(Turn.NEW, finding("DOC-01", "u-b", Status.FAIL, Severity.LOW, None), None)
WAIVED = change(
    Turn.WORSE,
    finding("LVL-02", "s-3", Status.WAIVED, Severity.HIGH, Location("s.csv", 4, 2), waiver=WAIVER),
    Status.PASS,
)
KNOWN = change(
    Turn.NEW,
    finding("BUD-01", "b-1", Status.FAIL, Severity.CRITICAL, Location("b.parquet", row=3)),
    None,
    known=True,
)
FIXED = change(
    Turn.FIXED, finding("ORG-01", "u-a", Status.PASS, Severity.HIGH, Location("u.yaml", 2, 5)), Status.FAIL
)
LOWERED = RowChange(
    "CHG-01", Severity.HIGH, "changed", "systems", "s-1", "Cổng S", "u-a", "approved_level", 3, 2,
    Text("Hạ cấp độ Cổng S từ 3 xuống 2", "The level of Cổng S goes from 3 to 2"),
    Location("he thong.yaml", 14, 7), True, "0" * 32,
)  # fmt: skip
QUIET = RowChange(
    None, Severity.INFO, "changed", "systems", "s-1", "Cổng S", "u-a", "name", "a", "b",
    same("a → b"), Location("he thong.yaml", 13, 7), False, "1" * 32,
)  # fmt: skip
GRANTED = YardstickChange(
    "CHG-20", Severity.INFO, "waiver", "w-9", Text("Thêm ngoại lệ w-9", "The waiver w-9 is added"),
    Location("w.yaml", 9, 3), False, "2" * 32,
)  # fmt: skip
RULES = (
    ChangeRule("CHG-01", Text("Hạ cấp độ", "A level lowered"), Severity.HIGH, Text("Vì sao", "Why"),
               Text("Khôi phục", "Restore it")),
    ChangeRule("CHG-20", Text("Thêm ngoại lệ", "A waiver added"), Severity.INFO, Text("Vì sao", "Why"),
               Text("Xem xét", "Review it")),
)  # fmt: skip


def result(
    verdicts: Sequence[VerdictChange] = (BLOCKING, IN_A_CELL, NOWHERE, WAIVED, KNOWN, FIXED),
    rows: Sequence[RowChange] = (LOWERED, QUIET),
    yardstick: Sequence[YardstickChange] = (GRANTED,),
    problems: Sequence[Problem] = (),
    *,
    incomplete: bool = False,
) -> CheckResult:
    turns = {turn: sum(one.turn is turn for one in verdicts) for turn in Turn}
    return CheckResult(
        schema_version=CHECK_SCHEMA_VERSION,
        as_of=date(2026, 11, 21),
        generated_at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
        tool=Tool("secaudit", "1.2.3", "duckdb"),
        base=State("revision", "main", commit="ab" * 20, prefix="inventory/"),
        head=State("work_tree", "inventory", prefix="inventory/"),
        fail_on=Severity.HIGH,
        unknown_fails=False,
        catalogue=CatalogueInfo("0" * 64, "1"),
        units=(),
        verdicts=tuple(verdicts),
        rows=tuple(rows),
        yardstick=tuple(yardstick),
        rules=RULES,
        turns=turns,
        unit_turns=(),
        problems=tuple(problems),
        incomplete=incomplete,
    )


PROBLEM = Problem(
    "unknown-column", Location("u.yaml", 3, 4), same("a column [x]"), same("another"), same("mend it"),
    Gravity.WARNING,
)  # fmt: skip
TOLD = (BLOCKING, IN_A_CELL, NOWHERE)
"""The verdicts that forms for programs tell; with the two changes that a rule objects to, five items."""

MARKS = {one.fingerprint for one in (*TOLD, LOWERED, GRANTED)}
ALL_MARKS = MARKS | {WAIVED.fingerprint, KNOWN.fingerprint}
