"""Small audit results and catalogues made by hand: fictitious units, controls and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from secaudit.model.control import Catalogue, Control, Expression, Remediation
from secaudit.model.finding import Finding, FindingRemediation, Missing, Subject, fingerprint
from secaudit.model.location import Location
from secaudit.model.result import (
    SCHEMA_VERSION,
    AuditResult,
    CatalogueInfo,
    CountTable,
    InventoryInfo,
    Tool,
    UnitInfo,
)
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text

AS_OF = date(2026, 11, 21)
HERE = Location("controls/test.yaml", 1, 1)


def words(text: str) -> Text:
    """Return a text that differs between the languages, so that a mix-up shows."""
    return Text(f"{text} [vi]", f"{text} [en]")


def unit(
    row: str, *, officer: str | None = None, head: str | None = None, post: str | None = None
) -> UnitInfo:
    return UnitInfo(row, f"Đơn vị {row}", "commune", None, head, post, officer)


def control(
    name: str,
    deed: str | None = None,
    *,
    per: str = "subject",
    after: Sequence[str] = (),
    effort_days: int = 1,
    severity: Severity = Severity.HIGH,
    subject: str = "systems",
    text: str | None = None,
) -> Control:
    deed = deed or f"do-{name}"
    return Control(
        id=name,
        title=words(name),
        severity=severity,
        subject=subject,
        cites=(),
        applies_when=None,
        condition=Expression("true", HERE),
        due=None,
        measure=None,
        figures={},
        message=words(f"{name} fails"),
        waivable=True,
        remediation=Remediation(
            text=words(text or f"Do {deed}."),
            product=words(f"product of {deed}"),
            authority=words(f"authority of {deed}"),
            effort_days=effort_days,
            deed=deed,
            per="unit" if per == "unit" else "subject",
            after=tuple(after),
        ),
        examples=(),
        key=None,
        family="test",
        location=HERE,
    )


def catalogue(*controls: Control) -> Catalogue:
    return Catalogue(controls, {}, {}, "0" * 64, "1")


def finding(
    of: Control,
    row: str,
    status: Status = Status.FAIL,
    *,
    unit: str | None = "u1",
    name: str | None = None,
    due: date | None = None,
    days_overdue: int | None = None,
    missing: Sequence[Missing] = (),
    period: str | None = None,
) -> Finding:
    told = of.remediation
    return Finding(
        control=of.id,
        title=of.title,
        severity=of.severity,
        status=status,
        subject=Subject(of.subject, row, row if name is None else name, unit),
        message=of.message,
        evidence={},
        missing=tuple(missing),
        measure=None,
        due=due,
        days_overdue=days_overdue,
        days_left=None,
        sources=(),
        location=None,
        waiver=None,
        remediation=FindingRemediation(told.text, told.product, told.authority, told.effort_days, told.deed),
        fingerprint=fingerprint(of.id, of.subject, row, period),
        period=period,
    )


def result(findings: Iterable[Finding], units: Iterable[UnitInfo] = ()) -> AuditResult:
    return AuditResult(
        schema_version=SCHEMA_VERSION,
        as_of=AS_OF,
        generated_at=datetime(2026, 11, 21, tzinfo=UTC),
        tool=Tool("secaudit", "0", "none"),
        scope=None,
        inventory=InventoryInfo((), (), (), ()),
        catalogue=CatalogueInfo("0" * 64, "1"),
        units=tuple(units) or (unit("u1"), unit("u2")),
        controls=(),
        counts=CountTable(0, {}, {}, ()),
        scores=(),
        findings=tuple(findings),
        not_applicable=(),
        contradictions=(),
        waivers=(),
    )
