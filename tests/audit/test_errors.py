"""A control that crashes ends in error, for the very rows that crash it, and the others still answer."""

import pytest
from sqlglot import exp

from secaudit.audit.engines.duckdb import DuckDBEngine
from secaudit.audit.engines.interface import EngineError
from secaudit.model.status import Status
from secaudit.model.text import Text
from tests.audit.factory import audit, control, finding, statuses, unit

CRASH = "make_date(headcount, 12, 31) > DATE '2000-01-01'"


def test_only_the_row_that_crashes_is_an_error() -> None:
    rows = {"units": [unit("a", headcount=2026), unit("b", headcount=99_999_999), unit("c", headcount=1999)]}
    result = audit(rows, control(CRASH), control("headcount > 2000", id_="T-02"))
    assert statuses(result) == {"a": Status.PASS, "b": Status.ERROR, "c": Status.FAIL}
    assert statuses(result, "T-02") == {"a": Status.PASS, "b": Status.PASS, "c": Status.FAIL}
    assert result.counts.total[Status.ERROR] == 1
    assert "99999999" in finding(result, "b").message.en


def test_a_control_that_crashes_everywhere_is_an_error_everywhere() -> None:
    rows = {"units": [unit("a", headcount=1), unit("b", headcount=2)]}
    result = audit(
        rows, control("make_date(2026, 13, 1) > DATE '2000-01-01'"), control("headcount = 1", id_="T-02")
    )
    assert statuses(result) == {"a": Status.ERROR, "b": Status.ERROR}
    assert statuses(result, "T-02") == {"a": Status.PASS, "b": Status.FAIL}


def test_very_many_crashing_rows_are_all_errors() -> None:
    rows = {
        "units": [unit(f"u{n}", headcount=99_999_999) for n in range(1000)] + [unit("ok", headcount=2026)]
    }
    found = statuses(audit(rows, control(CRASH)))
    assert {found[f"u{n}"] for n in range(1000)} == {Status.ERROR}


def test_a_deadline_that_crashes_is_an_error_too() -> None:
    rows = {"units": [unit("a", headcount=2027, trained=0), unit("b", headcount=99_999_999, trained=0)]}
    result = audit(rows, control("trained > 0", due="make_date(headcount, 1, 1)"))
    assert statuses(result) == {"a": Status.NOT_YET_DUE, "b": Status.ERROR}
    assert finding(result, "a").days_left == 41


@pytest.mark.parametrize(
    "due", ["make_date(10000, 1, 1)", "make_date(-5, 1, 1)", "as_of + INTERVAL 9000 YEAR"]
)
def test_a_deadline_outside_every_calendar_is_an_error(due: str) -> None:
    rows = {"units": [unit("a", trained=0)]}
    result = audit(rows, control("trained > 0", due=due), control("headcount > 0", id_="T-02"))
    assert statuses(result) == {"a": Status.ERROR}
    assert statuses(result, "T-02") == {"a": Status.UNKNOWN}


def test_a_figure_outside_every_calendar_leaves_verdict_and_deadline() -> None:
    rows = {"units": [unit("a", headcount=10_000, trained=0)]}
    item = control("trained > 0", figures={"when": "make_date(headcount, 1, 1)"}, due="DATE '2026-12-31'")
    found = finding(audit(rows, item), "a")
    assert (found.status, found.days_left) == (Status.NOT_YET_DUE, 40)


def test_figures_that_crash_leave_the_verdict() -> None:
    rows = {"units": [unit("a", headcount=99_999_999, trained=0)]}
    item = control(
        "trained > 0",
        figures={"when": "make_date(headcount, 1, 1)"},
        message=Text("Ngày {when}", "Day {when}"),
    )
    result = audit(rows, item)
    assert statuses(result) == {"a": Status.FAIL}
    assert "T-01" in finding(result, "a").message.vi


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/secaudit-leak'",
        "ATTACH '/tmp/secaudit.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM read_parquet('http://localhost:1/x.parquet')",
    ],
)
def test_a_sealed_engine_reaches_nothing_outside(sql: str) -> None:
    """Behind the allow-list stands a second wall: whatever reaches the engine finds nothing to open."""
    engine = DuckDBEngine()
    engine.seal()
    with pytest.raises(EngineError):
        engine.run(sql)
    engine.close()


def test_a_table_may_have_any_name_and_takes_the_place_of_one_of_that_name() -> None:
    engine = DuckDBEngine()
    name = 'a "name" with 1 space'
    for value in (1, 2):
        engine.store(name, exp.select(exp.Literal.number(value).as_("n")))
    found = engine.fetch(exp.select("n").from_(exp.to_table(name, quoted=True)))
    assert found["n"].to_pylist() == [2]
    with pytest.raises(EngineError) as caught:
        engine.run("SELECT * FROM nowhere")
    assert "nowhere" in str(caught.value)
    assert "\n" not in str(caught.value)
    engine.close()


def test_of_a_control_that_crashes_on_one_row_the_others_keep_their_figures() -> None:
    rows = {"units": [unit("a", headcount=99_999_999), unit("b", headcount=1999), unit("c", headcount=1998)]}
    item = control(CRASH, figures={"last": "make_date(headcount, 12, 31)"}, message=Text("{last}", "{last}"))
    result = audit(rows, item)
    told = {each.subject.id: each.message.en.split(". ")[0] for each in result.findings}
    assert (told["b"], told["c"]) == ("31 December 1999", "31 December 1998")
    assert told["a"].startswith("It could not be evaluated: ")
