"""A small catalogue that loads, and ways to spoil it: fictitious law, one control in a file of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.catalogue import load
from secaudit.model.problem import CatalogueInvalid, Problem

DOCUMENTS = """\
version: "2026.1"
documents:
  - id: LAW
    number: "1/FICT"
    title: {vi: "Văn bản hư cấu", en: "A fictitious document"}
    issuer: {vi: "Cơ quan hư cấu", en: "A fictitious body"}
    issued: 2026-01-15
    issued_assumed: true
"""

OBLIGATIONS = """\
obligations:
  - id: LAW/1
    document: LAW
    clause: {vi: "mục 1", en: "section 1"}
    kind: control
    subject: system
    due: 2026-12-31
    says: {vi: "Có hai lớp", en: "Two layers"}
  - id: LAW/2
    document: LAW
    clause: {vi: "mục 2", en: "section 2"}
    kind: context
    subject: unit
    says: {vi: "Quan điểm", en: "Views"}
    reason: {vi: "Không có nghĩa vụ", en: "No duty"}
"""

CONTROL = """\
controls:
  - id: SYS-01
    title: {vi: "Xác thực đa yếu tố", en: "Multi-factor authentication"}
    severity: high
    subject: systems
    cites: [LAW/1]
    applies_when: phase = 'operation'
    assert: mfa AND log_months >= 3
    key: mfa
    measure: {value: log_months / 12, target: 0.25, unit: ratio}
    due: DATE '2026-12-31'
    figures: {short: 3 - log_months}
    message:
      vi: "Hệ thống {name} lưu nhật ký {log_months:number} tháng ({measure:percent}), thiếu {short}"
      en: "The system {name} keeps {log_months:number} months ({measure:percent}), {short} short"
    remediation:
      vi: "Bật xác thực đa yếu tố"
      en: "Turn on multi-factor authentication"
      product: {vi: "Biên bản", en: "A record"}
      authority: Chủ quản
      effort_days: 5
    examples:
      - given: {systems: [{id: s, unit: u, name: S, phase: operation, mfa: true, log_months: 3}]}
        as_of: 2027-01-05
        expect: pass
      - given: {systems: [{id: t, unit: u, name: S, phase: operation, mfa: false, log_months: 3}]}
        as_of: 2027-01-05
        expect: fail
      - given: {systems: [{id: v, unit: u, name: S, phase: operation, log_months: 3}]}
        as_of: 2027-01-05
        expect: unknown
      - given: {systems: [{id: w, unit: u, name: S, phase: trial}]}
        as_of: 2027-01-05
        expect: not_applicable
      - given: {systems: [{id: x, unit: u, name: S, phase: operation, mfa: false, log_months: 3}]}
        as_of: 2026-12-31
        expect: not_yet_due
    applies_to: {vi: "hệ thống đang vận hành", en: "systems in operation"}
"""


def write(folder: Path, **files: str) -> Path:
    """Write the sample catalogue, which stands alone.

    `documents`, `obligations` and `controls` replace its files.
    """
    texts = {
        "catalogue.yaml": "base: none\n",
        "registry/documents.yaml": files.pop("documents", DOCUMENTS),
        "registry/law.yaml": files.pop("obligations", OBLIGATIONS),
        "systems.yaml": files.pop("controls", CONTROL),
        **{f"{name}.yaml": text for name, text in files.items()},
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def spoil(text: str, old: str, new: str) -> str:
    """Replace the one place that a test is about."""
    assert text.count(old) == 1, f"{old!r} must stand in the sample exactly once"
    return text.replace(old, new)


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Return why a catalogue does not load."""
    with pytest.raises(CatalogueInvalid) as caught:
        load(folder)
    return caught.value.problems


def the_problem(folder: Path) -> Problem:
    """Return the single reason why a catalogue does not load."""
    problems = problems_of(folder)
    assert len(problems) == 1, [problem.describe("en") for problem in problems]
    return problems[0]
