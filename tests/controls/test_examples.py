"""Every example of every shipped control, judged by the real engine.

Both ways: each example gets the status that it expects, and each control has the examples that prove it,
on both sides of every date that the law sets for it.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from secaudit.audit.deadlines import deadline, periods_in_force
from secaudit.catalogue import lint
from secaudit.model.control import Control
from secaudit.model.finding import Finding
from secaudit.model.period import period_told
from secaudit.model.status import Status
from secaudit.model.text import same
from secaudit.proving.cases import Case
from secaudit.proving.judging import alone
from secaudit.proving.matching import mismatches
from tests.controls.shipped import cases, the_catalogue, verdict_on, verdicts_on

ONE_DAY = timedelta(days=1)

ALONE = (
    "LVL-01",
    "SEC-01",
    "SEC-02",
    "BUD-02",
    "BUD-05",
    "NSS-01",
    "CIP-02",
    "PLN-03",
    "DAT-02",
    "DAT-03",
    "DAT-05",
)
"""Controls whose examples have waivers, observations, links, trees, or rows that see each other."""


def statuses_on(control: Control, as_of: date) -> set[Status]:
    days = [example for example in control.examples if example.as_of == as_of]
    return {status for example in days for status in example.statuses}


def controls() -> list[Control]:
    return list(the_catalogue().controls)


@pytest.mark.parametrize("case", cases(), ids=str)
def test_an_example_gets_just_what_it_expects(case: Case) -> None:
    assert [problem.describe("en") for problem in mismatches(case, verdicts_on(case))] == []


@pytest.mark.parametrize("control", ALONE)
def test_an_example_gets_the_same_verdict_alone(control: str) -> None:
    own = [case for case in cases() if case.control.id == control]
    for case in {case.example.statuses: case for case in own}.values():
        single = alone(case, the_catalogue())
        assert single.findings
        assert list(mismatches(single.case, single.findings)) == [], case


def test_lint_finds_nothing_in_the_shipped_controls() -> None:
    assert [problem.describe("en") for problem in lint(the_catalogue())] == []


@pytest.mark.parametrize("control", controls(), ids=lambda control: control.id)
def test_examples_stand_on_both_sides_of_the_day_of_force(control: Control) -> None:
    first = deadline(control, date.max).in_force_from
    assert Status.NOT_APPLICABLE in statuses_on(control, first - ONE_DAY)
    assert statuses_on(control, first) - {Status.NOT_APPLICABLE}


def last_day(control: Control) -> date | None:
    """Without a `due` of its own: the end of a control's first period, or the earliest day of its sources."""
    if control.every is not None:
        (first,) = periods_in_force(control, deadline(control, date.max).in_force_from)
        assert first is not None
        return first.last
    return min((obligation.due for obligation in control.cites if obligation.due is not None), default=None)


@pytest.mark.parametrize(
    ("control", "last"),
    [
        pytest.param(item, last, id=item.id)
        for item in controls()
        if not item.due and (last := last_day(item)) is not None
    ],
)
def test_examples_stand_on_both_sides_of_the_deadline(control: Control, last: date) -> None:
    assert Status.NOT_YET_DUE in statuses_on(control, last)
    assert Status.FAIL in statuses_on(control, last + ONE_DAY)


def recurring() -> list[Control]:
    return [control for control in controls() if control.every is not None]


@pytest.mark.parametrize("control", recurring(), ids=lambda control: control.id)
def test_examples_tell_the_periods_of_one_day_apart(control: Control) -> None:
    """On one day, of one inventory: a period that passed, a closed one that was missed, and the open one."""
    told: dict[tuple[date, str], dict[str, Status]] = {}
    for example in control.examples:
        if example.period is not None and example.expect is not None:
            rows = repr((example.given, example.declared))
            told.setdefault((example.as_of, rows), {})[example.period] = example.expect
    wanted = {Status.PASS, Status.FAIL, Status.NOT_YET_DUE}
    complete = [(as_of, found) for (as_of, _), found in told.items() if wanted <= set(found.values())]
    assert complete
    for as_of, found in complete:
        judged = [period.name for period in periods_in_force(control, as_of) if period is not None]
        assert sorted(found) == judged


@pytest.mark.parametrize("control", recurring(), ids=lambda control: control.id)
def test_a_recurring_control_is_tried_with_a_period_that_nobody_declared(control: Control) -> None:
    tried = [example for example in control.examples if example.declared is not None and example.period]
    assert Status.UNKNOWN in {example.expect for example in tried}


@pytest.mark.parametrize("control", recurring(), ids=lambda control: control.id)
def test_the_sentence_of_a_recurring_control_names_its_period(control: Control) -> None:
    failed = [case for case in cases() if case.control == control and case.example.expect is Status.FAIL]
    for case in failed:
        finding = verdict_on(case)
        assert finding.period is not None
        year, _, _ = finding.period.partition("-")
        told = period_told(finding.period) if year != finding.period else same(year)
        assert told.vi in finding.message.vi
        assert told.en in finding.message.en


