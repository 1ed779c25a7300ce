"""The control of the contract's own page loads as it stands there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from secaudit import inventory
from secaudit.audit import judge
from secaudit.catalogue import load
from secaudit.model.status import Status

REGISTRY = """\
documents:
  - {id: CTHD13, number: "13", title: {vi: t, en: t}, issuer: {vi: i, en: i}, issued: 2026-03-30}
obligations:
  - {id: CTHD13/II.2.3, document: CTHD13, clause: {vi: c, en: c}, kind: control, subject: budget,
     says: {vi: s, en: s}}
"""

# Contract, section 2, with words in the place of its dots; nothing is added.
CONTROL = """\
controls:
  - id: BUD-01
    title: {vi: "Tỷ lệ chi an ninh mạng đạt tối thiểu 15%", en: "Security spending is at least 15%"}
    severity: high                       # critical, high, medium, low, info
    subject: budgets                     # the table whose rows are judged
    cites: [CTHD13/II.2.3]               # obligations; documents and clauses live in one registry
    applies_when: stage = 'allocated'
    assert: security_vnd >= 0.15 * it_dt_total_vnd
    measure: {value: security_vnd / it_dt_total_vnd, target: 0.15, unit: ratio}
    due: make_date(year, 12, 31)
    waivable: true
    remediation: {vi: bù, en: add, product: quyết định, authority: người đứng đầu, effort_days: 5}
    examples:
      - {given: {budgets: [{id: b, unit: u, year: 2026, stage: allocated, it_dt_total_vnd: 100, security_vnd: 14}]}, as_of: 2027-01-05, expect: fail}
"""  # noqa: E501  # as the contract writes it


def test_the_contracts_control_loads_and_judges_its_own_example(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    documents, obligations = REGISTRY.split("obligations:")
    (tmp_path / "registry" / "documents.yaml").write_text(documents, encoding="utf-8")
    (tmp_path / "registry" / "law.yaml").write_text("obligations:" + obligations, encoding="utf-8")
    (tmp_path / "catalogue.yaml").write_text("base: none", encoding="utf-8")
    (tmp_path / "budgets.yaml").write_text(CONTROL, encoding="utf-8")
    catalogue = load(tmp_path)
    (example,) = catalogue.controls[0].examples
    given = inventory.from_rows(example.given, declared="all")
    result = judge(given, catalogue, date(2027, 1, 5), generated_at=datetime(2027, 1, 5, tzinfo=UTC))
    (finding,) = result.findings
    assert finding.status is example.expect is Status.FAIL
    assert finding.message.vi.startswith(
        "Tỷ lệ chi an ninh mạng đạt tối thiểu 15%: chưa đáp ứng "
        "(tổng kinh phí ứng dụng công nghệ thông tin, chuyển đổi số (đồng): 100, "
        "kinh phí an ninh mạng (đồng): 14). Quá hạn 5 ngày"
    )
