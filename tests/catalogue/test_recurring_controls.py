"""Controls that recur, as they stand in a file: what loads, and where a wrong one is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from secaudit.catalogue import load
from tests.catalogue.sample import CONTROL, problems_of, spoil, write

HEAD = "    subject: systems\n"
DUE = "    due: DATE '2026-12-31'\n"
FIRST_EXAMPLE = "as_of: 2027-01-05\n        expect: pass"


def test_a_control_that_recurs(tmp_path: Path) -> None:
    text = spoil(CONTROL, HEAD, f"{HEAD}    every: half-year\n    from_period: 2026-H2\n")
    text = spoil(text, DUE, "    due: period_end + INTERVAL 15 DAY\n")
    text = spoil(text, "{short: 3 - log_months}", "{short: 3 - log_months, of: this_period}")
    text = spoil(text, "thiếu {short}", "thiếu {short} ({this_period} {period_start:date} {of})")
    text = spoil(text, "{short} short", "{short} short ({this_period} {period_end:date} {of})")
    text = spoil(text, FIRST_EXAMPLE, f"{FIRST_EXAMPLE}\n        period: 2026-H2")
    (control,) = load(write(tmp_path, controls=text)).controls
    assert control.every == "half-year"
    assert control.from_period is not None
    assert (control.from_period.name, control.from_period.first) == ("2026-H2", date(2026, 7, 1))
    first, *others = control.examples
    assert first.period == "2026-H2"
    assert {example.period for example in others} == {None}


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "advice"),
    [
        (HEAD, f"{HEAD}    every: month\n", "wrong-value", "6:12", "choose one of these"),
        (HEAD, f"{HEAD}    every: yeer\n", "wrong-value", "6:12", "did you mean year?"),
        (
            HEAD,
            f"{HEAD}    every: year\n    from_period: 2026-H1\n",
            "wrong-value",
            "7:18",
            "name of a period",
        ),
        (HEAD, f"{HEAD}    from_period: 2026\n", "no-period", "6:18", "give the control every"),
        (DUE, "    due: period_end\n", "no-period", "11:10", "add every, or use as_of"),
        ("thiếu {short}", "thiếu {this_period}", "placeholder", "14:94", "declare it under figures"),
        (FIRST_EXAMPLE, f"{FIRST_EXAMPLE}\n        period: 2026", "no-period", "26:17", "give the control"),
        ("{short: 3", "{period_end: 3", "figure-name", "12:15", "another name"),
    ],
)
def test_a_spoilt_one(tmp_path: Path, old: str, new: str, code: str, place: str, advice: str) -> None:
    problems = problems_of(write(tmp_path, controls=spoil(CONTROL, old, new)))
    problem = next(problem for problem in problems if problem.code == code)
    assert str(problem.location) == f"systems.yaml:{place}"
    assert advice in problem.advice.en
    assert problem.advice.vi