@pytest.mark.parametrize(
    "control", [item for item in controls() if item.due or item.every], ids=lambda control: control.id
)
def test_examples_stand_on_both_sides_of_a_deadline_of_its_own(control: Control) -> None:
    waiting = {example.as_of for example in control.examples if example.expect is Status.NOT_YET_DUE}
    assert [day for day in waiting if Status.FAIL in statuses_on(control, day + ONE_DAY)]


@pytest.mark.parametrize(
    "control", [item for item in controls() if not item.waivable], ids=lambda control: control.id
)
def test_a_control_that_cannot_be_waived_is_tried_with_a_waiver(control: Control) -> None:
    tried = [example for example in control.examples if "waivers" in example.given]
    assert [example.expect for example in tried] == [Status.FAIL]


@pytest.mark.parametrize("case", [case for case in cases() if Status.FAIL in case.example.statuses], ids=str)
def test_a_failure_is_told_with_its_values(case: Case) -> None:
    for finding in (item for item in verdicts_on(case) if item.status is Status.FAIL):
        for words, unknown in ((finding.message.vi, "(chưa rõ)"), (finding.message.en, "(unknown)")):
            assert unknown not in words
            assert not set("{}") & set(words)
            assert "None" not in words


@pytest.mark.parametrize("control", controls(), ids=lambda control: control.id)
def test_a_sentence_has_no_full_stop_of_its_own(control: Control) -> None:
    texts = [control.title, control.message, control.remediation.text]
    texts += [control.remediation.product, control.remediation.authority]
    assert [text for text in texts if text.vi.endswith(".") or text.en.endswith(".")] == []
    assert [text for text in texts if text.vi == text.en] == []


def test_controls_with_one_deed_agree_on_it() -> None:
    deeds: dict[str, set[tuple[object, ...]]] = {}
    for control in controls():
        deed = control.remediation
        told = (deed.text, deed.product, deed.authority, deed.effort_days, deed.per, deed.after)
        deeds.setdefault(deed.deed, set()).add(told)
    assert [name for name, told in deeds.items() if len(told) > 1] == []


MESSAGES = [
    (
        "BUD-01",
        124_000_000,
        "Chi 12,4% (124.000.000 / 1.000.000.000 đồng) kinh phí được giao năm 2026 cho an ninh mạng, "
        "thiếu 26.000.000 đồng để đạt 15%",
    ),
    (
        "BUD-01",
        149_999_999,
        "Chi 14,9% (149.999.999 / 1.000.000.000 đồng) kinh phí được giao năm 2026 cho an ninh mạng, "
        "thiếu 1 đồng để đạt 15%",
    ),
]


@pytest.mark.parametrize(("control", "security", "sentence"), MESSAGES)
def test_a_shortfall_is_told_to_the_last_dong(control: str, security: int, sentence: str) -> None:
    (case,) = (
        case
        for case in cases()
        if case.control.id == control
        and [row.get("security_vnd") for row in case.example.given["budgets"]] == [security]
    )
    finding = verdict_on(case)
    assert finding.message.vi.startswith(sentence)


def told(control: str, day: date, given: str) -> Finding:
    """Return the failure of the only example of a control on a day whose rows hold `given`."""
    (case,) = (
        case
        for case in cases()
        if (case.control.id, case.example.as_of, case.example.expect) == (control, day, Status.FAIL)
        and given in str(case.example.given)
    )
    return verdict_on(case)


def test_a_failure_names_what_is_missing_and_nothing_else() -> None:
    day = date(2026, 11, 21)
    (unguarded, rest) = told("SAF-01", day, "'ids_ips': False").message.vi.split(": ")
    assert unguarded.startswith("Hệ thống S thiếu ít nhất 1 trong 5 giải pháp")
    assert rest.startswith("phát hiện, ngăn chặn xâm nhập (IDS/IPS).")
    unwatched = told("POP-01", day, "'monitoring': 'none'").message
    assert unwatched.vi.split(": ")[1].startswith("giám sát an ninh mạng.")
    assert unwatched.en.split(": ")[1].startswith("security monitoring.")
    uninspected = told("NSS-01", day, "'kind': 'self'").message.vi
    assert uninspected.split(": ")[1].startswith("kiểm tra chủ quản.")


OVERDUE = [
    ("VUL-01", date(2026, 11, 21), "'phase': 'trial'", date(2026, 11, 20), 1),
    ("VUL-01", date(2026, 1, 1), "", date(2025, 12, 31), 1),
    ("INC-01", date(2026, 11, 21), "2026-06-01 08:30', 'closed_on': 'none", date(2026, 6, 1), 173),
    ("BUD-05", date(2026, 1, 2), "", date(2026, 1, 1), 1),
    ("BUD-05", date(2025, 10, 23), "", None, 0),
]


@pytest.mark.parametrize(("control", "day", "given", "due", "late"), OVERDUE)
def test_what_came_after_the_law_is_overdue_since_its_own_day(
    control: str, day: date, given: str, due: date | None, late: int
) -> None:
    finding = told(control, day, given)
    assert (finding.due, finding.days_overdue) == (due, late)
