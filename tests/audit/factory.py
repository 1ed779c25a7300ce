"""Controls, catalogues and audits for tests, without files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from secaudit import inventory
from secaudit.audit import judge
from secaudit.model.control import Catalogue, Control, Expression, Measure, Remediation
from secaudit.model.finding import Finding
from secaudit.model.law import LegalDocument, Obligation, Recurrence
from secaudit.model.location import Location
from secaudit.model.period import Period
from secaudit.model.result import AuditResult
from secaudit.model.status import Severity, Status
from secaudit.model.text import Text, same

PLACE = Location("test.yaml", 1, 1)
GENERATED = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)

LAW = LegalDocument("LAW", "1/LAW", same("law"), same("issuer"), date(2026, 1, 1))


def obligation(id_: str = "LAW/1", due: date | None = None, document: LegalDocument = LAW) -> Obligation:
    return Obligation(id_, document, same("clause"), "control", "unit", same("says"), due)


def expression(sql: str | None) -> Expression | None:
    return None if sql is None else Expression(sql, PLACE)


def control(
    condition: str,
    *,
    id_: str = "T-01",
    subject: str = "units",
    applies_when: str | None = None,
    due: str | None = None,
    cites: Sequence[Obligation] = (),
    waivable: bool = True,
    message: Text | None = None,
    figures: Mapping[str, str] | None = None,
    measure: Measure | None = None,
    severity: Severity = Severity.HIGH,
    every: Recurrence | None = None,
    from_period: Period | None = None,
) -> Control:
    return Control(
        id=id_,
        title=Text(f"Tiêu chí {id_}", f"Control {id_}"),
        severity=severity,
        subject=subject,
        cites=tuple(cites) or (obligation(),),
        applies_when=expression(applies_when),
        condition=Expression(condition, PLACE),
        due=expression(due),
        measure=measure,
        figures={name: Expression(sql, PLACE) for name, sql in (figures or {}).items()},
        message=message or Text("Chưa đáp ứng", "Not met"),
        waivable=waivable,
        remediation=Remediation(same("do it"), same("paper"), same("head"), 1, id_, "subject"),
        examples=(),
        key=None,
        family="T",
        location=PLACE,
        every=every,
        from_period=from_period,
    )


def catalogue(*controls: Control) -> Catalogue:
    obligations = {item.id: item for control in controls for item in control.cites}
    documents = {item.document.id: item.document for item in obligations.values()}
    return Catalogue(controls, obligations, documents, sha256="0" * 64, version="test")


def audit(
    rows: Mapping[str, Any],
    *controls: Control,
    as_of: date = TODAY,
    declared: Any = None,
    **options: Any,
) -> AuditResult:
    given = inventory.from_rows(rows, declared=declared)
    return judge(given, catalogue(*controls), as_of, generated_at=GENERATED, all_verdicts=True, **options)


def statuses(result: AuditResult, control_id: str = "T-01") -> dict[str, Status]:
    return {
        finding.subject.id: finding.status for finding in result.findings if finding.control == control_id
    }


def finding(result: AuditResult, subject: str, control_id: str = "T-01") -> Finding:
    return next(item for item in result.findings if (item.control, item.subject.id) == (control_id, subject))


def unit(id_: str = "u", **cells: object) -> dict[str, object]:
    return {"id": id_, "name": f"Unit {id_}", "kind": "other", **cells}
