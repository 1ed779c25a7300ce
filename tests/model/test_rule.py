"""The mark of a control's rule: it changes with what decides a verdict, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from secaudit.model.control import Control, Expression
from secaudit.model.law import LegalDocument
from secaudit.model.rule import rule_sha256
from secaudit.model.status import Severity
from secaudit.model.text import Text, same
from tests.audit.factory import PLACE, control, obligation

BASE = control("headcount >= 3", applies_when="kind = 'commune'", cites=[obligation(due=date(2026, 12, 31))])
LATER = LegalDocument("LAW", "1/LAW", same("law"), same("issuer"), date(2026, 2, 1))


def _sql(text: str) -> Expression:
    return Expression(text, PLACE)


def test_what_decides_a_verdict_changes_it() -> None:
    changed: list[Control] = [
        replace(BASE, subject="systems"),
        replace(BASE, condition=_sql("headcount >= 4")),
        replace(BASE, applies_when=None),
        replace(BASE, applies_when=_sql("kind = 'com  mune'")),
        replace(BASE, applies_when=_sql("kind = 'com mune'")),
        replace(BASE, due=_sql("as_of")),
        replace(BASE, every="year"),
        replace(BASE, waivable=False),
        replace(BASE, cites=(obligation(due=date(2027, 12, 31)),)),
        replace(BASE, cites=(obligation(due=date(2026, 12, 31), document=LATER),)),
    ]
    marks = [rule_sha256(BASE), *map(rule_sha256, changed)]
    assert len(set(marks)) == len(marks)


def test_what_only_readers_see_does_not() -> None:
    for alike in (
        replace(BASE, title=Text("khác", "other"), message=Text("khác", "other"), family="X"),
        replace(BASE, severity=Severity.LOW),
        replace(BASE, condition=_sql("  headcount\n   >= 3 ")),
        replace(BASE, location=replace(PLACE, line=99)),
    ):
        assert rule_sha256(alike) == rule_sha256(BASE)
