"""What lint finds in catalogues that load."""

from __future__ import annotations

from pathlib import Path

import pytest

from secaudit.catalogue import lint, load
from secaudit.model.problem import Gravity
from tests.catalogue.sample import CONTROL, OBLIGATIONS, spoil, write


def told(folder: Path) -> list[tuple[str, str, Gravity]]:
    return [(problem.code, str(problem.location), problem.gravity) for problem in lint(load(folder))]


def with_assert(sql: str) -> str:
    return spoil(CONTROL, "assert: mfa AND log_months >= 3", f"assert: {sql}")


def test_a_good_catalogue_is_passed_over(tmp_path: Path) -> None:
    assert told(write(tmp_path)) == []


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("mfa OR log_months IS NULL", "IS NULL of log_months"),
        ("coalesce(mfa, FALSE)", "COALESCE of mfa"),
        ("least(log_months, 3) = 3", "LEAST of log_months"),
        ("concat_ws(', ', name, approved_by) <> ''", "CONCAT_WS of approved_by"),
        (
            "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id AND d.number IS NULL)",
            "IS NULL of number",
        ),
    ],
)
def test_missing_data_is_not_to_be_hidden(tmp_path: Path, sql: str, found: str) -> None:
    folder = write(tmp_path, controls=with_assert(sql))
    (problem,) = lint(load(folder))

    assert (problem.code, problem.gravity) == ("is-null", Gravity.WARNING)
    assert str(problem.location) == "systems.yaml:8:13"
    assert found in problem.found.en
    assert "allow: [is-null]" in problem.advice.vi


@pytest.mark.parametrize(
    "sql",
    [
        "mfa AND coalesce(name, '') <> ''",
        "EXISTS (SELECT 1 FROM documents d WHERE d.system = systems.id "
        "AND (d.expires_on IS NULL OR d.expires_on >= as_of))",
    ],
)
def test_what_cannot_be_empty_or_is_an_end_hides_nothing(tmp_path: Path, sql: str) -> None:
    assert told(write(tmp_path, controls=with_assert(sql))) == []


def test_an_author_accepts_a_warning(tmp_path: Path) -> None:
    text = with_assert("mfa OR log_months IS NULL OR log_months / 3 > 1").replace(
        "key: mfa", "key: mfa\n    allow: [is-null, division]"
    )

    assert told(write(tmp_path, controls=text)) == []


def test_a_division_in_a_condition(tmp_path: Path) -> None:
    assert told(write(tmp_path, controls=with_assert("mfa AND log_months / 3 >= 1"))) == [
        ("division", "systems.yaml:8:13", Gravity.WARNING)
    ]


@pytest.mark.parametrize(
    ("status", "code", "gravity"),
    [
        ("pass", "no-example", Gravity.ERROR),
        ("fail", "no-example", Gravity.ERROR),
        ("unknown", "unknown-example", Gravity.WARNING),
    ],
)
def test_an_example_is_missing(tmp_path: Path, status: str, code: str, gravity: Gravity) -> None:
    text = spoil(CONTROL, f"expect: {status}", "expect: not_applicable")
    (problem,) = lint(load(write(tmp_path, controls=text)))

    assert (problem.code, str(problem.location), problem.gravity) == (code, "systems.yaml:2:5", gravity)
    assert f"no example of {status}" in problem.found.en


def test_no_unknown_is_asked_for_where_nothing_can_be_missing(tmp_path: Path) -> None:
    text = spoil(with_assert("phase <> 'trial'"), "expect: unknown", "expect: pass")

    assert told(write(tmp_path, controls=text)) == []


def test_a_table_that_may_be_undeclared_makes_an_unknown(tmp_path: Path) -> None:
    text = with_assert("NOT EXISTS (SELECT 1 FROM vulnerabilities v WHERE v.system = systems.id)")

    assert told(write(tmp_path, controls=spoil(text, "expect: unknown", "expect: pass"))) == [
        ("unknown-example", "systems.yaml:2:5", Gravity.WARNING)
    ]


def test_a_control_without_a_duty_behind_it(tmp_path: Path) -> None:
    codes = told(write(tmp_path, controls=spoil(CONTROL, "cites: [LAW/1]", "cites: [LAW/2]")))

    assert codes == [
        ("uncovered-obligation", "registry/law.yaml:2:5", Gravity.WARNING),
        ("no-duty", "systems.yaml:2:5", Gravity.ERROR),
    ]


def test_a_duty_without_a_control(tmp_path: Path) -> None:
    more = OBLIGATIONS.replace("kind: context", "kind: evidence")

    assert told(write(tmp_path, obligations=more)) == [
        ("uncovered-obligation", "registry/law.yaml:9:5", Gravity.WARNING)
    ]


def test_both_languages_tell_the_same_values(tmp_path: Path) -> None:
    text = spoil(CONTROL, "The system {name} keeps", "The system keeps")
    (problem,) = lint(load(write(tmp_path, controls=text)))

    assert problem.code == "message-values"
    assert problem.found.en == "SYS-01: only one language of the message has name"


def test_a_figure_in_each_language_is_one_value(tmp_path: Path) -> None:
    figures = "figures: {short: 3 - log_months, lack_vi: lower(name), lack_en: upper(name)}"
    text = spoil(CONTROL, "figures: {short: 3 - log_months}", figures)
    english = spoil(text, "{short} short", "{short} short: {lack_en}")
    each = spoil(english, "thiếu {short}", "thiếu {short}: {lack_vi}")
    swapped = spoil(english, "thiếu {short}", "thiếu {short}: {lack_en}")

    assert told(write(tmp_path / "each", controls=each)) == []
    (problem,) = lint(load(write(tmp_path / "swapped", controls=swapped)))
    assert problem.found.en == "SYS-01: only one language of the message has lack, lack_en"


def test_what_a_control_applies_to_is_to_be_said_in_words(tmp_path: Path) -> None:
    spoken = '    applies_to: {vi: "hệ thống đang vận hành", en: "systems in operation"}\n'
    found = told(write(tmp_path, controls=CONTROL.replace(spoken, "")))
    assert [(code, gravity) for code, _, gravity in found] == [("unsaid-scope", Gravity.WARNING)]
