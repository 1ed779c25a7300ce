"""Controls with many subqueries are judged in portions: nobody is forgotten, and no verdict depends on it."""

from datetime import date

from secaudit.model.status import Status
from tests.audit.factory import audit, control, statuses, unit

KINDS = ("other", "annual_report", "half_year_report", "security_plan", "incident_plan")


def has_two(first: str, second: str) -> str:
    paper = "EXISTS (SELECT 1 FROM documents d WHERE d.unit = units.id AND d.type = '{}' AND d.issued)"
    return f"{paper.format(first)} AND {paper.format(second)}"


def test_every_control_gets_its_own_verdict_however_many_there_are() -> None:
    pairs = [(first, second) for first in KINDS for second in KINDS]
    controls = [control(has_two(*pair), id_="-".join(pair)) for pair in pairs]
    crash = control("make_date(headcount, 13, 1) > as_of", id_="CRASH")
    papers = [{"id": kind, "unit": "u", "type": kind, "issued_on": date(2026, 1, 1)} for kind in KINDS[:3]]
    result = audit({"units": [unit(headcount=2026)], "documents": papers}, *controls, crash, declared="all")
    for pair, item in zip(pairs, controls, strict=True):
        expected = Status.PASS if set(pair) <= set(KINDS[:3]) else Status.FAIL
        assert statuses(result, item.id) == {"u": expected}
    assert statuses(result, "CRASH") == {"u": Status.ERROR}
    assert result.counts.expected == len(controls) + 1
