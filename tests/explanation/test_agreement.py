"""What is explained is what was judged: for every verdict there is, on several days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest

from secaudit.audit import judge
from secaudit.audit.plans import planned
from secaudit.explanation import json
from secaudit.explanation.explaining import explain
from secaudit.explanation.text import explanation_lines
from secaudit.explanation.trail import trail
from secaudit.explanation.trees import trees
from secaudit.model.finding import Finding
from secaudit.model.status import Status
from tests.explanation.cases import CITY, SAMPLE, bench_of, controls, read

GENERATED = datetime(2026, 11, 21, 8, tzinfo=UTC)
DAYS = [(SAMPLE, date(2026, 11, 21)), (CITY, date(2027, 1, 1))]


@cache
def verdicts(folder: Path, as_of: date) -> tuple[Finding, ...]:
    result = judge(read(folder), controls(), as_of, generated_at=GENERATED, all_verdicts=True)
    return result.findings


@pytest.mark.parametrize(("folder", "as_of"), DAYS, ids=("sample", "city"))
def test_every_verdict_follows_from_its_parts(folder: Path, as_of: date) -> None:
    by_plan: dict[tuple[str, str | None], dict[str, Finding]] = {}
    for finding in verdicts(folder, as_of):
        by_plan.setdefault((finding.control, finding.period), {})[finding.subject.id] = finding
    told = 0
    with bench_of(folder, as_of) as bench:
        plans = planned(controls().controls, bench.waivers, as_of)
        judged = bench.judge(plans, None)
        for plan in plans:
            found = by_plan.get((plan.control.id, plan.period.name if plan.period else None), {})
            ids = bench.prepared.tables[plan.table.name]["id"].to_pylist()
            in_force = plan.deadline.in_force
            applies = trees(bench, plan, judged, plan.applies) if plan.applies and in_force else {}
            condition = trees(bench, plan, judged, plan.condition) if in_force else {}
            for row, subject in enumerate(ids):
                steps = trail(plan, found[subject], applies.get(row), condition.get(row), ())
                assert steps[-1].status is found[subject].status
                told += 1
    assert told == sum(map(len, by_plan.values()))


def test_an_explanation_has_the_very_finding_of_the_audit() -> None:
    """One verdict of each status of each control, whole: its texts and its JSON can be made, too."""
    folder, as_of = DAYS[0]
    chosen: dict[tuple[str, Status], Finding] = {}
    for finding in verdicts(folder, as_of):
        chosen.setdefault((finding.control, finding.status), finding)
    by_id = {control.id: control for control in controls().controls}
    with bench_of(folder, as_of) as bench:
        for finding in chosen.values():
            found = explain(bench, by_id[finding.control], finding.subject.id, finding.period)
            assert found.finding == finding
            assert explanation_lines(found, "vi")
            assert json.dump("explanation", json.of_explanation(found), bench.inventory, controls())
