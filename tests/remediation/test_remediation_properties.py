"""Laws of the remediation list over made-up audits."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.status import Severity, Status
from secaudit.remediation import with_actions
from tests.remediation.audit_results import AS_OF, catalogue, control, finding, result

CLOSED = (Status.FAIL, Status.NOT_YET_DUE, Status.UNKNOWN)


@st.composite
def audits(draw: st.DrawFn) -> tuple[list[Control], list[Finding]]:
    """Return controls that share a few deeds, and at most one finding for each control, row and period."""
    names = [f"C-{number}" for number in range(draw(st.integers(1, 6)))]
    controls = [
        control(
            name,
            draw(st.sampled_from(["a", "b", "c"])),
            per=draw(st.sampled_from(["unit", "subject"])),
            subject=draw(st.sampled_from(["systems", "devices", "units"])),
            severity=draw(st.sampled_from(Severity)),
            effort_days=draw(st.integers(0, 30)),
            after=draw(st.lists(st.sampled_from(names), max_size=2, unique=True)),
        )
        for name in names
    ]
    judged = st.tuples(
        st.integers(0, len(controls) - 1), st.integers(0, 5), st.sampled_from([None, "2025", "2026"])
    )
    findings = []
    for which, row, period in draw(st.lists(judged, unique=True, max_size=40)):
        status = draw(st.sampled_from([status for status in Status if status.is_finding]))
        days = draw(st.integers(1, 400))
        dated = draw(st.booleans())
        late = status is Status.FAIL
        day = AS_OF - timedelta(days) if late else AS_OF + timedelta(days)
        findings.append(
            finding(
                controls[which],
                f"r{row}",
                status,
                unit=None if row == 5 else f"u{row % 2}",
                due=day if dated or status is Status.NOT_YET_DUE else None,
                days_overdue=days if late else None,
                period=period,
            )
        )
    return controls, findings


@settings(max_examples=200, deadline=None)
@given(audits())
def test_every_open_or_unknown_finding_is_closed_by_exactly_one_action(
    audit: tuple[list[Control], list[Finding]],
) -> None:
    controls, findings = audit
    actions = with_actions(result(findings), catalogue(*controls)).actions
    expected = {found.fingerprint for found in findings if found.status in CLOSED}
    assert Counter(mark for action in actions for mark in action.closes) == Counter(expected)


@settings(max_examples=200, deadline=None)
@given(audits())
def test_an_action_says_of_its_findings_neither_more_nor_less(
    audit: tuple[list[Control], list[Finding]],
) -> None:
    controls, findings = audit
    by_mark = {found.fingerprint: found for found in findings}
    for action in with_actions(result(findings), catalogue(*controls)).actions:
        closed = [by_mark[mark] for mark in action.closes]
        assert {found.subject.unit or "" for found in closed} == {action.unit}
        assert set(action.controls) == {found.control for found in closed}
        assert set(action.subjects) == {found.subject.id for found in closed}
        assert action.severity.rank == min(found.severity.rank for found in closed)
        assert action.days_overdue == max(found.days_overdue or 0 for found in closed)
        if any(found.due is None for found in closed):
            assert action.due is None
        else:
            assert action.due == min(found.due for found in closed if found.due)


@settings(max_examples=200, deadline=None)
@given(audits())
def test_ids_are_unique_and_prerequisites_are_other_actions_of_the_unit(
    audit: tuple[list[Control], list[Finding]],
) -> None:
    controls, findings = audit
    named = {each.id: set(each.remediation.after) for each in controls}
    actions = with_actions(result(findings), catalogue(*controls)).actions
    by_id = {action.id: action for action in actions}
    assert len(by_id) == len(actions)
    for action in actions:
        assert action.id not in action.after
        for other in (by_id[each] for each in action.after):
            assert other.unit == action.unit
            assert set(other.controls) & set().union(*(named[each] for each in action.controls))


@settings(max_examples=100, deadline=None)
@given(audits(), st.randoms(use_true_random=False))
def test_the_order_of_findings_and_controls_changes_nothing(
    audit: tuple[list[Control], list[Finding]], order: random.Random
) -> None:
    controls, findings = audit
    expected = with_actions(result(findings), catalogue(*controls)).actions
    order.shuffle(findings)
    order.shuffle(controls)
    assert with_actions(result(findings), catalogue(*controls)).actions == expected
